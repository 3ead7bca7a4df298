import type { Entry, Reading } from "./Entry.ts"
import type { FieldId } from "./formula/Formula.ts"

/**
 * The entries of one table over many agencies (整表数据), at most one for an agency and field. There are too many to be held one by one:
 * each is made when it is asked for.
 */
export interface EntryTable {
  /** As of every entry. */
  readonly source: string
  /** The agencies that it speaks of, by code, each once. */
  readonly agencies: ReadonlyArray<string>
  readonly fields: ReadonlyArray<FieldId>
  /** By positions in `agencies` and `fields`; null where it says nothing. */
  readonly at: (agency: number, field: number) => Entry | null
  /** How the same is understood, without making the entry. */
  readonly reading: (agency: number, field: number) => Reading | null
}
