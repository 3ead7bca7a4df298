import type { Finding, Relation } from "../check/Relation.ts"
import type { SlotId } from "../formula/Formula.ts"
import type { Column } from "../formula/Kind.ts"
import type { Address, Issue } from "../Issue.ts"
import type { Plan } from "../plan/Plan.ts"
import { stateIndex } from "../State.ts"
import type { Figures } from "./Figures.ts"
import { figuresGiven } from "./figuresGiven.ts"

/** Relations between figures that do not hold (勾稽关系), agency by agency. They are told and change no score. */
export const checkRelations = (
  plan: Plan,
  figures: Figures,
  slots: ReadonlyMap<SlotId, Column>,
): ReadonlyArray<Issue> => [...writtenChecks(plan, figures, slots), ...declaredRelations(plan, figures, slots)]

const declaredRelations = (plan: Plan, figures: Figures, slots: ReadonlyMap<SlotId, Column>): ReadonlyArray<Issue> => {
  if (plan.relations.length === 0) return []
  const given = figuresGiven(plan, figures)
  const settled = plan.relations.map((relation) => ({ relation, holds: holding(plan, relation, { figures, slots }) }))
  return figures.units.flatMap(({ code }, index) => {
    const own = given(index)
    return settled.flatMap(({ relation, holds }): ReadonlyArray<Issue> => {
      const finding = holds(index) ? null : relation.find(own)
      return finding === null ? [] : [issueOf(finding, code)]
    })
  })
}

const FILLED = new Set((["filled", "verified", "corrected"] as const).map(stateIndex))

/** Whether a relation is known to hold already: its slot says so, and every figure is there. Most are, and need no closer look. */
const holding = (
  plan: Plan,
  relation: Relation,
  { figures, slots }: { readonly figures: Figures; readonly slots: ReadonlyMap<SlotId, Column> },
): ((unit: number) => boolean) => {
  const check = plan.checks.find((one) => one.relation === relation)
  const column = check === undefined ? undefined : slots.get(check.slot)
  if (column?.type !== "boolean") return () => false
  const states = relation.needs.map((id) => figures.fields.get(id)?.states)
  return (unit) => column.values[unit] === true && states.every((of) => FILLED.has(of?.[unit] ?? -1))
}

const issueOf = ({ severity, code, message, remedy, figures }: Finding, agency: string): Issue => {
  const [first = null, ...others] = figures.flatMap(({ at }) => at ?? [])
  return { severity, code, message, remedy, at: first, ...beside(others), agency }
}

/** What the rubric says in a formula and a sentence of its own. */
const writtenChecks = (plan: Plan, figures: Figures, slots: ReadonlyMap<SlotId, Column>): ReadonlyArray<Issue> =>
  plan.checks
    .filter(({ relation }) => relation === null)
    .flatMap(({ slot, needs, otherwise }) =>
      figures.units.flatMap((unit, index): ReadonlyArray<Issue> => {
        const column = slots.get(slot)
        if (column?.type === "boolean" && column.values[index] === true) return []
        const [first = null, ...others] = needs.flatMap(
          (id) => figures.fields.get(id)?.origins.at(index)?.entry?.at ?? [],
        )
        return [
          {
            severity: "warning",
            code: "check/relation",
            message: `${unit.name}:${otherwise}`,
            remedy: "请核对所涉各项数据,更正其中有误的一项",
            at: first,
            ...beside(others),
            agency: unit.code,
          },
        ]
      }),
    )

const beside = (others: ReadonlyArray<Address>): Pick<Issue, "also"> => (others.length === 0 ? {} : { also: others })
