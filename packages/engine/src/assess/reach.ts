import { papersField } from "../plan/Plan.ts"
import { readsOf } from "../plan/readsOf.ts"
import { Rational } from "../Rational.ts"
import { bandsFor } from "../rubric/Rubric.ts"
import { numberAt, type Part } from "./Assessment.ts"
import { type Alone, alone, reduced } from "./alone.ts"
import { change } from "./change.ts"
import { type Days, type Mendable, mend } from "./mend.ts"

export type Goal = { readonly total: Rational } | { readonly grade: string }

/** The fewest things that reach a goal (达到目标所需的最少事项). */
export interface Reach {
  readonly goal: Rational
  readonly before: Rational
  readonly after: Rational
  readonly reached: boolean
  /** Whether fewer, or as few that disturb less, have been proved impossible. */
  readonly exact: boolean
  /** In the order in which they count; `points` is what each adds to those before it. All there are where the goal is out of reach. */
  readonly steps: ReadonlyArray<{ readonly item: Mendable; readonly points: Rational }>
}

/** Up to so many things every combination is looked at, as far as it can matter; and so many combinations are computed at most. */
const MOST_ITEMS = 20
const MOST_TRIALS = 3000

/** Papers disturb least, then a correction, then a deed; then fewer figures. */
const weights = { evidence: 1, correct: 2, act: 3 } as const
const disturbance = ({ mend, edits }: Mendable): number => weights[mend] * 100 + edits.length

/**
 * The smallest set of things to mend that brings the certain total to a score or grade: smallest in number, then in disturbance.
 * Null where the agency or the grade is unknown.
 */
export const reach = (
  part: Part,
  agency: string,
  { goal, days }: { readonly goal: Goal; readonly days: Days },
): Reach | null => {
  const own = alone(part, agency)
  const target = own === null ? null : goalPoints(own, goal)
  if (own === null || target === null) return null
  const items = mend(part, agency, days).open
  const trial = trialOf(own, { goal, target })
  const { total, reaches } = trial
  const before = total([])
  const result = (chosen: ReadonlyArray<Mendable>, exact: boolean): Reach => {
    const steps = chosen.map((item, index) => ({
      item,
      points: total(chosen.slice(0, index + 1)).minus(total(chosen.slice(0, index))),
    }))
    return { goal: target, before, after: total(chosen), reached: reaches(chosen), exact, steps }
  }
  if (reaches([])) return result([], true)
  if (!reaches(items)) return result(items, true)
  const greedy = greedily(items, trial)
  const proved = items.length > MOST_ITEMS ? null : smallest(own, items, { ...trial, target })
  return proved === null ? result(greedy, false) : result(proved.chosen ?? greedy, proved.exact)
}

/** A grade is the total from which it is given. */
const goalPoints = ({ part, card }: Alone, goal: Goal): Rational | null => {
  if ("total" in goal) return goal.total
  const band = bandsFor(part.plan.rubric, card.group.id).find(({ grade }) => grade === goal.grade)
  return band === undefined ? null : Rational.of(band.from)
}

interface Trial {
  readonly total: (items: ReadonlyArray<Mendable>) => Rational
  /** A grade is reached where the limits leave it, too. */
  readonly reaches: (items: ReadonlyArray<Mendable>) => boolean
}

const trialOf = (
  { part, card }: Alone,
  { goal, target }: { readonly goal: Goal; readonly target: Rational },
): Trial => {
  const { slots } = card.group
  const counted = "grade" in goal ? slots.graded : slots.total
  const worst = "grade" in goal ? slots.worstGrade : null
  const position =
    "grade" in goal ? bandsFor(part.plan.rubric, card.group.id).findIndex(({ grade }) => grade === goal.grade) + 1 : 0
  const lean = { ...part, plan: reduced(part.plan, card.group.id, [counted, ...(worst === null ? [] : [worst])]) }
  const tried = (items: ReadonlyArray<Mendable>): Part["slots"] =>
    change(
      lean,
      items.flatMap(({ edits }) => edits),
    ).slots
  return {
    total: (items) => numberAt(tried(items), counted, card.index),
    reaches: (items) => {
      const found = tried(items)
      const isEnough = numberAt(found, counted, card.index).compare(target) >= 0
      return isEnough && (worst === null || numberAt(found, worst, card.index).compare(Rational.of(position)) <= 0)
    },
  }
}

/** Always the one that adds most; at the end those that turned out not to be needed are left out. */
const greedily = (items: ReadonlyArray<Mendable>, { total, reaches }: Trial): ReadonlyArray<Mendable> => {
  let chosen: ReadonlyArray<Mendable> = []
  const rest = new Set(items)
  while (rest.size > 0 && !reaches(chosen)) {
    let best: { readonly item: Mendable; readonly after: Rational } | null = null
    for (const item of rest) {
      const after = total([...chosen, item])
      if (best === null || after.compare(best.after) > 0) best = { item, after }
    }
    if (best === null) break
    rest.delete(best.item)
    chosen = [...chosen, best.item]
  }
  for (const item of chosen) {
    const without = chosen.filter((one) => one !== item)
    if (reaches(without)) chosen = without
  }
  return chosen
}

/**
 * Size by size, so the first size that reaches is the smallest. A set is not computed where even all that its rules have lost would not
 * reach: a total never rises by more than the losses fall, but for rescaling, which is taken into account.
 */
const smallest = (
  own: Alone,
  items: ReadonlyArray<Mendable>,
  { total, reaches, target }: Trial & { readonly target: Rational },
): { readonly chosen: ReadonlyArray<Mendable> | null; readonly exact: boolean } => {
  const ranked = items
    .map((item) => ({ item, most: mostOf(own, item), cost: disturbance(item) }))
    .sort((a, b) => (a.most.equals(b.most) ? a.cost - b.cost : b.most.compare(a.most)))
  const gap = target.minus(total([])).minus(slackOf(own))
  let trials = 0
  for (let size = 1; size <= ranked.length; size++) {
    let best: { readonly chosen: ReadonlyArray<Mendable>; readonly cost: number } | null = null
    const search = (from: number, chosen: ReadonlyArray<Mendable>, sum: Rational, cost: number): void => {
      const wanted = size - chosen.length
      if (trials >= MOST_TRIALS || (best !== null && cost + wanted >= best.cost)) return
      if (wanted === 0) {
        trials++
        if (reaches(chosen)) best = { chosen, cost }
        return
      }
      for (let index = from; index + wanted <= ranked.length; index++) {
        const next = ranked[index]
        // those that follow can give no more than these
        const bound = ranked.slice(index, index + wanted).reduce((all, { most }) => all.plus(most), sum)
        if (next === undefined || bound.compare(gap) < 0) return
        search(index + 1, [...chosen, next.item], sum.plus(next.most), cost + next.cost)
      }
    }
    search(0, [], Rational.zero, 0)
    const found = foundIn(best)
    if (trials >= MOST_TRIALS) return { chosen: found, exact: false }
    if (found !== null) return { chosen: found, exact: true }
  }
  return { chosen: null, exact: false }
}

/** What a closure has assigned is not seen by the compiler. */
const foundIn = (best: { readonly chosen: ReadonlyArray<Mendable> } | null): ReadonlyArray<Mendable> | null =>
  best === null ? null : best.chosen

/** More points than one thing can possibly add, whatever else is done: all that the rules it feeds have lost or left open. */
const mostOf = ({ part, card }: Alone, { edits }: Mendable): Rational => {
  const fields = new Set(edits.flatMap(({ field }) => [field, papersField(field)]))
  const { slots } = card.group
  const reads = readsOf(part.plan, card.group.id)
  // a limit that falls away, a bonus that comes to count, or points of others that are scored as these are may change everything
  if (
    card.group.marks.some(({ moved }) => moved !== null) ||
    card.group.limits.length > 0 ||
    part.plan.rubric.sections.some(({ needs }) => needs !== undefined)
  )
    return card.group.full.plus(card.group.full)
  let most = Rational.zero
  for (const mark of card.group.marks) {
    // where it decides whether a criterion applies, everything may change
    if (mark.appliesNeeds.some((field) => fields.has(field))) return card.group.full.plus(card.group.full)
    for (const loss of mark.losses) {
      const read = reads(loss.open ?? loss.asked)
      if (![...fields].some((field) => read.has(field))) continue
      most = most.plus(numberAt(part.slots, loss.asked, card.index))
      if (loss.open !== null) most = most.plus(numberAt(part.slots, loss.open, card.index))
    }
  }
  const applicable = numberAt(part.slots, slots.applicable, card.index)
  const factor = applicable.sign > 0 ? card.group.full.over(applicable).max(Rational.one) : Rational.one
  return most.times(factor)
}

/** What rounding can add to a total. */
const slackOf = ({ part }: Alone): Rational => {
  const places = part.plan.rubric.precision?.total ?? 2
  return Rational.ratio(2, 10 ** places)
}
