import { writeDay } from "../Day.ts"
import type { Agency } from "../Entry.ts"
import type { Address } from "../Issue.ts"
import { Rational } from "../Rational.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyFinder, agencyNames } from "./agencyNames.ts"
import { criterionNames } from "./criteria.ts"
import { quote } from "./fold.ts"
import { type Columns, type Line, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { agencyHeadings, lineAgency } from "./lineAgency.ts"
import { didYouMean } from "./Names.ts"
import { readValue } from "./readValue.ts"
import type { Table } from "./Table.ts"

/** What an agency holds against its result (申诉). Nothing is scored from it: what the team makes of it is a decision. */
export interface Objection {
  readonly agency: string
  /** Null where none was named, or none that the rubric has. */
  readonly criterion: string | null
  readonly says: string
  readonly wants: string | null
  readonly on: string | null
  /** What the team answered; null while it is open. */
  readonly answer: string | null
  readonly at: Address
}

type Name = "agency" | "criterion" | "says" | "wants" | "on" | "answer"

const columns: Columns<Name> = {
  title: "申诉登记表",
  words: {
    agency: agencyHeadings,
    criterion: ["指标", "申诉指标", "指标编号", "失分编号", "申诉事项", "编号", "criterion"],
    says: ["申诉理由", "理由", "事由", "申诉意见", "says"],
    wants: ["请求", "申诉请求", "wants"],
    on: ["日期", "申诉日期", "收到日期", "on"],
    answer: ["处理", "处理意见", "处理结果", "复核意见", "答复", "answer"],
  },
  needs: [["agency"], ["says"]],
}

/** Reads the list of objections (申诉登记表). The loss may be named by its number, as notices cite it: C1-a is of C1. */
export const readObjections = (rubric: Rubric, roster: ReadonlyArray<Agency>, table: Table): ListRead<Objection> => {
  const list = openList(table, columns)
  const find = agencyFinder(agencyNames(roster))
  const criteria = criterionNames(rubric)
  const values = list.lines.flatMap((line): ReadonlyArray<Objection> => {
    const agency = lineAgency(line, find)
    const says = agency === null ? null : line.required("says", "申诉理由")
    if (agency === null || says === null) return []
    return [
      {
        agency: agency.code,
        criterion: criterionOf(line, criteria, agency),
        says,
        wants: line.optional("wants"),
        on: dayOf(line, agency),
        answer: line.optional("answer"),
        at: line.at("says"),
      },
    ]
  })
  tellOthers(list, unknownColumn(columns))
  return { values, ...list.page.finish() }
}

const criterionOf = (line: Line<Name>, criteria: ReturnType<typeof criterionNames>, agency: Agency): string | null => {
  const text = line.text("criterion")
  if (text === "") return null
  const found = criteria.only(text) ?? criteria.only(text.replace(/-[A-Za-z0-9]+$/, ""))
  if (found !== null) return found.code
  line.tell(
    "criterion",
    {
      severity: "warning",
      code: "objection/unknown-criterion",
      message: `申诉的指标写作${quote(text)},细则中没有${didYouMean(criteria.nearest(text))}`,
      remedy: "请填指标编号或失分编号,如 C1、C1-a;申诉本身已登记",
    },
    agency.code,
  )
  return null
}

const dayOf = (line: Line<Name>, agency: Agency): string | null => {
  const { reading, notes } = readValue({ label: "日期", kind: "day" }, line.content("on"))
  for (const note of notes) line.tell("on", note, agency.code)
  return reading.state === "filled" && reading.value instanceof Rational ? writeDay(reading.value.toNumber()) : null
}
