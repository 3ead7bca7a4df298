import { Rational } from "../Rational.ts"
import type { ExcelTree } from "./Excel.ts"
import type { Cohort, FieldId, Formula, SlotId, Type } from "./Formula.ts"
import type {
  Bound,
  BoundScope,
  EvaluateScope,
  Evaluator,
  ExcelScope,
  Kind,
  Phrase,
  TypeScope,
  UnitScope,
  WordScope,
} from "./Kind.ts"
import { arithmetic } from "./kinds/arithmetic.ts"
import { cases } from "./kinds/cases.ts"
import { cohort } from "./kinds/cohort.ts"
import { compare } from "./kinds/compare.ts"
import { constant } from "./kinds/constant.ts"
import { input } from "./kinds/input.ts"
import { logic } from "./kinds/logic.ts"
import { rows } from "./kinds/rows.ts"
import { slot } from "./kinds/slot.ts"
import { state } from "./kinds/state.ts"
import { step } from "./kinds/step.ts"
import { onCalendar, workdays } from "./kinds/workdays.ts"

/** The one place that knows which file reads which kind of node. */
const read = <A>(formula: Formula, use: <F extends Formula>(kind: Kind<F>, formula: F) => A): A => {
  switch (formula.kind) {
    case "constant":
      return use(constant, formula)
    case "input":
      return use(input, formula)
    case "state":
      return use(state, formula)
    case "slot":
      return use(slot, formula)
    case "+":
    case "-":
    case "*":
    case "/":
    case "min":
    case "max":
      return use(arithmetic, formula)
    case "step":
      return use(step, formula)
    case "compare":
      return use(compare, formula)
    case "and":
    case "or":
    case "not":
      return use(logic, formula)
    case "cases":
      return use(cases, formula)
    case "rows":
      return use(rows, formula)
    case "cohort":
      return use(cohort, formula)
    case "workdays":
      return use(workdays, formula)
    case "on-calendar":
      return use(onCalendar, formula)
  }
}

export const partsOf = (formula: Formula): ReadonlyArray<Formula> => read(formula, (kind, f) => kind.parts(f))

/** The formula and everything in it, outermost first. */
export const nodesOf = (formula: Formula): ReadonlyArray<Formula> => {
  const known = nodes.get(formula)
  if (known !== undefined) return known
  const found: Array<Formula> = []
  const visit = (part: Formula): void => {
    found.push(part)
    for (const inner of partsOf(part)) visit(inner)
  }
  visit(formula)
  nodes.set(formula, found)
  return found
}

/** A formula never changes, and the plan, the linter and the workbook all ask. */
const nodes = new WeakMap<Formula, ReadonlyArray<Formula>>()

/** The fields a formula names itself, in order, each once (not those behind its slots). */
export const fieldsOf = (formula: Formula): ReadonlyArray<FieldId> => {
  const found = new Set<FieldId>()
  for (const node of nodesOf(formula)) if (node.kind === "input" || node.kind === "state") found.add(node.field)
  return [...found]
}

/** The slots of the same unit that a formula names itself. */
export const slotsOf = (formula: Formula): ReadonlyArray<SlotId> => {
  const found = new Set<SlotId>()
  for (const node of nodesOf(formula)) {
    if (node.kind === "slot") found.add(node.slot)
    if (node.kind === "cohort") for (const slot of lookedAcross(node)) found.add(slot)
  }
  return [...found]
}

/** The slots of all agencies compared that a node looks at. */
export const lookedAcross = ({ of, among }: Cohort): ReadonlyArray<SlotId> => (among === undefined ? [of] : [of, among])

export const typeOf = (formula: Formula, scope: Omit<TypeScope, "typeOf">): Type => {
  const inner: TypeScope = { ...scope, typeOf: (part) => read(part, (kind, f) => kind.type(f, inner)) }
  return inner.typeOf(formula)
}

export const evaluator = (formula: Formula, scope: UnitScope): Evaluator => {
  const any = (part: Formula): Evaluator => read(part, (kind, f) => kind.evaluate(f, inner))
  const inner: EvaluateScope = {
    ...scope,
    any,
    number: (part) => {
      const found = any(part)
      return found.type === "number" ? found.at : () => Rational.undefined
    },
    truth: (part) => {
      const found = any(part)
      return found.type === "boolean" ? found.at : () => false
    },
    text: (part) => {
      const found = any(part)
      return found.type === "text" ? found.at : () => ""
    },
  }
  return any(formula)
}

export const words = (formula: Formula, scope: Omit<WordScope, "words">): Phrase => {
  const inner: WordScope = { ...scope, words: (part) => read(part, (kind, f) => kind.words(f, inner)) }
  return inner.words(formula)
}

export const excel = (formula: Formula, scope: Omit<ExcelScope, "excel">): ExcelTree => {
  const inner: ExcelScope = { ...scope, excel: (part) => read(part, (kind, f) => kind.excel(f, inner)) }
  return inner.excel(formula)
}

export const bounds = (formula: Formula, scope: Pick<BoundScope, "field" | "state" | "slot" | "rowSlot">): Bound => {
  const any = (part: Formula): Bound => read(part, (kind, f) => kind.bounds(f, inner))
  const inner: BoundScope = {
    ...scope,
    any,
    number: (part) => {
      const found = any(part)
      return found.type === "number" ? found : { low: null, high: null }
    },
    truth: (part) => {
      const found = any(part)
      return found.type === "boolean" ? found : { canHold: true, canFail: true }
    },
  }
  return any(formula)
}
