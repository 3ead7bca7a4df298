import {
  type Assessment,
  change,
  type Days,
  isClosed,
  type Mendable,
  mend,
  mendableTitle,
  numberAt,
  type Part,
  papersOf,
  quotaFor,
  reach,
  readTyped,
  type Scorecard,
  scorecard,
  show,
  textAt,
  type ValueEdit,
} from "@fadu/engine"
import { readGoal } from "../readGoal.ts"
import type { Band } from "./Results.ts"

/** Values that were tried together: typed, or offered as something to mend. */
export interface Tried {
  /** `出庭件次 35`, for the list of what was tried. */
  readonly says: string
  readonly edits: ReadonlyArray<ValueEdit>
  /** The same as a file may say it: a figure that is closed for this period is named without its value. */
  readonly inFile: string
}

/** One figure that a criterion reads. */
export interface TrialField {
  readonly id: string
  readonly label: string
  /** Nobody can change it any more in this period; it may be tried all the same. */
  readonly closed: boolean
}

/** What an agency would have. */
export interface Standing {
  readonly low: number
  readonly high: number
  readonly place: number | null
  readonly grade: string | null
  readonly awarded: ReadonlyMap<string, number>
}

/** What comes of it (测算结果): the agency before and after, and every other whose place or grade moves. */
export interface Outcome {
  readonly before: Standing
  readonly after: Standing
  /** Whether the agency handed in anything; without that it has no place, whatever is tried. */
  readonly sent: boolean
  readonly moves: ReadonlyArray<Move>
}

export interface Move {
  readonly agency: string
  readonly from: { readonly place: number | null; readonly grade: string }
  readonly to: { readonly place: number | null; readonly grade: string }
}

/** Something that can still be mended, or points that are closed for this period. */
export type MendLine =
  | {
      readonly kind: "open"
      readonly ids: string
      readonly title: string
      readonly mend: "evidence" | "correct" | "act"
      readonly points: number
      readonly text: string | null
      readonly tried: Tried
    }
  | {
      readonly kind: "closed"
      readonly ids: string
      readonly title: string
      readonly points: number
      readonly text: string | null
    }

/** What the engine answers to "what if" (测算). Nothing here is kept. */
export interface Trials {
  readonly fields: (agency: string, criterion: string) => ReadonlyArray<TrialField>
  /** What was typed, read as a sheet is read: a trial, or a sentence that says why not. */
  readonly read: (agency: string, field: string, text: string) => Tried | string
  readonly outcome: (agency: string, tried: ReadonlyArray<Tried>) => Outcome | null
  readonly mend: (agency: string) => ReadonlyArray<MendLine>
  /** The fewest things that reach a total or a grade after what has been tried; null where it can never be reached. */
  readonly reach: (
    agency: string,
    wanted: Reaching,
  ) => { readonly tried: ReadonlyArray<Tried>; readonly says: string } | null
}

/** What is to be reached, and what has been tried before. */
export interface Reaching {
  /** As it is typed: `90`, `良好`; null for the next grade. */
  readonly goal: string | null
  readonly bands: ReadonlyArray<Band>
  readonly tried: ReadonlyArray<Tried>
}

interface Home {
  readonly part: Part
  readonly index: number
}

/** Asks `change`, `mend` and `reach` of an assessment. */
export const trialsOf = (assessment: Assessment): Trials => {
  const homes = new Map(
    assessment.parts.flatMap((part) =>
      part.figures.units.map((unit, index): readonly [string, Home] => [unit.code, { part, index }]),
    ),
  )
  const mended = new Map<string, ReadonlyArray<MendLine>>()
  // every key press asks for what the one before asked for
  let last: { readonly agency: string; readonly tried: ReadonlyArray<Tried>; readonly outcome: Outcome | null } | null =
    null
  return {
    fields: (agency, criterion) => {
      const home = homes.get(agency)
      const group = home === undefined ? null : (scorecard(home.part, home.index)?.group ?? null)
      const mark = group?.marks.find((one) => one.criterion.code === criterion)
      const needs = new Set(
        [...(mark?.losses.flatMap((loss) => loss.needs) ?? []), ...(mark?.appliesNeeds ?? [])].map(
          (id) => papersOf(id) ?? id,
        ),
      )
      return (
        home?.part.plan.fields.flatMap((field) =>
          needs.has(field.id) && field.field !== null && papersOf(field.id) === null
            ? [
                {
                  id: field.id,
                  label: field.label,
                  closed: isClosed(home.part, agency, { field: field.id, days: assessment.stamp }),
                },
              ]
            : [],
        ) ?? []
      )
    },
    read: (agency, id, text) => {
      const home = homes.get(agency)
      const field = home?.part.plan.fields.find((one) => one.id === id)
      if (home === undefined || field?.field == null) return "此项不能试填"
      const typed = readTyped(home.part.plan.rubric, id, text)
      if (!typed.ok) return typed.sentence
      const { reading } = typed
      const says = `${field.label} ${text === "" ? "不填" : text}`
      const closed = isClosed(home.part, agency, { field: id, days: assessment.stamp })
      return {
        says,
        inFile: closed ? `${field.label}(本期已不可改变,不列试填的值)` : says,
        edits: [{ agency, field: id, reading, raw: text, ...evidenceFor(home, id) }],
      }
    },
    outcome: (agency, tried) => {
      if (last?.agency === agency && last.tried === tried) return last.outcome
      const home = homes.get(agency)
      const outcome = home === undefined ? null : outcomeOf(home, tried)
      last = { agency, tried, outcome }
      return outcome
    },
    mend: (agency) => {
      const known = mended.get(agency)
      const home = homes.get(agency)
      if (known !== undefined || home === undefined) return known ?? []
      const found = mendLines(home.part, agency, assessment)
      mended.set(agency, found)
      return found
    },
    reach: (agency, wanted) => {
      const home = homes.get(agency)
      return home === undefined ? null : reached(home, agency, { ...wanted, days: assessment.stamp })
    },
  }
}

const reached = (
  home: Home,
  agency: string,
  { goal: typed, bands, tried, days }: Reaching & { readonly days: Days },
): ReturnType<Trials["reach"]> => {
  const part = change(
    home.part,
    tried.flatMap(({ edits }) => edits),
  )
  const low = scorecard(part, home.index)?.low.toNumber() ?? 0
  const next = bands.filter(({ from }) => from > low).sort((a, b) => a.from - b.from)[0]
  const goal =
    typed !== null
      ? readGoal(
          typed,
          bands.map(({ grade }) => grade),
        )
      : next === undefined
        ? null
        : { grade: next.grade }
  const found = goal === null ? null : reach(part, agency, { goal, days })
  if (goal === null || found === null) return null
  const name = "grade" in goal ? goal.grade : ` ${goal.total.toNumber()} 分`
  const count = found.steps.length
  const group = part.figures.units[home.index]?.group ?? ""
  const isRationed = "grade" in goal && quotaFor(part.plan.rubric, goal.grade, group) !== null
  return {
    tried: [...tried, ...found.steps.map(({ item }) => triedOf(part, item))],
    says: !found.reached
      ? count === 0
        ? `本期没有还可补救的事项,到不了${name}`
        : `可补救的 ${count} 项全部办妥也只到 ${found.after.toNumber()} 分,到不了${name}`
      : count === 0
        ? `已确定 ${found.before.toNumber()} 分,已经到${name}${isRationed ? "的分数,是否评上还看名额" : ""}`
        : `${tried.length === 0 ? "" : "再"}办妥 ${count} 项可到${name}${isRationed ? "的分数(还看名额)" : ""}${found.exact ? ",已证明不能更少" : ";未能试尽,不一定最少"}`,
  }
}

/** A figure that counts only with papers is tried with papers. */
const evidenceFor = ({ part, index }: Home, id: string): { readonly evidence?: string } => {
  const needs = part.plan.fields.find((field) => field.id === id)?.field?.evidence?.need === "required"
  const there = part.figures.fields.get(id)?.origins.at(index)?.entry?.evidence ?? null
  return needs && there === null ? { evidence: "补正材料" } : {}
}

const outcomeOf = ({ part, index }: Home, tried: ReadonlyArray<Tried>): Outcome | null => {
  const changed = change(
    part,
    tried.flatMap(({ edits }) => edits),
  )
  const before = scorecard(part, index)
  const after = scorecard(changed, index)
  if (before === null || after === null) return null
  const sent = before.unit.submitted
  const { place, grade } = before.group.slots
  const at = (one: Part, unit: number): Move["from"] => {
    const value = place === null ? null : numberAt(one.slots, place, unit)
    return {
      place: value === null || value.isUndefined ? null : value.toNumber(),
      grade: grade === null ? "" : textAt(one.slots, grade, unit),
    }
  }
  return {
    before: standingOf(before),
    // who sent nothing has no place, and one figure of a trial would only seem to give it one
    after: sent ? standingOf(after) : { ...standingOf(after), place: null, grade: null },
    sent,
    moves: !sent
      ? []
      : part.figures.units.flatMap((unit, other): ReadonlyArray<Move> => {
          const [from, to] = [at(part, other), at(changed, other)]
          return other !== index && (from.place !== to.place || from.grade !== to.grade)
            ? [{ agency: unit.code, from, to }]
            : []
        }),
  }
}

const standingOf = (card: Scorecard): Standing => ({
  low: card.low.toNumber(),
  high: card.high.toNumber(),
  place: card.place,
  grade: card.grade,
  awarded: new Map(card.marks.map((mark) => [mark.plan.criterion.code, mark.awarded.toNumber()])),
})

const mendLines = (part: Part, agency: string, { stamp }: Assessment): ReadonlyArray<MendLine> => {
  const { open, closed } = mend(part, agency, stamp)
  return [
    ...open.map(
      (item): MendLine => ({
        kind: "open",
        ids: item.ids.join("、"),
        title: mendableTitle(item),
        mend: item.mend,
        points: item.points.toNumber(),
        text: item.text,
        tried: triedOf(part, item),
      }),
    ),
    ...closed.map(
      (one): MendLine => ({
        kind: "closed",
        ids: one.id,
        title: one.mark.criterion.title,
        points: one.points.toNumber(),
        text: one.text,
      }),
    ),
  ]
}

const triedOf = (part: Part, item: Mendable): Tried => {
  const edits = item.edits.map((edit) => ({ ...edit, raw: edit.raw ?? written(part, edit) }))
  const says = edits
    .map(({ field, raw }) => {
      const label = part.plan.fields.find(({ id }) => id === field)?.label ?? field
      return item.reported ? `补“${label}”的佐证` : `${label} ${raw}`
    })
    .join(",")
  return { says, inFile: says, edits }
}

/** A value as it would be typed. */
const written = (part: Part, { field, reading }: ValueEdit): string => {
  if (reading.state !== "filled")
    return reading.state === "none" ? "未办理" : reading.state === "claimed" ? "不涉及" : ""
  if (typeof reading.value === "boolean") return reading.value ? "是" : "否"
  if (typeof reading.value === "string") return reading.value
  return show(reading.value, part.plan.fields.find(({ id }) => id === field)?.format ?? "number")
}
