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
  /** Beside them, what it is asked for and nobody is scored by: texts, totals to check against. */
  readonly unscored: number
  /** Figures of an office that the bureau states as well, for the time being (暂以自报数计). */
  readonly provisional: number
  /** Ledgers that the bureau hands in: its own figures are counted from them. */
  readonly ledgers: ReadonlyArray<string>
  /** Those that offices supply, most first. */
  readonly supplied: ReadonlyArray<{ readonly source: string; readonly count: number }>
  /** Papers that must be shown, and those that may be. */
  readonly papers: { readonly required: number; readonly optional: number }
  /** Criteria that people score. */
  readonly judged: number
  /** Figures of the bureau's own that stand in a criterion beside figures of exactly one office: it could supply them as well. */
  readonly couldSupply: ReadonlyArray<{ readonly source: string; readonly figures: ReadonlyArray<string> }>
}

export const demandsOf = (plan: Plan): ReadonlyArray<Demands> => {
  const { rubric } = plan
  const read = new Set(plan.groups.flatMap(readBy))
  const unread = Object.entries(rubric.fields).filter(([id, field]) => !read.has(id) && sourceOf(field) === "self")
  return plan.groups.map((group) => {
    const ids = readBy(group)
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
      unscored: unread.length,
      provisional: fields.filter(({ source, otherwise }) => source !== undefined && otherwise === "self").length,
      ledgers: [
        ...new Set(
          [...own, ...unread.map(([, field]) => field)].flatMap(({ counted }) =>
            counted === undefined ? [] : [rubric.ledgers?.[counted.from]?.label ?? counted.from],
          ),
        ),
      ],
      supplied: [...supplied]
        .map(([source, list]) => ({ source: sourceName(rubric, source), count: list.length }))
        .sort((a, b) => b.count - a.count || (a.source < b.source ? -1 : 1)),
      papers: { required: papers("required"), optional: papers("optional") },
      judged: group.marks.filter(({ losses }) => losses.some(({ judged }) => judged)).length,
      couldSupply: alternatives(group, rubric),
    }
  })
}

/** The figures by which a group is scored, or which decide what applies to it. */
const readBy = (group: GroupPlan): ReadonlyArray<string> => [
  ...new Set(
    group.marks.flatMap(({ losses, appliesNeeds }) => [...losses.flatMap(({ needs }) => needs), ...appliesNeeds]),
  ),
]

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
