import { nodesOf } from "../../formula/readings.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { sourceOf } from "../../rubric/Rubric.ts"
import type { Plan } from "../Plan.ts"
import { error, pathOf, warning } from "./told.ts"

/** Applicability that the one who profits would decide. */
export const lintApplies = (plan: Plan): ReadonlyArray<Problem> => {
  const seen = new Set<string>()
  return plan.groups.flatMap((group) =>
    group.marks.flatMap((mark): ReadonlyArray<Problem> => {
      const { applies, code } = mark.criterion
      if (applies === undefined || seen.has(code)) return []
      seen.add(code)
      const formula =
        mark.applies === null ? undefined : plan.slots.find(({ id }) => id === mark.applies)?.formulas.get(group.id)
      const own = [
        ...new Set(
          [...(formula === undefined ? [] : nodesOf(formula))].flatMap((node) =>
            node.kind === "input" && !node.field.startsWith(":") ? [node.field] : [],
          ),
        ),
      ].filter((id) => {
        const field = plan.rubric.fields[id]
        return field !== undefined && (sourceOf(field) === "self" || field.otherwise === "self")
      })
      if (own.length === 0) return []
      const labels = own.map((id) => `“${plan.rubric.fields[id]?.label ?? id}”`).join("、")
      return [
        (applies.otherwise === "zero" ? warning : error)(
          "applies-self",
          [...pathOf(plan.rubric, code), "applies", "when"],
          {
            message: `${code} 是否适用取决于单位自报的${labels}:填 0 就能免考`,
            remedy: "改用指定来源、单位属性的填报项,或由考核组在适用指标表中认定",
          },
        ),
      ]
    }),
  )
}
