import { assert, describe, it } from "@effect/vitest"
import {
  type Cohort,
  type ExcelScope,
  type ExcelTree,
  exceeds,
  excel,
  type Part,
  Rational,
  stateAt,
  stateWords,
  typeOf,
} from "@fadu/engine"
import { madeOf } from "./Dice.ts"
import { type CellValue, compute, ERROR, type Sheet } from "./Sheet.ts"
import { makeWorld, outcome, present, told } from "./World.ts"

const some = { arbitrary: { runs: 150 } }

/** Slots as a workbook holds them: figures on one sheet, scores on another, and one column for each slot. */
class Book {
  private readonly part: Part
  private readonly slots = new Map<string, Array<CellValue>>()

  constructor(part: Part) {
    this.part = part
    for (const slot of part.plan.slots) {
      const column: Array<CellValue> = []
      this.slots.set(slot.id, column)
      for (const [row, unit] of part.figures.units.entries()) {
        const formula = slot.formulas.get(unit.group)
        const tree = formula === undefined ? null : excel(formula, this.scope(unit.group))
        assert.isTrue(tree === null || exceeds(tree) === null, slot.id)
        const value = tree === null ? null : compute(tree, this.at(row))
        // what cannot be computed is shown as an empty cell, and no condition holds
        column.push(value === ERROR ? (slot.type === "boolean" ? false : "") : value)
      }
    }
  }

  value(slot: string, row: number): CellValue {
    return this.slots.get(slot)?.[row] ?? null
  }

  private at(row: number): Sheet {
    return {
      row,
      cell: (sheet, column, at) => {
        switch (sheet) {
          case "figures":
            return this.figure(column, at)
          case "states":
            return stateWords[stateAt(this.part.figures, column, at)]
          case "scores":
            return this.score(column, at)
          case "workdays":
            return this.part.plan.workdays?.upTo[at] ?? null
          default:
            return column === "agency" ? (this.part.figures.units[at]?.code ?? null) : this.value(column, at)
        }
      },
    }
  }

  private figure(field: string, row: number): CellValue {
    const column = this.part.figures.fields.get(field)?.column
    const value = column?.values[row]
    if (value instanceof Rational) return value.isUndefined ? "—" : value.toNumber()
    return typeof value === "boolean" ? (value ? "是" : "否") : (value ?? null)
  }

  private score(column: string, row: number): CellValue {
    const score = this.part.figures.scores.rows[row]
    if (score === undefined) return null
    return column === "agency"
      ? score.agency
      : column === "points"
        ? score.points.toNumber()
        : score.criterion === column
  }

  private scope(group: string): Omit<ExcelScope, "excel"> {
    const { plan, figures } = this.part
    const types = new Map(plan.fields.map(({ id, type }) => [id, type]))
    const slotTypes = new Map(plan.slots.map(({ id, type }) => [id, type]))
    const block = (sheet: string | null, column: string, from: number, to: number): ExcelTree => ({
      kind: "block",
      sheet,
      column,
      from,
      to,
    })
    const members = (within: Cohort["within"]): ReadonlyArray<number> =>
      figures.units.flatMap((unit, row) => (within === "all" || unit.group === group ? [row] : []))
    const lastScore = Math.max(0, figures.scores.rows.length - 1)
    const typesOf = {
      field: (id: string) => types.get(id) ?? "number",
      slot: (id: string) => slotTypes.get(id) ?? "number",
      rowSlot: () => "number" as const,
      mismatch: () => {},
    }
    return {
      typeOf: (formula) => typeOf(formula, typesOf),
      field: (id) => ({
        type: types.get(id) ?? "number",
        value: { kind: "cell", sheet: "figures", column: id },
        state: { kind: "cell", sheet: "states", column: id },
      }),
      slot: (id) => ({ kind: "cell", sheet: null, column: id }),
      block: (id, within) => block(null, id, members(within)[0] ?? 0, members(within).at(-1) ?? 0),
      rows: (_, id) => block("scores", id, 0, lastScore),
      rowAgency: () => block("scores", "agency", 0, lastScore),
      agency: { kind: "cell", sheet: null, column: "agency" },
      workdays: {
        first: plan.workdays?.first ?? 0,
        last: plan.workdays?.last ?? 0,
        upTo: block("workdays", "upTo", 0, (plan.workdays?.upTo.length ?? 1) - 1),
      },
      canBeEmpty: () => true,
    }
  }
}

describe("a workbook that is recalculated", () => {
  it.prop(
    "gives every intermediate result and every total of the engine, exact ties included",
    [madeOf((dice) => makeWorld(dice, { agencies: 4, groups: 2, criteria: 2, turns: true }), 1200)],
    ([world]) => {
      const part = present(outcome(world).assessment.parts[0])
      const book = new Book(part)
      for (const slot of part.plan.slots) {
        const column = present(part.slots.get(slot.id))
        part.figures.units.forEach((unit, row) => {
          if (!slot.formulas.has(unit.group)) return
          const found = book.value(slot.id, row)
          const expected = column.values[row]
          const message = `${slot.id} of ${unit.code}: ${String(found)}, not ${String(expected)} ${told(world)}`
          if (!(expected instanceof Rational)) assert.strictEqual(found ?? "", expected, message)
          else if (expected.isUndefined) assert.strictEqual(found, "", message)
          else if (typeof found !== "number") assert.fail(message)
          else assert.isAtMost(Math.abs(found - expected.toNumber()), 1e-9 * Math.max(1, Math.abs(found)), message)
        })
      }
    },
    some,
  )
})
