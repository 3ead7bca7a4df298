import * as build from "../formula/build.ts"
import type { FieldId, Formula, Type } from "../formula/Formula.ts"
import { nodesOf, typeOf } from "../formula/readings.ts"
import { replaceInputs } from "../formula/replaceInputs.ts"
import { nearest } from "../nearest.ts"
import type { Compiling } from "./Compiling.ts"
import type { ComparingRule } from "./comparison.ts"
import { functions } from "./functions.ts"
import type { PlanField } from "./Plan.ts"

/** Where a formula stands, which decides what its functions mean. */
export interface FormulaPlace {
  readonly use: "rule" | "applies" | "check" | "limit"
  readonly group: string
  /** Leads to the formula in the rubric file. */
  readonly path: ReadonlyArray<string | number>
  /** The rule in which others are looked at; left out where they cannot be. */
  readonly rule?: ComparingRule
  /** Names that mean something here beside fields, such as `base` in a limit. */
  readonly names?: ReadonlyMap<string, Formula>
}

/** Parsed, resolved and typed; a broken one is told and stands as zero or no. */
export const readFormula = (c: Compiling, text: string, type: Type, place: FormulaPlace): Formula => {
  const { path } = place
  const broken: Formula = type === "number" ? build.number(0) : type === "boolean" ? build.truth(true) : build.text("")
  const parsed = c.parse(text)
  const tell = (code: string, message: string, remedy: string, offset: number | null): void =>
    c.tell({ severity: "error", code: `rubric/${code}`, message, remedy, path, offset })
  if (!parsed.ok) {
    tell("formula", parsed.message, parsed.remedy, parsed.offset)
    return broken
  }
  let sound = true
  const named = (formula: Formula): Formula => replaceInputs(formula, place.names ?? new Map())
  /** Tells of every name that is no field. */
  const declared = (formula: Formula): boolean => {
    const unknown = [...nodesOf(formula)].flatMap((node) =>
      node.kind === "input" && !c.fields.has(node.field) ? [node.field] : [],
    )
    for (const field of unknown) {
      sound = false
      const guess = nearest(
        field,
        [...c.fields.keys()].filter((id) => !id.startsWith(":")),
      )
      tell(
        "unknown-field",
        `没有名为“${field}”的填报项`,
        guess === null ? "在 fields 中声明它,或改为已声明的编号" : `是否为“${guess}”?否则在 fields 中声明它`,
        parsed.offsets.get(field) ?? null,
      )
    }
    return unknown.length === 0
  }
  const resolved = new Map<FieldId, Formula>()
  for (const call of parsed.calls) {
    const of = call.of.map((part) => replaceInputs(part, resolved))
    const made = functions[call.name]({
      c,
      place,
      of,
      value: (formula) => {
        const whole = named(formula)
        return declared(whole) ? whole : null
      },
      refuse: (code, message, remedy) => {
        sound = false
        tell(code, message, remedy, call.offset)
        return null
      },
    })
    if (made === null) sound = false
    resolved.set(call.placeholder, made ?? build.number(0))
  }
  const formula = named(replaceInputs(parsed.formula, resolved))
  if (!declared(formula) || !sound) return broken
  const mismatches: Array<string> = []
  const found = typeOf(formula, {
    field: (id) => c.fields.get(id)?.type ?? "number",
    slot: (id) => c.slots.typeOf(id),
    rowSlot: () => "number",
    mismatch: (part, is, should) =>
      mismatches.push(`${describePart(part, c.fields)}是${typeWords[is]},这里应为${typeWords[should]}`),
  })
  if (mismatches.length === 0 && found !== type)
    mismatches.push(`“${text}”得出的是${typeWords[found]},这里应为${typeWords[type]}`)
  for (const message of mismatches) tell("type", message, "改用相应类型的填报项,或改写算式", null)
  return mismatches.length === 0 ? formula : broken
}

const typeWords: { readonly [T in Type]: string } = { number: "数", boolean: "是否", text: "文字" }

const describePart = (formula: Formula, fields: ReadonlyMap<FieldId, PlanField>): string =>
  formula.kind === "input" ? `“${fields.get(formula.field)?.label ?? formula.field}”` : "算式的一部分"
