import type { FieldId, SlotId } from "../formula/Formula.ts"
import { lookedAcross, nodesOf } from "../formula/readings.ts"
import { type Plan, papersOf } from "../plan/Plan.ts"
import type { State } from "../State.ts"
import { assess, type Part } from "./Assessment.ts"
import { type Scorecard, scorecard } from "./scorecard.ts"

/** What an agency's own points rest on: of the agencies itself alone, or all where a rule compares it with others. */
export interface Alone {
  readonly part: Part
  readonly card: Scorecard
}

/** Everything of one agency but its place. Null for an agency that nobody scores. */
export const alone = (part: Part, agency: string): Alone | null => {
  const index = part.figures.units.findIndex(({ code }) => code === agency)
  const unit = part.figures.units[index]
  const group = part.plan.groups.find(({ id }) => id === unit?.group)
  const given = part.given.byAgency.get(agency)
  if (group === undefined || given === undefined) return null
  const { slots } = group
  const wanted = [
    slots.total,
    slots.high,
    slots.pending,
    slots.applicable,
    // a grade of which only so many are given is nothing that an agency has alone
    ...(slots.grade === null || group.quotas.length > 0 ? [] : [slots.grade]),
    ...(slots.worstGrade === null ? [] : [slots.worstGrade]),
    ...group.limits.flatMap(({ holds, mayHold }) => [holds, mayHold]),
    ...group.steps.flatMap(({ before, after, unsettled }) => [
      before,
      after,
      ...(unsettled === undefined ? [] : [unsettled.mayHold]),
    ]),
    ...part.plan.checks.map(({ slot }) => slot),
    ...group.marks.flatMap((mark) => [
      mark.awarded,
      mark.high,
      ...mark.losses.flatMap(({ asked, open, after }) => [asked, after, ...(open === null ? [] : [open])]),
    ]),
  ]
  const plan = reduced(part.plan, group.id, wanted)
  const compares = group.comparisons.length > 0
  const own = compares ? { ...part, plan } : assess(plan, given, part.given.calendar).part
  const card = scorecard(own, compares ? index : 0)
  return card === null ? null : { part: own, card }
}

/** The plan with only the slots that some slots need, and the fields of those. */
export const reduced = (plan: Plan, group: string, wanted: ReadonlyArray<SlotId>): Plan => {
  const slots = new Map(plan.slots.map((slot) => [slot.id, slot]))
  const kept = new Set<SlotId>()
  const fields = new Set<FieldId>()
  const visit = (id: SlotId): void => {
    if (kept.has(id)) return
    kept.add(id)
    const formula = slots.get(id)?.formulas.get(group)
    for (const node of formula === undefined ? [] : nodesOf(formula)) {
      if (node.kind === "slot") visit(node.slot)
      if (node.kind === "cohort") lookedAcross(node).forEach(visit)
      if (node.kind === "input" || node.kind === "state") fields.add(node.field)
    }
  }
  for (const id of wanted) visit(id)
  // papers are counted where their figure is settled
  const beside = new Set([...fields].flatMap((id) => papersOf(id) ?? []))
  return {
    ...plan,
    slots: plan.slots.filter(({ id }) => kept.has(id)),
    fields: plan.fields.filter(({ id }) => fields.has(id) || beside.has(id) || id.startsWith(":")),
    checks: plan.checks.filter(({ slot }) => kept.has(slot)),
    relations: [],
  }
}

/** States that the agency itself can end. */
export const lacking: ReadonlySet<State> = new Set(["blank", "unreadable", "claimed", "noEvidence", "due"])
