import type { FieldId } from "../formula/Formula.ts"
import type { Address } from "../Issue.ts"
import type { Rational } from "../Rational.ts"

/** One row of a ledger by its key (案号 …) and the cell where that stands. */
export interface NamedRow {
  readonly key: string
  readonly at: Address
  /** What a row that is scored by itself got, and why; left out where rows are only counted. */
  readonly words?: () => string
}

/** What some rows put into one field: how many are in it, how many of those count, and the sum of their numbers. */
export interface Tally {
  readonly field: FieldId
  readonly among: number
  readonly yes: number
  readonly sum: Rational
}

/** The rows that every counted field treats alike, so that what they cost together can be told. `rows` names the first of them. */
export interface RowClass {
  readonly count: number
  readonly tallies: ReadonlyArray<Tally>
  readonly rows: ReadonlyArray<NamedRow>
}

/** Some rows by name, and of each why: which cells are missing, why it does not count. */
export interface OpenRows {
  readonly count: number
  readonly rows: ReadonlyArray<NamedRow & { readonly why: string }>
}

/** The rows of one agency behind a counted value (台账记录). The same object for every field counted from them. */
export interface CountedRows {
  readonly ledger: string
  readonly label: string
  /** 案号 */
  readonly keyLabel: string
  /** All rows of the agency; 0 where nothing was handed in, or nothing is to be entered and that was said. */
  readonly count: number
  readonly classes: ReadonlyArray<RowClass>
  readonly open: ReadonlyMap<FieldId, OpenRows>
  /** Rows that have one key and say different things. */
  readonly doubled: ReadonlyArray<NamedRow>
  /** Rows of a register that do not count, and why not; left out where there are none. */
  readonly struck?: OpenRows
  /** Of a register, the rows that count for a field and that nobody recognised yet (待认定). */
  readonly unrecognised?: ReadonlyMap<FieldId, OpenRows>
}

/** So many rows are named; of the rest the number is told. */
export const mostNamed = 20
