import { Rational } from "../../Rational.ts"
import { call, excelNumber, operator } from "../Excel.ts"
import type { Compare } from "../Formula.ts"
import type { Kind } from "../Kind.ts"

const signs = { ">=": " ≥ ", ">": " > ", "=": " = " } as const

export const compare: Kind<Compare> = {
  parts: ({ left, right }) => [left, right],
  type: ({ op, left, right }, scope) => {
    const expected = op === "=" ? scope.typeOf(left) : "number"
    for (const part of [left, right]) {
      const found = scope.typeOf(part)
      if (found !== expected) scope.mismatch(part, found, expected)
    }
    return "boolean"
  },
  evaluate: ({ op, left, right }, scope) => {
    const a = scope.any(left)
    const b = scope.any(right)
    if (a.type === "number" && b.type === "number") {
      const [x, y] = [a.at, b.at]
      switch (op) {
        case ">=":
          return { type: "boolean", at: (unit) => x(unit).compare(y(unit)) >= 0 }
        case ">":
          return { type: "boolean", at: (unit) => x(unit).compare(y(unit)) > 0 }
        case "=":
          return { type: "boolean", at: (unit) => x(unit).compare(y(unit)) === 0 }
      }
    }
    return { type: "boolean", at: (unit) => a.at(unit) === b.at(unit) }
  },
  words: ({ op, left, right }, scope) => ({
    text: `${scope.words(left).text}${signs[op]}${scope.words(right).text}`,
    strength: 1,
  }),
  excel: ({ op, left, right }, scope) => {
    const [a, b] = [scope.excel(left), scope.excel(right)]
    if (scope.typeOf(left) !== "number") return operator("=", a, b)
    const zero = excelNumber(Rational.zero)
    return operator(op, call("ROUND", operator("-", a, b), excelNumber(Rational.of(10))), zero)
  },
  bounds: ({ op, left, right }, scope) => {
    const a = scope.any(left)
    const b = scope.any(right)
    if (a.type !== "number" || b.type !== "number") return { type: "boolean", canHold: true, canFail: true }
    const compared = (x: Rational | null, y: Rational | null): number | null =>
      x === null || y === null ? null : x.compare(y)
    // the furthest apart that the two can be, in either direction
    const most = compared(a.high, b.low)
    const least = compared(a.low, b.high)
    switch (op) {
      case ">=":
        return { type: "boolean", canHold: most === null || most >= 0, canFail: least === null || least < 0 }
      case ">":
        return { type: "boolean", canHold: most === null || most > 0, canFail: least === null || least <= 0 }
      case "=":
        return {
          type: "boolean",
          canHold: (most === null || most >= 0) && (least === null || least <= 0),
          canFail: !(most === 0 && least === 0),
        }
    }
  },
}
