import type { Rational, Rounding } from "../Rational.ts"
import type { State } from "../State.ts"

export type FieldId = string
export type SlotId = string
export type TableId = string

/** What a formula gives. A day is a whole number (see Day.ts). */
export type Type = "number" | "boolean" | "text"

/** How a number is written for people; says nothing about its value. */
export type Format = "number" | "rate" | "points" | "count" | "day"

/** A number, a truth, a text, or nothing (an empty cell; only as the result of a whole formula). */
export type Value = Rational | boolean | string | null

/**
 * The arithmetic of a rubric as data (算式): a small tree over fields of the present unit (an agency, or a row of a ledger) and
 * earlier slots of the same unit. Each kind of node is one file beside this one, which declares all readings of the kind.
 */
export type Formula =
  | Constant
  | Input
  | StateIs
  | SlotRef
  | Arithmetic
  | Step
  | Compare
  | Logic
  | Cases
  | Rows
  | Cohort
  | WorkdaysBetween
  | OnCalendar

export interface Constant {
  readonly kind: "constant"
  readonly value: Value
  readonly format: Format
}

export interface Input {
  readonly kind: "input"
  readonly field: FieldId
}

/** Whether the field is in one of the states. */
export interface StateIs {
  readonly kind: "state"
  readonly field: FieldId
  readonly is: ReadonlyArray<State>
}

export interface SlotRef {
  readonly kind: "slot"
  readonly slot: SlotId
}

/** `-` and `/` take exactly two; the others one or more. */
export interface Arithmetic {
  readonly kind: "+" | "-" | "*" | "/" | "min" | "max"
  readonly of: ReadonlyArray<Formula>
}

/** To a multiple of `step`: rounding, and whole steps of a shortfall. */
export interface Step {
  readonly kind: "step"
  readonly of: Formula
  readonly step: Rational
  readonly mode: Rounding
}

/** `=` also compares texts and truths. */
export interface Compare {
  readonly kind: "compare"
  readonly op: ">=" | ">" | "="
  readonly left: Formula
  readonly right: Formula
}

export interface Logic {
  readonly kind: "and" | "or" | "not"
  readonly of: ReadonlyArray<Formula>
}

/** The first case whose condition holds. */
export interface Cases {
  readonly kind: "cases"
  readonly cases: ReadonlyArray<readonly [when: Formula, then: Formula]>
  readonly otherwise: Formula
}

/** Over the rows of a ledger that belong to the present agency. `where` is a yes/no slot of the rows; `of` may be left out to count. */
export interface Rows {
  readonly kind: "rows"
  readonly table: TableId
  readonly of: SlotId
  readonly where: SlotId
  readonly how: "sum" | "count" | "min" | "max"
}

/**
 * Over the agencies compared with the present one. `of` is a slot that is empty for those left out.
 * `place` is one more than the number of agencies above this one (1, 2, 2, 4), `dense` one more than the number of different values
 * above it (1, 2, 2, 3), `placeFromLast` one more than the number below; empty for those left out, as `mean` is where there are none.
 */
export interface Cohort {
  readonly kind: "cohort"
  readonly of: SlotId
  readonly within: "group" | "all"
  /** A text slot: only agencies with the same text are compared. For places; left out, all are. */
  readonly among?: SlotId
  readonly how: "sum" | "count" | "min" | "max" | "mean" | "place" | "placeFromLast" | "dense"
}

/** How many working days lie after `from`, up to and including `to` (工作日). Both are days; outside the calendar there is no value. */
export interface WorkdaysBetween {
  readonly kind: "workdays"
  readonly from: Formula
  readonly to: Formula
}

/** Whether it is known which days around this one are working days. */
export interface OnCalendar {
  readonly kind: "on-calendar"
  readonly of: Formula
}
