import { Rational } from "../../Rational.ts"
import { call, type ExcelTree, excelNumber, operator } from "../Excel.ts"
import type { Arithmetic } from "../Formula.ts"
import type { Kind, Phrase, Range } from "../Kind.ts"

type Op = Arithmetic["kind"]
type At = (unit: number) => Rational

/** How two results combine, in each reading. */
interface Operation {
  /** Spelled out for each operation, so that each has code of its own and not one that calls all of them. */
  readonly at: (left: At, right: At) => At
  readonly apply: (a: Rational, b: Rational) => Rational
  readonly bounds: (a: Range, b: Range) => Range
}

const operations: { readonly [O in Op]: Operation } = {
  "+": {
    at: (left, right) => (unit) => left(unit).plus(right(unit)),
    apply: (a, b) => a.plus(b),
    bounds: (a, b) => ({ low: lift(a.low, b.low, plus), high: lift(a.high, b.high, plus) }),
  },
  "-": {
    at: (left, right) => (unit) => left(unit).minus(right(unit)),
    apply: (a, b) => a.minus(b),
    bounds: (a, b) => ({
      low: lift(a.low, b.high, (x, y) => x.minus(y)),
      high: lift(a.high, b.low, (x, y) => x.minus(y)),
    }),
  },
  "*": {
    at: (left, right) => (unit) => left(unit).times(right(unit)),
    apply: (a, b) => a.times(b),
    bounds: (a, b) => product(a, b),
  },
  "/": {
    at: (left, right) => (unit) => left(unit).over(right(unit)),
    apply: (a, b) => a.over(b),
    // by the reciprocal, where the divisor keeps one sign
    bounds: (a, b) => {
      const positive = b.low !== null && b.low.sign > 0
      const negative = b.high !== null && b.high.sign < 0
      if (positive || negative) {
        return product(a, {
          low: b.high === null ? Rational.zero : Rational.one.over(b.high),
          high: b.low === null ? Rational.zero : Rational.one.over(b.low),
        })
      }
      // a divisor that may be zero is guarded where it is used; of what remains only the sign is certain
      if (b.low !== null && b.low.sign >= 0) {
        return {
          low: a.low !== null && a.low.sign >= 0 ? Rational.zero : null,
          high: a.high !== null && a.high.sign <= 0 ? Rational.zero : null,
        }
      }
      return { low: null, high: null }
    },
  },
  min: {
    at: (left, right) => (unit) => left(unit).min(right(unit)),
    apply: (a, b) => a.min(b),
    bounds: (a, b) => ({
      low: lift(a.low, b.low, (x, y) => x.min(y)),
      high: either(a.high, b.high, (x, y) => x.min(y)),
    }),
  },
  max: {
    at: (left, right) => (unit) => left(unit).max(right(unit)),
    apply: (a, b) => a.max(b),
    bounds: (a, b) => ({
      low: either(a.low, b.low, (x, y) => x.max(y)),
      high: lift(a.high, b.high, (x, y) => x.max(y)),
    }),
  },
}

const plus = (a: Rational, b: Rational): Rational => a.plus(b)
const lift = (a: Rational | null, b: Rational | null, f: (a: Rational, b: Rational) => Rational): Rational | null =>
  a === null || b === null ? null : f(a, b)
const either = (a: Rational | null, b: Rational | null, f: (a: Rational, b: Rational) => Rational): Rational | null =>
  a === null ? b : b === null ? a : f(a, b)

/** Interval product with limits that may be missing. */
const product = (a: Range, b: Range): Range => {
  const ends = [
    { p: a.low, q: b.low, sp: -1, sq: -1 },
    { p: a.low, q: b.high, sp: -1, sq: 1 },
    { p: a.high, q: b.low, sp: 1, sq: -1 },
    { p: a.high, q: b.high, sp: 1, sq: 1 },
  ]
  let low: Rational | null | undefined
  let high: Rational | null | undefined
  for (const { p, q, sp, sq } of ends) {
    if (p !== null && q !== null) {
      const x = p.times(q)
      if (low !== null) low = low === undefined ? x : low.min(x)
      if (high !== null) high = high === undefined ? x : high.max(x)
      continue
    }
    const sign = (p === null ? sp : p.sign) * (q === null ? sq : q.sign)
    if (sign < 0) low = null
    else if (sign > 0) high = null
    else {
      if (low !== null) low = low === undefined ? Rational.zero : low.min(Rational.zero)
      if (high !== null) high = high === undefined ? Rational.zero : high.max(Rational.zero)
    }
  }
  return { low: low ?? null, high: high ?? null }
}

const signs: { readonly [O in Op]?: string } = { "+": " + ", "-": " − ", "*": " × ", "/": " ÷ " }

const infix = (sign: string, strength: 2 | 3, of: ReadonlyArray<Phrase>): Phrase => ({
  text: of
    .map((part, index) =>
      part.strength < strength || (index > 0 && part.strength === strength) ? `(${part.text})` : part.text,
    )
    .join(sign),
  strength,
})

export const arithmetic: Kind<Arithmetic> = {
  parts: ({ of }) => of,
  type: ({ of }, scope) => {
    for (const part of of) {
      const found = scope.typeOf(part)
      if (found !== "number") scope.mismatch(part, found, "number")
    }
    return "number"
  },
  evaluate: ({ kind, of }, scope) => {
    const [first, ...rest] = of.map(scope.number)
    if (first === undefined) return { type: "number", at: () => Rational.zero }
    return { type: "number", at: rest.reduce((left, right) => operations[kind].at(left, right), first) }
  },
  words: ({ kind, of }, scope) => {
    const parts = of.map(scope.words)
    const sign = signs[kind]
    if (sign !== undefined) return infix(sign, kind === "+" || kind === "-" ? 2 : 3, parts)
    // a limit that did not bind is not worth a word
    const result = of.map(scope.number).reduce(operations[kind].apply)
    const taken = of.findIndex((part) => part.kind !== "constant" && scope.number(part).equals(result))
    const phrase = parts[taken]
    if (phrase !== undefined) return phrase
    return { text: `${kind === "min" ? "较小者" : "较大者"}(${parts.map(({ text }) => text).join(", ")})`, strength: 4 }
  },
  excel: ({ kind, of }, scope) => {
    const parts = of.map(scope.excel)
    // MIN, MAX and SUM leave out a cell that holds no number; adding zero makes it an error, as it is everywhere else
    const strict = (): ReadonlyArray<ExcelTree> =>
      parts.map((part, index) => {
        const formula = of[index]
        return part.kind === "cell" && formula !== undefined && scope.canBeEmpty(formula)
          ? operator("+", part, excelNumber(Rational.zero))
          : part
      })
    switch (kind) {
      case "min":
      case "max":
        return call(kind === "min" ? "MIN" : "MAX", ...strict())
      case "+":
        return parts.length > 8 ? call("SUM", ...strict()) : operator("+", ...parts)
      default:
        return operator(kind, ...parts)
    }
  },
  bounds: ({ kind, of }, scope) => {
    const { bounds } = operations[kind]
    const [first, ...rest] = of.map(scope.number)
    return {
      type: "number",
      ...rest.reduce((sofar, part) => bounds(sofar, part), first ?? { low: Rational.zero, high: Rational.zero }),
    }
  },
}
