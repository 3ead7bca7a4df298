import type { Rule } from "../methods/methods.ts"
import { type Criterion, type Rubric, rulesOf } from "./Rubric.ts"

/** A rule with the id by which notices cite it (`a` of C1-a), written or not. */
export interface CitedRule {
  readonly id: string
  readonly rule: Rule
  readonly path: ReadonlyArray<string | number>
}

export const citedRules = (criterion: Criterion): ReadonlyArray<CitedRule> =>
  rulesOf(criterion).map(({ rule, path }, index) => ({ id: rule.id ?? ruleLetter(index), rule, path }))

/** The id of a rule that has none: a, b, … */
export const ruleLetter = (index: number): string =>
  String.fromCharCode(97 + (index % 26)) + (index < 26 ? "" : String(Math.floor(index / 26)))

/** The rules that nobody has confirmed yet (待确认), as notices would cite them: C1-a. */
export const unconfirmedIn = (rubric: Rubric): ReadonlyArray<string> =>
  rubric.sections.flatMap(({ criteria }) =>
    criteria.flatMap((criterion) =>
      citedRules(criterion).flatMap(({ id, rule }) => (rule.unconfirmed === true ? [`${criterion.code}-${id}`] : [])),
    ),
  )
