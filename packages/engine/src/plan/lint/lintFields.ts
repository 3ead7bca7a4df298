import { nodesOf } from "../../formula/readings.ts"
import { nearest } from "../../nearest.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { sourceOf } from "../../rubric/Rubric.ts"
import { amount } from "../../rubric/Scalars.ts"
import { isRefutedSlot, type Plan } from "../Plan.ts"
import { error, inPoints, type Path, warning } from "./told.ts"

/** What a field says of itself: a use, a source, levels, limits, a name of its own (填报项). */
export const lintFields = (plan: Plan): ReadonlyArray<Problem> => {
  const { rubric } = plan
  const used = new Set<string>()
  for (const slot of plan.slots) {
    // whether a figure was refuted is no use of it
    if (isRefutedSlot(slot.id)) continue
    for (const formula of slot.formulas.values()) {
      for (const node of nodesOf(formula)) if (node.kind === "input" || node.kind === "state") used.add(node.field)
    }
  }
  for (const { needs } of plan.relations) for (const id of needs) used.add(id)
  const labels = new Map<string, string>()
  const sources = ["self", "given", "attribute", ...Object.keys(rubric.sources ?? {})]
  return Object.entries(rubric.fields).flatMap(([id, field]) => {
    const path: Path = ["fields", id]
    const problems: Array<Problem> = []
    if (!used.has(id) && field.kind !== "text") {
      problems.push(
        warning("unused-field", path, {
          message: `填报项“${field.label}”没有任何规则使用`,
          remedy: "删去它以免白填,或在规则、勾稽关系中使用;只作说明的写 kind: text",
        }),
      )
    }
    const source = sourceOf(field)
    if (!sources.includes(source)) {
      const guess = nearest(source, sources)
      problems.push(
        error("unknown-source", [...path, "source"], {
          message: `来源“${source}”没有在 sources 中声明`,
          remedy: `${guess === null ? "" : `是否为“${guess}”?`}可用:${sources.join("、")}`,
        }),
      )
    }
    if (field.kind === "level" && (field.levels === undefined || field.levels.length === 0)) {
      problems.push(
        error("no-levels", path, { message: `等级填报项“${field.label}”没有写等级`, remedy: "写 levels,由好到差" }),
      )
    }
    const [least, most] = [field.min, field.max].map((limit) => (limit === undefined ? null : amount(limit)))
    if (least && most && least.compare(most) > 0) {
      problems.push(
        error("range", [...path, "max"], {
          message: `填报项“${field.label}”的最大值 ${inPoints(most)} 小于最小值 ${inPoints(least)}`,
          remedy: "更正 min 或 max",
        }),
      )
    }
    for (const name of [field.label, ...(field.aliases ?? [])]) {
      const other = labels.get(name)
      if (other !== undefined && other !== id) {
        problems.push(
          error("duplicate-label", [...path, "label"], {
            message: `“${name}”同时是 ${other} 和 ${id} 的名称或别名`,
            remedy: "表头按名称识别填报项,名称须各不相同",
          }),
        )
      }
      labels.set(name, id)
    }
    return problems
  })
}
