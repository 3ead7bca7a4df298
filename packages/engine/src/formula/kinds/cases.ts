import type { Rational } from "../../Rational.ts"
import { call } from "../Excel.ts"
import type { Cases, Formula } from "../Formula.ts"
import type { Bound, Kind } from "../Kind.ts"

export const cases: Kind<Cases> = {
  parts: ({ cases: list, otherwise }) => [...list.flat(), otherwise],
  type: ({ cases: list, otherwise }, scope) => {
    const expected = scope.typeOf(otherwise)
    for (const [when, then] of list) {
      const condition = scope.typeOf(when)
      if (condition !== "boolean") scope.mismatch(when, condition, "boolean")
      const found = scope.typeOf(then)
      if (found !== expected) scope.mismatch(then, found, expected)
    }
    return expected
  },
  evaluate: ({ cases: list, otherwise }, scope) => {
    const last = scope.any(otherwise)
    const whens = list.map(([when]) => scope.truth(when))
    const choose = <A>(
      read: (formula: Formula) => (unit: number) => A,
      rest: (unit: number) => A,
    ): ((unit: number) => A) => {
      const thens = list.map(([, then]) => read(then))
      const [when] = whens
      const [then] = thens
      if (whens.length === 1 && when !== undefined && then !== undefined)
        return (unit) => (when(unit) ? then(unit) : rest(unit))
      return (unit) => {
        for (let index = 0; index < whens.length; index++) {
          if (whens[index]?.(unit) === true) return (thens[index] ?? rest)(unit)
        }
        return rest(unit)
      }
    }
    switch (last.type) {
      case "number":
        return { type: "number", at: choose(scope.number, last.at) }
      case "boolean":
        return { type: "boolean", at: choose(scope.truth, last.at) }
      case "text":
        return { type: "text", at: choose(scope.text, last.at) }
    }
  },
  // only the case that was taken
  words: ({ cases: list, otherwise }, scope) => {
    const taken = list.find(([when]) => scope.truth(when))
    return scope.words(taken === undefined ? otherwise : taken[1])
  },
  excel: ({ cases: list, otherwise }, scope) =>
    [...list]
      .reverse()
      .reduce((rest, [when, then]) => call("IF", scope.excel(when), scope.excel(then), rest), scope.excel(otherwise)),
  bounds: ({ cases: list, otherwise }, scope) => {
    const reachable: Array<Formula> = []
    let certain = false
    for (const [when, then] of list) {
      const { canHold, canFail } = scope.truth(when)
      if (canHold) reachable.push(then)
      if (!canFail) {
        certain = true
        break
      }
    }
    if (!certain) reachable.push(otherwise)
    return reachable.map(scope.any).reduce(join)
  },
}

const join = (a: Bound, b: Bound): Bound => {
  if (a.type === "number" && b.type === "number") {
    const outer = (
      x: Rational | null,
      y: Rational | null,
      f: (x: Rational, y: Rational) => Rational,
    ): Rational | null => (x === null || y === null ? null : f(x, y))
    return {
      type: "number",
      low: outer(a.low, b.low, (x, y) => x.min(y)),
      high: outer(a.high, b.high, (x, y) => x.max(y)),
    }
  }
  if (a.type === "boolean" && b.type === "boolean") {
    return { type: "boolean", canHold: a.canHold || b.canHold, canFail: a.canFail || b.canFail }
  }
  return a
}
