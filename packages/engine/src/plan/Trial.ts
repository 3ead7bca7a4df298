import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import type { Column, UnitScope } from "../formula/Kind.ts"
import { evaluator, lookedAcross, nodesOf } from "../formula/readings.ts"
import { Rational } from "../Rational.ts"
import { amount } from "../rubric/Scalars.ts"
import { stateIndex } from "../State.ts"
import { quantity, show } from "../show.ts"
import type { GroupPlan, Plan, PlanField } from "./Plan.ts"

/** What a figure may be. */
export type Value = Rational | boolean | string

/** A made-up agency: what each of the figures is. */
export type Figures = ReadonlyMap<FieldId, Value>

/** How many values of a figure are tried at most. */
const VALUES = 16
/** With how many others an agency is compared. */
const OTHERS = 4

/** Slots of one group computed for made-up agencies, all of whose figures are known (试算). */
export class Trial {
  /** The figures that are read, in the order of the rubric. */
  readonly fields: ReadonlyArray<PlanField>
  /** Whether scores of people are read, which nobody can make up. */
  readonly readsScores: boolean
  private readonly plan: Plan
  private readonly slots: ReadonlyArray<Placed>
  private readonly checks: ReadonlyArray<SlotId>
  private readonly compares: boolean
  private readonly turning: ReadonlyArray<Rational>

  constructor(plan: Plan, formulas: ReadonlyMap<SlotId, Placed>, roots: ReadonlyArray<SlotId>) {
    this.plan = plan
    const read = new Set(behind(formulas, roots).flatMap(({ formula }) => inputsOf(formula)))
    // a relation between other figures says nothing here
    this.checks = plan.checks
      .filter(({ needs }) => needs.length > 0 && needs.every((id) => read.has(id)))
      .map(({ slot }) => slot)
    this.slots = behind(formulas, [...roots, ...this.checks])
    const kinds = new Set(this.slots.flatMap(({ formula }) => [...nodesOf(formula)].map(({ kind }) => kind)))
    this.readsScores = kinds.has("rows")
    this.compares = kinds.has("cohort")
    this.fields = plan.fields.filter(({ id, field }) => field !== null && read.has(id))
    this.turning = this.slots.flatMap(({ formula }) => limitsIn(formula))
  }

  /** Slots of every made-up agency; of those between whose figures a relation is broken, nothing. Whoever is compared is so with the same others. */
  compute(agencies: ReadonlyArray<Figures>): (slot: SlotId, agency: number) => Value | null {
    const others = this.compares ? this.others() : []
    const each = 1 + others.length
    const units = agencies.flatMap((agency) => [agency, ...others])
    const fields = new Map(
      this.fields.map(({ id, type }) => [
        id,
        columnOf(
          type,
          units.map((unit) => unit.get(id)),
        ),
      ]),
    )
    const slots = new Map<SlotId, Column>()
    const filled = new Uint8Array(units.length).fill(stateIndex("filled"))
    const nothing: Column = { type: "text", values: [] }
    const scope: UnitScope = {
      field: (id) => fields.get(id) ?? nothing,
      states: () => filled,
      slot: (id) => slots.get(id) ?? nothing,
      rows: () => ({ offsets: new Int32Array(units.length + 1), slot: () => nothing }),
      cohort: () => (unit) => {
        const from = unit - (unit % each)
        return [from, from + each]
      },
      workdays: this.plan.workdays,
    }
    const every = units.map((_, unit) => unit)
    for (const { id, formula } of this.slots) {
      const reading = evaluator(formula, scope)
      slots.set(
        id,
        reading.type === "number"
          ? { type: "number", values: every.map(reading.at) }
          : reading.type === "boolean"
            ? { type: "boolean", values: every.map(reading.at) }
            : { type: "text", values: every.map(reading.at) },
      )
    }
    return (slot, agency) => {
      const unit = agency * each
      const isPossible = this.checks.every((check) => slots.get(check)?.values[unit] === true)
      return isPossible ? (slots.get(slot)?.values[unit] ?? null) : null
    }
  }

  private others(): ReadonlyArray<Figures> {
    const lot = lotFrom(3)
    return Array.from({ length: OTHERS }, () => this.drawn(this.fields, lot))
  }

  /** Values of some figures, drawn by lot from those on which something may turn. */
  drawn(fields: ReadonlyArray<PlanField>, lot: Lot): Figures {
    return new Map(
      fields.map((field) => {
        const choices = this.valuesOf(field)
        return [field.id, choices[lot(choices.length)] ?? Rational.zero]
      }),
    )
  }

  /** Values of a figure on which something may turn, and usual ones. */
  valuesOf({ type, format, field }: PlanField): ReadonlyArray<Value> {
    if (type === "boolean") return [true, false]
    if (type === "text") return field?.levels ?? ["—"]
    const low = field?.min === undefined ? null : amount(field.min)
    const high = field?.max === undefined ? null : amount(field.max)
    const usual = format === "rate" ? shares : counts
    const near = this.turning.flatMap((limit) =>
      format === "rate" ? [limit] : [limit.minus(Rational.one), limit, limit.plus(Rational.one)],
    )
    const fits = (value: Rational): boolean =>
      value.sign >= 0 &&
      (format !== "count" || value.isInteger) &&
      (low === null || value.compare(low) >= 0) &&
      (high === null || value.compare(high) <= 0)
    const all = [...near, ...usual, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])].filter(fits)
    const sorted = all.sort((a, b) => a.compare(b)).filter((value, index) => all[index - 1]?.equals(value) !== true)
    const every = Math.ceil(sorted.length / VALUES)
    return sorted.filter((_, index) => index % every === 0)
  }
}

/** A slot's formula for one group, and its place in the order of the plan. */
export interface Placed {
  readonly id: SlotId
  readonly formula: Formula
  readonly place: number
}

/** The formulas of a group by slot. */
export const formulasOf = (plan: Plan, group: GroupPlan): ReadonlyMap<SlotId, Placed> =>
  new Map(
    plan.slots.flatMap(({ id, formulas }, place) => {
      const formula = formulas.get(group.id)
      return formula === undefined ? [] : [[id, { id, formula, place }] as const]
    }),
  )

/** A value as a message writes it: 5 件, 80%, 是. */
export const writtenValue = ({ format, unit }: PlanField, value: Value): string =>
  typeof value === "boolean"
    ? value
      ? "是"
      : "否"
    : typeof value === "string"
      ? value
      : quantity(show(value, format), format === "rate" ? "" : unit)

/** Draws a number below a limit. */
export type Lot = (below: number) => number

/** Numbers drawn the same every time. */
export const lotFrom = (seed: number): Lot => {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const behind = (formulas: ReadonlyMap<SlotId, Placed>, roots: ReadonlyArray<SlotId>): ReadonlyArray<Placed> => {
  const wanted = new Map<SlotId, Placed>()
  const visit = (id: SlotId): void => {
    const found = formulas.get(id)
    if (wanted.has(id) || found === undefined) return
    wanted.set(id, found)
    for (const node of nodesOf(found.formula)) {
      if (node.kind === "slot") visit(node.slot)
      if (node.kind === "cohort") lookedAcross(node).forEach(visit)
    }
  }
  roots.forEach(visit)
  return [...wanted.values()].sort((a, b) => a.place - b.place)
}

const counts = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 40, 100].map((value) => Rational.of(value))
const shares = [0, 20, 50, 60, 70, 80, 85, 90, 95, 98, 99, 100].map((value) => Rational.ratio(value, 100))

/** Numbers with which something is compared. */
const limitsIn = (formula: Formula): ReadonlyArray<Rational> =>
  [...nodesOf(formula)].flatMap((node) =>
    node.kind === "compare"
      ? [node.left, node.right].flatMap((part) =>
          part.kind === "constant" && part.value instanceof Rational ? [part.value] : [],
        )
      : [],
  )

const inputsOf = (formula: Formula): ReadonlyArray<FieldId> =>
  [...nodesOf(formula)].flatMap((node) => (node.kind === "input" || node.kind === "state" ? [node.field] : []))

const columnOf = (type: PlanField["type"], values: ReadonlyArray<Value | undefined>): Column => {
  switch (type) {
    case "number":
      return { type, values: values.map((value) => (value instanceof Rational ? value : Rational.zero)) }
    case "boolean":
      return { type, values: values.map((value) => value === true) }
    case "text":
      return { type, values: values.map((value) => (typeof value === "string" ? value : "")) }
  }
}
