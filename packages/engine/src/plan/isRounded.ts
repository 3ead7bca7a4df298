import type { FieldId, Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"

/**
 * Whether every value of a formula has at most so many decimal places already, so that rounding it again would say nothing.
 * True only where the shape proves it.
 */
export const isRounded = (formula: Formula, places: number, isWhole: (field: FieldId) => boolean): boolean => {
  const unit = Rational.ratio(1, 10n ** BigInt(places))
  const rounded = (part: Formula): boolean => {
    switch (part.kind) {
      case "constant":
        return part.value instanceof Rational && part.value.over(unit).isInteger
      case "input":
        return isWhole(part.field)
      case "step":
        return part.step.over(unit).isInteger
      case "+":
      case "-":
      case "min":
      case "max":
        return part.of.every(rounded)
      case "*":
        // at most one factor may have decimals
        return part.of.every(rounded) && part.of.filter((factor) => !whole(factor)).length <= 1
      case "cases":
        return rounded(part.otherwise) && part.cases.every(([, then]) => rounded(then))
      default:
        return false
    }
  }
  const whole = (part: Formula): boolean => {
    switch (part.kind) {
      case "constant":
        return part.value instanceof Rational && part.value.isInteger
      case "input":
        return isWhole(part.field)
      case "step":
        return part.step.isInteger
      case "+":
      case "-":
      case "*":
      case "min":
      case "max":
        return part.of.every(whole)
      default:
        return false
    }
  }
  return rounded(formula)
}
