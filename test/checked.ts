import {
  type Agency,
  acrossAgencies,
  assess,
  type Issue,
  type Plan,
  type Problem,
  plainAgency,
  readRubric,
  readSheet,
  type Table,
} from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"

/** Fields of a rubric as its author writes them, by id. */
export type FieldSources = { readonly [id: string]: { readonly [key: string]: unknown } }

/** What an agency wrote beside each field, by id. */
export type Written = { readonly [id: string]: string }

/** A small rubric with these fields, of which only one more is scored. */
export const rubricWith = (
  fields: FieldSources,
): { readonly plan: Plan; readonly problems: ReadonlyArray<Problem> } => {
  const source = {
    id: "small",
    title: "小细则",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: 4,
    groups: { all: "全体单位" },
    rankWithin: "group",
    fields: { scored: { label: "计分的一项", kind: "count", unit: "次" }, ...fields },
    sections: [
      {
        code: "A",
        title: "学法",
        full: 4,
        criteria: [
          {
            code: "A1",
            title: "学法",
            full: 4,
            clause: "不少于 4 次,每少一次扣 1 分。",
            rule: { kind: "too-few", count: "scored", atLeast: 4, points: 1 },
          },
        ],
      },
    ],
  }
  const { plan, problems } = readRubric(source, parseFormula)
  if (plan === null) throw new Error(JSON.stringify(problems))
  return { plan, problems }
}

const agencyOf = (code: string, group: string): Agency =>
  plainAgency({
    code,
    name: `单位${code}`,
    group,
    at: { kind: "file", file: "agencies.csv" },
  })

/** A form with one line for each field, in the order given: the first figure stands in B2. */
export const formOf = (plan: Plan, code: string, written: Written): Table => {
  const lines = [
    ["填报项", "填报值"],
    ...Object.entries(written).map(([id, text]) => [plan.rubric.fields[id]?.label ?? id, text]),
  ]
  return {
    file: `sheets/${code}.csv`,
    sheet: null,
    cells: lines.flatMap((line, row) =>
      line.flatMap((text, column) =>
        text === "" ? [] : [{ row: row + 1, column: column + 1, content: { kind: "text", text } as const }],
      ),
    ),
    merges: [],
    hidden: { sheet: false, rows: [], columns: [] },
  }
}

type Sheets = { readonly [agency: string]: Written }

/** What is found when these sheets are handed in, agency by agency: only what concerns figures together. */
export const findingsIn = (plan: Plan, sheets: Sheets): ReadonlyArray<Issue> =>
  handedIn(plan, sheets).issues.filter(({ code }) => code.startsWith("check/"))

/** What is found when the agencies are looked at side by side. */
export const findingsAcross = (plan: Plan, sheets: Sheets): ReadonlyArray<Issue> =>
  acrossAgencies(handedIn(plan, sheets).part)

export const handedIn = (plan: Plan, sheets: Sheets) => {
  const agencies = Object.keys(sheets).map((code) => agencyOf(code, plan.groups[0]?.id ?? ""))
  const read = readSheet(plan.rubric, agencies)
  const entries = Object.entries(sheets).flatMap(
    ([code, written]) => read(formOf(plan, code, written), { source: "self", agency: code }).entries,
  )
  return assess(
    plan,
    { agencies, entries, scores: [], decisions: [], applicability: [] },
    { asOf: 0, due: null, evidenceDue: null },
  )
}

/** What is found in the one sheet of one agency, as `error check/sum`. */
export const told = (fields: FieldSources, written: Written): ReadonlyArray<string> =>
  findingsIn(rubricWith(fields).plan, { "1": written }).map(({ severity, code }) => `${severity} ${code}`)
