import type { Relation } from "../check/Relation.ts"
import * as build from "../formula/build.ts"
import type { FieldId } from "../formula/Formula.ts"
import type { ParseFormula, Problem } from "../rubric/Problem.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { type Compiling, FILLED, fieldsIn } from "./Compiling.ts"
import { Expansion } from "./Expansion.ts"
import { expandGroup } from "./expandGroup.ts"
import { expandLedgers } from "./expandLedgers.ts"
import { expandRelations } from "./expandRelations.ts"
import type { CheckPlan, Plan, RowSlot } from "./Plan.ts"
import { readFormula } from "./readFormula.ts"

/** Expands a rubric into its plan. What the rubric says wrongly is told as problems; the rest still computes. */
export const compile = (
  rubric: Rubric,
  parse: ParseFormula,
): { readonly plan: Plan; readonly problems: ReadonlyArray<Problem> } => {
  const expansion = new Expansion(rubric, parse)
  const { c } = expansion
  const groups = Object.keys(rubric.groups).map((group) =>
    expandGroup(c, group, { marks: expansion.marksOf(group), sections: expansion.sectionsOf(group) }),
  )
  const relations = expandRelations(c)
  const checks = [...expandChecks(c), ...relationChecks(c, relations)]
  const ledgers = expandLedgers(c, (inner) => compile(inner, parse))
  const plan: Plan = {
    rubric,
    fields: [...c.fields.values()],
    slots: c.slots.ordered(),
    scores: c.judged.size === 0 ? null : { slots: scoreSlots(c.judged) },
    groups,
    ledgers,
    checks,
    relations,
    workdays: null,
  }
  return { plan, problems: c.problems() }
}

const expandChecks = (c: Compiling): ReadonlyArray<CheckPlan> =>
  (c.rubric.checks ?? []).map((check, index) => {
    const id = `check.${index + 1}`
    const needs = new Set<FieldId>()
    for (const group of Object.keys(c.rubric.groups)) {
      const that = readFormula(c, check.that, "boolean", { use: "check", group, path: ["checks", index, "that"] })
      const conditions = c.conditionsOf([that])
      const own = [...new Set([...fieldsIn(that), ...conditions.flatMap((condition) => condition.needs)])]
      for (const field of own) needs.add(field)
      const known = build.and(
        ...own.map((field) => build.state(field, FILLED)),
        ...conditions.map((condition) => condition.known),
      )
      // what is not known yet contradicts nothing
      const formula = build.cases([[known, that]], build.truth(true))
      c.slots.add(group, id, { label: `勾稽 ${index + 1}`, type: "boolean", format: "number" }, formula)
    }
    return { index, slot: id, needs: [...needs], otherwise: check.otherwise, relation: null }
  })

/** The relations that fields declare, as far as a formula can say them: for forms that check themselves, after those written out. */
const relationChecks = (c: Compiling, relations: ReadonlyArray<Relation>): ReadonlyArray<CheckPlan> => {
  const first = (c.rubric.checks ?? []).length
  return relations
    .flatMap((relation) => (relation.that === null ? [] : [{ that: relation.that, relation }]))
    .map(({ that, relation }, place) => {
      const index = first + place
      const id = `check.${index + 1}`
      const needs = fieldsIn(that)
      const known = build.and(...needs.map((field) => build.state(field, FILLED)))
      const formula = build.cases([[known, that]], build.truth(true))
      for (const group of Object.keys(c.rubric.groups)) {
        c.slots.add(group, id, { label: `勾稽 ${index + 1}`, type: "boolean", format: "number" }, formula)
      }
      return { index, slot: id, needs, otherwise: relation.otherwise, relation }
    })
}

const scoreSlots = (judged: Compiling["judged"]): ReadonlyArray<RowSlot> => [
  { id: "points", label: "评分", type: "number", formula: build.input("points") },
  ...[...judged].map(([id, { criterion, side }]): RowSlot => {
    const own = build.equal(build.input("criterion"), build.text(criterion))
    return {
      id,
      label: `计入 ${criterion}${side === null ? "" : `(${side})`}`,
      type: "boolean",
      formula: side === null ? own : build.and(own, build.equal(build.input("side"), build.text(side))),
    }
  }),
]
