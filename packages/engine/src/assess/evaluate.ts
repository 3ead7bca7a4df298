import type { Cohort, FieldId, Formula, SlotId, Type } from "../formula/Formula.ts"
import type { Column, RowsOf, UnitScope } from "../formula/Kind.ts"
import { evaluator } from "../formula/readings.ts"
import type { Plan } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import type { Figures, ScoreRows, Unit } from "./Figures.ts"

/**
 * Every slot of every agency. Slot by slot, so that a slot which looks at other agencies finds theirs done.
 * Pure arithmetic: what is missing has been settled before, what cannot be computed is `Rational.undefined`.
 */
export const evaluate = (plan: Plan, figures: Figures): ReadonlyMap<SlotId, Column> => {
  const { units } = figures
  const slots = new Map<SlotId, Column>(plan.slots.map((slot) => [slot.id, emptyColumn(slot.type, units.length)]))
  const rows = scoreRowsOf(plan, figures.scores)
  const ranges = cohortRanges(plan, units)
  const scope: UnitScope = {
    field: (id) => figures.fields.get(id)?.column ?? emptyColumn("number", units.length),
    states: (id) => figures.fields.get(id)?.states ?? new Uint8Array(units.length),
    slot: (id) => slots.get(id) ?? emptyColumn("number", units.length),
    rows: () => rows,
    cohort: (within) => (within === "all" ? () => ranges.all : (unit) => ranges.byUnit[unit] ?? ranges.all),
    workdays: plan.workdays,
  }
  for (const slot of plan.slots) {
    const column = slots.get(slot.id)
    if (column === undefined) continue
    for (const [group, [from, to]] of ranges.groups) {
      const formula = slot.formulas.get(group)
      if (formula !== undefined) fill(column, formula, { from, to, scope })
    }
  }
  return slots
}

/** So few numbers take little room, also where each is held by itself. */
const FEW = 500

const fill = (
  column: Column,
  formula: Formula,
  { from, to, scope }: { readonly from: number; readonly to: number; readonly scope: Parameters<typeof evaluator>[1] },
): void => {
  const reading = evaluator(formula, scope)
  if (column.type === "number" && reading.type === "number") {
    const { values } = column
    const { at } = reading
    const kept = to - from > FEW ? Rational.keeper() : null
    for (let unit = from; unit < to; unit++) values[unit] = kept === null ? at(unit) : kept(at(unit))
  } else if (column.type === "boolean" && reading.type === "boolean") {
    for (let unit = from; unit < to; unit++) column.values[unit] = reading.at(unit)
  } else if (column.type === "text" && reading.type === "text") {
    for (let unit = from; unit < to; unit++) column.values[unit] = reading.at(unit)
  }
}

export const emptyColumn = (type: Type, length: number): Column => {
  switch (type) {
    case "number":
      return { type, values: new Array<Rational>(length).fill(Rational.undefined) }
    case "boolean":
      return { type, values: new Array<boolean>(length).fill(false) }
    case "text":
      return { type, values: new Array<string>(length).fill("") }
  }
}

interface CohortRanges {
  readonly all: readonly [number, number]
  readonly groups: ReadonlyMap<string, readonly [number, number]>
  readonly byUnit: ReadonlyArray<readonly [number, number]>
}

/** Groups are contiguous: units are sorted by group. */
export const cohortRanges = (plan: Plan, units: ReadonlyArray<Unit>): CohortRanges => {
  const groups = new Map<string, readonly [number, number]>()
  for (const { id } of plan.groups) {
    const from = units.findIndex((unit) => unit.group === id)
    const to = units.findLastIndex((unit) => unit.group === id) + 1
    if (from >= 0) groups.set(id, [from, to])
  }
  const all = [0, units.length] as const
  return { all, groups, byUnit: units.map((unit) => groups.get(unit.group) ?? all) }
}

/** The ledger of scores as columns: its fields and its slots. */
export const scoreRowsOf = (plan: Plan, { rows, offsets }: ScoreRows): RowsOf => {
  const inputs = new Map<FieldId, Column>([
    ["points", { type: "number", values: rows.map((row) => row.points) }],
    ["criterion", { type: "text", values: rows.map((row) => row.criterion) }],
    ["side", { type: "text", values: rows.map((row) => row.side ?? "") }],
    ["scorer", { type: "text", values: rows.map((row) => row.scorer) }],
  ])
  const slots = new Map<SlotId, Column>()
  const whole = [0, rows.length] as const
  const none: RowsOf = { offsets: new Int32Array(rows.length + 1), slot: () => emptyColumn("number", 0) }
  for (const slot of plan.scores?.slots ?? []) {
    const column = emptyColumn(slot.type, rows.length)
    fill(column, slot.formula, {
      from: 0,
      to: rows.length,
      scope: {
        field: (id) => inputs.get(id) ?? emptyColumn("number", rows.length),
        states: () => new Uint8Array(rows.length),
        slot: (id) => slots.get(id) ?? emptyColumn("number", rows.length),
        rows: () => none,
        cohort: (_within: Cohort["within"]) => () => whole,
        workdays: plan.workdays,
      },
    })
    slots.set(slot.id, column)
  }
  return { offsets, slot: (id) => slots.get(id) ?? emptyColumn("number", rows.length) }
}
