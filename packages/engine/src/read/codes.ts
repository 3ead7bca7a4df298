import type { Issue } from "../Issue.ts"

/** Every kind of issue that reading a table can raise; the place and the agency are added where the cell is known. */
export type ReadCode =
  // a value
  | "sheet/unreadable"
  | "sheet/approximate"
  | "sheet/ambiguous-rate"
  | "sheet/wrong-unit"
  | "sheet/out-of-range"
  | "sheet/error-cell"
  | "sheet/month-only"
  | "sheet/placeholder"
  | "sheet/read-as"
  // a table
  | "sheet/empty"
  | "sheet/no-header"
  | "sheet/skipped"
  | "sheet/hidden"
  | "sheet/unplaced"
  | "sheet/second-header"
  | "sheet/unknown-header"
  | "sheet/ambiguous-header"
  | "sheet/duplicate-column"
  | "sheet/loose-evidence"
  | "sheet/mixed-rates"
  // a field or agency in it
  | "sheet/unknown-field"
  | "sheet/foreign-field"
  | "sheet/duplicate-field"
  | "sheet/conflict"
  | "sheet/no-agency"
  | "sheet/unknown-agency"
  | "sheet/foreign-agency"
  | "sheet/agency-mismatch"
  | "sheet/duplicate-agency"
  // a ledger
  | "ledger/cell"
  | "ledger/missing-column"
  | "ledger/no-key"
  | "ledger/open-row"
  | "ledger/duplicate-key"
  | "ledger/unscored-column"
  | "ledger/foreign"
  | "ledger/more"
  // the sheets of a form beside the figures
  | "claim/points"
  | "paper/date"
  // lists of the round
  | "list/missing"
  | "list/unknown-word"
  | "roster/duplicate"
  | "roster/shared-name"
  | "roster/unknown-group"
  | "roster/unused-column"
  | "applicability/unknown-criterion"
  | "applicability/contradiction"
  | "applicability/no-reason"
  | "score/unknown-criterion"
  | "score/not-judged"
  | "score/direction"
  | "score/duplicate"
  | "score/no-reason"
  | "decision/unknown-kind"
  | "decision/unknown-target"
  | "decision/too-few-persons"
  | "calendar/no-day"
  | "calendar/unknown"
  | "calendar/conflict"

/** An issue that does not yet know where it stands. */
export interface Note extends Pick<Issue, "severity" | "message" | "remedy"> {
  readonly code: ReadCode
}
