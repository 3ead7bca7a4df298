// The entry point for those who write rules: what is written in a rubric, said in Chinese, as tables.
export {
  type PrintedCriterion,
  type PrintedRubric,
  type PrintedSection,
  printedHeads,
  printRubric,
} from "./author/PrintedRubric.ts"
