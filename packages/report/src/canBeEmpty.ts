import type { Formula, Plan, SlotId } from "@fadu/engine"
import { partsOf } from "@fadu/engine"

/**
 * Which formulas may have nothing to give: a division whose divisor can be zero, or a figure that nobody supplied. The engine then has an
 * empty value where a spreadsheet would show an error. What stands in a case is behind its condition and counts as safe.
 */
export const emptiness = (plan: Plan): ((formula: Formula) => boolean) => {
  const supplied = new Map(plan.fields.map((field) => [field.id, field]))
  const found = new Set<SlotId>()
  const canBeEmpty = (formula: Formula): boolean => {
    switch (formula.kind) {
      case "input": {
        const field = supplied.get(formula.field)
        return field?.type === "number" && field.field !== null
      }
      case "slot":
        return found.has(formula.slot)
      case "cases":
        return formula.cases.some(([when]) => canBeEmpty(when))
      case "cohort":
        return formula.how === "mean"
      case "/":
        return formula.of.some((part, index) => (index > 0 && !isSafeDivisor(part)) || canBeEmpty(part))
      case "workdays":
        return true
      case "on-calendar":
        return false
      default:
        return partsOf(formula).some(canBeEmpty)
    }
  }
  for (const slot of plan.slots) {
    if ([...slot.formulas.values()].some(canBeEmpty)) found.add(slot.id)
  }
  return canBeEmpty
}

const isSafeDivisor = (formula: Formula): boolean =>
  formula.kind === "constant" && typeof formula.value === "object" && formula.value !== null && formula.value.sign !== 0
