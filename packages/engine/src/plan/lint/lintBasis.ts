import type { Problem } from "../../rubric/Problem.ts"
import type { Rubric } from "../../rubric/Rubric.ts"
import { criteriaOf, error, note, type Path, warning } from "./told.ts"

/** Documents cited by nobody, not yet or no longer in force, or not seen in a text (依据). */
export const lintBasis = (rubric: Rubric): ReadonlyArray<Problem> => {
  const ofRows = Object.values(rubric.ledgers ?? {}).flatMap(({ scored }) => scored?.sections ?? [])
  const cited = new Set([
    ...[...criteriaOf(rubric)].flatMap(({ criterion }) => criterion.basis ?? []),
    ...ofRows.flatMap(({ criteria }) => criteria.flatMap(({ basis }) => basis ?? [])),
    ...(rubric.limits ?? []).flatMap(({ basis }) => basis ?? []),
  ])
  return Object.entries(rubric.basis ?? {}).flatMap(([id, basis]) => {
    const path: Path = ["basis", id]
    const problems: Array<Problem> = []
    if (!cited.has(id))
      problems.push(
        note("unused-basis", path, {
          message: `依据《${basis.title}》没有指标引用`,
          remedy: "删去它,或在指标的 basis 中引用",
        }),
      )
    if (basis.inForce !== undefined && basis.inForce > rubric.period.to) {
      problems.push(
        error("basis-not-yet", [...path, "inForce"], {
          message: `《${basis.title}》${basis.inForce} 起施行,晚于考核期(至 ${rubric.period.to})`,
          remedy: "考核期内尚未施行的规定不能作为扣分依据",
        }),
      )
    } else if (basis.inForce !== undefined && basis.inForce > rubric.period.from) {
      problems.push(
        warning("basis-midway", [...path, "inForce"], {
          message: `《${basis.title}》${basis.inForce} 起施行,晚于考核期开始(${rubric.period.from})`,
          remedy: "此前的行为不能依它扣分,请在口径中写明",
        }),
      )
    }
    if (basis.until !== undefined && basis.until < rubric.period.from) {
      problems.push(
        error("basis-repealed", [...path, "until"], {
          message: `《${basis.title}》已于 ${basis.until} 失效,早于考核期开始(${rubric.period.from})`,
          remedy: "改引现行规定",
        }),
      )
    } else if (basis.until !== undefined && basis.until < rubric.period.to) {
      problems.push(
        warning("basis-midway", [...path, "until"], {
          message: `《${basis.title}》于 ${basis.until} 失效,早于考核期结束(${rubric.period.to})`,
          remedy: "此后的行为不能依它扣分,请补引接替它的规定,或在口径中写明",
        }),
      )
    }
    if (basis.verified === "no") {
      problems.push(
        note("basis-unverified", [...path, "verified"], {
          message: `依据《${basis.title}》${basis.article ?? ""}尚未核对原文`,
          remedy: "核对后改为 verified: text;核对前不写入对外文书",
        }),
      )
    }
    return problems
  })
}
