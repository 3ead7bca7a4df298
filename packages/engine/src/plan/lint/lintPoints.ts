import type { Formula, SlotId } from "../../formula/Formula.ts"
import type { Bound } from "../../formula/Kind.ts"
import { partsOf } from "../../formula/readings.ts"
import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { boundsWhenKnown } from "../boundsOf.ts"
import type { GroupPlan, LossPlan, MarkPlan, Plan } from "../Plan.ts"
import { inPoints, rulePath, warning } from "./told.ts"

/**
 * Points that a rule names and that can never be taken or given whole: more than there is to take, or in a case that no figure leads to.
 * Whatever the method, they stand in its formula as constants that are points.
 */
export const lintPoints = (plan: Plan): ReadonlyArray<Problem> => {
  const slots = new Map(plan.slots.map((slot) => [slot.id, slot]))
  return plan.groups.flatMap((group) => {
    const read = boundsWhenKnown(plan, group.id)
    return group.marks.flatMap((mark) =>
      mark.losses.flatMap((loss) => {
        // a limit names what is left, and takes what is above it
        if (loss.loss.limit !== null) return []
        const named = namedPoints(loss, (id) => slots.get(id)?.formulas.get(group.id) ?? null, read)
        return [...tooMany(loss, named), ...outOfReach(loss, named, read(loss.exact))].map(({ message, remedy }) =>
          warning("points-out-of-reach", rulePath(plan.rubric, mark, loss), {
            message: `${title(mark, loss, group)}${message}`,
            remedy,
          }),
        )
      }),
    )
  })
}

const title = ({ criterion }: MarkPlan, { id }: LossPlan, group: GroupPlan): string =>
  `${criterion.code} ${criterion.title}(${group.title})的 ${id} `

type Said = Pick<Problem, "message" | "remedy">

const tooMany = ({ loss, most }: LossPlan, { all }: Named): ReadonlyArray<Said> => {
  const [largest] = [...all].sort((a, b) => b.compare(a))
  if (largest === undefined || largest.compare(most) <= 0) return []
  const verb = loss.how === "award" ? "得" : "扣"
  return [
    {
      message: `写有 ${inPoints(largest)} 分,而至多${verb} ${inPoints(most)} 分,多出的 ${inPoints(largest.minus(most))} 分永远${verb}不到`,
      remedy: `降低这一分值,或提高${verb === "得" ? "封顶" : "指标分值或封顶"};原文如此的不影响计分,可在 reading 中说明`,
    },
  ]
}

const outOfReach = ({ loss, most }: LossPlan, { all, reached }: Named, whole: Bound): ReadonlyArray<Said> => {
  // what is never reached at all, or not in full, is told of the rule
  if (whole.type !== "number") return []
  if (whole.high !== null && (loss.how === "award" ? whole.high.compare(most) < 0 : whole.high.sign <= 0)) return []
  const verb = loss.how === "award" ? "得" : "扣"
  return (
    all
      // what a figure settled as zero costs is all of it
      .filter((value) => value.sign > 0 && !value.equals(most) && !reached.some((other) => other.equals(value)))
      .map((value) => ({
        message: `写有 ${inPoints(value)} 分,而按填报项的取值范围,没有数值能${verb}到它`,
        remedy: "核对这一档的界限和填报项的 min、max",
      }))
  )
}

interface Named {
  readonly all: ReadonlyArray<Rational>
  /** Of them, those in cases that some figures may lead to. */
  readonly reached: ReadonlyArray<Rational>
}

const namedPoints = (
  { loss, kept }: LossPlan,
  formulaOf: (slot: SlotId) => Formula | null,
  read: (formula: Formula) => Bound,
): Named => {
  const all: Array<Rational> = []
  const reached: Array<Rational> = []
  const own = new Set(kept)
  const visit = (formula: Formula, may: boolean): void => {
    if (formula.kind === "constant") {
      if (formula.format !== "points" || !(formula.value instanceof Rational)) return
      all.push(formula.value)
      if (may) reached.push(formula.value)
    } else if (formula.kind === "slot") {
      const inner = own.has(formula.slot) ? formulaOf(formula.slot) : null
      if (inner !== null) visit(inner, may)
    } else if (formula.kind === "cases") {
      let open = may
      for (const [when, then] of formula.cases) {
        const bound = read(when)
        visit(then, open && (bound.type !== "boolean" || bound.canHold))
        if (bound.type === "boolean" && !bound.canFail) open = false
      }
      visit(formula.otherwise, open)
    } else for (const part of partsOf(formula)) visit(part, may)
  }
  visit(loss.points, true)
  return { all, reached }
}
