import type { Formula } from "../../formula/Formula.ts"
import { nodesOf } from "../../formula/readings.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { boundsWhenKnown } from "../boundsOf.ts"
import type { Plan } from "../Plan.ts"
import { error, inPoints, rulePath, warning } from "./told.ts"

/** What a rule can give and take at all, by the bounds of its formula: an interval proves that something *cannot* be. */
export const lintRules = (plan: Plan): ReadonlyArray<Problem> =>
  plan.groups.flatMap((group) => {
    const read = boundsWhenKnown(plan, group.id)
    return group.marks.flatMap((mark) =>
      mark.losses.flatMap((loss): ReadonlyArray<Problem> => {
        const path = rulePath(plan.rubric, mark, loss)
        const title = `${loss.id}(${group.title})`
        const problems: Array<Problem> = []
        const found = read(loss.exact)
        if (found.type === "number") {
          if (loss.loss.how === "award" && found.high !== null && found.high.compare(loss.most) < 0) {
            problems.push(
              error("unreachable-full", path, {
                message: `${title}最多只能得 ${inPoints(found.high)} 分,达不到所写的 ${inPoints(loss.most)} 分`,
                remedy: "核对分值和界限",
              }),
            )
          }
          if (loss.loss.how === "lose" && found.high !== null && found.high.sign <= 0) {
            problems.push(
              error("never-deducts", path, {
                message: `${title}在任何情况下都不会扣分`,
                remedy: "核对条件、目标值和分值",
              }),
            )
          }
          if (loss.loss.how === "lose" && found.low !== null && found.low.sign > 0) {
            problems.push(
              error("always-deducts", path, {
                message: `${title}在任何情况下都至少扣 ${inPoints(found.low)} 分,满分无人可得`,
                remedy: "核对条件、目标值和分值",
              }),
            )
          }
          if (
            loss.loss.how === "award" &&
            found.low !== null &&
            found.low.compare(loss.most) >= 0 &&
            loss.most.sign > 0
          ) {
            problems.push(
              warning("always-awards", path, {
                message: `${title}在任何情况下都得满 ${inPoints(loss.most)} 分`,
                remedy: "核对条件和界限",
              }),
            )
          }
        }
        for (const divisor of loss.divisors) {
          const range = read(divisor)
          const mayBeZero =
            range.type !== "number" ||
            ((range.low === null || range.low.sign <= 0) && (range.high === null || range.high.sign >= 0))
          if (range.type === "number" && range.low?.sign === 0 && range.high?.sign === 0) {
            problems.push(error("zero-divisor", path, { message: `${title}的分母总是 0,无法计算`, remedy: "更正算式" }))
          } else if (mayBeZero && mark.criterion.applies?.when === undefined && loss.loss.undivided === null) {
            problems.push(
              warning("zero-divisor", path, {
                message: `${title}的分母(${describe(divisor, plan)})可能为 0,而没有写明此时如何计分`,
                remedy: "写 applies: { when: 分母 > 0, otherwise: … };未写的,分母为 0 时待定",
              }),
            )
          }
        }
        return problems
      }),
    )
  })

const describe = (formula: Formula, plan: Plan): string =>
  [...nodesOf(formula)]
    .flatMap((node) =>
      node.kind === "input" ? [plan.fields.find(({ id }) => id === node.field)?.label ?? node.field] : [],
    )
    .join("、")
