import type { Figure } from "../check/Figure.ts"
import type { Given } from "../check/Relation.ts"
import { exactly, type Span } from "../check/Span.ts"
import type { FieldId, Formula } from "../formula/Formula.ts"
import type { Column } from "../formula/Kind.ts"
import { evaluator } from "../formula/readings.ts"
import type { Plan, PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { lastDigit, readSpan } from "../read/readSpan.ts"
import { type State, states } from "../State.ts"
import { quantity, show } from "../show.ts"
import { emptyColumn } from "./evaluate.ts"
import type { FieldColumn, Figures } from "./Figures.ts"

/** The figures of every agency as relations look at them: `figuresGiven(plan, figures)(unit)`. */
export const figuresGiven = (plan: Plan, figures: Figures): ((unit: number) => Given) => {
  const fields = new Map(plan.fields.map((field) => [field.id, field]))
  const readings = new Map<Formula, (unit: number) => Rational>()
  const number = (formula: Formula): ((unit: number) => Rational) => {
    const known = readings.get(formula) ?? numberOf(formula, plan, figures)
    readings.set(formula, known)
    return known
  }
  return (unit) => ({
    figure: (id) => figureOf(fields.get(id), figures.fields.get(id), unit),
    isMissing: (id) => stateOf(figures.fields.get(id), unit) === "blank",
    number: (formula) => number(formula)(unit),
  })
}

const stateOf = (column: FieldColumn | undefined, unit: number): State | null =>
  column === undefined ? null : (states[column.states[unit] ?? 0] ?? null)

/** States in which what was written stands, whether or not it counts yet. */
export const stated: ReadonlySet<State> = new Set([
  "filled",
  "verified",
  "corrected",
  "noEvidence",
  "awaitingRecognition",
  "due",
])

const figureOf = (field: PlanField | undefined, column: FieldColumn | undefined, unit: number): Figure | null => {
  if (field?.field == null || column?.column.type !== "number" || field.format === "day") return null
  const state = stateOf(column, unit)
  const origin = column.origins.at(unit)
  const entry = origin?.entry ?? null
  const base = {
    id: field.id,
    label: field.label,
    format: field.format,
    unit: field.unit,
    source: entry?.source ?? "",
    at: entry?.at ?? origin?.decisions[0]?.at ?? null,
  }
  if (state === "unreadable" && entry !== null) {
    const span = readSpan(field.field, entry.raw)
    return span === null ? null : { ...base, span, text: `填“${entry.raw.trim()}”`, lastDigit: Rational.one }
  }
  const value = column.column.values[unit] ?? Rational.undefined
  if (state === null || !stated.has(state) || value.isUndefined) return null
  const digit = lastDigit(state === "corrected" ? "" : (entry?.raw ?? ""), value, field.field.kind)
  return {
    ...base,
    span: spanOf(value, digit),
    text: quantity(show(value, field.format), field.unit),
    lastDigit: digit,
  }
}

/** 12.5万 stands for everything that rounds to it; what was written to the last unit is itself. */
const spanOf = (value: Rational, digit: Rational): Span => {
  if (digit.compare(Rational.one) <= 0 || value.sign === 0) return exactly(value)
  const half = digit.over(Rational.of(2))
  return { low: { value: value.minus(half), open: false }, high: { value: value.plus(half), open: true } }
}

const numberOf = (formula: Formula, { workdays }: Plan, { fields, units }: Figures): ((unit: number) => Rational) => {
  const column = (id: FieldId): Column => fields.get(id)?.column ?? emptyColumn("number", units.length)
  const whole = [0, units.length] as const
  const found = evaluator(formula, {
    field: column,
    states: (id) => fields.get(id)?.states ?? new Uint8Array(units.length),
    slot: () => emptyColumn("number", units.length),
    rows: () => ({ offsets: new Int32Array(units.length + 1), slot: () => emptyColumn("number", 0) }),
    cohort: () => () => whole,
    workdays,
  })
  return found.type === "number" ? found.at : () => Rational.undefined
}
