import { parseDay } from "../../Day.ts"
import type { Problem } from "../../rubric/Problem.ts"
import type { Rubric } from "../../rubric/Rubric.ts"
import { error } from "./told.ts"

/** A period that ends before it begins (考核期). */
export const lintPeriod = (rubric: Rubric): ReadonlyArray<Problem> => {
  const [from, to] = [parseDay(rubric.period.from), parseDay(rubric.period.to)]
  return from !== null && to !== null && from > to
    ? [
        error("period", ["period", "to"], {
          message: `考核期结束 ${rubric.period.to} 早于开始 ${rubric.period.from}`,
          remedy: "更正起止日期",
        }),
      ]
    : []
}
