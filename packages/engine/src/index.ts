export {
  type Assessment,
  assess,
  numberAt,
  type Part,
  type Stamp,
  stateAt,
  textAt,
  truthAt,
} from "./assess/Assessment.ts"
export { acrossAgencies } from "./assess/acrossAgencies.ts"
export { againstLastYear, figuresOfLastYear } from "./assess/againstLastYear.ts"
export { Cases, type CasesRun, type Difference, runCases } from "./assess/cases.ts"
export { change, type Edit, edited, tried, type ValueEdit } from "./assess/change.ts"
export { checkEvidence, type EvidenceFile, type EvidenceFolder } from "./assess/checkEvidence.ts"
export { evaluate, scoreRowsOf } from "./assess/evaluate.ts"
export { type Finding, findings, remedyText, sourceName } from "./assess/explain.ts"
export type { Figures, Unit } from "./assess/Figures.ts"
export {
  type Closed,
  type Days,
  type Gap,
  gap,
  isClosed,
  type Mendable,
  type Mending,
  mend,
  mendableTitle,
} from "./assess/mend.ts"
export { overrules } from "./assess/overrules.ts"
export { type Goal, type Reach, reach } from "./assess/reach.ts"
export { sameReading, written } from "./assess/readings.ts"
export { type Reported, reported } from "./assess/reported.ts"
export { Reader } from "./assess/Showing.ts"
export type { Calendar, Submissions } from "./assess/Submissions.ts"
export { type Scorecard, scorecard, scorecards, undecided } from "./assess/scorecard.ts"
export { type Day, parseDay, partsOfDay, writeDay } from "./Day.ts"
export { type ClaimCard, type ClaimLine, claimCards } from "./document/claimCards.ts"
export {
  AssessmentDocument,
  type DeductionDocument,
  type MarkDocument,
  type RankingDocument,
  type ScorecardDocument,
  type YearLine,
} from "./document/Document.ts"
export { type Audience, byTeam, conceal, FEWEST_SHOWN, restrict } from "./document/restrict.ts"
export { rowsText } from "./document/rowsText.ts"
export { document, openDocument, personsOf } from "./document/writeDocument.ts"
export { type AgencyYear, type YearOnYear, yearDocument, yearOnYear } from "./document/yearOnYear.ts"
export {
  type Agency,
  type Applicability,
  type Decision,
  type DecisionKind,
  decisionKinds,
  type Entry,
  type Overruled,
  plainAgency,
  type Reading,
  type Score,
} from "./Entry.ts"
export type { EntryTable } from "./EntryTable.ts"
export { call, type ExcelTree, exceeds, excelText, operator, printExcel } from "./formula/Excel.ts"
export type { Cohort, FieldId, Format, Formula, SlotId, Type } from "./formula/Formula.ts"
export type { Column, ExcelScope } from "./formula/Kind.ts"
export { excel, fieldsOf, nodesOf, partsOf, slotsOf, typeOf } from "./formula/readings.ts"
export { type Address, type Issue, type Severity, showAddress, showPlaces, sortIssues } from "./Issue.ts"
export { LedgerBook } from "./ledger/LedgerBook.ts"
export { countedExcel, numberExcel, type RowPlaces, type RowTruth, verdictExcel } from "./ledger/rowExcel.ts"
export { nearest } from "./nearest.ts"
export { boundsIn } from "./plan/boundsOf.ts"
export { countsWorkdays } from "./plan/countsWorkdays.ts"
export { meanStep } from "./plan/expandTotals.ts"
export type { CountPlan, LedgerPlan } from "./plan/LedgerPlan.ts"
export type { GroupPlan, LossPlan, MarkPlan, Plan, PlanField, RowSlot, Slot } from "./plan/Plan.ts"
export { appliesField, lastYear, papersOf, papersSource } from "./plan/Plan.ts"
export { readRubric } from "./plan/readRubric.ts"
export { selfReported } from "./plan/selfReported.ts"
export { Rational, type Rounding } from "./Rational.ts"
export { Round, Stage, TextEncoding } from "./Round.ts"
export type { Claim, Paper } from "./read/Claim.ts"
export { noRowWords } from "./read/LedgerSheet.ts"
export type { Account } from "./read/Page.ts"
export { type PassingLedger, passLedger } from "./read/passLedger.ts"
export { type PassingWide, passWide, type WideRead } from "./read/passWide.ts"
export { readApplicability } from "./read/readApplicability.ts"
export { type CalendarDay, readCalendar } from "./read/readCalendar.ts"
export { readDecisions } from "./read/readDecisions.ts"
export { readGiven } from "./read/readGiven.ts"
export { asLastYear, readLastYear } from "./read/readLastYear.ts"
export { type Objection, readObjections } from "./read/readObjections.ts"
export { type Owner, readOwners } from "./read/readOwners.ts"
export { readRoster } from "./read/readRoster.ts"
export { type Judged, judgedIn, owesReason, readScores } from "./read/readScores.ts"
export { agencyNameIn, readSheet } from "./read/readSheet.ts"
export { type FormStamp, readStamp } from "./read/readStamp.ts"
export { readTyped, type Typed } from "./read/readTyped.ts"
export {
  type DecisionSlot,
  type DecisionTyped,
  kindsFor,
  needsReason,
  readTypedDecision,
  type TypedDecision,
  takesValue,
} from "./read/readTypedDecision.ts"
export { readTypedScore, type TypedScore } from "./read/readTypedScore.ts"
export { spoken } from "./read/readValue.ts"
export type { SheetRead } from "./read/Sheet.ts"
export { type Cell, type Content, cellName, type Merge, type Table } from "./read/Table.ts"
export { unconfirmedIn } from "./rubric/citedRules.ts"
export { describeSchemaIssue } from "./rubric/describeSchemaIssue.ts"
export { fromTables, isWritten, tablesNamed } from "./rubric/fromTables.ts"
export type { ParsedFormula, ParseFormula, Problem } from "./rubric/Problem.ts"
export {
  bandsFor,
  type Criterion,
  type Field,
  floorFor,
  onlyTakes,
  placesShown,
  quotaFor,
  Rubric,
  type Section,
  sourceOf,
} from "./rubric/Rubric.ts"
export { WrittenRubric } from "./rubric/WrittenRubric.ts"
export { known, type State, states, stateWords } from "./State.ts"
export { show } from "./show.ts"
export { version } from "./version.ts"
export { type Decreed, isOnCalendar, type Workdays, workdaysBetween, workdaysOf, yearsOf } from "./Workdays.ts"
