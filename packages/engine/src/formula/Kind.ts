import type { Day } from "../Day.ts"
import type { Rational } from "../Rational.ts"
import type { State } from "../State.ts"
import type { Workdays } from "../Workdays.ts"
import type { ExcelTree } from "./Excel.ts"
import type { Cohort, FieldId, Formula, SlotId, TableId, Type } from "./Formula.ts"

/** All readings of one kind of node. Children are read through the scope, so that no kind knows another. */
export interface Kind<F extends Formula> {
  readonly parts: (formula: F) => ReadonlyArray<Formula>
  /** The type of the result; what does not fit is told to the scope. */
  readonly type: (formula: F, scope: TypeScope) => Type
  readonly evaluate: (formula: F, scope: EvaluateScope) => Evaluator
  readonly words: (formula: F, scope: WordScope) => Phrase
  readonly excel: (formula: F, scope: ExcelScope) => ExcelTree
  readonly bounds: (formula: F, scope: BoundScope) => Bound
}

export interface TypeScope {
  readonly typeOf: (formula: Formula) => Type
  readonly field: (field: FieldId) => Type
  readonly slot: (slot: SlotId) => Type
  readonly rowSlot: (table: TableId, slot: SlotId) => Type
  /** A part has another type than its place needs. */
  readonly mismatch: (formula: Formula, found: Type, expected: Type) => void
}

/** A function of the unit's position. Numbers that are missing or empty are `Rational.undefined`, texts are empty, truths are false. */
export type Evaluator =
  | { readonly type: "number"; readonly at: (unit: number) => Rational }
  | { readonly type: "boolean"; readonly at: (unit: number) => boolean }
  | { readonly type: "text"; readonly at: (unit: number) => string }

/** One value per unit; filled in as evaluation goes on. */
export type Column =
  | { readonly type: "number"; readonly values: Array<Rational> }
  | { readonly type: "boolean"; readonly values: Array<boolean> }
  | { readonly type: "text"; readonly values: Array<string> }

export interface EvaluateScope extends UnitScope {
  readonly number: (formula: Formula) => (unit: number) => Rational
  readonly truth: (formula: Formula) => (unit: number) => boolean
  readonly text: (formula: Formula) => (unit: number) => string
  readonly any: (formula: Formula) => Evaluator
}

/** What formulas look at: the figures and slots of units. */
export interface UnitScope {
  readonly field: (field: FieldId) => Column
  /** Positions in `states` (State.ts), one per unit. */
  readonly states: (field: FieldId) => Uint8Array
  readonly slot: (slot: SlotId) => Column
  readonly rows: (table: TableId) => RowsOf
  /** The half-open range of units compared with a unit. */
  readonly cohort: (within: Cohort["within"]) => (unit: number) => readonly [from: number, to: number]
  /** Null where no formula asks. */
  readonly workdays: Workdays | null
}

/** The rows of a ledger, sorted by unit: those of unit `i` are at `offsets[i]` up to `offsets[i + 1]`. */
export interface RowsOf {
  readonly offsets: Int32Array
  readonly slot: (slot: SlotId) => Column
}

/** Text with the strength of its outermost operator: 4 stands alone, 3 multiplies, 2 adds, 1 compares, 0 joins conditions. */
export interface Phrase {
  readonly text: string
  readonly strength: 0 | 1 | 2 | 3 | 4
}

/** A value as it is printed. A fraction is a quotient, and what begins with a minus sign a difference: 3 − (-2), 5 ÷ (2/3). */
export const valuePhrase = (text: string): Phrase => ({
  text,
  strength: text.startsWith("-") ? 2 : text.includes("/") ? 3 : 4,
})

/** One agency's values as words. */
export interface WordScope {
  readonly words: (formula: Formula) => Phrase
  readonly number: (formula: Formula) => Rational
  readonly truth: (formula: Formula) => boolean
  readonly field: (field: FieldId) => string
  readonly slot: (slot: SlotId) => string
  readonly states: (states: ReadonlyArray<State>, field: FieldId) => string
}

export interface ExcelScope {
  readonly excel: (formula: Formula) => ExcelTree
  readonly typeOf: (formula: Formula) => Type
  readonly field: (field: FieldId) => { readonly type: Type; readonly value: ExcelTree; readonly state: ExcelTree }
  readonly slot: (slot: SlotId) => ExcelTree
  /** A slot's column over the cohort, fixed rows. */
  readonly block: (slot: SlotId, within: Cohort["within"]) => ExcelTree
  /** A ledger's column over all its rows, the column that holds the agency, and this agency's key. */
  readonly rows: (table: TableId, slot: SlotId) => ExcelTree
  readonly rowAgency: (table: TableId) => ExcelTree
  readonly agency: ExcelTree
  /** The days that the calendar has, and a column with what `Workdays.upTo` holds for each. */
  readonly workdays: { readonly first: Day; readonly last: Day; readonly upTo: ExcelTree }
  /** Whether a part may stand for a cell without a number. Functions over many cells would pass over it in silence. */
  readonly canBeEmpty: (formula: Formula) => boolean
}

/** What a formula can give: numbers between `low` and `high` (null: without limit), truths, or any text. */
export type Bound =
  | { readonly type: "number"; readonly low: Rational | null; readonly high: Rational | null }
  | { readonly type: "boolean"; readonly canHold: boolean; readonly canFail: boolean }
  | { readonly type: "text" }

export interface BoundScope {
  readonly number: (formula: Formula) => Range
  readonly truth: (formula: Formula) => { readonly canHold: boolean; readonly canFail: boolean }
  readonly any: (formula: Formula) => Bound
  readonly field: (field: FieldId) => Bound
  readonly state: (field: FieldId, is: ReadonlyArray<State>) => { readonly canHold: boolean; readonly canFail: boolean }
  readonly slot: (slot: SlotId) => Bound
  readonly rowSlot: (table: TableId, slot: SlotId) => Bound
}
export interface Range {
  readonly low: Rational | null
  readonly high: Rational | null
}
