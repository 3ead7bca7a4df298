import type { Problem } from "../../rubric/Problem.ts"
import { sourceOf } from "../../rubric/Rubric.ts"
import { type Plan, papersOf } from "../Plan.ts"
import { pathOf, warning } from "./told.ts"

/**
 * Criteria that are left out because of what the agency itself wrote or did not write: saying nothing may then be better than a bad figure,
 * an exception to 不填不占便宜 that the rubric must want. Told once, with the criteria.
 */
export const lintOut = ({ rubric, groups }: Plan): ReadonlyArray<Problem> => {
  const codes = [
    ...new Set(
      groups.flatMap(({ marks }) =>
        marks.flatMap(({ criterion, out, losses }) => {
          const isOwn = losses.some(({ needs }) =>
            needs.some((id) => {
              const field = rubric.fields[papersOf(id) ?? id]
              return field !== undefined && (sourceOf(field) === "self" || field.otherwise === "self")
            }),
          )
          return out !== null && isOwn ? [criterion.code] : []
        }),
      ),
    ),
  ]
  const [first] = codes
  if (first === undefined) return []
  const named = `${codes.slice(0, 3).join("、")}${codes.length > 3 ? ` 等 ${codes.length} 项指标` : " "}`
  return [
    warning("left-out", pathOf(rubric, first), {
      message: `${named}没有自报数(或所答不计)的就不计入,不填可能比填了差的数得分高`,
      remedy: "这是不填不占便宜的例外,确有此规定的保留;否则写 blank: zero,或改由指定来源提供",
    }),
  ]
}
