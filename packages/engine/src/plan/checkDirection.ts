import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import type { Column, UnitScope } from "../formula/Kind.ts"
import { evaluator, nodesOf } from "../formula/readings.ts"
import { Rational } from "../Rational.ts"
import type { Problem } from "../rubric/Problem.ts"
import { rulesOf } from "../rubric/Rubric.ts"
import { amount } from "../rubric/Scalars.ts"
import { stateIndex } from "../State.ts"
import { quantity, show } from "../show.ts"
import type { GroupPlan, MarkPlan, Plan, PlanField } from "./Plan.ts"

/** How many surroundings a figure is tried in, and how many values at most. */
const CONTEXTS = 12
const VALUES = 16

/**
 * Marks that rise and then fall as one figure grows while all others stay (得分先升后降): somewhere a better figure scores less. Told with
 * the figures that show it.
 *
 * Every node of a formula and every method leads one way in each of its parts, so a figure that a criterion reads once cannot turn. Only
 * figures read twice are tried, in values on which the rules turn and in surroundings drawn by a fixed lot.
 */
export const checkDirection = (plan: Plan): ReadonlyArray<Problem> => {
  const told = new Map<string, Problem>()
  for (const group of plan.groups) {
    const formulas = formulasOf(plan, group)
    for (const mark of group.marks) {
      // made-up agencies are no group to be compared with
      if (mark.losses.some(({ comparisons }) => comparisons.length > 0)) continue
      const fields = readTwice(plan, mark).filter(({ id }) => !told.has(`${mark.criterion.code}\n${id}`))
      if (fields.length === 0) continue
      const trial = new Trial(plan, formulas, mark)
      for (const field of fields) {
        const found = trial.turn(field)
        if (found !== null)
          told.set(`${mark.criterion.code}\n${field.id}`, problemOf(plan, { group, mark, field }, found))
      }
    }
  }
  return [...told.values()]
}

const problemOf = (
  plan: Plan,
  { group, mark, field }: { readonly group: GroupPlan; readonly mark: MarkPlan; readonly field: PlanField },
  { points, others }: Turn,
): Problem => {
  const written = (one: PlanField, value: Value): string =>
    typeof value === "boolean"
      ? value
        ? "是"
        : "否"
      : typeof value === "string"
        ? value
        : quantity(show(value, one.format), one.format === "rate" ? "" : one.unit)
  const [first, second] = points
  const rises = first !== undefined && second !== undefined && first.awarded.compare(second.awarded) < 0
  const steps = points.map(({ value, awarded }) => `${written(field, value)}得 ${show(awarded, "points")} 分`)
  const beside = others.map(({ field: other, value }) => `${other.label} ${written(other, value)}`)
  const s = plan.rubric.sections.indexOf(mark.section)
  return {
    severity: "warning",
    code: "rubric/direction",
    message: `${mark.criterion.code}(${group.title})的得分随“${field.label}”增大而${rises ? "先升后降" : "先降后升"}:${beside.length === 0 ? "" : `${beside.join("、")}不变时,`}${steps.join(",")}`,
    remedy: "数值变好得分反而少,请核对算式;确属过多过少都不好的,在 reading 中写明",
    path: ["sections", s, "criteria", mark.section.criteria.indexOf(mark.criterion)],
    offset: null,
  }
}

type Value = Rational | boolean | string

interface Turn {
  /** Three points of which the middle one is above both others, or below. */
  readonly points: ReadonlyArray<{ readonly value: Rational; readonly awarded: Rational }>
  readonly others: ReadonlyArray<{ readonly field: PlanField; readonly value: Value }>
}

/** Figures that stand twice in the rules of a criterion. */
const readTwice = (plan: Plan, { criterion, losses }: MarkPlan): ReadonlyArray<PlanField> => {
  // where the criterion does not apply nothing is compared
  const texts = rulesOf(criterion).flatMap(({ rule }) => textsIn(rule))
  const counts = new Map<string, number>()
  for (const id of texts.flatMap(namesIn)) counts.set(id, (counts.get(id) ?? 0) + 1)
  // another way of scoring few cases is a turn that the clause itself makes
  const bases = new Set(
    rulesOf(criterion).flatMap(({ rule }) =>
      "small" in rule && rule.small !== undefined ? namesIn(rule.small.of) : [],
    ),
  )
  const needs = new Set(losses.flatMap((loss) => loss.needs))
  return plan.fields.filter(
    ({ id, type, field }) =>
      field !== null && type === "number" && needs.has(id) && (counts.get(id) ?? 0) > 1 && !bases.has(id),
  )
}

const namesIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/[\p{Script=Han}\w]+(?:\s*\.\s*[\p{Script=Han}\w]+)*/gu)].map(([name]) => name.replace(/\s/g, ""))

const textsIn = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** A slot's formula for one group, and its place in the order of the plan. */
interface Placed {
  readonly id: SlotId
  readonly formula: Formula
  readonly place: number
}

const formulasOf = (plan: Plan, group: GroupPlan): ReadonlyMap<SlotId, Placed> =>
  new Map(
    plan.slots.flatMap(({ id, formulas }, place) => {
      const formula = formulas.get(group.id)
      return formula === undefined ? [] : [[id, { id, formula, place }] as const]
    }),
  )

/** One criterion computed for made-up agencies. */
class Trial {
  private readonly plan: Plan
  private readonly mark: MarkPlan
  private readonly formulas: ReadonlyMap<SlotId, Placed>
  /** Slots behind the mark in the order of the plan; null where they look at others or at scores. */
  private readonly slots: ReadonlyArray<Placed> | null
  private readonly fields: ReadonlyArray<PlanField>
  private readonly turning: ReadonlyArray<Rational>
  private readonly checks: ReadonlyArray<SlotId>

  constructor(plan: Plan, formulas: ReadonlyMap<SlotId, Placed>, mark: MarkPlan) {
    this.plan = plan
    this.mark = mark
    this.formulas = formulas
    const roots = [mark.awarded, mark.high, ...(mark.applies === null ? [] : [mark.applies])]
    const own = this.behind(roots)
    const read = new Set(own.flatMap(({ formula }) => inputsOf(formula)))
    // a relation between other figures says nothing here
    this.checks = plan.checks
      .filter(({ needs }) => needs.length > 0 && needs.every((id) => read.has(id)))
      .map(({ slot }) => slot)
    const all = this.behind([...roots, ...this.checks])
    const looksBeyond = all.some(({ formula }) =>
      [...nodesOf(formula)].some(({ kind }) => kind === "rows" || kind === "cohort"),
    )
    this.slots = looksBeyond ? null : all
    this.fields = plan.fields.filter(({ id, field }) => field !== null && read.has(id))
    this.turning = all.flatMap(({ formula }) => limitsIn(formula))
  }

  private behind(roots: ReadonlyArray<SlotId>): ReadonlyArray<Placed> {
    const wanted = new Map<SlotId, Placed>()
    const visit = (id: SlotId): void => {
      const found = this.formulas.get(id)
      if (wanted.has(id) || found === undefined) return
      wanted.set(id, found)
      for (const node of nodesOf(found.formula)) if (node.kind === "slot") visit(node.slot)
    }
    roots.forEach(visit)
    return [...wanted.values()].sort((a, b) => a.place - b.place)
  }

  turn(subject: PlanField): Turn | null {
    if (this.slots === null) return null
    const values = this.valuesOf(subject).flatMap((value) => (value instanceof Rational ? [value] : []))
    const others = this.fields.filter((field) => field !== subject)
    const lot = lotFrom(7)
    const contexts = Array.from({ length: others.length === 0 ? 1 : CONTEXTS }, () =>
      others.map((field) => {
        const choices = this.valuesOf(field)
        return choices[lot(choices.length)] ?? Rational.zero
      }),
    )
    const units = contexts.flatMap((context) => values.map((value) => ({ value, context })))
    const awarded = this.awarded(units.length, (field) => {
      const at = others.indexOf(field)
      return units.map(({ value, context }) => (field === subject ? value : (context[at] ?? Rational.zero)))
    })
    for (const [index, context] of contexts.entries()) {
      const points = values.flatMap((value, place) => {
        const found = awarded[index * values.length + place]
        return found === undefined || found === null ? [] : [{ value, awarded: found }]
      })
      const turned = turningPoints(points)
      if (turned !== null)
        return {
          points: turned,
          others: others.flatMap((field, at) => {
            const value = context[at]
            return value === undefined ? [] : [{ field, value }]
          }),
        }
    }
    return null
  }

  /** Points of every made-up agency; null where they are open, a relation is broken, or the criterion does not apply. */
  private awarded(count: number, valuesOf: (field: PlanField) => ReadonlyArray<Value>): ReadonlyArray<Rational | null> {
    const fields = new Map(this.fields.map((field) => [field.id, columnOf(field.type, valuesOf(field))]))
    const slots = new Map<SlotId, Column>()
    const filled = new Uint8Array(count).fill(stateIndex("filled"))
    const nothing: Column = { type: "text", values: [] }
    const scope: UnitScope = {
      field: (id) => fields.get(id) ?? nothing,
      states: () => filled,
      slot: (id) => slots.get(id) ?? nothing,
      rows: () => ({ offsets: new Int32Array(count + 1), slot: () => nothing }),
      cohort: () => () => [0, 0],
      workdays: this.plan.workdays,
    }
    const units = Array.from({ length: count }, (_, unit) => unit)
    for (const { id, formula } of this.slots ?? []) {
      const reading = evaluator(formula, scope)
      slots.set(
        id,
        reading.type === "number"
          ? { type: "number", values: units.map(reading.at) }
          : reading.type === "boolean"
            ? { type: "boolean", values: units.map(reading.at) }
            : { type: "text", values: units.map(reading.at) },
      )
    }
    const { awarded, high, applies } = this.mark
    return Array.from({ length: count }, (_, unit) => {
      const holds = this.checks.every((check) => slots.get(check)?.values[unit] === true)
      const isApplied = applies === null || slots.get(applies)?.values[unit] === true
      const [low, most] = [slots.get(awarded)?.values[unit], slots.get(high)?.values[unit]]
      return holds && isApplied && low instanceof Rational && most instanceof Rational && low.equals(most) ? low : null
    })
  }

  private valuesOf({ type, format, field }: PlanField): ReadonlyArray<Value> {
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

const columnOf = (type: PlanField["type"], values: ReadonlyArray<Value>): Column => {
  switch (type) {
    case "number":
      return { type, values: values.map((value) => (value instanceof Rational ? value : Rational.undefined)) }
    case "boolean":
      return { type, values: values.map((value) => value === true) }
    case "text":
      return { type, values: values.map((value) => (typeof value === "string" ? value : "")) }
  }
}

/** The first place where rising turns into falling or falling into rising: the last step of the one way, and the first of the other. */
const turningPoints = (points: Turn["points"]): Turn["points"] | null => {
  let step: readonly [Turn["points"][number], way: number] | null = null
  for (const [index, point] of points.entries()) {
    const before = points[index - 1]
    const way = before === undefined ? 0 : Math.sign(point.awarded.compare(before.awarded))
    if (before === undefined || way === 0) continue
    if (step !== null && step[1] !== way) return [step[0], before, point]
    step = [before, way]
  }
  return null
}

/** Numbers drawn the same every time. */
const lotFrom = (seed: number): ((below: number) => number) => {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
