import * as build from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import type { ParseFormula, Problem } from "../rubric/Problem.ts"
import { fullFor, type Rubric } from "../rubric/Rubric.ts"
import { Compiling, FILLED, fieldsIn } from "./Compiling.ts"
import { expandGroup } from "./expandGroup.ts"
import { expandMark } from "./expandMark.ts"
import type { CheckPlan, MarkPlan, Plan, RowSlot } from "./Plan.ts"

/** Expands a rubric into its plan. What the rubric says wrongly is told as problems; the rest still computes. */
export const compile = (
  rubric: Rubric,
  parse: ParseFormula,
): { readonly plan: Plan; readonly problems: ReadonlyArray<Problem> } => {
  const c = new Compiling(rubric, parse)
  const marks = new Map<string, Array<MarkPlan>>(Object.keys(rubric.groups).map((group) => [group, []]))
  rubric.sections.forEach((section, s) => {
    section.criteria.forEach((criterion, i) => {
      const path = ["sections", s, "criteria", i]
      for (const [group, list] of marks) {
        const full = fullFor(criterion.full, group)
        if (full !== null) list.push(expandMark(c, { section, criterion, group, full: Rational.of(full), path }))
      }
    })
  })
  const groups = [...marks].map(([group, list]) => expandGroup(c, group, list))
  const checks = expandChecks(c)
  const plan: Plan = {
    rubric,
    fields: [...c.fields.values()],
    slots: c.slots.ordered(),
    scores: c.judged.size === 0 ? null : { slots: scoreSlots([...c.judged]) },
    groups,
    checks,
    workdays: null,
  }
  return { plan, problems: c.problems() }
}

const expandChecks = (c: Compiling): ReadonlyArray<CheckPlan> => {
  return (c.rubric.checks ?? []).map((check, index) => {
    const that = c.formula(check.that, ["checks", index, "that"], "boolean")
    const needs = fieldsIn(that)
    const known = build.and(...needs.map((field) => build.state(field, FILLED)))
    // what is not known yet contradicts nothing
    const formula = build.cases([[known, that]], build.truth(true))
    const id = `check.${index + 1}`
    for (const group of Object.keys(c.rubric.groups)) {
      c.slots.add(group, id, { label: `勾稽 ${index + 1}`, type: "boolean", format: "number" }, formula)
    }
    return { index, slot: id, needs, otherwise: check.otherwise }
  })
}

const scoreSlots = (criteria: ReadonlyArray<string>): ReadonlyArray<RowSlot> => [
  { id: "points", label: "评分", type: "number", formula: build.input("points") },
  ...criteria.map(
    (code): RowSlot => ({
      id: code,
      label: `计入 ${code}`,
      type: "boolean",
      formula: build.equal(build.input("criterion"), build.text(code)),
    }),
  ),
]
