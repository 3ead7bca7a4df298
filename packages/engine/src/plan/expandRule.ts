import * as build from "../formula/build.ts"
import type { FieldId, Format, Formula, Rows, SlotId, Type } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Loss, RuleScope } from "../methods/Method.ts"
import { expandRule, type Rule } from "../methods/methods.ts"
import { Rational } from "../Rational.ts"
import { type Criterion, floorFor, type Section } from "../rubric/Rubric.ts"
import { amount, isPercent, plainTarget, pointsFor } from "../rubric/Scalars.ts"
import { leavable } from "../State.ts"
import { show } from "../show.ts"
import { type Compiling, fieldsIn } from "./Compiling.ts"
import { type ComparisonPlan, type PlanField, papersOf, sideSlot } from "./Plan.ts"
import { readFormula } from "./readFormula.ts"
import { absenceOf, settlementOf } from "./settlementOf.ts"

/** Where a criterion stands while it is expanded for a group. `path` leads to it, or to one of its rules, in the rubric file. */
export interface MarkPlace {
  readonly section: Section
  readonly criterion: Criterion
  readonly group: string
  readonly full: Rational
  readonly path: ReadonlyArray<string | number>
  /** Whether it applies, and whether that is open. Null where it applies to everybody. */
  readonly applies: SlotId | null
  readonly waits: SlotId | null
}

/** The method's losses, and the intermediate results it kept for each. */
export const expandRuleOf = (
  c: Compiling,
  { section, criterion, group, full, path, applies, waits }: MarkPlace,
  { rule, ruleId, balance }: { readonly rule: Rule; readonly ruleId: string; readonly balance: Formula },
): ReadonlyArray<{ readonly loss: Loss; readonly kept: ReadonlyArray<SlotId> }> => {
  const { code } = criterion
  const kept: Array<SlotId> = []
  const fieldOf = (formula: Formula): PlanField | undefined =>
    formula.kind === "input" ? c.fields.get(formula.field) : undefined
  const formatOf = (formula: Formula): Format =>
    fieldOf(formula)?.format ??
    (formula.kind === "slot" ? c.slots.formatOf(formula.slot) : null) ??
    ([...nodesOf(formula)].some((node) => node.kind === "/") ? "rate" : "number")
  const keep = (
    name: string,
    { label, ...described }: { readonly label: string; readonly type?: Type; readonly format: Format },
    formula: Formula,
  ): Formula => {
    const id = c.slots.add(group, `${code}.${ruleId}.${name}`, { label: `${code} ${label}`, ...described }, formula)
    kept.push(id)
    return build.slot(id)
  }
  const comparisonOf = (formula: Formula): ComparisonPlan | undefined =>
    formula.kind === "slot" ? c.comparisonsOf(group).find(({ slot }) => slot === formula.slot) : undefined
  const keptLimit = (key: string, formula: Formula, isRate: boolean): Formula =>
    formula.kind === "input" || formula.kind === "slot" || formula.kind === "constant"
      ? formula
      : keep(
          key.replaceAll(".", ""),
          { label: "界限", format: isRate ? "rate" : formatOf(formula) },
          isRate ? scope.rate(formula) : formula,
        )
  const scope: RuleScope = {
    full,
    balance,
    whole: full.minus(Rational.of(Math.min(0, floorFor(criterion, section, group)))),
    formula: (text, key, type) =>
      readFormula(c, text, type, {
        use: "rule",
        group,
        path: [...path, ...key.split(".").map(asIndex)],
        rule: { code, ruleId, applies, waits },
      }),
    limit: (target, key) => {
      const plain = plainTarget(target)
      if (plain !== null) {
        const value = amount(plain)
        return {
          formula: (format) => build.number(value, format),
          plain: value,
          isRate: isPercent(plain),
          says: (_, format) => ` ${show(value, format)}`,
        }
      }
      const formula = scope.formula(String(target), key, "number")
      const own = formatOf(formula)
      const isRate = own === "rate"
      const name = fieldOf(formula)?.label ?? comparisonOf(formula)?.label
      const kept = keptLimit(key, formula, isRate)
      return {
        formula: () => kept,
        plain: null,
        isRate,
        says: (v) => `${name ?? ""} ${v.show(kept, own)}`,
      }
    },
    points: (value) => pointsFor(value, group),
    rate: (formula) =>
      c.precision.rate === "exact" ||
      formula.kind === "slot" ||
      (formula.kind === "input" && fieldOf(formula)?.field?.kind !== "rate")
        ? formula
        : build.rounded(formula, c.precision.rate, c.precision.mode),
    keep: (name, label, format, formula) =>
      formula.kind === "input" || formula.kind === "slot" ? formula : keep(name, { label, format }, formula),
    keepTruth: (name, label, formula) =>
      keep(name, { label: `${ruleId} ${label}`, type: "boolean", format: "number" }, formula),
    formatOf,
    nameOf: (formula) =>
      fieldOf(formula)?.label ??
      comparisonOf(formula)?.label ??
      (formula.kind === "slot" ? c.slots.labelOf(formula.slot) : criterion.title),
    placeWords: (formula) => comparisonOf(formula)?.place ?? null,
    unitOf: (formula) => (c.refutableIn([formula]).length > 0 ? "项" : commonUnit(formula, c.fields)),
    levelsOf: (formula) => fieldOf(formula)?.field?.levels ?? [],
    scores: (side) => {
      c.judged.set(sideSlot(code, side), { criterion: code, side })
      const rows = (how: Rows["how"]): Formula => ({
        kind: "rows",
        table: "scores",
        of: "points",
        where: sideSlot(code, side),
        how,
      })
      return { sum: rows("sum"), count: rows("count"), highest: rows("max"), lowest: rows("min") }
    },
    leaves: (formula) => {
      const absence = absenceOf(c, { criterion, section })
      const states = leavable.filter((state) => absence[state] === "out")
      return build.or(...(states.length === 0 ? [] : fieldsIn(formula).map((field) => build.state(field, states))))
    },
    settled: (formula) =>
      settlementOf(c, [formula], {
        absence: absenceOf(c, { criterion, section }),
        group,
        kept: [],
        name: `${code}.${ruleId}`,
        label: `${code}-${ruleId}`,
      }),
    refuse: (key, message, remedy) =>
      c.tell({
        severity: "error",
        code: "rubric/rule",
        message,
        remedy,
        path: [...path, ...key.split(".").map(asIndex)],
      }),
  }
  const losses = expandRule(rule, scope)
  return losses.map((loss) => ({ loss, kept }))
}

const asIndex = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part)

/** The unit that all fields of a sum or difference share; empty where they differ or a rate is formed. */
const commonUnit = (formula: Formula, fields: ReadonlyMap<FieldId, PlanField>): string => {
  const nodes = [...nodesOf(formula)]
  if (nodes.some(({ kind }) => kind === "/" || kind === "*")) return ""
  // what is asked for beside a number of things is counted in papers
  const papers = nodes.flatMap((node) => (node.kind === "input" && papersOf(node.field) !== null ? [node.field] : []))
  if (papers[0] !== undefined) return fields.get(papers[0])?.unit ?? ""
  const units = new Set(nodes.flatMap((node) => (node.kind === "input" ? [fields.get(node.field)?.unit ?? ""] : [])))
  const [only] = units
  return units.size === 1 && only !== undefined ? only : ""
}
