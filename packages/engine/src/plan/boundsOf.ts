import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import type { Bound, BoundScope } from "../formula/Kind.ts"
import { bounds } from "../formula/readings.ts"
import { Rational } from "../Rational.ts"
import { amount } from "../rubric/Scalars.ts"
import { isRefutedSlot, type Plan, type PlanField, type RowSlot, type Slot } from "./Plan.ts"

/** What is taken to be known beside the declared limits. */
export interface Assumed {
  readonly state?: BoundScope["state"]
  readonly fields?: ReadonlyMap<FieldId, Bound>
  readonly slots?: ReadonlyMap<SlotId, Bound>
}

const either: BoundScope["state"] = () => ({ canHold: true, canFail: true })

/**
 * What a formula of a group can give when nothing is known but the declared limits of the fields (取值范围).
 * Interval arithmetic: it proves that a value *cannot* be reached; that one can be needs a witness.
 */
export const boundsIn = (plan: Plan, group: string, assumed: Assumed = {}): ((formula: Formula) => Bound) => {
  const { fields, slots, rowSlots } = declaredOf(plan)
  const known = new Map<string, Bound>(assumed.slots)
  const scope = {
    field: (id: FieldId): Bound => assumed.fields?.get(id) ?? fields.get(id) ?? unlimited,
    state: assumed.state ?? either,
    rowSlot: (_table: string, id: string): Bound =>
      rowSlots.get(id)?.type === "boolean"
        ? { type: "boolean", canHold: true, canFail: true }
        : { type: "number", low: Rational.zero, high: null },
    slot: (id: string): Bound => {
      const done = known.get(id)
      if (done !== undefined) return done
      // a name used twice may lead back to itself, which the linter tells
      known.set(id, unlimited)
      const formula = slots.get(id)?.formulas.get(group)
      // what the team finds of a figure is not known with the figure
      const within = isRefutedSlot(id) ? { ...scope, state: either } : scope
      const found = formula === undefined ? unlimited : bounds(formula, within)
      known.set(id, found)
      return found
    },
  }
  return (formula) => bounds(formula, scope)
}

const settled = new WeakMap<Plan, Map<string, (formula: Formula) => Bound>>()
/** What a formula of a group can give once every figure is known; several linters ask, and share what was found. */
export const boundsWhenKnown = (plan: Plan, group: string): ((formula: Formula) => Bound) => {
  const readers = settled.get(plan) ?? new Map<string, (formula: Formula) => Bound>()
  settled.set(plan, readers)
  const made = readers.get(group) ?? remembered(boundsIn(plan, group, { state: everythingKnown }))
  readers.set(group, made)
  return made
}

const remembered = (read: (formula: Formula) => Bound): ((formula: Formula) => Bound) => {
  const found = new WeakMap<Formula, Bound>()
  return (formula) => {
    const bound = found.get(formula) ?? read(formula)
    found.set(formula, bound)
    return bound
  }
}

/** Every figure known, as far as that can be: of what may not have happened, nothing either. */
export const everythingKnown: BoundScope["state"] = (_, is) =>
  is.includes("filled") ? { canHold: true, canFail: false } : { canHold: is.includes("none"), canFail: true }

const unlimited: Bound = { type: "number", low: null, high: null }

interface Declared {
  readonly fields: ReadonlyMap<FieldId, Bound>
  readonly slots: ReadonlyMap<SlotId, Slot>
  readonly rowSlots: ReadonlyMap<SlotId, RowSlot>
}

const declared = new WeakMap<Plan, Declared>()
const declaredOf = (plan: Plan): Declared => {
  const known = declared.get(plan)
  if (known !== undefined) return known
  const made: Declared = {
    fields: new Map(plan.fields.map((field) => [field.id, fieldBound(field)])),
    slots: new Map(plan.slots.map((slot) => [slot.id, slot])),
    rowSlots: new Map((plan.scores?.slots ?? []).map((slot) => [slot.id, slot])),
  }
  declared.set(plan, made)
  return made
}

/** What a figure can be by its declared limits, and by what it is: nothing is counted below 0. */
export const fieldBound = ({ type, field, format }: PlanField): Bound => {
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
