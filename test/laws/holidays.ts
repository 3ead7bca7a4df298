import { type Day, type Decreed, type Plan, parseDay, workdaysOf } from "@fadu/engine"

const day = (text: string): Day => parseDay(text) ?? 0
const days = (from: string, to: string): ReadonlyArray<Day> =>
  Array.from({ length: day(to) - day(from) + 1 }, (_, index) => day(from) + index)

/** A made-up decree around the days that generated rules turn on. */
const decreed: Decreed = {
  rest: new Set([...days("2026-03-19", "2026-03-24"), ...days("2026-04-02", "2026-04-06")]),
  work: new Set([day("2026-03-28"), day("2026-04-11")]),
}

/** The generated rubrics count over all days that a figure may have, also one that is better still. */
export const withHolidays = (plan: Plan): Plan => ({ ...plan, workdays: workdaysOf({ from: 2024, to: 2026 }, decreed) })

/** Working days after one day up to and including another, one by one as on a wall calendar. */
export const countWorkdays = (from: Day, to: Day): number => {
  if (to < from) return -countWorkdays(to, from)
  let count = 0
  for (let at = from + 1; at <= to; at++) {
    const weekday = new Date((at - 25569) * 86_400_000).getUTCDay()
    const isWeekend = weekday === 0 || weekday === 6
    if (decreed.work.has(at) || (!isWeekend && !decreed.rest.has(at))) count++
  }
  return count
}
