import type { Agency, Score } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import type { Column } from "../formula/Kind.ts"
import type { Origins } from "./Origins.ts"

/** The values that count, agency by agency and field by field, with where each came from (认定数据). Sorted by group, then code. */
export interface Figures {
  readonly units: ReadonlyArray<Unit>
  readonly fields: ReadonlyMap<FieldId, FieldColumn>
  readonly scores: ScoreRows
  /** Everybody who scored or decided, also where it did not count in the end: the names that others must not read. */
  readonly persons: ReadonlyArray<string>
}

export interface Unit extends Agency {
  /** Whether anything was handed in. */
  readonly submitted: boolean
}

export interface FieldColumn {
  readonly column: Column
  /** Positions in `states`. */
  readonly states: Uint8Array
  readonly origins: Origins
}

/** Scores sorted by unit; those of unit `i` are at `offsets[i]` up to `offsets[i + 1]`. */
export interface ScoreRows {
  readonly rows: ReadonlyArray<Score>
  readonly offsets: Int32Array
}
