import type { FieldId, Formula } from "./Formula.ts"

/** The formula with some of its inputs replaced by formulas. */
export const replaceInputs = (formula: Formula, by: ReadonlyMap<FieldId, Formula>): Formula =>
  by.size === 0
    ? formula
    : formula.kind === "input"
      ? (by.get(formula.field) ?? formula)
      : withParts(formula, (part) => replaceInputs(part, by))

/** The formula with each of its parts put through `inner`. */
export const withParts = (formula: Formula, inner: (part: Formula) => Formula): Formula => {
  switch (formula.kind) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "min":
    case "max":
    case "and":
    case "or":
    case "not":
      return { ...formula, of: formula.of.map(inner) }
    case "workdays":
      return { ...formula, from: inner(formula.from), to: inner(formula.to) }
    case "on-calendar":
    case "step":
      return { ...formula, of: inner(formula.of) }
    case "compare":
      return { ...formula, left: inner(formula.left), right: inner(formula.right) }
    case "cases":
      return {
        ...formula,
        cases: formula.cases.map(([when, then]) => [inner(when), inner(then)] as const),
        otherwise: inner(formula.otherwise),
      }
    case "constant":
    case "input":
    case "state":
    case "slot":
    case "rows":
    case "cohort":
      return formula
  }
}
