import type { FieldId, SlotId } from "../formula/Formula.ts"
import type { Column } from "../formula/Kind.ts"
import type { Issue } from "../Issue.ts"
import type { Plan } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { type State, states } from "../State.ts"
import { ByAgency } from "./ByAgency.ts"
import { checkRelations } from "./checkRelations.ts"
import { evaluate } from "./evaluate.ts"
import type { Figures } from "./Figures.ts"
import { offCalendar } from "./offCalendar.ts"
import { Looks } from "./reevaluate.ts"
import type { Calendar, Submissions } from "./Submissions.ts"
import { settle } from "./settle.ts"

/**
 * The result of a round (考核结果): one part for each rubric, holding one column per slot over its agencies.
 * Scorecards, rankings, sentences, the workbook and the JSON document are all derived from this; none of them computes a score.
 */
export interface Assessment {
  readonly stamp: Stamp
  readonly parts: ReadonlyArray<Part>
  readonly issues: ReadonlyArray<Issue>
}

export interface Part {
  readonly plan: Plan
  readonly figures: Figures
  readonly slots: ReadonlyMap<SlotId, Column>
  /** What it was made from, so that one change can be tried without doing everything again (see change.ts). */
  readonly given: {
    readonly byAgency: ByAgency
    readonly calendar: Calendar
    readonly looks: Looks
  }
}

/** What the result was made from (结果依据). */
export interface Stamp {
  readonly title: string
  readonly rubrics: ReadonlyArray<{
    readonly id: string
    readonly version: string
    readonly title: string
    readonly hash: string
  }>
  readonly engine: string
  readonly stage: string
  /** `2027-01-20` */
  readonly asOf: string
  readonly issuer: string | null
  /** Last days for papers and for objections, `2027-02-10`; null where none was set. */
  readonly evidenceDue: string | null
  readonly objections: string | null
  /** Declared scorers. */
  readonly team: ReadonlyArray<string>
  readonly publish: { readonly totals: boolean; readonly places: boolean }
  readonly inputs: ReadonlyArray<{ readonly file: string; readonly hash: string; readonly agency: string | null }>
  /** How many decisions were read. */
  readonly decisions: number
}

/** Scores every agency of one plan. */
export const assess = (
  plan: Plan,
  submissions: Submissions,
  calendar: Calendar,
): { readonly part: Part; readonly issues: ReadonlyArray<Issue> } => {
  const { figures, issues } = settle(plan, submissions, calendar)
  const slots = evaluate(plan, figures)
  const part: Part = {
    plan,
    figures,
    slots,
    given: { byAgency: new ByAgency(submissions), calendar, looks: new Looks() },
  }
  return { part, issues: [...issues, ...checkRelations(plan, figures, slots), ...offCalendar(part)] }
}

export const numberAt = (slots: ReadonlyMap<SlotId, Column>, id: SlotId, unit: number): Rational => {
  const column = slots.get(id)
  return column?.type === "number" ? (column.values[unit] ?? Rational.undefined) : Rational.undefined
}

export const truthAt = (slots: ReadonlyMap<SlotId, Column>, id: SlotId, unit: number): boolean => {
  const column = slots.get(id)
  return column?.type === "boolean" && column.values[unit] === true
}

export const textAt = (slots: ReadonlyMap<SlotId, Column>, id: SlotId, unit: number): string => {
  const column = slots.get(id)
  return column?.type === "text" ? (column.values[unit] ?? "") : ""
}

export const stateAt = (figures: Figures, field: FieldId, unit: number): State =>
  states[figures.fields.get(field)?.states[unit] ?? 0] ?? "blank"
