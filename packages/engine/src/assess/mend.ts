import { parseDay } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { type LimitPlan, type LossPlan, type MarkPlan, papersField, papersOf } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { bandsFor, type Remedy } from "../rubric/Rubric.ts"
import type { State } from "../State.ts"
import { numberAt, type Part, type Stamp, stateAt, truthAt } from "./Assessment.ts"
import { type Alone, alone, lacking } from "./alone.ts"
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
