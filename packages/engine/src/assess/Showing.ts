import type { FieldId, Format, Formula, SlotId } from "../formula/Formula.ts"
import type { Column, Evaluator } from "../formula/Kind.ts"
import { evaluator, words } from "../formula/readings.ts"
import type { Showing } from "../methods/Method.ts"
import type { LossPlan, PlanField, Slot } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { stateWords } from "../State.ts"
import { show } from "../show.ts"
import { type Part, stateAt } from "./Assessment.ts"
import { cohortRanges, emptyColumn, scoreRowsOf } from "./evaluate.ts"

/** Reads any formula for any agency of a finished part: its value, its text, its words. Formulas are prepared once. */
export class Reader {
  private readonly prepared = new WeakMap<Formula, Evaluator>()
  private readonly fields: ReadonlyMap<FieldId, PlanField>
  private readonly slots: ReadonlyMap<SlotId, Slot>
  private readonly scope: Parameters<typeof evaluator>[1]
  readonly part: Part

  constructor(part: Part) {
    this.part = part
    this.fields = new Map(part.plan.fields.map((field) => [field.id, field]))
    this.slots = new Map(part.plan.slots.map((slot) => [slot.id, slot]))
    const { units } = part.figures
    const ranges = cohortRanges(part.plan, units)
    const rows = scoreRowsOf(part.plan, part.figures.scores)
    this.scope = {
      field: (id) => part.figures.fields.get(id)?.column ?? emptyColumn("number", units.length),
      states: (id) => part.figures.fields.get(id)?.states ?? new Uint8Array(units.length),
      slot: (id) => part.slots.get(id) ?? emptyColumn("number", units.length),
      rows: () => rows,
      cohort: (within) => (within === "all" ? () => ranges.all : (unit) => ranges.byUnit[unit] ?? ranges.all),
      workdays: part.plan.workdays,
    }
  }

  field(id: FieldId): PlanField | undefined {
    return this.fields.get(id)
  }

  slot(id: SlotId): Slot | undefined {
    return this.slots.get(id)
  }

  private read(formula: Formula): Evaluator {
    const known = this.prepared.get(formula)
    if (known !== undefined) return known
    const made = evaluator(formula, this.scope)
    this.prepared.set(formula, made)
    return made
  }

  number(formula: Formula, unit: number): Rational {
    const reading = this.read(formula)
    return reading.type === "number" ? reading.at(unit) : Rational.undefined
  }

  /** A formula of a loss, if some fields of the agency had other values. */
  numberWith(
    formula: Formula,
    unit: number,
    { kept, values }: { readonly kept: LossPlan["kept"]; readonly values: ReadonlyMap<FieldId, Rational> },
  ): Rational {
    const group = this.part.figures.units[unit]?.group ?? ""
    const one = (value: Rational): Column => {
      const column: Array<Rational> = []
      column[unit] = value
      return { type: "number", values: column }
    }
    const scope: Parameters<typeof evaluator>[1] = {
      ...this.scope,
      field: (id) => {
        const value = values.get(id)
        return value === undefined ? this.scope.field(id) : one(value)
      },
      slot: (id) => {
        const inner = kept.includes(id) ? this.slots.get(id)?.formulas.get(group) : undefined
        const found = inner === undefined ? null : evaluator(inner, scope)
        return found?.type === "number" ? one(found.at(unit)) : this.scope.slot(id)
      },
    }
    const reading = evaluator(formula, scope)
    return reading.type === "number" ? reading.at(unit) : Rational.undefined
  }

  truth(formula: Formula, unit: number): boolean {
    const reading = this.read(formula)
    return reading.type === "boolean" && reading.at(unit)
  }

  /** A value for people, in its format; yes/no as 是 or 否. */
  show(formula: Formula, format: Format, unit: number): string {
    const reading = this.read(formula)
    switch (reading.type) {
      case "number":
        return show(reading.at(unit), format)
      case "boolean":
        return reading.at(unit) ? "是" : "否"
      case "text":
        return reading.at(unit)
    }
  }

  /** What a field holds for an agency, without its unit. */
  fieldText(id: FieldId, unit: number): string {
    return this.show({ kind: "input", field: id }, this.fields.get(id)?.format ?? "number", unit)
  }

  /** The formula with this agency's values put in. */
  words(formula: Formula, unit: number): string {
    return this.wordsWith(formula, unit, (id) => this.fieldText(id, unit))
  }

  /** The formula with this agency's values put in, each after the name of its field. */
  namedWords(formula: Formula, unit: number): string {
    return this.wordsWith(formula, unit, (id) => `${this.fields.get(id)?.label ?? id} ${this.fieldText(id, unit)}`)
  }

  private wordsWith(formula: Formula, unit: number, field: (id: FieldId) => string): string {
    return words(formula, {
      number: (part) => this.number(part, unit),
      truth: (part) => this.truth(part, unit),
      field,
      slot: (id) => this.show({ kind: "slot", slot: id }, this.slots.get(id)?.format ?? "number", unit),
      states: (states, id) =>
        `${this.fields.get(id)?.label ?? id}${states.map((state) => stateWords[state]).join("或")}`,
    }).text
  }

  /** What a method's words may look at. */
  showing(unit: number): Showing {
    return {
      show: (formula, format) => this.show(formula, format, unit),
      number: (formula) => this.number(formula, unit),
      truth: (formula) => this.truth(formula, unit),
      words: (formula) => this.namedWords(formula, unit),
      text: (formula) => this.show(formula, "number", unit),
      isNone: (formula) => formula.kind === "input" && stateAt(this.part.figures, formula.field, unit) === "none",
    }
  }
}
