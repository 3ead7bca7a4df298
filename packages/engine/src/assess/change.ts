import type { Decision, Entry, Reading, Score } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import type { Column } from "../formula/Kind.ts"
import { type Address, placeOf } from "../Issue.ts"
import type { Plan, PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import type { Part } from "./Assessment.ts"
import { compareText } from "./compareText.ts"
import type { FieldColumn, Figures, ScoreRows, Unit } from "./Figures.ts"
import type { Origin } from "./Origins.ts"
import { sameReading, sameValue, written } from "./readings.ts"
import { reevaluate, type Touched } from "./reevaluate.ts"
import type { Submissions } from "./Submissions.ts"
import { settle } from "./settle.ts"

/**
 * What is tried (测算): a cell that says something else, one more decision, one that is withdrawn (撤回), or one scorer's other score.
 * Everything settles as it would if it had been handed in: a decision on a field still counts before its cell, and what needs
 * recognition still waits for it.
 */
export type Edit =
  | ValueEdit
  | { readonly decision: Decision }
  | { readonly withdrawn: Decision }
  | { readonly score: Score }

/** What the cell that counts for a field of an agency would say. */
export interface ValueEdit {
  readonly agency: string
  readonly field: FieldId
  readonly reading: Reading
  /** Left out: the evidence that is there stays. Null: there is none. */
  readonly evidence?: string | null
  /** The text as it was typed; the value as it is written where left out. */
  readonly raw?: string
}

/** Where a value stood that was only tried. */
export const tried: Address = { kind: "file", file: "测算" }

/**
 * The part as it would be with the edits. Only the agencies concerned are settled again, by `settle` itself, and only what depends on
 * their changed figures is computed again; all other columns are shared. `change(assess(x), e)` is `assess(edited(x, e))`.
 */
export const change = (part: Part, edits: ReadonlyArray<Edit>): Part => {
  const { plan, given } = part
  const changed = new Map<string, Submissions>()
  for (const edit of edits) {
    const agency = agencyOf(edit)
    const own = changed.get(agency) ?? given.byAgency.get(agency)
    if (own !== undefined) changed.set(agency, withEdit(plan, own, edit))
  }
  const { figures, touched } = resettled(part, changed)
  return {
    plan,
    given: { ...given, byAgency: given.byAgency.with(changed) },
    figures,
    slots: reevaluate({ plan, slots: part.slots, looks: given.looks }, figures, touched),
  }
}

const agencyOf = (edit: Edit): string =>
  "decision" in edit
    ? edit.decision.agency
    : "withdrawn" in edit
      ? edit.withdrawn.agency
      : "score" in edit
        ? edit.score.agency
        : edit.agency

// ── what people would have handed in ────────────────────────────────────────────────────────────────────────

/** A counted value that is only tried has no rows, and stands as if a ledger gave it. */
export const triedRows: NonNullable<Entry["rows"]> = {
  ledger: "",
  label: "测算",
  keyLabel: "",
  count: 1,
  classes: [],
  open: new Map(),
  doubled: [],
}

/** Everything people wrote, with the edits in the place of what they replace. */
export const edited = (plan: Plan, given: Submissions, edits: ReadonlyArray<Edit>): Submissions => {
  let submissions = given
  for (const edit of edits) submissions = withEdit(plan, submissions, edit)
  return submissions
}

const withEdit = (plan: Plan, submissions: Submissions, edit: Edit): Submissions => {
  if ("decision" in edit) return { ...submissions, decisions: [...submissions.decisions, edit.decision] }
  if ("withdrawn" in edit) {
    const decisions = submissions.decisions.filter((decision) => decision !== edit.withdrawn)
    return { ...submissions, decisions }
  }
  if ("score" in edit) {
    const { agency, criterion, scorer } = edit.score
    const others = submissions.scores.filter(
      (score) => score.agency !== agency || score.criterion !== criterion || score.scorer !== scorer,
    )
    return { ...submissions, scores: [...others, edit.score] }
  }
  const field = plan.fields.find(({ id }) => id === edit.field)
  return field?.field == null ? submissions : withEntry(submissions, { ...edit, field })
}

const withEntry = (
  submissions: Submissions,
  { agency, field, reading, evidence, raw }: Omit<ValueEdit, "field"> & { readonly field: PlanField },
): Submissions => {
  const isOwn = (entry: Entry): boolean => entry.agency === agency && entry.field === field.id
  const source = countingSource(field, submissions.entries.filter(isOwn))
  const isReplaced = (entry: Entry): boolean => isOwn(entry) && entry.source === source
  const there = submissions.entries.find((entry) => isReplaced(entry) && entry.evidence !== null)?.evidence ?? null
  const entry: Entry = {
    agency,
    field: field.id,
    source,
    reading,
    raw: raw ?? written(reading, field),
    evidence: evidence === undefined ? there : evidence,
    at: tried,
    ...(field.field?.counted === undefined ? {} : { rows: triedRows }),
  }
  return { ...submissions, entries: [...submissions.entries.filter((one) => !isReplaced(one)), entry] }
}

/** Whose cell counts: the named source's, or the agency's own where the source is silent and the rubric then takes that. */
const countingSource = ({ field }: PlanField, entries: ReadonlyArray<Entry>): string => {
  if (field === null) return "self"
  const named = sourceOf(field)
  const speaks = entries.some(
    ({ source, reading }) => source === named && (reading.state === "filled" || reading.state === "none"),
  )
  return field.otherwise === "self" && !speaks ? "self" : named
}

// ── what of it counts ───────────────────────────────────────────────────────────────────────────────────────

/** Nothing that settles one agency looks at another, so those concerned are settled alone and put back in their places. */
const resettled = (
  { plan, given, figures: before }: Part,
  changed: ReadonlyMap<string, Submissions>,
): { readonly figures: Figures; readonly touched: Touched } => {
  const { figures: alone } = settle(plan, joined([...changed.values()]), given.calendar)
  const units = before.units.flatMap(({ code }, index) => (changed.has(code) ? [index] : []))
  const touched = new Set<FieldId>()
  const fields = new Map(before.fields)
  for (const [id, column] of before.fields) {
    const fresh = alone.fields.get(id)
    if (fresh === undefined) continue
    const differing = units.flatMap((unit, at) => (sameIn(column, fresh, { unit, at }) ? [] : [{ unit, at }]))
    if (differing.length > 0) touched.add(id)
    const origins = units.flatMap((unit, at) =>
      sameOrigin(column.origins.at(unit), fresh.origins.at(at)) ? [] : [{ unit, at }],
    )
    if (differing.length + origins.length > 0) fields.set(id, spliced(column, fresh, [...differing, ...origins]))
  }
  const ranked = units.some((unit, at) => before.units[unit]?.submitted !== alone.units[at]?.submitted)
  const scores = units.some((unit, at) => !sameRows(before.scores, unit, alone.scores, at))
  return {
    figures: {
      units: ranked ? withUnits(before.units, units, alone.units) : before.units,
      fields,
      scores: scores ? withRows(before.scores, units, alone.scores) : before.scores,
      // who withdrew what he said stays: hiding one name too many harms nobody
      persons: [...new Set([...before.persons, ...alone.persons])].sort(compareText),
    },
    touched: { units, fields: touched, scores },
  }
}

const joined = (all: ReadonlyArray<Submissions>): Submissions => ({
  agencies: all.flatMap(({ agencies }) => agencies),
  entries: all.flatMap(({ entries }) => entries),
  scores: all.flatMap(({ scores }) => scores),
  decisions: all.flatMap(({ decisions }) => decisions),
  // what was said of a whole group is in each of them
  applicability: [...new Set(all.flatMap(({ applicability }) => applicability))],
})

/** A position among all agencies, and among those that were settled alone. */
interface Places {
  readonly unit: number
  readonly at: number
}

const sameIn = (a: FieldColumn, b: FieldColumn, { unit, at }: Places): boolean => {
  if (a.states[unit] !== b.states[at]) return false
  const [x, y] = [a.column.values[unit], b.column.values[at]]
  if (x instanceof Rational && y instanceof Rational && x.isUndefined && y.isUndefined) return true
  return x !== undefined && y !== undefined && sameValue(x, y)
}

const sameOrigin = (a: Origin | undefined, b: Origin | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.line === b.line &&
  sameList(a.decisions, b.decisions) &&
  sameEntry(a.entry, b.entry) &&
  a.others.length === b.others.length &&
  a.others.every((other, index) => sameEntry(other, b.others[index] ?? null))

/** Entries of a table are made anew whenever they are asked for, so that they are told by what they say. */
const sameEntry = (a: Entry | null, b: Entry | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.source === b.source &&
    a.raw === b.raw &&
    a.evidence === b.evidence &&
    a.rows === b.rows &&
    placeOf(a.at) === placeOf(b.at) &&
    sameReading(a.reading, b.reading))

const sameList = <A>(a: ReadonlyArray<A>, b: ReadonlyArray<A>): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

const spliced = (column: FieldColumn, fresh: FieldColumn, places: ReadonlyArray<Places>): FieldColumn => {
  const states = column.states.slice()
  const origins = new Map<number, Origin>()
  for (const { unit, at } of places) {
    states[unit] = fresh.states[at] ?? 0
    const origin = fresh.origins.at(at)
    if (origin !== undefined) origins.set(unit, origin)
  }
  return {
    column: splicedValues(column.column, fresh.column, places),
    states,
    origins: column.origins.with(origins),
  }
}

const splicedValues = (column: Column, fresh: Column, places: ReadonlyArray<Places>): Column => {
  if (column.type === "number" && fresh.type === "number")
    return { type: "number", values: replaced(column.values, fresh.values, places) }
  if (column.type === "boolean" && fresh.type === "boolean")
    return { type: "boolean", values: replaced(column.values, fresh.values, places) }
  if (column.type === "text" && fresh.type === "text")
    return { type: "text", values: replaced(column.values, fresh.values, places) }
  return column
}

const replaced = <A>(values: ReadonlyArray<A>, fresh: ReadonlyArray<A>, places: ReadonlyArray<Places>): Array<A> => {
  const copy = [...values]
  for (const { unit, at } of places) {
    const value = fresh[at]
    if (value !== undefined) copy[unit] = value
  }
  return copy
}

const withUnits = (
  units: ReadonlyArray<Unit>,
  places: ReadonlyArray<number>,
  fresh: ReadonlyArray<Unit>,
): ReadonlyArray<Unit> => {
  const byPlace = new Map(places.map((unit, at) => [unit, fresh[at]]))
  return units.map((unit, index) => byPlace.get(index) ?? unit)
}

const rowsAt = ({ rows, offsets }: ScoreRows, unit: number): ReadonlyArray<Score> =>
  rows.slice(offsets[unit] ?? 0, offsets[unit + 1] ?? 0)

const sameRows = (a: ScoreRows, unit: number, b: ScoreRows, at: number): boolean =>
  sameList(rowsAt(a, unit), rowsAt(b, at))

const withRows = (before: ScoreRows, units: ReadonlyArray<number>, alone: ScoreRows): ScoreRows => {
  const places = new Map(units.map((unit, at) => [unit, at]))
  const offsets = new Int32Array(before.offsets.length)
  const rows: Array<Score> = []
  for (let unit = 0; unit + 1 < offsets.length; unit++) {
    const at = places.get(unit)
    rows.push(...(at === undefined ? rowsAt(before, unit) : rowsAt(alone, at)))
    offsets[unit + 1] = rows.length
  }
  return { rows, offsets }
}
