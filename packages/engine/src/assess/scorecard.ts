import type { SlotId } from "../formula/Formula.ts"
import type { GroupPlan, LossPlan, MarkPlan, PlaceAmong, StepPlan } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { floorFor } from "../rubric/Rubric.ts"
import { amount, pointsFor } from "../rubric/Scalars.ts"
import { numberAt, type Part, textAt, truthAt } from "./Assessment.ts"
import type { Unit } from "./Figures.ts"

/** One agency's result, derived from the columns (得分单). Points are exact; `total`, `place` and `grade` are null while something is pending. */
export interface Scorecard {
  readonly unit: Unit
  /** Position of the unit in the columns. */
  readonly index: number
  readonly group: GroupPlan
  readonly marks: ReadonlyArray<Mark>
  readonly adjustments: ReadonlyArray<Adjustment>
  readonly base: Rational
  readonly bonus: Rational
  readonly applicableFull: Rational
  /** How much of the rubric has to apply for a place and a grade, and whether so much does. */
  readonly leastApplicable: Rational
  readonly appliesEnough: boolean
  readonly total: Rational | null
  readonly low: Rational
  readonly high: Rational
  readonly place: number | null
  /** Its places among those that share an attribute; null where it has none. */
  readonly among: ReadonlyArray<{ readonly plan: PlaceAmong; readonly kind: string; readonly place: number | null }>
  readonly grade: string | null
}

/** One criterion's result (单项得分). awarded + deductions + pending = full. */
export interface Mark {
  readonly plan: MarkPlan
  readonly full: Rational
  readonly awarded: Rational
  readonly pending: Rational
  readonly applicable: boolean
  /** Whether it is left out because of its own figures (不计入); not applicable then. */
  readonly out: boolean
  /** Whether it waits for the team to say if it applies. */
  readonly waits: boolean
  readonly deductions: ReadonlyArray<Deduction>
  /** What is open, at most so many points each; together they may exceed `pending`, which the balance limits. */
  readonly open: ReadonlyArray<{ readonly loss: LossPlan; readonly points: Rational }>
}

/** Points that are gone (扣分). `asked` is what the rule would take if the balance were larger. */
export interface Deduction {
  /** Null for points that no rule took. */
  readonly loss: LossPlan | null
  /**
   * What took them: a rule, that the criterion does not apply, or that others do not and their points are scored as these are. `struck`
   * took nothing: another rule took more for the same matter.
   */
  readonly cause: "rule" | "struck" | "notApplicable" | "averaged" | "moved"
  readonly points: Rational
  readonly asked: Rational
}

/** A change to the whole score that is not a mark. */
export interface Adjustment {
  readonly step: StepPlan
  readonly points: Rational
}

export const scorecard = (part: Part, index: number): Scorecard | null => {
  const unit = part.figures.units[index]
  const group = part.plan.groups.find(({ id }) => id === unit?.group)
  if (unit === undefined || group === undefined) return null
  const number = (id: SlotId): Rational => numberAt(part.slots, id, index)
  const { slots } = group
  const low = number(slots.total)
  const high = number(slots.high)
  const decided = number(slots.pending).sign === 0
  const place = slots.place === null ? Rational.undefined : number(slots.place)
  const { minApplicable } = part.plan.rubric
  const leastApplicable = minApplicable === undefined ? Rational.zero : pointsFor(minApplicable, group.id)
  const grade = slots.grade === null ? "" : textAt(part.slots, slots.grade, index)
  const adjustments: Array<Adjustment> = []
  for (const step of group.steps) {
    const points = number(step.after).minus(number(step.before))
    if (points.sign === 0) continue
    const { unsettled } = step
    const isOpen = unsettled !== undefined && truthAt(part.slots, unsettled.mayHold, index)
    adjustments.push({ step: isOpen ? { ...step, label: unsettled.label } : step, points })
  }
  let marks: ReadonlyArray<Mark> | null = null
  return {
    unit,
    index,
    group,
    // of thousands of agencies, only those looked at need theirs
    get marks() {
      marks ??= group.marks.map((mark) => markOf(part, mark, { group: group.id, index }))
      return marks
    },
    adjustments,
    base: number(slots.base),
    bonus: slots.bonus === null ? Rational.zero : number(slots.bonus),
    applicableFull: number(slots.applicable),
    leastApplicable,
    appliesEnough: number(slots.applicable).compare(leastApplicable) >= 0,
    total: decided ? low : null,
    low,
    high,
    place: place.isUndefined ? null : place.toNumber(),
    among: slots.placesAmong.map((plan) => {
      const found = number(plan.place)
      return {
        plan,
        kind: textAt(part.slots, plan.kind, index),
        place: found.isUndefined ? null : found.toNumber(),
      }
    }),
    grade: grade === "" ? null : grade,
  }
}

const markOf = (
  part: Part,
  plan: MarkPlan,
  { group, index }: { readonly group: string; readonly index: number },
): Mark => {
  const { slots } = part
  const full = plan.fullSlot === null ? plan.full : numberAt(slots, plan.fullSlot, index)
  const awarded = numberAt(slots, plan.awarded, index)
  const high = numberAt(slots, plan.high, index)
  const deductions: Array<Deduction> = []
  const open: Array<Mark["open"][number]> = []
  let balance = plan.moved === null ? full : numberAt(slots, plan.moved.own, index)
  const own = balance
  const room = balance.minus(amount(Math.min(0, floorFor(plan.criterion, plan.section, group))))
  if (plan.refused !== null) {
    const asked = numberAt(slots, plan.refused, index)
    if (asked.sign > 0) {
      deductions.push({ loss: null, cause: "notApplicable", points: asked, asked })
      balance = balance.minus(asked)
    }
  }
  for (const loss of plan.losses) {
    const after = numberAt(slots, loss.after, index)
    const asked = numberAt(slots, loss.asked, index)
    if (asked.sign !== 0) deductions.push({ loss, cause: "rule", points: balance.minus(after), asked })
    else if (loss.once !== null && truthAt(slots, loss.once.struck, index)) {
      const alone = numberAt(slots, loss.alone, index)
      if (alone.sign !== 0) deductions.push({ loss, cause: "struck", points: Rational.zero, asked: alone })
    }
    balance = after
    if (loss.open !== null) {
      // doubled it may ask for more than the criterion has
      const points = numberAt(slots, loss.open, index).min(room)
      if (points.sign !== 0) open.push({ loss, points })
    }
  }
  if (plan.average !== null) {
    const points = numberAt(slots, plan.average.lost, index)
    if (points.sign !== 0) deductions.push({ loss: null, cause: "averaged", points, asked: points })
  }
  if (plan.moved !== null) {
    // of the points that came from elsewhere as much is lost as of the own ones
    const points = full.minus(high).minus(own.minus(numberAt(slots, plan.moved.last, index)))
    if (points.sign !== 0) deductions.push({ loss: null, cause: "moved", points, asked: points })
  }
  return {
    plan,
    full,
    awarded,
    pending: high.minus(awarded),
    applicable: plan.applies === null || truthAt(slots, plan.applies, index),
    out: plan.out !== null && truthAt(slots, plan.out, index),
    waits: plan.waits !== null && truthAt(slots, plan.waits, index),
    deductions,
    open,
  }
}

/** The agencies whose total is not decided yet, or whose grade may still be limited. */
export const undecided = ({ plan, figures, slots }: Part): ReadonlyArray<Unit> =>
  figures.units.filter((unit, index) => {
    const group = plan.groups.find(({ id }) => id === unit.group)
    if (group === undefined) return false
    const isLimitOpen = group.limits.some(
      ({ holds, mayHold }) => truthAt(slots, mayHold, index) && !truthAt(slots, holds, index),
    )
    return isLimitOpen || numberAt(slots, group.slots.pending, index).sign !== 0
  })

/** Every agency's scorecard, group by group in the order of the columns. */
export const scorecards = (part: Part): ReadonlyArray<Scorecard> =>
  part.figures.units.flatMap((_, index) => {
    const card = scorecard(part, index)
    return card === null ? [] : [card]
  })

/** How many of a group have a place. */
export const placed = (part: Part, group: GroupPlan): number => {
  const { place } = group.slots
  if (place === null) return 0
  return part.figures.units.filter(
    (unit, index) => unit.group === group.id && !numberAt(part.slots, place, index).isUndefined,
  ).length
}
