import * as build from "../formula/build.ts"
import type { FieldId, Formula, Type } from "../formula/Formula.ts"
import { nodesOf, typeOf } from "../formula/readings.ts"
import { nearest } from "../nearest.ts"
import type { ParseFormula, Problem } from "../rubric/Problem.ts"
import { defaultPrecision, type Rubric } from "../rubric/Rubric.ts"
import type { State } from "../State.ts"
import type { PlanField } from "./Plan.ts"
import { planFields } from "./planFields.ts"
import { SlotList } from "./SlotList.ts"

/** States in which every rule may compute with a value. */
export const FILLED: ReadonlyArray<State> = ["filled", "verified", "corrected"]

/** A rubric while it is being compiled: what it declares, the slots so far, and what is wrong with it. */
export class Compiling {
  readonly rubric: Rubric
  readonly precision: NonNullable<Rubric["precision"]>
  readonly fields: ReadonlyMap<FieldId, PlanField>
  readonly slots = new SlotList()
  /** Codes of the criteria that people score. */
  readonly judged = new Set<string>()
  private readonly parse: ParseFormula
  private readonly parsed = new Map<string, ReturnType<ParseFormula>>()
  private readonly found = new Map<string, Problem>()

  constructor(rubric: Rubric, parse: ParseFormula) {
    this.rubric = rubric
    this.parse = parse
    this.precision = rubric.precision ?? defaultPrecision
    this.fields = new Map(planFields(rubric).map((field) => [field.id, field]))
  }

  problems(): ReadonlyArray<Problem> {
    return [...this.found.values()]
  }

  tell(problem: Omit<Problem, "offset"> & { readonly offset?: number | null }): void {
    const full: Problem = { offset: null, ...problem }
    this.found.set(JSON.stringify([full.path, full.code, full.message]), full)
  }

  /** Parsed, resolved and typed; a broken one is told and stands as zero or no. */
  formula(text: string, path: ReadonlyArray<string | number>, type: Type): Formula {
    const broken: Formula =
      type === "number" ? build.number(0) : type === "boolean" ? build.truth(true) : build.text("")
    const parsed = this.parsed.get(text) ?? this.parse(text)
    this.parsed.set(text, parsed)
    if (!parsed.ok) {
      this.tell({
        severity: "error",
        code: "rubric/formula",
        message: parsed.message,
        remedy: parsed.remedy,
        path,
        offset: parsed.offset,
      })
      return broken
    }
    let sound = true
    for (const node of nodesOf(parsed.formula)) {
      if (node.kind !== "input" || this.fields.has(node.field)) continue
      sound = false
      const guess = nearest(
        node.field,
        [...this.fields.keys()].filter((id) => !id.startsWith(":")),
      )
      this.tell({
        severity: "error",
        code: "rubric/unknown-field",
        message: `没有名为“${node.field}”的填报项`,
        remedy: guess === null ? "在 fields 中声明它,或改为已声明的编号" : `是否为“${guess}”?否则在 fields 中声明它`,
        path,
        offset: parsed.offsets.get(node.field) ?? null,
      })
    }
    if (!sound) return broken
    const mismatches: Array<string> = []
    const found = typeOf(parsed.formula, {
      field: (id) => this.fields.get(id)?.type ?? "number",
      slot: (id) => this.slots.typeOf(id),
      rowSlot: () => "number",
      mismatch: (part, is, should) =>
        mismatches.push(`${describePart(part, this.fields)}是${typeWords[is]},这里应为${typeWords[should]}`),
    })
    if (mismatches.length === 0 && found !== type)
      mismatches.push(`“${text}”得出的是${typeWords[found]},这里应为${typeWords[type]}`)
    for (const message of mismatches) {
      this.tell({ severity: "error", code: "rubric/type", message, remedy: "改用相应类型的填报项,或改写算式", path })
    }
    return mismatches.length === 0 ? parsed.formula : broken
  }
}

/** The fields that a formula reads, each once; not what the team decides. */
export const fieldsIn = (formula: Formula): ReadonlyArray<FieldId> =>
  [
    ...new Set(
      [...nodesOf(formula)].flatMap((node) => (node.kind === "input" || node.kind === "state" ? [node.field] : [])),
    ),
  ].filter((field) => !field.startsWith(":"))

const typeWords: { readonly [T in Type]: string } = { number: "数", boolean: "是否", text: "文字" }

const describePart = (formula: Formula, fields: ReadonlyMap<FieldId, PlanField>): string =>
  formula.kind === "input" ? `“${fields.get(formula.field)?.label ?? formula.field}”` : "算式的一部分"
