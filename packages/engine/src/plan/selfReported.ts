import * as build from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Plan } from "./Plan.ts"

/**
 * What a bureau knows of itself (自查): every named source is open to self-reports, and of the others nothing is known, so that whatever
 * is compared with them stays open.
 */
export const selfReported = (plan: Plan): Plan => ({
  ...plan,
  fields: plan.fields.map((field) =>
    field.field === null || (field.field.source ?? "self") === "self"
      ? field
      : { ...field, field: { ...field.field, otherwise: "self" } },
  ),
  slots: plan.slots.map((slot) => ({
    ...slot,
    formulas: new Map([...slot.formulas].map(([group, formula]) => [group, alone(formula)])),
  })),
})

/** Nobody is compared, so every count is of none and every statistic is empty. */
const alone = (formula: Formula): Formula => {
  const others = [...nodesOf(formula)].flatMap((node) => (node.kind === "cohort" ? [node.how] : []))
  return others.length === 0
    ? formula
    : others.every((how) => how === "count")
      ? build.number(0, "count")
      : build.nothing
}
