import type { Agency, Score } from "../Entry.ts"
import { Rational } from "../Rational.ts"
import type { Criterion } from "../rubric/Rubric.ts"
import { show } from "../show.ts"
import { judgedIn, owesReason, pointsField } from "./readScores.ts"
import { readValue } from "./readValue.ts"

/** What a scorer typed, understood as a line of his table would be; or which of the two texts to mend, and why. */
export type TypedScore =
  | { readonly ok: true; readonly score: Omit<Score, "at"> }
  | { readonly ok: false; readonly slot: "points" | "reason"; readonly sentence: string }

export const readTypedScore = (
  scored: { readonly agency: Agency; readonly criterion: Criterion; readonly scorer: string },
  typed: { readonly points: string; readonly reason: string },
): TypedScore => {
  const { agency, criterion, scorer } = scored
  const no = (slot: "points" | "reason", sentence: string): TypedScore => ({ ok: false, slot, sentence })
  const judged = judgedIn(criterion, agency.group)
  if (judged === null) return no("points", `指标 ${criterion.code} 对该单位不由考核人员评分`)
  const range = `0 至 ${show(judged.most, "points")}`
  const text = typed.points.trim()
  if (text === "") return no("points", `请先填分数,${range}`)
  const { reading } = readValue(pointsField(judged), { kind: "text", text })
  if (reading.state !== "filled" || !(reading.value instanceof Rational))
    return no("points", `“${text}”不能作为评分,应为 ${range} 的数,可有小数`)
  const reason = typed.reason.trim()
  if (reason === "" && owesReason(reading.value, judged))
    return no("reason", judged.lose ? "扣了分的,请写理由" : "没有评满分的,请写理由")
  return {
    ok: true,
    score: {
      agency: agency.code,
      criterion: criterion.code,
      scorer,
      points: reading.value,
      reason: reason === "" ? null : reason,
    },
  }
}
