import type { Day } from "../Day.ts"
import type { Workdays } from "../Workdays.ts"

/** So many days beyond the calendar stand for any number of them. */
export const BEYOND = 3660

/** Later than any day that could be meant. */
const NEVER: Day = 2_958_465

/**
 * Between which days that falls which was not done by the day of reference (未办理): the next day, or the last that the calendar has, at
 * the soonest; and who knows when. `workdays` only where the formula asks for them.
 */
export const whenNever = (asOf: Day, workdays: Workdays | null): { readonly soonest: Day; readonly latest: Day } =>
  workdays === null
    ? { soonest: asOf + 1, latest: NEVER }
    : { soonest: Math.min(asOf + 1, workdays.last), latest: workdays.last + BEYOND }
