import type { Day } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import { fieldsOf, nodesOf } from "../formula/readings.ts"
import { FILLED } from "../plan/Compiling.ts"
import { type LimitPlan, type LossPlan, lastYear, type PlanField, papersOf } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import { amount } from "../rubric/Scalars.ts"
import type { State } from "../State.ts"
import { numberAt, type Part, stateAt, truthAt } from "./Assessment.ts"
import { type Alone, lacking, reduced } from "./alone.ts"
import { change, type ValueEdit } from "./change.ts"
import { isKnown } from "./explain.ts"
import { sameReading } from "./readings.ts"

/** What an agency would be rid of: a loss, or a limit on its grade. */
export interface Burden {
  readonly needs: ReadonlyArray<FieldId>
  readonly isKnown: (state: State) => boolean
  readonly divisors: ReadonlyArray<Formula>
  /** All that it is computed by. */
  readonly formulas: ReadonlyArray<Formula>
  readonly slots: ReadonlyArray<SlotId>
  /** How much it weighs. */
  readonly weight: (slots: Part["slots"], index: number) => Rational
}

export const burdenOfLoss = ({ part, card }: Alone, loss: LossPlan): Burden => {
  const slots = new Map(part.plan.slots.map((slot) => [slot.id, slot]))
  const { asked, open } = loss
  return {
    needs: loss.needs,
    isKnown: (state) => isKnown(state, loss),
    divisors: loss.divisors,
    formulas: [loss.exact, ...loss.kept.flatMap((slot) => slots.get(slot)?.formulas.get(card.group.id) ?? [])],
    slots: [asked, ...(open === null ? [] : [open])],
    weight: (made, index) =>
      numberAt(made, asked, index).plus(open === null ? Rational.zero : numberAt(made, open, index)),
  }
}

/** A limit that holds weighs more than one that may still turn out to. */
export const burdenOfLimit = ({ part, card }: Alone, { needs, holds, mayHold }: LimitPlan): Burden => {
  const known: ReadonlySet<State> = new Set(FILLED)
  const formulas = part.plan.slots.flatMap(({ id, formulas: own }) =>
    id === holds || id === mayHold ? (own.get(card.group.id) ?? []) : [],
  )
  return {
    needs,
    isKnown: (state) => known.has(state),
    divisors: [],
    formulas,
    slots: [holds, mayHold],
    weight: (made, index) => Rational.of(Number(truthAt(made, holds, index)) + Number(truthAt(made, mayHold, index))),
  }
}

/** How something can be mended, and by what day it is. */
export interface Wish {
  readonly burden: Burden
  readonly mend: "evidence" | "correct" | "act"
  readonly asOf: Day
}

type Readings = ReadonlyMap<FieldId, Reading>

/**
 * The smallest change of figures that gives back all of a loss that can be given back, or null where nothing can. A figure that was
 * reported and lacks papers gets papers and keeps its value. What is not known is tried at its best; what is known is moved only as far
 * as it must be, never against a relation (勾稽关系) that holds, never by making a divisor smaller, and a deed not yet done is never
 * done in the past.
 */
export const bestEdits = (
  own: Alone,
  { burden, mend, asOf }: Wish,
): { readonly edits: ReadonlyArray<ValueEdit>; readonly reported: boolean } | null => {
  const trial = trialOf(own, burden)
  const { part, card } = own
  const papersOnly = mend === "evidence" ? morePapers(own, burden) : []
  if (papersOnly.length > 0 && trial.lost(papersOnly).compare(trial.lost([])) < 0)
    return { edits: papersOnly, reported: true }
  const fields = burden.needs.flatMap((id) =>
    papersOf(id) === null ? part.plan.fields.filter((field) => field.id === id && field.field !== null) : [],
  )
  const now = new Map(fields.map(({ id }) => [id, readingNow(own, id)]))
  const unknown = fields.filter(({ id }) => !burden.isKnown(stateAt(part.figures, id, card.index)))
  if (unknown.some(({ id }) => !lacking.has(stateAt(part.figures, id, card.index)))) return null

  const unproved = unknown.filter(({ id }) => now.get(id)?.state === "filled")
  const silent = unknown.filter((field) => !unproved.includes(field))
  const divisors = new Set(burden.divisors.flatMap(fieldsOf))
  const isMovable = ({ id, field }: PlanField): boolean => {
    const source = field === null ? "" : sourceOf(field)
    return !divisors.has(id) && source !== "given" && source !== "attribute" && source !== lastYear
  }
  // papers change no figure that is known
  const movable = unknown.length > 0 || mend === "evidence" ? silent : fields.filter(isMovable)

  const start = new Map<FieldId, Reading>([...now, ...silent.map(({ id }) => [id, plainest(own, id, asOf)] as const)])
  const choices = new Map(
    movable.map((field) => [field.id, choicesFor(own, field, { burden, isDeed: mend === "act", asOf })]),
  )
  const papers = unproved.map(({ id }) => id)
  const lost = (readings: Readings): Rational => trial.lost(editsOf(own, { now, readings, papers }))
  let best: Readings = start
  for (let pass = 0; pass < 2; pass++) {
    for (const [id, list] of choices) best = bestOf(best, variants(best, id, list), lost)
  }
  if (unknown.length === 0 && lost(best).compare(lost(now)) >= 0) best = bestPair(best, choices, lost)
  for (const { id } of unknown.length === 0 ? movable : []) best = shortest(best, { id, now, lost, format: own })
  const edits = editsOf(own, { now, readings: best, papers })
  return edits.length > 0 && trial.lost(edits).compare(trial.lost([])) < 0
    ? { edits, reported: silent.length === 0 && unproved.length > 0 }
    : null
}

/** As many papers as are asked for beside each figure whose papers the loss counts. */
const morePapers = ({ part, card }: Alone, { needs }: Burden): ReadonlyArray<ValueEdit> =>
  needs.flatMap((id): ReadonlyArray<ValueEdit> => {
    const field = papersOf(id)
    const entry = field === null ? null : (part.figures.fields.get(field)?.origins.at(card.index)?.entry ?? null)
    if (field === null || entry?.reading.state !== "filled" || entry.source !== "self") return []
    const { each, count } = part.plan.rubric.fields[field]?.evidence ?? {}
    const { value } = entry.reading
    const wanted = Math.max(count ?? 1, each === true && value instanceof Rational ? value.toNumber() : 0)
    const numbers = Array.from({ length: Math.min(wanted, MOST_PAPERS) }, (_, index) => String(index + 1)).join("、")
    return [{ agency: card.unit.code, field, reading: entry.reading, evidence: numbers }]
  })

const MOST_PAPERS = 400

// ── trying ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What a loss takes and leaves open under some edits; more than anything where a relation would be broken. */
const trialOf = (
  { part, card }: Alone,
  burden: Burden,
): { readonly lost: (edits: ReadonlyArray<ValueEdit>) => Rational } => {
  const checks = part.plan.checks.filter(({ needs }) => needs.some((field) => burden.needs.includes(field)))
  const wanted = [...burden.slots, ...checks.map(({ slot }) => slot)]
  const lean = { ...part, plan: reduced(part.plan, card.group.id, wanted) }
  const holding = checks.filter(({ slot }) => truthAt(lean.slots, slot, card.index))
  const known = new Map<string, Rational>()
  const compute = (edits: ReadonlyArray<ValueEdit>): Rational => {
    const { slots } = change(lean, edits)
    if (holding.some(({ slot }) => !truthAt(slots, slot, card.index))) return Rational.of(Number.MAX_SAFE_INTEGER)
    return burden.weight(slots, card.index)
  }
  return {
    lost: (edits) => {
      const key = edits
        .map(({ field, reading, evidence }) => [field, textOf(reading), evidence ?? ""].join("\n"))
        .join("\n")
      const found = known.get(key) ?? compute(edits)
      known.set(key, found)
      return found
    },
  }
}

const textOf = (reading: Reading): string => (reading.state === "filled" ? String(reading.value) : reading.state)

const readingNow = ({ part, card }: Alone, id: FieldId): Reading => {
  const column = part.figures.fields.get(id)
  const state = stateAt(part.figures, id, card.index)
  if (state === "none") return { state: "none" }
  const value = column?.column.values[card.index]
  const entry = column?.origins.at(card.index)?.entry
  const isThere = state !== "blank" && state !== "unreadable" && state !== "claimed"
  if (!isThere || value === undefined) return { state: "blank" }
  if (state === "due") return entry?.reading ?? { state: "blank" }
  return value instanceof Rational && value.isUndefined ? { state: "blank" } : { state: "filled", value }
}

const editsOf = (
  { part, card }: Alone,
  {
    now,
    readings,
    papers,
  }: { readonly now: Readings; readonly readings: Readings; readonly papers: ReadonlyArray<FieldId> },
): ReadonlyArray<ValueEdit> =>
  [...readings].flatMap(([field, reading]): ReadonlyArray<ValueEdit> => {
    const before = now.get(field)
    const isSame = before !== undefined && sameReading(before, reading)
    if (isSame && !papers.includes(field)) return []
    const there = part.figures.fields.get(field)?.origins.at(card.index)?.entry?.evidence ?? null
    const needs = part.plan.fields.find(({ id }) => id === field)?.field?.evidence?.need === "required"
    return [{ agency: card.unit.code, field, reading, ...(needs && there === null ? { evidence: "补正材料" } : {}) }]
  })

// ── choosing ────────────────────────────────────────────────────────────────────────────────────────────────

function* variants(readings: Readings, id: FieldId, list: ReadonlyArray<Reading>): Generator<Readings> {
  for (const reading of list) yield new Map([...readings, [id, reading]])
}

const bestOf = (start: Readings, others: Iterable<Readings>, lost: (readings: Readings) => Rational): Readings => {
  let best = start
  for (const other of others) if (lost(other).compare(lost(best)) < 0) best = other
  return best
}

/** Where no figure helps alone: two together (甲 且 乙). */
const bestPair = (
  start: Readings,
  choices: ReadonlyMap<FieldId, ReadonlyArray<Reading>>,
  lost: (readings: Readings) => Rational,
): Readings => {
  let best = start
  const all = [...choices]
  all.forEach(([first, list], index) => {
    for (const one of variants(start, first, list)) {
      for (const [second, others] of all.slice(index + 1)) best = bestOf(best, variants(one, second, others), lost)
    }
  })
  return best
}

/** The figure nearest to what it is now that loses as little, found by halving. */
const shortest = (
  readings: Readings,
  {
    id,
    now,
    lost,
    format: own,
  }: {
    readonly id: FieldId
    readonly now: Readings
    readonly lost: (readings: Readings) => Rational
    readonly format: Alone
  },
): Readings => {
  const [from, to] = [now.get(id), readings.get(id)]
  if (from === undefined || to === undefined || sameReading(from, to)) return readings
  const least = lost(readings)
  const back = new Map([...readings, [id, from]])
  if (lost(back).compare(least) <= 0) return back
  if (from.state !== "filled" || to.state !== "filled") return readings
  if (!(from.value instanceof Rational) || !(to.value instanceof Rational)) return readings
  const unit = unitOf(own.part.plan.fields.find((field) => field.id === id))
  const towards = to.value.compare(from.value) > 0 ? Rational.one : Rational.one.negated()
  const distance = to.value.minus(from.value).times(towards).over(unit)
  const start = from.value
  const moved = (steps: number): Readings =>
    new Map([...readings, [id, { state: "filled", value: start.plus(unit.times(towards).times(Rational.of(steps))) }]])
  let low = 0
  let high = Math.ceil(distance.toNumber())
  // the last step may go past the value it began with
  if (lost(moved(high)).compare(least) > 0) return readings
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (lost(moved(middle)).compare(least) <= 0) high = middle
    else low = middle
  }
  return moved(high)
}

const unitOf = (field: PlanField | undefined): Rational => {
  switch (field?.format) {
    case "rate":
      return Rational.ratio(1, 10_000)
    case "number":
    case "points":
      return Rational.ratio(1, 100)
    default:
      return Rational.one
  }
}

/** A first guess at a figure that nobody has reported. */
const plainest = ({ part }: Alone, id: FieldId, asOf: Day): Reading => {
  const field = part.plan.fields.find((one) => one.id === id)
  const [level] = field?.field?.levels ?? []
  if (field?.type === "boolean") return { state: "filled", value: true }
  if (field?.type === "text") return level === undefined ? { state: "blank" } : { state: "filled", value: level }
  return { state: "filled", value: field?.format === "day" ? Rational.of(asOf) : Rational.one }
}

/** Values at which something may turn: limits named in the formula and just beside them, the other figures, none, and very many. */
const choicesFor = (
  { part, card }: Alone,
  { id, type, format, field }: PlanField,
  { burden, isDeed, asOf }: { readonly burden: Burden; readonly isDeed: boolean; readonly asOf: Day },
): ReadonlyArray<Reading> => {
  if (type === "boolean") return [true, false].map((value) => ({ state: "filled", value }))
  if (type === "text") return (field?.levels ?? []).map((value) => ({ state: "filled", value }))
  const numbers = burden.formulas.flatMap((formula) =>
    [...nodesOf(formula)].flatMap((node) =>
      node.kind === "constant" && node.value instanceof Rational ? [node.value] : [],
    ),
  )
  const figures = burden.needs.flatMap((other) => {
    const value = part.figures.fields.get(other)?.column.values[card.index]
    return value instanceof Rational && !value.isUndefined && other !== id ? [value] : []
  })
  // what is left of one figure without another is often the most that a third can be: 开庭 − 不能出庭
  const rests = figures.flatMap((one) => figures.map((other) => one.minus(other)))
  const isWhole = format === "count" || format === "day"
  const unit = unitOf({ id, type, format, field, label: "", unit: "" })
  const beside = [...numbers, ...figures, ...rests].flatMap((value) => {
    const near = isWhole ? value.rounded(Rational.one, "up") : value
    return [near, near.plus(unit), near.minus(unit)]
  })
  const ends =
    format === "day"
      ? [Rational.of(asOf)]
      : format === "rate"
        ? [Rational.zero, Rational.one]
        : [Rational.zero, Rational.one, Rational.of(10), Rational.of(100), Rational.of(10_000), Rational.of(1_000_000)]
  const low = field?.min === undefined ? (isWhole || format === "rate" ? Rational.zero : null) : amount(field.min)
  const high = field?.max === undefined ? (format === "rate" ? Rational.one : null) : amount(field.max)
  const today = Rational.of(asOf)
  const isPossible = (value: Rational): boolean =>
    !value.isUndefined &&
    (low === null || value.compare(low) >= 0) &&
    (high === null || value.compare(high) <= 0) &&
    (format !== "day" || (value.compare(Rational.of(367)) > 0 && value.compare(today) * (isDeed ? 1 : -1) >= 0))
  const distinct = new Map([...ends, ...beside].filter(isPossible).map((value) => [value.toString(), value]))
  return [...distinct.values()].map((value) => ({ state: "filled", value }))
}
