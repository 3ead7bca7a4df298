import { Rational, type Rounding } from "../Rational.ts"
import type { State } from "../State.ts"
import type { Arithmetic, Compare, FieldId, Format, Formula, SlotId } from "./Formula.ts"

/** Short names for building formulas: what a method's file reads like. Constant arithmetic is folded so that formulas stay short. */

export const number = (value: Rational | number, format: Format = "number"): Formula => ({
  kind: "constant",
  value: typeof value === "number" ? Rational.of(value) : value,
  format,
})
export const points = (value: Rational | number): Formula => number(value, "points")
export const text = (value: string): Formula => ({ kind: "constant", value, format: "number" })
export const truth = (value: boolean): Formula => ({ kind: "constant", value, format: "number" })
/** An empty cell. Only as the result of a whole slot. */
export const nothing: Formula = { kind: "constant", value: null, format: "number" }

export const input = (field: FieldId): Formula => ({ kind: "input", field })
export const slot = (id: SlotId): Formula => ({ kind: "slot", slot: id })
export const state = (field: FieldId, is: ReadonlyArray<State>): Formula => ({ kind: "state", field, is })

const arithmetic = (kind: Arithmetic["kind"], of: ReadonlyArray<Formula>): Formula => {
  const [only] = of
  return of.length === 1 && only !== undefined ? only : { kind, of }
}
export const sum = (...of: ReadonlyArray<Formula>): Formula =>
  of.length === 0 ? points(0) : arithmetic("+", of.length > 1 ? without(of, 0) : of)
export const minus = (left: Formula, right: Formula): Formula =>
  isNumber(right, 0) ? left : { kind: "-", of: [left, right] }
export const times = (...of: ReadonlyArray<Formula>): Formula => arithmetic("*", without(of, 1))
export const over = (left: Formula, right: Formula): Formula =>
  isNumber(right, 1) ? left : { kind: "/", of: [left, right] }
/** As a divisor where a condition before it sees to it that it is not zero. */
export const nonZero = (of: Formula): Formula => cases([[equal(of, number(0)), number(1)]], of)
export const min = (...of: ReadonlyArray<Formula>): Formula => arithmetic("min", of)
export const max = (...of: ReadonlyArray<Formula>): Formula => arithmetic("max", of)

const isNumber = (formula: Formula, value: number): boolean =>
  formula.kind === "constant" && formula.value instanceof Rational && formula.value.equals(Rational.of(value))
/** Leaves out the neutral element, but never everything. */
const without = (of: ReadonlyArray<Formula>, neutral: number): ReadonlyArray<Formula> => {
  const rest = of.filter((part) => !isNumber(part, neutral))
  return rest.length === 0 ? of.slice(0, 1) : rest
}

export const step = (of: Formula, size: Rational, mode: Rounding): Formula => ({ kind: "step", of, step: size, mode })
/** To so many decimal places. */
export const rounded = (of: Formula, places: number, mode: Rounding): Formula =>
  step(of, Rational.ratio(1, 10n ** BigInt(places)), mode)

const compare = (op: Compare["op"], left: Formula, right: Formula): Formula => ({ kind: "compare", op, left, right })
export const atLeast = (left: Formula, right: Formula): Formula => compare(">=", left, right)
export const above = (left: Formula, right: Formula): Formula => compare(">", left, right)
export const equal = (left: Formula, right: Formula): Formula => compare("=", left, right)

export const and = (...of: ReadonlyArray<Formula>): Formula => {
  const parts = of
    .flatMap((part) => (part.kind === "and" ? part.of : [part]))
    .filter((part) => !(part.kind === "constant" && part.value === true))
  const [only] = parts
  return only === undefined ? truth(true) : parts.length === 1 ? only : { kind: "and", of: parts }
}
export const or = (...of: ReadonlyArray<Formula>): Formula => {
  const parts = of
    .flatMap((part) => (part.kind === "or" ? part.of : [part]))
    .filter((part) => !(part.kind === "constant" && part.value === false))
  const [only] = parts
  return only === undefined ? truth(false) : parts.length === 1 ? only : { kind: "or", of: parts }
}
export const not = (of: Formula): Formula => ({ kind: "not", of: [of] })

/** Working days after `from` up to and including `to`. */
export const workdays = (from: Formula, to: Formula): Formula => ({ kind: "workdays", from, to })
export const onCalendar = (of: Formula): Formula => ({ kind: "on-calendar", of })

/** The first case whose condition holds; cases that never can are left out, and one that always does ends the list. */
export const cases = (list: ReadonlyArray<readonly [when: Formula, then: Formula]>, otherwise: Formula): Formula => {
  const kept: Array<readonly [Formula, Formula]> = []
  for (const [when, then] of list) {
    if (when.kind === "constant" && when.value === false) continue
    if (when.kind === "constant" && when.value === true)
      return kept.length === 0 ? then : { kind: "cases", cases: kept, otherwise: then }
    kept.push([when, then])
  }
  return kept.length === 0 ? otherwise : { kind: "cases", cases: kept, otherwise }
}
