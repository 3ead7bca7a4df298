import type { Agency, Entry } from "../Entry.ts"
import type { Issue } from "../Issue.ts"
import { lastYear, lastYearField, type Plan } from "../plan/Plan.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import type { Account } from "./Page.ts"
import { readSheet } from "./readSheet.ts"
import type { Table } from "./Table.ts"

/** Reads last-year.csv (上年数据): the figures of the year before, in any shape a sheet may have, whoever supplies them this year. */
export const readLastYear = (
  rubric: Rubric,
  roster: ReadonlyArray<Agency>,
): ((table: Table) => {
  readonly entries: ReadonlyArray<Entry>
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
}) => {
  const read = readSheet(ofLastYear(rubric), roster)
  return (table) => read(table, { source: lastYear, agency: null })
}

/** Figures of last year as the rules of this year read them: `last(x)`. */
export const asLastYear = (plan: Plan, figures: ReadonlyArray<Entry>): ReadonlyArray<Entry> => {
  const read = new Set(plan.fields.map(({ id }) => id))
  return figures.flatMap((entry) => {
    const field = lastYearField(entry.field)
    return read.has(field) ? [{ ...entry, field }] : []
  })
}

/** The rubric as the table of last year is read by: every field comes from there, and nothing is proved or counted again. */
const ofLastYear = ({ ledgers: _, ...rubric }: Rubric): Rubric => ({
  ...rubric,
  sources: { ...rubric.sources, [lastYear]: "上年数据" },
  fields: Object.fromEntries(
    Object.entries(rubric.fields).map(([id, { evidence: _evidence, counted: _counted, ...field }]) => [
      id,
      { ...field, source: lastYear },
    ]),
  ),
})
