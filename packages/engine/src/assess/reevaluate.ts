import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import type { Column, RowsOf, UnitScope } from "../formula/Kind.ts"
import { evaluator, lookedAcross, nodesOf } from "../formula/readings.ts"
import type { Plan } from "../plan/Plan.ts"
import { cohortRanges, emptyColumn, scoreRowsOf } from "./evaluate.ts"
import type { Figures } from "./Figures.ts"
import { sameValue } from "./readings.ts"

/** The nodes by which formulas look at anything, each formula walked once. */
export class Looks {
  private readonly known = new WeakMap<Formula, ReadonlyArray<Formula>>()

  of(formula: Formula): ReadonlyArray<Formula> {
    const found = this.known.get(formula)
    if (found !== undefined) return found
    const made = [...nodesOf(formula)].filter(({ kind }) => looking.has(kind))
    this.known.set(formula, made)
    return made
  }
}

const looking: ReadonlySet<Formula["kind"]> = new Set(["input", "state", "slot", "rows", "cohort"])

/** What of the figures is no longer as it was. */
export interface Touched {
  /** Positions of the agencies, ascending. */
  readonly units: ReadonlyArray<number>
  /** Fields whose value or state differs for one of them. */
  readonly fields: ReadonlySet<FieldId>
  /** Whether the scores given by people differ. */
  readonly scores: boolean
}

/**
 * The slots after a change of some figures: what depends on them is computed again, for the agencies concerned, and for the others of a
 * group where a slot looks at the group. A slot that comes out as before ends the chain. Columns not touched are those of before.
 */
export const reevaluate = (
  {
    plan,
    slots: before,
    looks,
  }: { readonly plan: Plan; readonly slots: ReadonlyMap<SlotId, Column>; readonly looks: Looks },
  figures: Figures,
  touched: Touched,
): ReadonlyMap<SlotId, Column> => {
  const { units } = figures
  const slots = new Map(before)
  const moved = new Map<SlotId, ReadonlyArray<number>>()
  const ranges = cohortRanges(plan, units)
  let rows: RowsOf | null = null
  const scope: UnitScope = {
    field: (id) => figures.fields.get(id)?.column ?? emptyColumn("number", units.length),
    states: (id) => figures.fields.get(id)?.states ?? new Uint8Array(units.length),
    slot: (id) => slots.get(id) ?? emptyColumn("number", units.length),
    rows: () => {
      rows ??= scoreRowsOf(plan, figures.scores)
      return rows
    },
    cohort: (within) => (within === "all" ? () => ranges.all : (unit) => ranges.byUnit[unit] ?? ranges.all),
    workdays: plan.workdays,
  }
  for (const slot of plan.slots) {
    const column = before.get(slot.id)
    if (column === undefined) continue
    let made: Column | null = null
    const own: Array<number> = []
    for (const [group, [from, to]] of ranges.groups) {
      const formula = slot.formulas.get(group)
      if (formula === undefined) continue
      const concerned = concernedBy(looks.of(formula), { from, to, touched, moved })
      if (concerned.length === 0) continue
      const put = writer(column, formula, scope)
      for (const unit of concerned) {
        const next = put(made, unit)
        if (next === null) continue
        made = next
        own.push(unit)
      }
    }
    if (made !== null) {
      slots.set(slot.id, made)
      moved.set(slot.id, own)
    }
  }
  return slots
}

/** The units of a group, from `from` up to `to`, whose value of a formula that looks at so much may have changed. */
const concernedBy = (
  nodes: ReadonlyArray<Formula>,
  {
    from,
    to,
    touched,
    moved,
  }: {
    readonly from: number
    readonly to: number
    readonly touched: Touched
    readonly moved: ReadonlyMap<SlotId, ReadonlyArray<number>>
  },
): ReadonlyArray<number> => {
  const found = new Set<number>()
  const add = (units: ReadonlyArray<number>): void => {
    for (const unit of units) if (unit >= from && unit < to) found.add(unit)
  }
  for (const node of nodes) {
    switch (node.kind) {
      case "input":
      case "state":
        if (touched.fields.has(node.field)) add(touched.units)
        break
      case "slot":
        add(moved.get(node.slot) ?? [])
        break
      case "rows":
        if (touched.scores) add(touched.units)
        break
      case "cohort": {
        const others = lookedAcross(node).flatMap((slot) => moved.get(slot) ?? [])
        if (others.some((unit) => node.within === "all" || (unit >= from && unit < to))) {
          for (let unit = from; unit < to; unit++) found.add(unit)
        }
      }
    }
  }
  return found.size === 0 ? none : [...found].sort((a, b) => a - b)
}

const none: ReadonlyArray<number> = []

/** Computes one unit's value; the column with it, copied at the first value that differs, or null where it is as it was. */
const writer = (
  column: Column,
  formula: Formula,
  scope: Parameters<typeof evaluator>[1],
): ((made: Column | null, unit: number) => Column | null) => {
  const reading = evaluator(formula, scope)
  return (made, unit) => {
    if (column.type === "number" && reading.type === "number") {
      const value = reading.at(unit)
      const old = column.values[unit]
      if (old !== undefined && ((old.isUndefined && value.isUndefined) || sameValue(old, value))) return null
      const copy = made?.type === "number" ? made : { type: column.type, values: [...column.values] }
      copy.values[unit] = value
      return copy
    }
    if (column.type === "boolean" && reading.type === "boolean") {
      const value = reading.at(unit)
      if (column.values[unit] === value) return null
      const copy = made?.type === "boolean" ? made : { type: column.type, values: [...column.values] }
      copy.values[unit] = value
      return copy
    }
    if (column.type === "text" && reading.type === "text") {
      const value = reading.at(unit)
      if (column.values[unit] === value) return null
      const copy = made?.type === "text" ? made : { type: column.type, values: [...column.values] }
      copy.values[unit] = value
      return copy
    }
    return null
  }
}
