// The entry point for those who write rules: what is written in a rubric, said in Chinese, as tables.

export { type Change, codesBefore, compareRubrics } from "./author/compareRubrics.ts"
export { type Demands, demandsOf } from "./author/demands.ts"
export type { IssuedCell, IssuedDocument, IssuedTable } from "./author/issued/IssuedTable.ts"
export { type ProposedRubric, proposeRubric } from "./author/issued/proposeRubric.ts"
export { proposeRules } from "./author/issued/proposeRules.ts"
export {
  type PrintedCriterion,
  type PrintedLedger,
  type PrintedRubric,
  type PrintedSection,
  printedHeads,
  printRubric,
} from "./author/PrintedRubric.ts"
export { type AuthoredColumn, type AuthoredSheet, authoringTables } from "./author/table/AuthoringTables.ts"
export type { AuthoredValue } from "./author/table/cells.ts"
export { type AuthoredRubric, readAuthoringTables } from "./author/table/readAuthoringTables.ts"
export { inTitles } from "./author/titles.ts"
