import { cases, or, truth } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { perhaps, type TruthEnds } from "../plan/Ends.ts"
import type { RuleScope } from "./Method.ts"

/** A condition of which the figures may be missing: whether it holds for certain, and whether it may still turn out to (分项是否成立). */
export interface Part {
  readonly holds: Formula
  readonly mayHold: Formula
}

/** A part that gives points: what the rubric settles as zero does not hold, and a claim is at best what it says. */
export const gainOf = (scope: RuleScope, name: string, condition: Formula): Part => {
  const { known, gone, claimed, ends } = settled(scope, condition)
  return kept(scope, name, {
    // what cannot be computed is not looked at, also by a spreadsheet
    holds: cases([[known, ends.holds]], truth(false)),
    mayHold: cases(
      [
        ...(ends.mayHold === condition
          ? [[or(known, claimed), condition] as const]
          : [[known, ends.mayHold] as const, [claimed, condition] as const]),
        [gone, truth(false)],
      ],
      truth(true),
    ),
  })
}

/** A part that takes points: what the rubric settles as zero holds. */
export const burdenOf = (scope: RuleScope, name: string, condition: Formula): Part => {
  const { known, gone, ends } = settled(scope, condition)
  return kept(scope, name, {
    holds: cases(
      [
        [known, ends.holds],
        [gone, truth(true)],
      ],
      truth(false),
    ),
    mayHold: cases([[known, ends.mayHold]], truth(true)),
  })
}

/** What is settled of a condition, read between the ends of what is open in it. */
const settled = (
  scope: RuleScope,
  condition: Formula,
): { readonly known: Formula; readonly gone: Formula; readonly claimed: Formula; readonly ends: TruthEnds } => {
  const { within, gone, claimed } = scope.settled(condition)
  const [ends] = within.ends
  return { known: within.known, gone, claimed, ends: ends?.type === "boolean" ? ends : perhaps(condition, condition) }
}

const kept = (scope: RuleScope, name: string, { holds, mayHold }: Part): Part => ({
  holds: scope.keepTruth(`${name}holds`, "成立", holds),
  mayHold: scope.keepTruth(`${name}may`, "可能成立", mayHold),
})
