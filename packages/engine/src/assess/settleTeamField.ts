import type { Decision } from "../Entry.ts"
import { adjustField, appliesField, type PlanField, rankedField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import type { Unit } from "./Figures.ts"
import { nowhere } from "./Origins.ts"
import type { Settled } from "./Settled.ts"
import type { AppliesTable } from "./settleApplicability.ts"

/** What the team decides for a whole criterion or agency: whether it applies, is ranked, is adjusted. */
export const settleTeamField = (
  field: PlanField,
  unit: Unit,
  {
    applies,
    decisions,
  }: { readonly applies: AppliesTable; readonly decisions: ReadonlyMap<string, ReadonlyArray<Decision>> },
): Settled => {
  if (field.id === rankedField) return { state: "filled", value: unit.ranked && unit.submitted, origin: nowhere }
  if (field.id === adjustField) {
    const adjusting = (decisions.get(unit.code) ?? []).filter((decision) => decision.kind === "adjust")
    const value = adjusting.reduce(
      (total, decision) =>
        decision.new?.state === "filled" && decision.new.value instanceof Rational
          ? total.plus(decision.new.value)
          : total,
      Rational.zero,
    )
    return { state: "filled", value, origin: { ...nowhere, decisions: adjusting } }
  }
  const criterion = field.id.slice(appliesField("").length)
  const { word, decisions: deciding, line } = applies.word(unit, criterion)
  return { state: "filled", value: word, origin: { ...nowhere, decisions: deciding, line } }
}
