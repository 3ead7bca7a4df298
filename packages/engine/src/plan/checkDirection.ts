import type { FieldId, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import type { Problem } from "../rubric/Problem.ts"
import { rulesOf } from "../rubric/Rubric.ts"
import { show } from "../show.ts"
import type { GroupPlan, MarkPlan, Plan, PlanField } from "./Plan.ts"
import { type Figures, formulasOf, lotFrom, Trial, type Value, writtenValue } from "./Trial.ts"

/** How many surroundings a figure is tried in. */
const CONTEXTS = 12

/**
 * Marks that rise and then fall as one figure grows while all others stay (得分先升后降): somewhere a better figure scores less. Told with
 * the figures that show it.
 *
 * Every node of a formula and every method leads one way in each of its parts, so a figure that a criterion reads once cannot turn. Only
 * figures read twice are tried, in values on which the rules turn and in surroundings drawn by a fixed lot. Where agencies are compared,
 * the figures of the others stay.
 */
export const checkDirection = (plan: Plan): ReadonlyArray<Problem> => {
  const told = new Map<string, Problem>()
  const known = new Map(plan.fields.map((field) => [field.id, field]))
  for (const group of plan.groups) {
    const formulas = formulasOf(plan, group)
    for (const mark of group.marks) {
      const fields = readTwice(known, mark).filter(({ id }) => !told.has(`${mark.criterion.code}\n${id}`))
      if (fields.length === 0) continue
      const roots = [mark.awarded, mark.high, ...(mark.applies === null ? [] : [mark.applies])]
      const trial = new Trial(plan, formulas, roots)
      if (trial.readsScores) continue
      for (const field of fields) {
        const found = turnOf(trial, mark, field)
        if (found !== null)
          told.set(`${mark.criterion.code}\n${field.id}`, problemOf(plan, { group, mark, field }, found))
      }
    }
  }
  return [...told.values()]
}

const problemOf = (
  plan: Plan,
  { group, mark, field }: { readonly group: GroupPlan; readonly mark: MarkPlan; readonly field: PlanField },
  { points, others }: Turn,
): Problem => {
  const [first, second] = points
  const rises = first !== undefined && second !== undefined && first.awarded.compare(second.awarded) < 0
  const steps = points.map(({ value, awarded }) => `${writtenValue(field, value)}得 ${show(awarded, "points")} 分`)
  const beside = [
    ...others.map(({ field: other, value }) => `${other.label} ${writtenValue(other, value)}`),
    ...(isCompared(mark) ? ["其他单位的数值"] : []),
  ]
  const s = plan.rubric.sections.indexOf(mark.section)
  return {
    severity: "warning",
    code: "rubric/direction",
    message: `${mark.criterion.code}(${group.title})的得分随“${field.label}”增大而${rises ? "先升后降" : "先降后升"}:${beside.length === 0 ? "" : `${beside.join("、")}不变时,`}${steps.join(",")}`,
    remedy: "数值变好得分反而少,请核对算式;确属过多过少都不好的,在 reading 中写明",
    path: ["sections", s, "criteria", mark.section.criteria.indexOf(mark.criterion)],
    offset: null,
  }
}

interface Turn {
  /** Three points of which the middle one is above both others, or below. */
  readonly points: ReadonlyArray<{ readonly value: Rational; readonly awarded: Rational }>
  readonly others: ReadonlyArray<{ readonly field: PlanField; readonly value: Value }>
}

/** Figures that stand twice in the rules of a criterion. */
const readTwice = (
  fields: ReadonlyMap<FieldId, PlanField>,
  { criterion, losses }: MarkPlan,
): ReadonlyArray<PlanField> => {
  // where the criterion does not apply nothing is compared
  const counts = new Map<string, number>()
  const texts = rulesOf(criterion).flatMap(({ rule }) => textsIn(rule))
  for (const id of texts.flatMap(namesIn)) counts.set(id, (counts.get(id) ?? 0) + 1)
  // another way of scoring few cases is a turn that the clause itself makes
  const bases = new Set(
    rulesOf(criterion).flatMap(({ rule }) =>
      "small" in rule && rule.small !== undefined ? namesIn(rule.small.of) : [],
    ),
  )
  return [...new Set(losses.flatMap((loss) => loss.needs))].flatMap((id) => {
    const found = fields.get(id)
    const isFigure = found !== undefined && found.field !== null && found.type === "number"
    return isFigure && (counts.get(id) ?? 0) > 1 && !bases.has(id) ? [found] : []
  })
}

const namesIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/[\p{Script=Han}\w]+(?:\s*\.\s*[\p{Script=Han}\w]+)*/gu)].map(([name]) => name.replace(/\s/g, ""))

const textsIn = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** The first surroundings in which the mark turns as the figure grows. */
const turnOf = (trial: Trial, mark: MarkPlan, subject: PlanField): Turn | null => {
  const values = trial.valuesOf(subject).flatMap((value) => (value instanceof Rational ? [value] : []))
  const others = trial.fields.filter((field) => field !== subject)
  const lot = lotFrom(7)
  const contexts = Array.from({ length: others.length === 0 ? 1 : CONTEXTS }, () => trial.drawn(others, lot))
  const found = trial.compute(
    contexts.flatMap((context) => values.map((value): Figures => new Map([...context, [subject.id, value]]))),
  )
  for (const [index, context] of contexts.entries()) {
    const points = values.flatMap((value, place) => {
      const awarded = awardedIn(mark, (slot) => found(slot, index * values.length + place))
      return awarded === null ? [] : [{ value, awarded }]
    })
    const turned = turningPoints(points)
    if (turned !== null)
      return {
        points: turned,
        others: others.flatMap((field) => {
          const value = context.get(field.id)
          return value === undefined ? [] : [{ field, value }]
        }),
      }
  }
  return null
}

const isCompared = ({ losses }: MarkPlan): boolean => losses.some(({ comparisons }) => comparisons.length > 0)

/** Points of a made-up agency; null where they are open, or the criterion does not apply. */
const awardedIn = (
  { awarded, high, applies }: MarkPlan,
  slotValue: (slot: SlotId) => Value | null,
): Rational | null => {
  const [low, most] = [slotValue(awarded), slotValue(high)]
  const isApplied = applies === null || slotValue(applies) === true
  return isApplied && low instanceof Rational && most instanceof Rational && low.equals(most) ? low : null
}

/** The first place where rising turns into falling or falling into rising: the last step of the one way, and the first of the other. */
const turningPoints = (points: Turn["points"]): Turn["points"] | null => {
  let step: readonly [Turn["points"][number], way: number] | null = null
  for (const [index, point] of points.entries()) {
    const before = points[index - 1]
    const way = before === undefined ? 0 : Math.sign(point.awarded.compare(before.awarded))
    if (before === undefined || way === 0) continue
    if (step !== null && step[1] !== way) return [step[0], before, point]
    step = [before, way]
  }
  return null
}
