import type { Day } from "../Day.ts"
import * as build from "../formula/build.ts"
import { call, type ExcelTree, excelNumber, excelText, operator } from "../formula/Excel.ts"
import type { FieldId, Formula, Type } from "../formula/Formula.ts"
import type { ExcelScope } from "../formula/Kind.ts"
import { excel, fieldsOf, nodesOf, typeOf } from "../formula/readings.ts"
import { withParts } from "../formula/replaceInputs.ts"
import type { CountPlan } from "../plan/LedgerPlan.ts"
import { Rational } from "../Rational.ts"
import { stateWords } from "../State.ts"
import type { Workdays } from "../Workdays.ts"
import { whenNever } from "./whenNever.ts"

/** Where the cells of one row stand in a workbook: each with its state and its value. */
export interface RowPlaces {
  readonly cell: (column: FieldId) => {
    readonly type: Type
    readonly isDay: boolean
    readonly state: ExcelTree
    readonly value: ExcelTree
  }
  readonly asOf: Day
  readonly workdays: Workdays | null
  readonly upTo: ExcelScope["workdays"]
}

/** A condition of a row as a spreadsheet settles it. Where neither holds it is open; surely so only if `clear`. */
export interface RowTruth {
  readonly holds: ExcelTree
  readonly fails: ExcelTree
  readonly clear: boolean
}

/** A condition of a row as `RowFormulas.verdict` has it: settled as soon as the known cells settle it. */
export const verdictExcel = (formula: Formula, places: RowPlaces): RowTruth => {
  if (formula.kind !== "and" && formula.kind !== "or" && formula.kind !== "not") return leaf(formula, places)
  const parts = formula.of.map((part) => verdictExcel(part, places))
  const holds = parts.map((part) => part.holds)
  const fails = parts.map((part) => part.fails)
  const clear = parts.every((part) => part.clear)
  switch (formula.kind) {
    case "and":
      return { holds: call("AND", ...holds), fails: call("OR", ...fails), clear }
    case "or":
      return { holds: call("OR", ...holds), fails: call("AND", ...fails), clear }
    case "not":
      return { holds: call("AND", ...fails), fails: call("AND", ...holds), clear }
  }
}

const no: ExcelTree = { kind: "truth", value: false }

const leaf = (formula: Formula, places: RowPlaces): RowTruth => {
  const columns = fieldsOf(formula).map(places.cell)
  if (columns.length === 0) {
    const plain = excel(formula, scopeOf(places, null))
    return { holds: plain, fails: call("NOT", plain), clear: true }
  }
  const nodes = [...nodesOf(formula)]
  const clear = nodes.every(({ kind }) => isClear.has(kind))
  const counted = nodes.flatMap((node) => (node.kind === "workdays" ? [node.from, node.to] : []))
  const { soonest, latest } = whenNever(places.asOf, counted.length > 0 ? places.workdays : null)
  const early = scopeOf(places, soonest)
  const hasDays = columns.some(({ isDay }) => isDay)
  const readings = [
    excel(formula, early),
    ...(hasDays ? [excel(beyondCalendar(formula, places.workdays), scopeOf(places, latest))] : []),
  ]
  // what stands outside the calendar must not be asked for together with the question whether it does
  const whenOn = (then: ExcelTree): ExcelTree =>
    counted.length === 0
      ? then
      : call("IF", call("AND", ...counted.map((day) => excel(build.onCalendar(day), early))), then, no)
  const whenKnown = (then: ExcelTree): ExcelTree => call("IF", call("AND", ...columns.map(isKnown)), whenOn(then), no)
  return {
    holds: whenKnown(call("AND", ...readings)),
    fails: whenKnown(call("AND", ...readings.map((reading) => call("NOT", reading)))),
    clear,
  }
}

/** Of these kinds nothing is settled while one of their cells is unknown. */
const isClear: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  "constant",
  "input",
  "+",
  "-",
  "compare",
  "workdays",
])

const isState = (state: ExcelTree, word: string): ExcelTree => operator("=", state, excelText(word))

const isKnown = ({ isDay, state }: ReturnType<RowPlaces["cell"]>): ExcelTree =>
  isDay
    ? call("OR", isState(state, stateWords.filled), isState(state, stateWords.none))
    : isState(state, stateWords.filled)

/** Counting working days goes on beyond the calendar, where every day is one. */
const beyondCalendar = (formula: Formula, workdays: Workdays | null): Formula => {
  if (formula.kind !== "workdays" || workdays === null)
    return withParts(formula, (part) => beyondCalendar(part, workdays))
  const last = build.number(workdays.last)
  const after = (day: Formula): Formula => build.max(build.minus(day, last), build.number(0))
  const within = build.workdays(build.min(formula.from, last), build.min(formula.to, last))
  return build.minus(build.sum(within, after(formula.to)), after(formula.from))
}

/** The number of a row, and whether all it needs is known. */
export const numberExcel = (
  formula: Formula,
  places: RowPlaces,
): { readonly value: ExcelTree; readonly known: ExcelTree } => {
  const known = fieldsOf(formula).map((id) => isState(places.cell(id).state, stateWords.filled))
  return {
    value: excel(formula, scopeOf(places, null)),
    known: known.length === 0 ? { kind: "truth", value: true } : call("AND", ...known),
  }
}

/** `never` stands for a day on which something was not done. */
const scopeOf = ({ cell, upTo }: RowPlaces, never: Day | null): Omit<ExcelScope, "excel"> =>
  inRow((id) => {
    const { type, isDay, state, value } = cell(id)
    const orNever =
      isDay && never !== null
        ? call("IF", isState(state, stateWords.none), excelNumber(Rational.of(never)), value)
        : value
    return { type, state, value: orNever }
  }, upTo)

const nowhere = excelText("")

/** A row knows its own cells, and the calendar. */
const inRow = (
  field: ExcelScope["field"],
  workdays: ExcelScope["workdays"] = { first: 0, last: 0, upTo: nowhere },
): Omit<ExcelScope, "excel"> => ({
  typeOf: (formula) =>
    typeOf(formula, {
      field: (id) => field(id).type,
      slot: () => "number",
      rowSlot: () => "number",
      mismatch: () => {},
    }),
  field,
  slot: () => nowhere,
  block: () => nowhere,
  rows: () => nowhere,
  rowAgency: () => nowhere,
  agency: nowhere,
  workdays,
  canBeEmpty: () => false,
})

/** What the rows of a ledger come to, as `countedValue` has it; `isNothing` where there is nothing to divide by or to choose from. */
export const countedExcel = (
  { how, rounding }: Pick<CountPlan, "how" | "rounding">,
  rows: { readonly among: ExcelTree; readonly yes: ExcelTree; readonly numbers: ExcelTree },
): { readonly value: ExcelTree; readonly isNothing: ExcelTree } => {
  const { among, yes, numbers } = rows
  const rounded = (value: ExcelTree): ExcelTree => {
    if (rounding === null) return value
    const step = build.step(build.input(""), rounding.step, rounding.mode)
    return excel(
      step,
      inRow(() => ({ type: "number", value, state: nowhere })),
    )
  }
  const isZero = (count: ExcelTree): ExcelTree => operator("=", count, excelNumber(Rational.zero))
  switch (how) {
    case "count":
      return { value: yes, isNothing: no }
    case "sum":
      return { value: call("SUM", numbers), isNothing: no }
    case "share":
      return { value: rounded(operator("/", yes, among)), isNothing: isZero(among) }
    case "mean":
      return { value: rounded(operator("/", call("SUM", numbers), yes)), isNothing: isZero(yes) }
    case "highest":
      return { value: call("MAX", numbers), isNothing: isZero(yes) }
    case "lowest":
      return { value: call("MIN", numbers), isNothing: isZero(yes) }
  }
}
