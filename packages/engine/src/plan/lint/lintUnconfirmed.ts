import type { Problem } from "../../rubric/Problem.ts"
import { type Rubric, rulesOf } from "../../rubric/Rubric.ts"
import { criteriaOf, warning } from "./told.ts"

/** What was proposed and nobody has confirmed. It scores, so that it can be tried; a result that is final may not rest on it. */
export const lintUnconfirmed = (rubric: Rubric): ReadonlyArray<Problem> =>
  [...criteriaOf(rubric)].flatMap(({ criterion, path }) =>
    rulesOf(criterion).flatMap(({ rule, path: at }) =>
      rule.unconfirmed === true
        ? [
            warning("unconfirmed", [...path, ...at], {
              message: `${criterion.code} 的这条规则待确认`,
              remedy: "对照评分标准原文核对,无误的删去“待确认”(unconfirmed);审定前须全部确认",
            }),
          ]
        : [],
    ),
  )
