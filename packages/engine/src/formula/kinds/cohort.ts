import { Rational } from "../../Rational.ts"
import { show } from "../../show.ts"
import { call, type ExcelTree, excelNumber, excelText, operator } from "../Excel.ts"
import type { Cohort } from "../Formula.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

const functions = { sum: "SUM", count: "COUNT", min: "MIN", max: "MAX", mean: "AVERAGE" } as const

export const cohort: Kind<Cohort> = {
  parts: () => [],
  type: () => "number",
  evaluate: ({ of, within, among, how }, scope) => {
    const column = scope.slot(of)
    const values = column.type === "number" ? column.values : []
    const kinds = among === undefined ? null : scope.slot(among)
    const kindOf = (unit: number): string => (kinds?.type === "text" ? (kinds.values[unit] ?? "") : "")
    const range = scope.cohort(within)
    const found = new Map<number, ReadonlyMap<string, Summary>>()
    // worked out for the whole cohort when its first member asks; every agency has the earlier slots by then
    const summary = (unit: number): Summary => {
      const [from, to] = range(unit)
      const kept = found.get(from) ?? summaries(from, to)
      found.set(from, kept)
      return kept.get(kindOf(unit)) ?? summarise([], how)
    }
    const summaries = (from: number, to: number): ReadonlyMap<string, Summary> => {
      if (kinds === null) return new Map([["", summarise(values.slice(from, to), how)]])
      const members = new Map<string, Array<Rational>>()
      for (let unit = from; unit < to; unit++) {
        const alike = members.get(kindOf(unit)) ?? []
        alike.push(values[unit] ?? Rational.undefined)
        members.set(kindOf(unit), alike)
      }
      return new Map([...members].map(([kind, alike]) => [kind, summarise(alike, how)]))
    }
    return {
      type: "number",
      at: (unit) => {
        if (!isPlace(how)) return summary(unit).value
        const own = values[unit]
        if (own === undefined || own.isUndefined) return Rational.undefined
        const { descending } = summary(unit)
        return Rational.of(how === "placeFromLast" ? below(own, descending) + 1 : above(own, descending) + 1)
      },
    }
  },
  words: (formula, scope) => valuePhrase(show(scope.number(formula), "number")),
  excel: ({ of, within, among, how }, scope) => {
    const block = scope.block(of, within)
    if (among !== undefined && isPlace(how)) {
      const own = scope.slot(of)
      const kinds = { block: scope.block(among, within), own: scope.slot(among) }
      return call("IF", operator("=", own, excelText("")), excelText(""), placeAmong({ own, block, kinds, how }))
    }
    if (!isPlace(how)) return call(functions[how], block)
    const own = scope.slot(of)
    const order = excelNumber(how === "placeFromLast" ? Rational.one : Rational.zero)
    const place = how === "dense" ? differentAbove(own, block) : call("RANK", own, block, order)
    return call("IF", operator("=", own, excelText("")), excelText(""), place)
  },
  bounds: ({ of, how }, scope) => {
    if (isPlace(how)) return { type: "number", low: Rational.one, high: null }
    if (how === "count") return { type: "number", low: Rational.zero, high: null }
    const one = scope.slot(of)
    if (one.type !== "number" || how === "sum") return { type: "number", low: null, high: null }
    if (how === "mean") return one
    // of none it is 0
    return { type: "number", low: one.low?.min(Rational.zero) ?? null, high: one.high?.max(Rational.zero) ?? null }
  },
}

const isPlace = (how: Cohort["how"]): how is "place" | "placeFromLast" | "dense" =>
  how === "place" || how === "placeFromLast" || how === "dense"

/** Above, or below, or so many different values above, among those alike. A cell without a number is above nothing. */
const placeAmong = ({
  own,
  block,
  kinds,
  how,
}: {
  readonly own: ExcelTree
  readonly block: ExcelTree
  readonly kinds: { readonly block: ExcelTree; readonly own: ExcelTree }
  readonly how: "place" | "placeFromLast" | "dense"
}): ExcelTree => {
  const isNumber = call("ISNUMBER", block)
  const alike = operator("=", kinds.block, kinds.own)
  const beyond = how === "placeFromLast" ? operator(">", own, block) : operator(">", block, own)
  const counted = operator("*", operator("*", isNumber, alike), beyond)
  if (how !== "dense") return operator("+", call("SUMPRODUCT", counted), excelNumber(Rational.one))
  const equals = operator(
    "+",
    call("COUNTIFS", block, block, kinds.block, kinds.block),
    operator("-", excelNumber(Rational.one), operator("*", isNumber, alike)),
  )
  const shares = operator("/", counted, equals)
  return operator("+", call("ROUND", call("SUMPRODUCT", shares), excelNumber(Rational.zero)), excelNumber(Rational.one))
}

/** Each of several equal values counts for its share of one. A cell without a number is above nothing, and equal to nothing. */
const differentAbove = (own: ExcelTree, block: ExcelTree): ExcelTree => {
  const isNumber = call("ISNUMBER", block)
  const equals = operator("+", call("COUNTIF", block, block), operator("-", excelNumber(Rational.one), isNumber))
  const shares = operator("/", operator("*", isNumber, operator(">", block, own)), equals)
  return operator("+", call("ROUND", call("SUMPRODUCT", shares), excelNumber(Rational.zero)), excelNumber(Rational.one))
}

interface Summary {
  readonly value: Rational
  readonly descending: ReadonlyArray<Rational>
}

const summarise = (values: ReadonlyArray<Rational>, how: Cohort["how"]): Summary => {
  const present = values.filter((value) => !value.isUndefined)
  switch (how) {
    case "place":
    case "placeFromLast":
      return { value: Rational.undefined, descending: present.sort((a, b) => b.compare(a)) }
    case "dense": {
      const sorted = present.sort((a, b) => b.compare(a))
      const different = sorted.filter((value, at) => at === 0 || sorted[at - 1]?.equals(value) !== true)
      return { value: Rational.undefined, descending: different }
    }
    case "count":
      return { value: Rational.of(present.length), descending: [] }
    case "sum":
      return { value: sumOf(present), descending: [] }
    case "mean":
      return { value: sumOf(present).over(Rational.of(present.length)), descending: [] }
    case "min":
    case "max":
      return {
        value:
          present.length === 0
            ? Rational.zero
            : present.reduce((best, value) => (how === "min" ? best.min(value) : best.max(value))),
        descending: [],
      }
  }
}

/** By halves, so that of many different fractions no long sum is added to a short one again and again. */
const sumOf = (values: ReadonlyArray<Rational>): Rational => {
  let sums = values
  while (sums.length > 1) {
    const half: Array<Rational> = []
    for (let at = 0; at < sums.length; at += 2)
      half.push((sums[at] ?? Rational.zero).plus(sums[at + 1] ?? Rational.zero))
    sums = half
  }
  return sums[0] ?? Rational.zero
}

const above = (own: Rational, descending: ReadonlyArray<Rational>): number =>
  firstThat(descending, (value) => value.compare(own) <= 0)
const below = (own: Rational, descending: ReadonlyArray<Rational>): number =>
  descending.length - firstThat(descending, (value) => value.compare(own) < 0)

/** Where in a descending list something begins to hold, by halving. */
const firstThat = (descending: ReadonlyArray<Rational>, holds: (value: Rational) => boolean): number => {
  let low = 0
  let high = descending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = descending[middle]
    if (value !== undefined && !holds(value)) low = middle + 1
    else high = middle
  }
  return low
}
