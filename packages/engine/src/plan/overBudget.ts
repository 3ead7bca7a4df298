import type { Problem } from "../rubric/Problem.ts"
import { fullFor, type Rubric, rulesOf } from "../rubric/Rubric.ts"

/** What a rubric may need at most (细则规模): some ten times what the largest that were issued do. */
const MOST_FIELDS = 3_000
const MOST_RULES = 10_000

/**
 * Where a rubric needs more than the budget: more figures than anybody can be asked for, or more rules, counted for every group that has
 * them. The length and depth of a formula are limited where it is read. Empty where it stays within.
 */
export const overBudget = (rubric: Rubric): ReadonlyArray<Problem> => {
  const refusal = (path: Problem["path"], message: string): Problem => ({
    severity: "error",
    code: "rubric/budget",
    path,
    message,
    remedy: "拆成几份评分细则,各管一部分组",
    offset: null,
  })
  const fields = Object.keys(rubric.fields)
  const beyond = fields[MOST_FIELDS]
  const tooMany =
    beyond === undefined
      ? []
      : [
          refusal(
            ["fields", beyond],
            `填报项有 ${fields.length} 个,最多 ${MOST_FIELDS} 个,这里是第 ${MOST_FIELDS + 1} 个`,
          ),
        ]
  const groups = Object.keys(rubric.groups)
  let rules = 0
  for (const [s, section] of rubric.sections.entries()) {
    for (const [c, criterion] of section.criteria.entries()) {
      const having = groups.filter((group) => fullFor(criterion.full, group) !== null).length
      rules += having * rulesOf(criterion).length
      if (rules > MOST_RULES)
        return [
          ...tooMany,
          refusal(
            ["sections", s, "criteria", c],
            `到 ${criterion.code} 为止,各组的计分规则合计 ${rules} 条,最多 ${MOST_RULES} 条`,
          ),
        ]
    }
  }
  return tooMany
}
