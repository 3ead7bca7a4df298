import { resolve } from "node:path"
import { type Calendar, type Plan, parseDay, type Round, readCalendar, type Stamp, version } from "@fadu/engine"
import { Effect, type FileSystem } from "effect"
import type { FileUnreadable } from "./FileUnreadable.ts"
import type { RubricMissing } from "./findRubric.ts"
import { addAccounts, type LoadedRound, stampOf, Unusable, unusable } from "./LoadedRound.ts"
import { type LoadedRubric, loadRubric, type RubricPlaces } from "./loadRubric.ts"
import { unusedDays, withWorkdays } from "./loadWorkdays.ts"
import { type RoundIncomplete, readRoundFolder } from "./RoundFolder.ts"
import { asksAgencies, tooEarly } from "./roundProblems.ts"
import { understandRound } from "./understandRound.ts"

/** Reads the folder of a round and scores it. Nothing is written. */
export const loadRound = Effect.fn("loadRound")(function* (
  folder: string,
  places: Pick<RubricPlaces, "installation" | "cases"> & {
    /** Rules to score by instead of those that round.yaml names; null for those. */
    readonly rubric?: string | null
  },
): Effect.fn.Return<LoadedRound, FileUnreadable | RoundIncomplete | RubricMissing | Unusable, FileSystem.FileSystem> {
  const root = resolve(folder)
  const files = yield* readRoundFolder(root)
  const { round } = files
  if (round === null) return yield* unusable("round.yaml", files.roundIssues)
  const instead = places.rubric ?? null
  const named = instead === null ? rubricsOf(round) : [{ name: instead, groups: null }]
  if (named.length === 0) {
    return yield* new Unusable({
      file: "round.yaml",
      sentences: ["没有写明评分细则;请写 rubric: 细则文件或自带细则的名称"],
    })
  }
  const rubrics: Array<{ readonly loaded: LoadedRubric; readonly plan: Plan; readonly groups: ReadonlyArray<string> }> =
    []
  const calendars = files.calendar.map(readCalendar)
  const calendar = calendars.flatMap(({ values }) => values)
  for (const { name, groups } of named) {
    const loaded = yield* loadRubric(name, { round: root, ...places })
    if (loaded.plan === null) return yield* unusable(loaded.file, loaded.issues)
    const plan = yield* withWorkdays(loaded.plan, calendar)
    rubrics.push({ loaded, plan, groups: groups ?? Object.keys(plan.rubric.groups) })
  }
  const tables = rubrics.flatMap(({ loaded }) => loaded.tables.map((name) => loaded.file.replace(/[^/]*$/, name)))
  const scored = yield* understandRound(files, rubrics, { calendar: calendarOf(round), sides: round.sides ?? {} })
  const stamp: Stamp = {
    title: round.title,
    rubrics: rubrics.map(({ loaded, plan }) => stampOf(loaded, plan)),
    engine: version,
    stage: round.stage,
    asOf: round.asOf,
    issuer: round.issuer ?? null,
    evidenceDue: round.evidenceDue ?? null,
    objections: round.objections ?? null,
    team: round.team ?? [],
    publish: { totals: round.publish?.totals ?? false, places: round.publish?.places ?? false },
    inputs: files.inputs.map((input) => ({
      ...input,
      hash: input.hash ?? scored.handedIn.get(input.file)?.hash ?? "",
      agency: scored.handedIn.get(input.file)?.agency ?? null,
    })),
    decisions: scored.decisions,
  }
  return {
    assessment: {
      stamp,
      parts: scored.parts,
      issues: [
        ...files.roundIssues,
        ...rubrics.flatMap(({ loaded }) => loaded.issues),
        ...files.issues.filter(
          ({ code, at }) =>
            (code !== "round/no-sheets" || rubrics.some(({ plan }) => asksAgencies(plan))) &&
            !(code === "round/unused" && at !== null && tables.includes(at.file)),
        ),
        ...calendars.flatMap(({ issues }) => issues),
        ...(yield* unusedDays(calendar, files.calendar[0]?.file ?? "calendar.csv")),
        ...scored.issues,
        ...tooEarly(round, scored.parts),
      ],
    },
    account: addAccounts([scored.account, ...calendars.map(({ account }) => account)]),
    cases: rubrics.flatMap(({ loaded }) => (loaded.cases === null ? [] : [loaded.cases])),
    claims: scored.claims,
    papers: scored.papers,
    objections: scored.objections,
    round,
    owners: [],
  }
})

/** Rubric files and the groups each is for; null for all groups of the rubric. */
const rubricsOf = (
  round: Round,
): ReadonlyArray<{ readonly name: string; readonly groups: ReadonlyArray<string> | null }> => {
  if (round.rubrics === undefined) return round.rubric === undefined ? [] : [{ name: round.rubric, groups: null }]
  const byName = new Map<string, Array<string>>()
  for (const [group, name] of Object.entries(round.rubrics)) byName.set(name, [...(byName.get(name) ?? []), group])
  return [...byName].map(([name, groups]) => ({ name, groups }))
}

const calendarOf = (round: Round): Calendar => ({
  asOf: parseDay(round.asOf) ?? 0,
  due: round.due === undefined ? null : parseDay(round.due),
  evidenceDue: round.evidenceDue === undefined ? null : parseDay(round.evidenceDue),
})
