import { type Day, dayToNumber } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import * as build from "../formula/build.ts"
import type { FieldId, Formula, Type } from "../formula/Formula.ts"
import type { Bound, Column } from "../formula/Kind.ts"
import { bounds, evaluator, fieldsOf, nodesOf } from "../formula/readings.ts"
import type { PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import type { Workdays } from "../Workdays.ts"
import { BEYOND, whenNever } from "./whenNever.ts"

/** Whether a condition holds for a row; `open` where it hangs on a cell that is not known. */
export type Verdict = "yes" | "no" | "open"

/**
 * The cells of one row at a time, and formulas over them. A row is a unit with the same evaluator as an agency. A condition is settled
 * as soon as the known cells settle it: the case was not heard, so nobody asks who appeared.
 */
export class RowFormulas {
  private readonly columns: ReadonlyMap<FieldId, Cell>
  private readonly asOf: Day
  private readonly workdays: Workdays | null
  /** Goes on beyond the decreed years: only for days of which nothing is known but that they are later. */
  private readonly longer: Workdays | null

  constructor(
    columns: ReadonlyArray<PlanField>,
    { asOf, workdays }: { readonly asOf: Day; readonly workdays: Workdays | null },
  ) {
    this.columns = new Map(columns.map((column) => [column.id, new Cell(column.type, column.format === "day")]))
    this.asOf = asOf
    this.workdays = workdays
    this.longer = workdays === null ? null : prolonged(workdays)
  }

  set(column: FieldId, reading: Reading): void {
    this.columns.get(column)?.set(reading)
  }

  /** The columns among some whose cells are not known. */
  unknown(columns: ReadonlyArray<FieldId>): ReadonlyArray<FieldId> {
    return columns.filter((id) => this.columns.get(id)?.known === false)
  }

  /** Prepares a condition. */
  verdict(formula: Formula): () => Verdict {
    const cells = this.cellsOf(formula)
    const nodes = [...nodesOf(formula)]
    const hasDays = cells.some(({ isDay }) => isDay)
    const partly = this.partly(formula)
    if (formula.kind === "and" || formula.kind === "or" || formula.kind === "not") {
      const whole = this.plainly(formula)
      return hasDays ? partly : () => (cells.every((cell) => cell.known) ? whole() : partly())
    }
    const whole = this.plainly(formula)
    if (!hasDays) return () => (cells.every((cell) => cell.known) ? whole() : partly())
    const onCalendar = nodes.flatMap((node) =>
      node.kind === "workdays"
        ? [node.from, node.to].map((day) => this.plainly(build.onCalendar(day), this.workdays))
        : [],
    )
    const { workdays } = this
    const { soonest, latest } = whenNever(this.asOf, onCalendar.length > 0 ? workdays : null)
    const isOnCalendar = (): boolean => onCalendar.every((isOn) => isOn() === "yes")
    return () => {
      if (!cells.every((cell) => cell.known)) return partly()
      const never = cells.filter((cell) => cell.never)
      for (const cell of never) cell.setDay(soonest)
      if (!isOnCalendar()) return "open"
      const found = whole()
      if (never.length === 0) return found
      for (const cell of never) cell.setDay(latest)
      return whole() === found ? found : "open"
    }
  }

  /** Prepares a number; undefined where a cell it needs is not known. */
  number(formula: Formula): () => Rational {
    const at = this.evaluate(formula)
    const cells = this.cellsOf(formula)
    return () =>
      at.type === "number" && cells.every((cell) => cell.known && !cell.never) ? at.at(0) : Rational.undefined
  }

  private plainly(formula: Formula, workdays: Workdays | null = this.longer): () => Verdict {
    const at = this.evaluate(formula, workdays)
    return () => (at.type === "boolean" && at.at(0) ? "yes" : "no")
  }

  private cellsOf(formula: Formula): ReadonlyArray<Cell> {
    return fieldsOf(formula).flatMap((id) => this.columns.get(id) ?? [])
  }

  private evaluate(formula: Formula, workdays: Workdays | null = this.longer) {
    const none: Column = { type: "number", values: [] }
    return evaluator(formula, {
      field: (id) => this.columns.get(id)?.column ?? none,
      states: () => new Uint8Array(1),
      slot: () => none,
      rows: () => ({ offsets: new Int32Array(1), slot: () => none }),
      cohort: () => () => [0, 0],
      workdays,
    })
  }

  /** A condition of which some cell is not known. */
  private partly(formula: Formula): () => Verdict {
    if (formula.kind === "and" || formula.kind === "or") {
      const parts = formula.of.map((part) => this.verdict(part))
      const settling: Verdict = formula.kind === "or" ? "yes" : "no"
      return () => {
        let open = false
        for (const part of parts) {
          const found = part()
          if (found === settling) return settling
          if (found === "open") open = true
        }
        return open ? "open" : settling === "yes" ? "no" : "yes"
      }
    }
    const [only] = formula.kind === "not" ? formula.of : []
    if (only !== undefined) {
      const inner = this.verdict(only)
      return () => {
        const found = inner()
        return found === "open" ? found : found === "yes" ? "no" : "yes"
      }
    }
    return () => {
      const found = bounds(formula, {
        field: (id) => this.columns.get(id)?.bound() ?? { type: "number", low: null, high: null },
        state: () => ({ canHold: true, canFail: true }),
        slot: () => ({ type: "number", low: null, high: null }),
        rowSlot: () => ({ type: "number", low: null, high: null }),
      })
      if (found.type !== "boolean" || (found.canHold && found.canFail)) return "open"
      return found.canHold ? "yes" : "no"
    }
  }
}

const prolonged = ({ first, last, upTo }: Workdays): Workdays => {
  const longer = new Int32Array(upTo.length + BEYOND)
  longer.set(upTo)
  for (let at = upTo.length; at < longer.length; at++) longer[at] = (longer[at - 1] ?? 0) + 1
  return { first, last: last + BEYOND, upTo: longer }
}

class Cell {
  readonly column: Column
  known = false
  /** 未办理 in a column of days. */
  never = false

  readonly isDay: boolean

  constructor(type: Type, isDay: boolean) {
    this.isDay = isDay
    this.column =
      type === "number"
        ? { type, values: [Rational.undefined] }
        : type === "boolean"
          ? { type, values: [false] }
          : { type, values: [""] }
  }

  set(reading: Reading): void {
    const { column } = this
    this.never = reading.state === "none"
    this.known = this.never
    if (reading.state !== "filled") return
    const { value } = reading
    this.known = true
    if (column.type === "number" && value instanceof Rational) column.values[0] = value
    else if (column.type === "boolean" && typeof value === "boolean") column.values[0] = value
    else if (column.type === "text" && typeof value === "string") column.values[0] = value
    else this.known = false
  }

  setDay(day: Day): void {
    if (this.column.type === "number") this.column.values[0] = dayToNumber(day)
  }

  bound(): Bound {
    const { column, never } = this
    const known = this.known && !never
    switch (column.type) {
      case "number": {
        const value = known ? (column.values[0] ?? null) : null
        return { type: "number", low: value, high: value }
      }
      case "boolean": {
        const value = column.values[0] === true
        return { type: "boolean", canHold: !known || value, canFail: !known || !value }
      }
      case "text":
        return { type: "text" }
    }
  }
}
