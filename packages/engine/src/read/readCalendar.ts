import { type Day, dayFromNumber, partsOfDay } from "../Day.ts"
import { Rational } from "../Rational.ts"
import { quote } from "./fold.ts"
import { type Columns, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { didYouMean, Names } from "./Names.ts"
import { readValue } from "./readValue.ts"
import type { Table } from "./Table.ts"

/** One day of a calendar of holidays (放假安排): off where one would work, or worked at a weekend. */
export interface CalendarDay {
  readonly day: Day
  readonly works: boolean
}

type Name = "day" | "works" | "remark"

const columns: Columns<Name> = {
  title: "放假安排表",
  words: {
    day: ["日期", "day", "date"],
    works: ["安排", "放假或上班", "是否上班", "类型", "works"],
    remark: ["节日", "节日名称", "名称", "星期", "备注", "说明", "remark"],
  },
  needs: [["day"], ["works"]],
}

const arrangements = new Names<boolean>([
  ...["放假", "休息", "休", "放假调休", "节假日"].map((word) => [word, false] as const),
  ...["上班", "补班", "班", "调休上班", "工作日"].map((word) => [word, true] as const),
])

/** Reads calendar.csv: the holidays and 调休 of years that Fadu does not know yet, or of a place that has its own. */
export const readCalendar = (table: Table): ListRead<CalendarDay> => {
  const list = openList(table, columns)
  const values = new Map<Day, CalendarDay>()
  for (const line of list.lines) {
    const text = line.required("day", "日期")
    if (text === null) continue
    const { reading } = readValue({ label: "日期", kind: "day" }, line.content("day"))
    const day = reading.state === "filled" && reading.value instanceof Rational ? dayFromNumber(reading.value) : null
    if (day === null) {
      line.reject("day", {
        severity: "error",
        code: "calendar/no-day",
        message: `${quote(text)}不是日期,该行未采用`,
        remedy: "写作 2027-01-01",
      })
      continue
    }
    const word = line.required("works", "安排")
    if (word === null) continue
    const works = arrangements.only(word)
    if (works === null) {
      line.reject("works", {
        severity: "error",
        code: "calendar/unknown",
        message: `安排写作${quote(word)}${didYouMean(arrangements.nearest(word))},该行未采用`,
        remedy: "写 放假 或 上班",
      })
      continue
    }
    const earlier = values.get(day)
    if (earlier !== undefined && earlier.works !== works) {
      const { month, date } = partsOfDay(day)
      line.reject("works", {
        severity: "error",
        code: "calendar/conflict",
        message: `${month}月${date}日写了两次且不一致,后一行未采用`,
        remedy: "请保留一行",
      })
      continue
    }
    values.set(day, { day, works })
  }
  tellOthers(list, unknownColumn(columns))
  return { values: [...values.values()], ...list.page.finish() }
}
