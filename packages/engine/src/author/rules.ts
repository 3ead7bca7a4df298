import { AnyRule, methods, type Rule } from "../methods/methods.ts"
import { type Criterion, type Rubric, rulesOf } from "../rubric/Rubric.ts"
import { phrasesOf } from "./phrases.ts"
import { memberFor } from "./Shape.ts"

/** A rule with the id by which notices cite it (`a` of C1-a), written or not. */
export interface CitedRule {
  readonly id: string
  readonly rule: Rule
  readonly path: ReadonlyArray<string | number>
}

export const citedRules = (criterion: Criterion): ReadonlyArray<CitedRule> =>
  rulesOf(criterion).map(({ rule, path }, index) => ({ id: rule.id ?? letter(index), rule, path }))

const letter = (index: number): string =>
  String.fromCharCode(97 + (index % 26)) + (index < 26 ? "" : String(Math.floor(index / 26)))

/** What says nothing of how a rule scores. */
const aside: ReadonlySet<string> = new Set(["kind", "id", "says", "found"])

/** One rule as the machine reads it (机器读法): 按件扣分:件数为“超期公示”,每件(次)扣 0.3 分. */
export const ruleWords = (rule: Rule, rubric: Rubric): string => {
  const said = phrasesOf(memberFor(AnyRule.ast, rule), { ...rule }, { outer: "rules", rubric, without: aside })
  return `${methods[rule.kind].title}${rule.found === undefined ? "" : `(${rule.found})`}:${said.join(",")}`
}

/** The rules that nobody has confirmed yet (待确认), as notices would cite them: C1-a. */
export const unconfirmedIn = (rubric: Rubric): ReadonlyArray<string> =>
  rubric.sections.flatMap(({ criteria }) =>
    criteria.flatMap((criterion) =>
      citedRules(criterion).flatMap(({ id, rule }) => (rule.unconfirmed === true ? [`${criterion.code}-${id}`] : [])),
    ),
  )
