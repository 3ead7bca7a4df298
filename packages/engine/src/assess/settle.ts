import type { FieldId } from "../formula/Formula.ts"
import { type Issue, placeOf } from "../Issue.ts"
import { type Plan, papersOf } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import { states as allStates, stateIndex } from "../State.ts"
import { compareText, sorted } from "./compareText.ts"
import { emptyColumn } from "./evaluate.ts"
import type { FieldColumn, Figures, Unit } from "./Figures.ts"
import { isPlain, type Origin, Origins, type PlainEntries } from "./Origins.ts"
import { PlacedEntries } from "./PlacedEntries.ts"
import { type Calendar, inOrder, type Submissions } from "./Submissions.ts"
import { settleApplicability } from "./settleApplicability.ts"
import { settleField } from "./settleField.ts"
import { settlePapers } from "./settlePapers.ts"
import { settleScores } from "./settleScores.ts"
import { settleTeamField } from "./settleTeamField.ts"

/**
 * Which figure counts: decision, then the named source, then the self-report; and in what state it is.
 * Differences between sources and conflicts between decisions are told, never settled by an order of files.
 */
export const settle = (
  plan: Plan,
  submissions: Submissions,
  calendar: Calendar,
): { readonly figures: Figures; readonly issues: ReadonlyArray<Issue> } => {
  const given = inOrder(submissions)
  const issues: Array<Issue> = []
  const groupOrder = new Map(plan.groups.map((group, index) => [group.id, index]))
  const submitted = new Set<string>()
  for (const { source, agency } of given.entries) if (source === "self") submitted.add(agency)
  for (const { source, agencies } of given.tables ?? [])
    if (source === "self") for (const agency of agencies) submitted.add(agency)
  // where the rubric asks the agencies for nothing, none is late
  const asks = plan.fields.some(
    ({ field }) => field !== null && (sourceOf(field) === "self" || field.otherwise === "self"),
  )
  const units: ReadonlyArray<Unit> = given.agencies
    .filter((agency) => groupOrder.has(agency.group))
    .map((agency) => ({ ...agency, submitted: !asks || submitted.has(agency.code) }))
    .sort((a, b) => (groupOrder.get(a.group) ?? 0) - (groupOrder.get(b.group) ?? 0) || compareText(a.code, b.code))

  const fieldPlaces = new Map(plan.fields.map(({ id }, index) => [id, index]))
  const unitPlaces = new Map(units.map(({ code }, index) => [code, index]))
  const entries = new PlacedEntries(given, fieldPlaces, unitPlaces)
  const decisionsByTarget = Map.groupBy(given.decisions, ({ target }) => target)
  const applies = settleApplicability(plan, units, given, issues)

  const fields = new Map<FieldId, FieldColumn>()
  plan.fields.forEach((field, position) => {
    const source = field.field === null ? "" : sourceOf(field.field)
    // stands after the figure whose papers it counts
    const beside = papersOf(field.id)
    // what the team decides for a whole agency has no target
    const decisions = Map.groupBy(
      decisionsByTarget.get(field.field === null ? "" : field.id) ?? [],
      ({ agency }) => agency,
    )
    const column = emptyColumn(field.type, units.length)
    const states = new Uint8Array(units.length)
    const origins = new Map<number, Origin>()
    units.forEach((unit, index) => {
      const written = field.field === null ? [] : entries.at(position, index)
      const settled =
        beside !== null
          ? settlePapers(fields, index, {
              of: beside,
              evidence: plan.rubric.fields[beside]?.evidence,
              state: allStates[fields.get(beside)?.states[index] ?? -1] ?? "blank",
              calendar,
            })
          : field.field === null
            ? settleTeamField(field, unit, { applies, decisions })
            : settleField(
                {
                  field,
                  source,
                  unit,
                  entries: sorted(written, ({ at, source, raw, evidence }) => [
                    placeOf(at),
                    source,
                    raw,
                    evidence ?? "",
                  ]),
                  decisions: decisions.get(unit.code) ?? [],
                },
                { calendar, appliesHere: () => applies.confirmed(unit, field.id), tell: (issue) => issues.push(issue) },
              )
      states[index] = stateIndex(settled.state)
      if (!isPlain(settled.origin, written)) origins.set(index, settled.origin)
      const { value } = settled
      if (column.type === "number" && value instanceof Rational) column.values[index] = value
      if (column.type === "boolean" && typeof value === "boolean") column.values[index] = value
      if (column.type === "text" && typeof value === "string") column.values[index] = value
    })
    const plain = field.field === null ? noEntries : entriesOf(entries, position)
    fields.set(field.id, { column, states, origins: new Origins(plain, units.length, origins) })
  })
  return {
    figures: {
      units,
      fields,
      scores: settleScores(plan, units, given.scores, issues),
      persons: [
        ...new Set([...given.scores.map(({ scorer }) => scorer), ...given.decisions.flatMap(({ by }) => by)]),
      ].sort(compareText),
    },
    issues,
  }
}

const noEntries: PlainEntries = { only: () => null, said: () => null }

const entriesOf = (entries: PlacedEntries, field: number): PlainEntries => ({
  only: (unit) => entries.only(field, unit),
  said: (unit) => entries.said(field, unit),
})
