import type { Address } from "../Issue.ts"
import type { Rational } from "../Rational.ts"

/** What an agency gave itself for one criterion (自评得分), with its reasons. Compared with the result, never scored. */
export interface Claim {
  /** Code; null where the table does not say whose it is. */
  readonly agency: string | null
  readonly criterion: string
  /** Null where only reasons were written. */
  readonly points: Rational | null
  readonly remark: string | null
  readonly at: Address
}

/** One line of the list of papers (佐证材料目录). */
export interface Paper {
  /** Code; null where the table does not say whose it is. */
  readonly agency: string | null
  /** What the form calls it: `3`, `A1-2`. */
  readonly number: string | null
  /** Codes of criteria as written. */
  readonly criteria: ReadonlyArray<string>
  readonly title: string | null
  /** 文号. */
  readonly document: string | null
  /** 页数, as written. */
  readonly pages: string | null
  /** 成文日期, days since 1899-12-30; null where none was written or it could not be read. */
  readonly on: number | null
  /** Names of files, as written. */
  readonly files: ReadonlyArray<string>
  readonly at: Address
}
