import type { Plan } from "./Plan.ts"

/** The plan with every named source open to self-reports: what a bureau knows of itself (自查). */
export const selfReported = (plan: Plan): Plan => ({
  ...plan,
  fields: plan.fields.map((field) =>
    field.field === null || (field.field.source ?? "self") === "self"
      ? field
      : { ...field, field: { ...field.field, otherwise: "self" } },
  ),
})
