import type { Day } from "../Day.ts"
import type { Agency, Applicability, Decision, Entry, Score } from "../Entry.ts"
import type { EntryTable } from "../EntryTable.ts"
import { placeOf } from "../Issue.ts"
import { sorted } from "./compareText.ts"

/** Everything that people wrote about the agencies of one plan. */
export interface Submissions {
  readonly agencies: ReadonlyArray<Agency>
  readonly entries: ReadonlyArray<Entry>
  /** More entries, of tables too large for holding them one by one; left out where there are none. */
  readonly tables?: ReadonlyArray<EntryTable>
  readonly scores: ReadonlyArray<Score>
  readonly decisions: ReadonlyArray<Decision>
  readonly applicability: ReadonlyArray<Applicability>
}

/** The days of the round that settle a state. Null: no such day was set, so nothing is late. */
export interface Calendar {
  readonly asOf: Day
  readonly due: Day | null
  readonly evidenceDue: Day | null
}

/** Everything in an order of its own, so that the order in which files were read decides nothing. */
export const inOrder = (given: Submissions): Submissions => ({
  agencies: given.agencies,
  // of these there are many, and only those of one figure need an order among themselves
  entries: given.entries,
  tables: given.tables ?? [],
  scores: sorted(given.scores, ({ at, criterion, scorer, points, reason }) => [
    criterion,
    scorer,
    placeOf(at),
    points.toString(),
    reason ?? "",
  ]),
  decisions: sorted(given.decisions, ({ on, at, kind, reason, by }) => [
    on ?? "",
    placeOf(at),
    kind,
    reason,
    by.join(),
  ]),
  applicability: sorted(given.applicability, ({ at, applies }) => [placeOf(at), applies]),
})
