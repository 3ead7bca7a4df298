import type { SlotId } from "../../formula/Formula.ts"
import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { quantity } from "../../show.ts"
import type { GroupPlan, LossPlan, Plan, PlanField } from "../Plan.ts"
import { type Figures, formulasOf, type Placed, Trial } from "../Trial.ts"
import { inPoints, note, rulePath } from "./told.ts"

/** Of so many cases a rule is expected to go by. */
const MANY = 10
/** How much more one case has to cost where there is but one. */
const STEEP = Rational.of(5)
const HALF = Rational.of(2)
const TWENTIETH = Rational.of(20)

/**
 * Rates of so few cases that one of them is a cliff (基数过小): one case of one costs half the criterion or more, and a twentieth of
 * all there is, while one of ten costs at most a fifth of that. What takes everything at a limit by its nature, a tier or a threshold, is how its clause is meant and is not told.
 */
export const lintCliffs = (plan: Plan): ReadonlyArray<Problem> => {
  const told = new Set<string>()
  return plan.groups.flatMap((group) => {
    const formulas = formulasOf(plan, group)
    return group.marks.flatMap((mark) => {
      const weighs = (points: Rational): boolean =>
        points.times(HALF).compare(mark.full) >= 0 && points.times(TWENTIETH).compare(group.full) >= 0
      return mark.losses.flatMap((loss): ReadonlyArray<Problem> => {
        if (told.has(loss.id) || !isGradual(loss) || !weighs(loss.most.min(mark.full))) return []
        const cliff = cliffOf(plan, formulas, { loss, full: mark.full })
        if (cliff === null || !weighs(cliff.one)) return []
        told.add(loss.id)
        return [note("cliff", rulePath(plan.rubric, mark, loss), said(group, loss, cliff))]
      })
    })
  })
}

const isGradual = ({ rule, loss, divisors, judged, comparisons }: LossPlan): boolean =>
  divisors.length > 0 && gradual.has(rule.kind) && loss.undivided === null && !judged && comparisons.length === 0

const gradual: ReadonlySet<string> = new Set(["shortfall", "linear", "formula"])

interface Cliff {
  readonly base: PlanField
  readonly figure: PlanField
  /** What one case costs of one, and of many. */
  readonly one: Rational
  readonly ofMany: Rational
}

const cliffOf = (
  plan: Plan,
  formulas: ReadonlyMap<SlotId, Placed>,
  { loss, full }: { readonly loss: LossPlan; readonly full: Rational },
): Cliff | null => {
  const trial = new Trial(plan, formulas, [loss.asked])
  if (trial.readsScores || trial.fields.some(({ type, format }) => type !== "number" || format !== "count")) return null
  const pairs = trial.fields.flatMap((base) =>
    trial.fields.flatMap((figure) => (figure === base ? [] : [{ base, figure }])),
  )
  for (const { base, figure } of pairs) {
    const nothing = trial.fields.map(({ id }) => [id, Rational.zero] as const)
    const agency = (of: number, is: number): Figures =>
      new Map([...nothing, [base.id, Rational.of(of)], [figure.id, Rational.of(is)]])
    // one more of none, and one fewer of all
    const steps = [1, MANY].map((of) => [agency(of, 0), agency(of, 1), agency(of, of - 1), agency(of, of)])
    const lost = trial.compute(steps.flat())
    const cost = (which: number): Rational | null => {
      const at = (index: number): Rational | null => {
        const found = lost(loss.asked, which * 4 + index)
        return found instanceof Rational && !found.isUndefined ? found : null
      }
      const [none, first, last, all] = [at(0), at(1), at(2), at(3)]
      if (none === null || first === null || last === null || all === null) return null
      const [up, down] = [first.minus(none), all.minus(last)]
      return [up, up.negated(), down, down.negated()].reduce((most, step) => most.max(step))
    }
    const [one, ofMany] = [cost(0), cost(1)]
    if (one !== null && ofMany !== null && one.sign > 0 && one.compare(ofMany.times(STEEP)) >= 0)
      return { base, figure, one: one.min(full), ofMany }
  }
  return null
}

const said = (
  group: GroupPlan,
  { id, loss }: LossPlan,
  { base, figure, one, ofMany }: Cliff,
): Pick<Problem, "message" | "remedy"> => {
  const verb = loss.how === "award" ? "少得" : "扣"
  const cases = (many: number): string => `“${base.label}”为 ${quantity(String(many), base.unit)}时`
  return {
    message: `${id}(${group.title})按比率计分:${cases(1)},“${figure.label}”差 ${quantity("1", figure.unit)}就${verb} ${inPoints(one)} 分;${cases(MANY)},差 ${quantity("1", figure.unit)}${verb} ${inPoints(ofMany)} 分`,
    remedy: "原文就是这个意思的不必改;数量少的单位另有算法的,写 small(基数过小怎么算)",
  }
}
