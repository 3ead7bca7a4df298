import * as build from "../formula/build.ts"
import type { FieldId, Formula, SlotId, Type } from "../formula/Formula.ts"
import { nodesOf, typeOf } from "../formula/readings.ts"
import type { ParsedFormula, ParseFormula, Problem } from "../rubric/Problem.ts"
import { type Criterion, defaultPrecision, type Rubric } from "../rubric/Rubric.ts"
import { namedInTreatments } from "../rubric/treatments.ts"
import type { State } from "../State.ts"
import type { Compared } from "./comparison.ts"
import type { Ends } from "./Ends.ts"
import { type ComparisonPlan, type Condition, lastYearField, type PlanField, papersField } from "./Plan.ts"
import { asPapers, ofLastYear, planFields } from "./planFields.ts"
import { SlotList } from "./SlotList.ts"

/** States in which every rule may compute with a value. */
export const FILLED: ReadonlyArray<State> = ["filled", "verified", "corrected"]

/** A criterion or section that a formula reads as a whole. `low` and `high` are the same slot where nothing of it can be open. */
export interface Whole {
  readonly title: string
  readonly full: Formula
  readonly low: SlotId
  readonly high: SlotId
  /** What must be decided before its points, or its full marks, mean anything. */
  readonly before: ReadonlyArray<Condition>
  /** What must be besides before its share does. */
  readonly beforeShare: ReadonlyArray<Condition>
}

/** Finds what a formula calls by code, and expands it first; or says why it cannot be read here. */
export type FindWhole = (
  group: string,
  code: string,
) => Whole | { readonly cycle: ReadonlyArray<string> } | "unknown" | "not-in-group"

/** A rubric while it is being compiled: what it declares, the slots so far, and what is wrong with it. */
export class Compiling {
  readonly rubric: Rubric
  readonly precision: NonNullable<Rubric["precision"]>
  readonly fields: Map<FieldId, PlanField>
  readonly slots = new SlotList()
  /** Codes of the criteria that people score. */
  readonly judged = new Map<SlotId, { readonly criterion: string; readonly side: string | null }>()
  /** When the slots that look beyond the agency's own figures can be relied on. */
  readonly conditions = new Map<SlotId, ReadonlyArray<Condition>>()
  private readonly ends = new Map<string, Map<SlotId, Ends>>()
  /** Slots that count refuted figures, with the figures. */
  readonly refuted = new Map<SlotId, ReadonlyArray<FieldId>>()
  /** What is compared in a rule of a group, by formula. */
  readonly compared = new Map<string, Map<string, Compared>>()
  private readonly comparisons = new Map<string, Map<SlotId, ComparisonPlan>>()
  readonly findWhole: FindWhole
  /** Criteria by the codes that their treatments name. */
  readonly namedInTreatments: ReadonlyMap<string, ReadonlyArray<Criterion>>
  private readonly parser: ParseFormula
  private readonly parsed = new Map<string, ParsedFormula>()
  private readonly found = new Map<string, Problem>()

  constructor(rubric: Rubric, parse: ParseFormula, findWhole: FindWhole) {
    this.rubric = rubric
    this.parser = parse
    this.findWhole = findWhole
    this.namedInTreatments = namedInTreatments(rubric)
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

  /** The text as a tree, read once. */
  parse(text: string): ParsedFormula {
    const parsed = this.parsed.get(text) ?? this.parser(text)
    this.parsed.set(text, parsed)
    return parsed
  }

  /** The field that holds what a field was the year before. */
  lastYear(id: FieldId): FieldId {
    const own = lastYearField(id)
    const field = this.fields.get(id)
    if (field?.field != null && !this.fields.has(own))
      this.fields.set(own, { ...ofLastYear(field, field.field), id: own })
    return own
  }

  /** What a formula of an agency gives. */
  typeOf(formula: Formula): Type {
    return typeOf(formula, {
      field: (id) => this.fields.get(id)?.type ?? "number",
      slot: (id) => this.slots.typeOf(id),
      rowSlot: () => "number",
      mismatch: () => {},
    })
  }

  /** Notes between which slots of a group the value lies that `low` stands for; it is known once both are the same. */
  open(
    group: string,
    { low, high, why }: { readonly low: SlotId; readonly high: SlotId; readonly why: string },
  ): Condition {
    const known = this.ends.get(group) ?? new Map<SlotId, Ends>()
    this.ends.set(group, known.set(low, { type: "number", least: build.slot(low), most: build.slot(high) }))
    return { known: build.equal(build.slot(low), build.slot(high)), needs: [], why, between: { low, high } }
  }

  /** Between what an open slot of a group lies; null for those that are not open. */
  endsIn(group: string, slot: SlotId): Ends | null {
    return this.ends.get(group)?.get(slot) ?? null
  }

  /** The field that holds how many papers are named beside a field. */
  papers(id: FieldId): FieldId {
    const own = papersField(id)
    const field = this.fields.get(id)
    if (field?.field != null && !this.fields.has(own)) this.fields.set(own, { ...asPapers(field), id: own })
    return own
  }

  /** The figures that some formulas count where they were refuted. */
  refutableIn(formulas: ReadonlyArray<Formula>): ReadonlyArray<FieldId> {
    const slots = formulas.flatMap((formula) =>
      [...nodesOf(formula)].flatMap((node) => (node.kind === "slot" ? [node.slot] : [])),
    )
    return [...new Set(slots.flatMap((slot) => this.refuted.get(slot) ?? []))]
  }

  /** Notes a statistic that a rule of the group reads. */
  compare(group: string, comparison: ComparisonPlan): void {
    const known = this.comparisons.get(group) ?? new Map<SlotId, ComparisonPlan>()
    this.comparisons.set(group, known.set(comparison.slot, comparison))
  }

  comparisonsOf(group: string): ReadonlyArray<ComparisonPlan> {
    return [...(this.comparisons.get(group)?.values() ?? [])]
  }

  /** What must be settled before the formula gives anything, beside the fields it names. */
  conditionsOf(formulas: ReadonlyArray<Formula>): ReadonlyArray<Condition> {
    const slots = formulas.flatMap((formula) =>
      [...nodesOf(formula)].flatMap((node) => (node.kind === "slot" ? [node.slot] : [])),
    )
    return [...new Set(slots)].flatMap((slot) => this.conditions.get(slot) ?? [])
  }
}

/** The fields that a formula reads, each once; not what the team decides. */
export const fieldsIn = (formula: Formula): ReadonlyArray<FieldId> =>
  [
    ...new Set(
      [...nodesOf(formula)].flatMap((node) => (node.kind === "input" || node.kind === "state" ? [node.field] : [])),
    ),
  ].filter((field) => !field.startsWith(":"))
