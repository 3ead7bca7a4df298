import { parseDay } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { type LimitPlan, type LossPlan, type MarkPlan, papersField, papersOf } from "../plan/Plan.ts"
import { readsOf } from "../plan/readsOf.ts"
import { Rational } from "../Rational.ts"
import { bandsFor, type Remedy } from "../rubric/Rubric.ts"
import type { State } from "../State.ts"
import { numberAt, type Part, type Stamp, stateAt, truthAt } from "./Assessment.ts"
import { type Alone, alone, lacking, reduced } from "./alone.ts"
import { bestEdits, burdenOfLimit, burdenOfLoss } from "./bestEdits.ts"
import { change, type ValueEdit } from "./change.ts"
import { isKnown, remedyText } from "./explain.ts"
import { type Mark, scorecard } from "./scorecard.ts"

/** The days that say what can still be mended. */
export type Days = Pick<Stamp, "asOf" | "evidenceDue" | "objections">

/** One thing an agency can still do (可补救事项): some figures or papers handed in, and what that gives. */
export interface Mendable {
  /** `C1-a`; several where one figure feeds several rules. */
  readonly ids: ReadonlyArray<string>
  readonly losses: ReadonlyArray<{ readonly mark: MarkPlan; readonly loss: LossPlan }>
  /** The limits on the total or the grade that it may lift. */
  readonly limits: ReadonlyArray<LimitPlan>
  /** Whether a better grade is no longer kept from it by a limit. */
  readonly lifts: boolean
  readonly mend: "evidence" | "correct" | "act"
  /** What would be handed in. */
  readonly edits: ReadonlyArray<ValueEdit>
  /** Whether the value is the one already reported, so that only papers are missing; if not, it is the best that could be true. */
  readonly reported: boolean
  /** Certain points of the total gained by this alone: computed by `change`, so caps and 扣完为止 count. */
  readonly points: Rational
  /** What can be done, by when. Null where the rubric says nothing. */
  readonly text: string | null
}

/** Points that are gone for this period (本期已不可改变). */
export interface Closed {
  readonly id: string
  readonly mark: MarkPlan
  readonly loss: LossPlan | null
  readonly points: Rational
  /** What to do next year. */
  readonly text: string | null
}

/** What it is about, for people: the titles of the criteria, and the cases in which a limit holds. */
export const mendableTitle = ({ losses, limits }: Pick<Mendable, "losses" | "limits">): string =>
  [
    ...new Set([
      ...losses.map(({ mark }) => mark.criterion.title),
      ...limits.map(({ limit, effect }) => `${limit.what}(${effect})`),
    ]),
  ].join("、")

export interface Mending {
  /** What lifts a limit on the grade first, then most points. */
  readonly open: ReadonlyArray<Mendable>
  readonly closed: ReadonlyArray<Closed>
}

/**
 * What to mend first (先补什么). By the rubric's own word: papers may be brought, a figure corrected, a deed done, each while its time
 * lasts; nobody is invited to raise a closed figure. Also what the agency itself still owes. Bonus marks are no losses.
 */
export const mend = (part: Part, agency: string, days: Days): Mending => {
  const own = alone(part, agency)
  if (own === null) return { open: [], closed: [] }
  const { card } = own
  const closed: Array<Closed> = []
  const found: Array<Found> = []
  for (const mark of card.marks) {
    if (mark.plan.bonus) continue
    for (const { loss, points, text, mend } of lossesOf(own, mark, days)) {
      const edits =
        loss === null || mend === null || mend === "closed"
          ? null
          : bestEdits(own, { burden: burdenOfLoss(own, loss), mend, asOf: parseDay(days.asOf) ?? 0 })
      if (loss !== null && edits !== null && mend !== null && mend !== "closed") {
        found.push({ ids: [loss.id], losses: [{ mark: mark.plan, loss }], limits: [], mend, text, ...edits })
      } else if (points.sign > 0 && !(mend !== "closed" && standsOnMarks(loss))) {
        const id = loss?.id ?? `${mark.plan.criterion.code}-0`
        const stays = mend !== null && mend !== "closed"
        closed.push({ id, mark: mark.plan, loss, points, text: stays ? null : text })
      }
    }
  }
  found.push(...limitsOf(own, days))
  const { total, worstGrade } = own.card.group.slots
  const before = numberAt(own.part.slots, total, own.card.index)
  const grade = worstGrade === null ? null : numberAt(own.part.slots, worstGrade, own.card.index)
  const open = merged(found).flatMap((item): ReadonlyArray<Mendable> => {
    const after = change(own.part, item.edits)
    const points = numberAt(after.slots, total, own.card.index).minus(before)
    const lifts =
      item.limits.length > 0 &&
      worstGrade !== null &&
      grade !== null &&
      numberAt(after.slots, worstGrade, own.card.index).compare(grade) < 0
    // what then costs more elsewhere, as one matter that is no longer taken here, is no help; nor is lifting what keeps nothing from it
    return points.sign < 0 || (item.losses.length === 0 && points.sign === 0 && !lifts)
      ? []
      : [{ ...item, points, lifts }]
  })
  return {
    open: open.sort((a, b) => Number(b.lifts) - Number(a.lifts) || b.points.compare(a.points)),
    closed: closed.sort((a, b) => b.points.compare(a.points)),
  }
}

type Found = Omit<Mendable, "points" | "lifts">

/** The limits that hold or may still turn out to, as far as the rubric or what the agency owes itself lets them be lifted. */
const limitsOf = (own: Alone, days: Days): ReadonlyArray<Found> => {
  const { part, card } = own
  const today = { ...days, periodEnd: part.plan.rubric.period.to }
  return card.group.limits.flatMap((plan): ReadonlyArray<Found> => {
    if (!truthAt(part.slots, plan.mayHold, card.index)) return []
    const burden = burdenOfLimit(own, plan)
    const unknown = plan.needs.filter((field) => !burden.isKnown(stateAt(part.figures, field, card.index)))
    const isTheirs =
      unknown.length > 0 && unknown.every((field) => lacking.has(stateAt(part.figures, field, card.index)))
    const said = remedyText(plan.limit.remedy ?? null, { ...today, lacksProof: isTheirs })
    // what it has not handed in it may hand in, whatever the rubric says of mending
    const mend = said.mend ?? (isTheirs ? "evidence" : null)
    if (mend === null || mend === "closed") return []
    const edits = bestEdits(own, { burden, mend, asOf: parseDay(days.asOf) ?? 0 })
    return edits === null
      ? []
      : [{ ids: [`限制 ${plan.limit.id}`], losses: [], limits: [plan], mend, text: said.text, ...edits }]
  })
}

/** What only follows from other marks comes back with them. */
const standsOnMarks = (loss: LossPlan | null): boolean =>
  loss !== null && loss.needs.length === 0 && loss.conditions.length > 0 && loss.refutable.length === 0

interface Losing {
  readonly loss: LossPlan | null
  readonly points: Rational
  readonly mend: Remedy["mend"] | null
  readonly text: string | null
}

/** What a mark has lost, and what of it waits only for the agency itself. */
const lossesOf = ({ part, card }: Alone, mark: Mark, days: Days): ReadonlyArray<Losing> => {
  const today = { ...days, periodEnd: part.plan.rubric.period.to }
  const state = (field: FieldId): State => stateAt(part.figures, field, card.index)
  const lost = mark.deductions.flatMap(({ loss, cause, points, asked }): ReadonlyArray<Losing> => {
    if (asked.sign <= 0 || cause === "moved" || cause === "averaged") return []
    const lacksProof = (loss?.needs ?? []).some((field) => lacking.has(state(field)) || papersOf(field) !== null)
    return [{ loss, points, ...remedyText(mark.plan.remedy, { ...today, lacksProof }) }]
  })
  const taken = new Set(lost.map(({ loss }) => loss))
  const waiting = mark.open.flatMap(({ loss }): ReadonlyArray<Losing> => {
    const unknown = loss.needs.filter((field) => !isKnown(state(field), loss))
    const isTheirs = unknown.length > 0 && unknown.every((field) => lacking.has(state(field)))
    return taken.has(loss) || !isTheirs ? [] : [{ loss, points: Rational.zero, mend: "evidence", text: null }]
  })
  return [...lost, ...waiting]
}

/**
 * Whether nothing that a figure feeds can still be mended (本期已不可改变). Such a figure may be tried, never invited, and never handed in.
 */
export const isClosed = (
  part: Part,
  agency: string,
  { field, days }: { readonly field: FieldId; readonly days: Days },
): boolean => {
  const unit = part.figures.units.find(({ code }) => code === agency)
  const marks = (part.plan.groups.find(({ id }) => id === unit?.group)?.marks ?? []).filter(({ losses }) =>
    losses.some(({ needs }) => needs.includes(field) || needs.includes(papersField(field))),
  )
  const today = { ...days, periodEnd: part.plan.rubric.period.to, lacksProof: true }
  return marks.length > 0 && marks.every((mark) => remedyText(mark.remedy, today).mend === "closed")
}

/** One figure handed in once, whatever rules it feeds. */
const merged = (items: ReadonlyArray<Found>): ReadonlyArray<Found> => {
  const byEdits = new Map<string, Found>()
  for (const item of items) {
    const key = item.edits
      .map(({ field, reading, evidence }) => [field, said(reading), evidence ?? ""].join("\n"))
      .join()
    const known = byEdits.get(key)
    byEdits.set(
      key,
      known === undefined
        ? item
        : {
            ...known,
            ids: [...known.ids, ...item.ids],
            losses: [...known.losses, ...item.losses],
            limits: [...known.limits, ...item.limits],
          },
    )
  }
  return [...byEdits.values()]
}

const said = (reading: Reading): string => (reading.state === "filled" ? String(reading.value) : reading.state)

// ── how far it is ───────────────────────────────────────────────────────────────────────────────────────────

/** How far an agency is from the next place and grade, in points. Null where there is none above, or it has none. */
export interface Gap {
  readonly above: { readonly agency: string; readonly points: Rational } | null
  readonly below: { readonly agency: string; readonly points: Rational } | null
  readonly grade: { readonly grade: string; readonly points: Rational } | null
}

export const gap = (part: Part, agency: string): Gap => {
  const index = part.figures.units.findIndex(({ code }) => code === agency)
  const card = scorecard(part, index)
  if (card === null) return { above: null, below: null, grade: null }
  const { ranked, total } = card.group.slots
  const own = ranked === null ? Rational.undefined : numberAt(part.slots, ranked, index)
  const others =
    ranked === null || own.isUndefined
      ? []
      : part.figures.units.flatMap((unit, other) => {
          const points = numberAt(part.slots, ranked, other).minus(own)
          const isRival = part.plan.rubric.rankWithin === "all" || unit.group === card.unit.group
          return isRival && !points.isUndefined ? [{ agency: unit.code, points }] : []
        })
  const nearest = (sign: 1 | -1): Gap["above"] =>
    others
      .filter(({ points }) => points.sign === sign)
      .reduce<Gap["above"]>(
        (best, one) => (best === null || one.points.compare(best.points) * sign < 0 ? one : best),
        null,
      )
  const below = nearest(-1)
  const points = numberAt(part.slots, total, index)
  const next = bandsFor(part.plan.rubric, card.group.id)
    .map(({ grade, from }) => ({ grade, points: Rational.of(from).minus(points) }))
    .filter((band) => band.points.sign > 0)
    .sort((a, b) => a.points.compare(b.points))
  return {
    above: nearest(1),
    below: below === null ? null : { ...below, points: below.points.negated() },
    grade: next[0] ?? null,
  }
}

// ── what it takes ───────────────────────────────────────────────────────────────────────────────────────────

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
