import type { Problem } from "../../rubric/Problem.ts"
import { type Rubric, rulesOf } from "../../rubric/Rubric.ts"
import { criteriaOf, error, warning } from "./told.ts"

/** Words quoted that the clause does not have, and words of the clause that no rule reads (评分标准原文). */
export const lintClauses = (rubric: Rubric): ReadonlyArray<Problem> =>
  [...criteriaOf(rubric)].flatMap(({ criterion, path }) => {
    if (rulesOf(criterion).length === 0) return []
    const problems: Array<Problem> = []
    const spoken: Array<string> = []
    for (const { rule, path: at } of rulesOf(criterion)) {
      const says = [
        ...(rule.says === undefined ? [] : [{ text: rule.says, key: ["says"] }]),
        ...(rule.kind === "checklist"
          ? rule.parts.flatMap((part, index) =>
              part.says === undefined ? [] : [{ text: part.says, key: ["parts", index, "says"] }],
            )
          : []),
      ]
      if (says.length === 0) return problems // reads the whole clause
      for (const { text, key } of says) {
        if (!criterion.clause.includes(text)) {
          problems.push(
            error("says", [...path, ...at, ...key], {
              message: `“${text}”不是评分标准原文中的文字`,
              remedy: "逐字摘自 clause;原文有误的,改 clause 并在 reading 中说明",
            }),
          )
        }
        spoken.push(text)
      }
    }
    // what a misquoted sentence leaves unread is not known
    if (problems.length > 0) return problems
    const rest = spoken.reduce((left, text) => left.replaceAll(text, "|"), criterion.clause).replace(fillers, "|")
    const unread = rest
      .split(/[|。;;,,、:()()]+/u)
      .map((part) => part.trim())
      .filter((part) => /\p{Script=Han}/u.test(part))
    const length = unread.reduce((sum, part) => sum + part.replace(/\s/g, "").length, 0)
    if (unread.some((part) => /扣|得|分/.test(part)) || length > criterion.clause.length / 2) {
      problems.push(
        warning("unread-clause", [...path, "clause"], {
          message: `评分标准中有 ${length} 字没有规则读到:${unread.map((part) => `“${part}”`).join("、")}`,
          remedy: "补一条规则,或在某条规则的 says 中写上这句",
        }),
      )
    }
    return problems
  })

/** Words that say nothing to compute with. */
const fillers = /扣完为止|扣完本项分值为止|按以下标准计分|本项不计负分/g
