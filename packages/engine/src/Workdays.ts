import { type Day, dayOf, partsOfDay } from "./Day.ts"

/** Days on which offices work (工作日), for whole years without a gap. Holidays and 调休 are decreed year by year; no rule gives them. */
export interface Workdays {
  readonly first: Day
  readonly last: Day
  /** At position `i`: how many working days there are from `first` up to and including `first + i`. */
  readonly upTo: Int32Array
}

/** What was decreed: days off on which one would work, and weekend days on which one works. */
export interface Decreed {
  readonly rest: ReadonlySet<Day>
  readonly work: ReadonlySet<Day>
}

/** The calendar of the years from `from` to `to`. */
export const workdaysOf = (
  { from, to }: { readonly from: number; readonly to: number },
  { rest, work }: Decreed,
): Workdays => {
  const first = dayOf(from, 1, 1) ?? 0
  const last = dayOf(to, 12, 31) ?? 0
  const upTo = new Int32Array(last - first + 1)
  let count = 0
  for (let day = first; day <= last; day++) {
    if (work.has(day) || (!isWeekend(day) && !rest.has(day))) count++
    upTo[day - first] = count
  }
  return { first, last, upTo }
}

/** Day 0 was a Saturday. */
const isWeekend = (day: Day): boolean => day % 7 < 2

export const isOnCalendar = ({ first, last }: Workdays, day: Day): boolean => day >= first && day <= last

/** Working days after `from` up to and including `to`; below 0 where `to` is the earlier. Null outside the calendar. */
export const workdaysBetween = (workdays: Workdays, from: Day, to: Day): number | null =>
  isOnCalendar(workdays, from) && isOnCalendar(workdays, to)
    ? (workdays.upTo[to - workdays.first] ?? 0) - (workdays.upTo[from - workdays.first] ?? 0)
    : null

/** The years for which it is known who works when. */
export const yearsOf = ({ first, last }: Workdays): { readonly from: number; readonly to: number } => ({
  from: partsOfDay(first).year,
  to: partsOfDay(last).year,
})
