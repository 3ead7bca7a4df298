import { AnyRule, methods, type Rule } from "../methods/methods.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { phrasesOf } from "./phrases.ts"
import { memberFor } from "./Shape.ts"

/** What says nothing of how a rule scores. */
const aside: ReadonlySet<string> = new Set(["kind", "id", "says", "found"])

/** One rule as the machine reads it (机器读法): 按件扣分:件数为“超期公示”,每件(次)扣 0.3 分. */
export const ruleWords = (rule: Rule, rubric: Rubric): string => {
  const said = phrasesOf(memberFor(AnyRule.ast, rule), { ...rule }, { outer: "rules", rubric, without: aside })
  return `${methods[rule.kind].title}${rule.found === undefined ? "" : `(${rule.found})`}:${said.join(",")}`
}
