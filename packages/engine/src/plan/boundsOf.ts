import type { FieldId, Formula } from "../formula/Formula.ts"
import type { Bound } from "../formula/Kind.ts"
import { bounds } from "../formula/readings.ts"
import { Rational } from "../Rational.ts"
import { amount } from "../rubric/Scalars.ts"
import type { State } from "../State.ts"
import type { Plan, PlanField } from "./Plan.ts"

/**
 * What a formula of a group can give when nothing is known but the declared limits of the fields (取值范围).
 * Interval arithmetic: it proves that a value *cannot* be reached; that one can be needs a witness.
 */
export const boundsIn = (
  plan: Plan,
  group: string,
  assume: (
    field: FieldId,
    is: ReadonlyArray<State>,
  ) => { readonly canHold: boolean; readonly canFail: boolean } = () => ({ canHold: true, canFail: true }),
): ((formula: Formula) => Bound) => {
  const fields = new Map(plan.fields.map((field) => [field.id, fieldBound(field)]))
  const slots = new Map(plan.slots.map((slot) => [slot.id, slot]))
  const rowSlots = new Map((plan.scores?.slots ?? []).map((slot) => [slot.id, slot]))
  const known = new Map<string, Bound>()
  const scope = {
    field: (id: FieldId): Bound => fields.get(id) ?? { type: "number", low: null, high: null },
    state: assume,
    rowSlot: (_table: string, id: string): Bound =>
      rowSlots.get(id)?.type === "boolean"
        ? { type: "boolean", canHold: true, canFail: true }
        : { type: "number", low: Rational.zero, high: null },
    slot: (id: string): Bound => {
      const done = known.get(id)
      if (done !== undefined) return done
      // a name used twice may lead back to itself, which the linter tells
      known.set(id, { type: "number", low: null, high: null })
      const slot = slots.get(id)
      const formula = slot?.formulas.get(group)
      const found: Bound = formula === undefined ? { type: "number", low: null, high: null } : bounds(formula, scope)
      known.set(id, found)
      return found
    },
  }
  return (formula) => bounds(formula, scope)
}

const fieldBound = ({ type, field, format }: PlanField): Bound => {
  if (type === "boolean") return { type, canHold: true, canFail: true }
  if (type === "text") return { type }
  const declared = {
    low: field?.min === undefined ? null : amount(field.min),
    high: field?.max === undefined ? null : amount(field.max),
  }
  // limits the wrong way round say nothing
  if (declared.low !== null && declared.high !== null && declared.low.compare(declared.high) > 0)
    return { type, low: null, high: null }
  const natural = format === "count" || format === "rate" || format === "day" ? Rational.zero : null
  const low = declared.low ?? (declared.high !== null && declared.high.sign < 0 ? null : natural)
  return { type, low, high: declared.high }
}
