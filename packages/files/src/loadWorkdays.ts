import {
  type CalendarDay,
  countsWorkdays,
  type Day,
  type Issue,
  type Plan,
  parseDay,
  partsOfDay,
  workdaysOf,
} from "@fadu/engine"
import { Effect } from "effect"

/** How far before its period a rubric may count. */
const YEARS_BEFORE = 5

/** The rubric with a calendar of working days, where it counts any. */
export const withWorkdays = Effect.fnUntraced(function* (plan: Plan, own: ReadonlyArray<CalendarDay> = []) {
  if (!countsWorkdays(plan)) return plan
  const decreed = yield* decreedDays
  const known = lastYearOf(decreed)
  const from = yearOf(parseDay(plan.rubric.period.from) ?? 0) - YEARS_BEFORE
  const years = new Set(own.filter(isNewYear).map(({ day }) => yearOf(day)))
  let to = known
  while (years.has(to + 1)) to++
  const rest = new Set(decreed.rest)
  const work = new Set(decreed.work)
  for (const { day, works } of own) {
    ;(works ? work : rest).add(day)
    ;(works ? rest : work).delete(day)
  }
  return { ...plan, workdays: workdaysOf({ from, to }, { rest, work }) }
})

/** Days of years that the calendar does not reach, or not without a gap. */
export const unusedDays = Effect.fnUntraced(function* (own: ReadonlyArray<CalendarDay>, file: string) {
  if (own.length === 0) return []
  const known = lastYearOf(yield* decreedDays)
  const whole = new Set(own.filter(isNewYear).map(({ day }) => yearOf(day)))
  const years = [...new Set(own.map(({ day }) => yearOf(day)))].filter((year) => year > known).sort()
  let last = known
  return years.flatMap((year): ReadonlyArray<Issue> => {
    const isNext = year === last + 1 && whole.has(year)
    if (isNext) last = year
    return isNext
      ? []
      : [
          {
            severity: "error",
            code: "calendar/incomplete",
            message: whole.has(year)
              ? `${year} 年之前的 ${last + 1} 年没有放假安排,${year} 年的也未采用`
              : `${year} 年没有列 1 月 1 日放假,像是不全,该年未采用`,
            remedy: whole.has(year) ? `请补上 ${last + 1} 年的` : "请照国务院办公厅的通知列全该年的放假和上班日期",
            at: { kind: "file", file },
            agency: null,
          },
        ]
  })
})

const isNewYear = ({ day, works }: CalendarDay): boolean => {
  const { month, date } = partsOfDay(day)
  return !works && month === 1 && date === 1
}

const yearOf = (day: Day): number => partsOfDay(day).year

const lastYearOf = ({ rest }: { readonly rest: ReadonlySet<Day> }): number => yearOf(Math.max(...rest))

/** The decrees that came with the installation. */
const decreedDays = Effect.promise(async () => {
  const { default: decreed } = await import("chinese-days/dist/chinese-days.json", { with: { type: "json" } })
  const days = (names: object): ReadonlySet<Day> => new Set(Object.keys(names).flatMap((text) => parseDay(text) ?? []))
  return { rest: days(decreed.holidays), work: days(decreed.workdays) }
})
