import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { defaultPrecision, floorFor, placesShown } from "../../rubric/Rubric.ts"
import type { GroupPlan, MarkPlan, Plan } from "../Plan.ts"
import { error, inPoints, type Path, pathOf, rulePath } from "./told.ts"

/** Whether the rules of a criterion give and take what its full marks say. */
export const lintMarks = (plan: Plan): ReadonlyArray<Problem> =>
  plan.groups.flatMap((group) => group.marks.flatMap((mark) => lintMark(plan, group, mark)))

const lintMark = (plan: Plan, group: GroupPlan, mark: MarkPlan): ReadonlyArray<Problem> => {
  const path = pathOf(plan.rubric, mark.criterion.code)
  const awards = mark.losses.filter(({ loss }) => loss.how === "award")
  const title = `${mark.criterion.code} ${mark.criterion.title}(${group.title})`
  const sum = awards.reduce((total, { most }) => total.plus(most), Rational.zero)
  const problems: Array<Problem> = []
  if (awards.length > 0 && !sum.equals(mark.full)) {
    problems.push(
      error("award-sum", path, {
        message: `${title}分值 ${inPoints(mark.full)} 分,各得分规则最多合计 ${inPoints(sum)} 分`,
        remedy: "使得分规则的最高分之和等于指标分值",
      }),
    )
  }
  const floor = floorFor(mark.criterion, mark.section, group.id)
  if (Rational.of(floor).compare(mark.full) > 0) {
    problems.push(
      error("floor-above-full", [...path, "floor"], {
        message: `${title}扣至 ${inPoints(floor)} 分为止,高于指标分值 ${inPoints(mark.full)} 分`,
        remedy: "降低 floor,或提高指标分值",
      }),
    )
  }
  const judged = mark.losses.filter((loss) => loss.judged)
  const second = judged[1]
  if (second !== undefined) {
    problems.push(
      error("two-judged", rulePath(plan.rubric, mark, second), {
        message: `${title}有两条评分规则,而评分表按指标给分,分不清评的是哪一条`,
        remedy: "拆成两个指标,各写一条评分规则",
      }),
    )
  }
  const precision = plan.rubric.precision ?? defaultPrecision
  const places = placesShown(precision)
  const tooFine = (value: Rational, at: Path, what: string): void => {
    if (value.toDecimal(places, null) !== null) return
    problems.push(
      error("too-fine", at, {
        message: `${title}的${what} ${inPoints(value)} 分,细于得分保留的 ${places} 位小数`,
        remedy: `减少小数位数,或提高 precision 的 ${precision.points === "exact" ? "shown" : "points"}`,
      }),
    )
  }
  tooFine(mark.full, [...path, "full"], "分值")
  tooFine(Rational.of(floor), [...path, "floor"], "下限")
  for (const loss of mark.losses) {
    if (precision.points !== "exact") tooFine(loss.most, rulePath(plan.rubric, mark, loss), ` ${loss.id} 最多`)
    if (loss.most.compare(mark.full.minus(Rational.of(Math.min(0, floor)))) > 0) {
      problems.push(
        error("above-full", rulePath(plan.rubric, mark, loss), {
          message: `${title}的 ${loss.id} 最多 ${inPoints(loss.most)} 分,超过指标分值 ${inPoints(mark.full)} 分`,
          remedy: "降低规则的分值或封顶,或提高指标分值",
        }),
      )
    }
  }
  return problems
}
