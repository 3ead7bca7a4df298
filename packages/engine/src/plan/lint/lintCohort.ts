import type { Problem } from "../../rubric/Problem.ts"
import { cohortRulesOf } from "../../rubric/Rubric.ts"
import type { Plan } from "../Plan.ts"
import { warning } from "./told.ts"

/** Whoever is silent moves the statistics of all: an exception to 不填不占便宜 that the rubric must want. */
export const lintCohort = ({ rubric, groups }: Plan): ReadonlyArray<Problem> => {
  const { absent } = cohortRulesOf(rubric)
  if (absent === "wait" || groups.every(({ comparisons }) => comparisons.length === 0)) return []
  const what = absent === "out" ? "不参与比较" : "按 0 参与比较"
  return [
    warning("cohort-absent", ["cohort", "absent"], {
      message: `没有填报的单位${what},会抬高或拉低其他单位的得分和名次`,
      remedy: "这是不填不占便宜的例外,确有此规定的保留;否则写 absent: wait,或在评分前由考核组核定",
    }),
  ]
}
