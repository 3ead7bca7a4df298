import { sourceName } from "../assess/explain.ts"
import type { GroupPlan, Plan } from "../plan/Plan.ts"
import { type Field, type Rubric, sourceOf } from "../rubric/Rubric.ts"

/** What a rubric asks of one bureau of a group (填报负担). */
export interface Demands {
  readonly group: string
  readonly title: string
  /** Figures that are scored or decide what applies. */
  readonly figures: number
  /** Those the bureau fills in itself. */
  readonly own: number
  /** Those that offices supply, most first. */
  readonly supplied: ReadonlyArray<{ readonly source: string; readonly count: number }>
  /** Papers that must be shown, and those that may be. */
  readonly papers: { readonly required: number; readonly optional: number }
  /** Criteria that people score. */
  readonly judged: number
  /** Figures of the bureau's own that stand in a criterion beside figures of exactly one office: it could supply them as well. */
  readonly couldSupply: ReadonlyArray<{ readonly source: string; readonly figures: ReadonlyArray<string> }>
}

export const demandsOf = (plan: Plan): ReadonlyArray<Demands> =>
  plan.groups.map((group) => {
    const { rubric } = plan
    const ids = [
      ...new Set(
        group.marks.flatMap(({ losses, appliesNeeds }) => [...losses.flatMap(({ needs }) => needs), ...appliesNeeds]),
      ),
    ]
    const fields = ids.flatMap((id) => rubric.fields[id] ?? [])
    const own = fields.filter((field) => sourceOf(field) === "self")
    const supplied = Map.groupBy(
      fields.filter((field) => sourceOf(field) !== "self"),
      sourceOf,
    )
    const papers = (need: "required" | "optional"): number =>
      own.filter(({ evidence }) => evidence?.need === need).length
    return {
      group: group.id,
      title: group.title,
      figures: fields.length,
      own: own.length,
      supplied: [...supplied]
        .map(([source, list]) => ({ source: sourceName(rubric, source), count: list.length }))
        .sort((a, b) => b.count - a.count || (a.source < b.source ? -1 : 1)),
      papers: { required: papers("required"), optional: papers("optional") },
      judged: group.marks.filter(({ losses }) => losses.some(({ judged }) => judged)).length,
      couldSupply: alternatives(group, rubric),
    }
  })

const alternatives = (group: GroupPlan, rubric: Rubric): Demands["couldSupply"] => {
  const found = new Map<string, Set<string>>()
  for (const { losses } of group.marks) {
    const fields = [...new Set(losses.flatMap(({ needs }) => needs))].flatMap((id) => rubric.fields[id] ?? [])
    const offices = new Set(fields.map(sourceOf).filter((source) => rubric.sources?.[source] !== undefined))
    const [office] = offices
    if (offices.size !== 1 || office === undefined) continue
    for (const field of fields.filter((one: Field) => sourceOf(one) === "self"))
      found.set(office, (found.get(office) ?? new Set()).add(field.label))
  }
  return [...found].map(([source, labels]) => ({ source: sourceName(rubric, source), figures: [...labels] }))
}
