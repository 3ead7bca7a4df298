import { Rational } from "../../Rational.ts"
import { show } from "../../show.ts"
import { call, type ExcelTree, excelNumber, operator } from "../Excel.ts"
import type { Rows } from "../Formula.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

export const rows: Kind<Rows> = {
  parts: () => [],
  type: () => "number",
  evaluate: ({ table, of, where, how }, scope) => {
    const { offsets, slot } = scope.rows(table)
    const values = slot(of)
    const chosen = slot(where)
    const counts = (row: number): boolean => chosen.type === "boolean" && chosen.values[row] === true
    const valueAt = (row: number): Rational =>
      values.type === "number" ? (values.values[row] ?? Rational.undefined) : Rational.undefined
    return {
      type: "number",
      at: (unit) => {
        let count = 0
        let result: Rational | null = null
        for (let row = offsets[unit] ?? 0; row < (offsets[unit + 1] ?? 0); row++) {
          if (!counts(row)) continue
          count++
          if (how === "count") continue
          const value = valueAt(row)
          result =
            result === null
              ? value
              : how === "sum"
                ? result.plus(value)
                : how === "min"
                  ? result.min(value)
                  : result.max(value)
        }
        return how === "count" ? Rational.of(count) : (result ?? Rational.zero)
      },
    }
  },
  words: (formula, scope) => valuePhrase(show(scope.number(formula), "number")),
  excel: ({ table, of, where, how }, scope) => {
    const key = scope.rowAgency(table)
    const chosen = scope.rows(table, where)
    const yes: ExcelTree = { kind: "truth", value: true }
    switch (how) {
      case "count":
        return call("COUNTIFS", key, scope.agency, chosen, yes)
      case "sum":
        return call("SUMIFS", scope.rows(table, of), key, scope.agency, chosen, yes)
      case "min":
      case "max": {
        // no MINIFS before 2019, and no array formula: SUMPRODUCT computes what is in it row by row. From the far end of the column a row
        // that does not count lies 0 away
        const values = scope.rows(table, of)
        const end = call(how === "min" ? "MAX" : "MIN", values)
        const distance = how === "min" ? operator("-", end, values) : operator("-", values, end)
        const farthest = call(
          "SUMPRODUCT",
          call("MAX", operator("*", operator("=", key, scope.agency), chosen, distance)),
        )
        const which = how === "min" ? operator("-", end, farthest) : operator("+", end, farthest)
        return call(
          "IF",
          operator("=", call("COUNTIFS", key, scope.agency, chosen, yes), excelNumber(Rational.zero)),
          excelNumber(Rational.zero),
          which,
        )
      }
    }
  },
  bounds: ({ table, of, how }, scope) => {
    if (how === "count") return { type: "number", low: Rational.zero, high: null }
    const one = scope.rowSlot(table, of)
    if (one.type !== "number") return { type: "number", low: null, high: null }
    const low = one.low === null ? null : one.low.min(Rational.zero)
    const high = one.high === null ? null : one.high.max(Rational.zero)
    if (how !== "sum") return { type: "number", low, high }
    return {
      type: "number",
      low: low !== null && low.sign === 0 ? low : null,
      high: high !== null && high.sign === 0 ? high : null,
    }
  },
}
