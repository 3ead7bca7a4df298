import {
  type Applicability,
  acrossAgencies,
  againstLastYear,
  asLastYear,
  assess,
  type Calendar,
  type Decision,
  type Entry,
  LedgerBook,
  type Objection,
  type Part,
  type Plan,
  type Round,
  readApplicability,
  readDecisions,
  readGiven,
  readLastYear,
  readObjections,
  readRoster,
  readScores,
  type Score,
} from "@fadu/engine"
import { Effect } from "effect"
import { fitRecords } from "./fitRecords.ts"
import type { RoundFiles } from "./RoundFolder.ts"
import { readSubmitted } from "./readSubmitted.ts"
import { withoutLastYear, withoutRubric } from "./roundProblems.ts"
import { Understanding } from "./Understanding.ts"

export interface RubricInRound {
  readonly plan: Plan
  readonly groups: ReadonlyArray<string>
}

/** Every table read with every rubric, then each rubric's agencies scored. */
export const understandRound = Effect.fnUntraced(function* (
  files: RoundFiles,
  rubrics: ReadonlyArray<RubricInRound>,
  { calendar, sides }: { readonly calendar: Calendar; readonly sides: NonNullable<Round["sides"]> },
) {
  const sideOf = new Map(Object.entries(sides).flatMap(([side, names]) => names.map((name) => [name, side] as const)))
  // a table says it of its own scorer; else it is as the round has it
  const onSide = (score: Score): Score => {
    const side = score.side ?? sideOf.get(score.scorer)
    return side === undefined ? score : { ...score, side }
  }
  const told = new Understanding(rubrics.map(({ plan }) => plan.rubric))
  const rosters = files.roster.map((table) =>
    readRoster(
      rubrics.map(({ plan }) => plan.rubric),
      table,
    ),
  )
  for (const roster of rosters) told.keep(roster)
  const agencies = rosters.flatMap(({ values }) => values)

  const books = rubrics.map(({ plan }) => new LedgerBook(plan, calendar.asOf))
  const sheets = yield* readSubmitted(files.handedIn, { rubrics, agencies, books, told })
  const given = told.read(files.given, (rubric, table) => readGiven(rubric, agencies, table))
  const applicability = told.read(files.applicability, (rubric, table) => readApplicability(rubric, agencies, table))
  const scores = told.read(files.scores, (rubric, table) => readScores(rubric, agencies, table))
  const decisions = told.read(files.decisions, (rubric, table) => readDecisions(rubric, agencies, table))

  const before = told.read(files.lastYear, (rubric, table) => readLastYear(rubric, agencies)(table))
  const objections = told.read(files.objections, (rubric, table) => readObjections(rubric, agencies, table))

  const records = fitRecords(files.records, { rubrics: rubrics.map(({ plan }) => plan.rubric), agencies })
  told.tell(records.issues)

  const parts: Array<Part> = []
  const raised: Array<Objection> = []
  rubrics.forEach(({ plan, groups }, index) => {
    const own = agencies.filter(({ group }) => groups.includes(group))
    const values = <A>(lists: ReadonlyArray<ReadonlyArray<{ readonly values: ReadonlyArray<A> }>>): ReadonlyArray<A> =>
      (lists[index] ?? []).flatMap((one) => one.values)
    const decided = [...values<Decision>(decisions), ...records.decisions]
    const then = (before[index] ?? []).flatMap(({ entries }) => entries)
    const scored = assess(
      plan,
      {
        agencies: own,
        entries: [
          ...rosters.flatMap(({ entries }) => entries),
          ...(sheets.byRubric[index] ?? []).flatMap(({ entries }) => entries),
          ...values<Entry>(given),
          ...(books[index]?.entries(
            own.map(({ code }) => code),
            decided.filter(({ agency }) => own.some(({ code }) => code === agency)),
          ) ?? []),
          ...asLastYear(plan, then),
        ],
        tables: (sheets.byRubric[index] ?? []).flatMap(({ table }) => table ?? []),
        scores: [...values<Score>(scores), ...records.scores].map(onSide),
        decisions: decided,
        applicability: values<Applicability>(applicability),
      },
      calendar,
    )
    told.tell(books[index]?.issues() ?? [])
    parts.push(scored.part)
    for (const issues of [scored.issues, acrossAgencies(scored.part), againstLastYear([scored.part], then)])
      told.tell(issues)
    const codes = new Set(own.map(({ code }) => code))
    for (const one of values<Objection>(objections)) if (codes.has(one.agency)) raised.push(one)
  })
  told.tell(
    withoutLastYear(
      rubrics.map(({ plan }) => plan),
      files.lastYear.length > 0,
    ),
  )
  // these do not depend on the rubric
  const [first = []] = sheets.byRubric
  return {
    parts,
    claims: first.flatMap(({ claims }) => claims),
    papers: first.flatMap(({ papers }) => papers),
    objections: raised,
    issues: [...told.issues, ...withoutRubric(agencies, rubrics)],
    account: told.account,
    decisions:
      records.decisions.length +
      Math.max(0, ...decisions.map((reads) => reads.reduce((sum, { values }) => sum + values.length, 0))),
    /** What was handed in, by file. */
    handedIn: sheets.byFile,
  }
})
