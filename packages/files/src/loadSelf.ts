import { basename, dirname, join, resolve } from "node:path"
import {
  type Agency,
  agencyNameIn,
  assess,
  LedgerBook,
  nearest,
  parseDay,
  plainAgency,
  type Rubric,
  readOwners,
  readSheet,
  readStamp,
  selfReported,
  version,
} from "@fadu/engine"
import { Effect, FileSystem } from "effect"
import type { FileUnreadable } from "./FileUnreadable.ts"
import type { RubricMissing } from "./findRubric.ts"
import { addAccounts, type LoadedRound, stampOf, Unusable, unusable } from "./LoadedRound.ts"
import { loadRubric } from "./loadRubric.ts"
import { readSheetFile } from "./SheetFile.ts"
import { stampIssues } from "./stampIssues.ts"

/** What a bureau asks of its own sheet. */
export interface SelfRequest {
  readonly sheet: string
  /** Null: as the form itself says at its head. */
  readonly rubric: string | null
  /** Id or title; null where the form says it, or the rubric has one group. */
  readonly group: string | null
  /** `2026-11-30`; null for the last day of the period. */
  readonly asOf: string | null
  readonly installation: string
}

/**
 * Scores one bureau's own sheet (自查). What a named source will supply is taken from the bureau's own figures; scores and recognition
 * stay open.
 */
export const loadSelf = Effect.fn("loadSelf")(function* (
  request: SelfRequest,
): Effect.fn.Return<LoadedRound, FileUnreadable | RubricMissing | Unusable, FileSystem.FileSystem> {
  const file = basename(request.sheet)
  const sheet = yield* readSheetFile(resolve(request.sheet), file)
  const stamp = sheet.tables.map(readStamp).find((found) => found !== null) ?? null
  const named = request.rubric ?? stamp?.rubric ?? null
  if (named === null) {
    return yield* new Unusable({
      file: "--rubric",
      sentences: [`${file} 不是 fadu template 写出的填报表,请写明评分细则:细则文件,或自带细则的名称`],
    })
  }
  const loaded = yield* loadRubric(named, {
    round: process.cwd(),
    installation: request.installation,
    cases: false,
  })
  if (loaded.plan === null) return yield* unusable(loaded.file, loaded.issues)
  const plan = selfReported(loaded.plan)
  const isOwn = stamp !== null && stamp.rubric === plan.rubric.id
  const group = yield* groupOf(plan.rubric, request.group ?? (isOwn ? stamp.group : null))
  const asOf = request.asOf ?? plan.rubric.period.to
  const today = parseDay(asOf)
  if (today === null) {
    return yield* new Unusable({ file: "--asof", sentences: [`写作“${asOf}”,不是日期;写作 2026-11-30`] })
  }
  const owners = yield* ownersBeside(request.sheet, plan.rubric)
  const name = sheet.tables.map((table) => agencyNameIn(plan.rubric, table)).find((found) => found !== null)
  const agency: Agency = plainAgency({
    code: "本单位",
    name: name ?? "本单位",
    group,
    ranked: false,
    at: { kind: "file", file },
  })
  const book = new LedgerBook(plan, today)
  const read = readSheet(plan.rubric, [agency], book)
  const reads = sheet.tables.map((table) => read(table, { source: "self", agency: agency.code }))
  const scored = assess(
    plan,
    {
      agencies: [agency],
      entries: [...reads.flatMap(({ entries }) => entries), ...book.entries([agency.code])],
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf: today, due: null, evidenceDue: null },
  )
  return {
    assessment: {
      stamp: {
        title: plan.rubric.title,
        rubrics: [stampOf(loaded, plan)],
        engine: version,
        stage: "自评",
        asOf,
        issuer: null,
        evidenceDue: null,
        objections: null,
        team: [],
        publish: { totals: false, places: false },
        inputs: [{ file, hash: sheet.hash, agency: agency.code }],
        decisions: 0,
      },
      parts: [scored.part],
      issues: [
        ...loaded.issues.filter(({ severity }) => severity === "error"),
        ...sheet.issues,
        ...reads.flatMap(({ issues }) => issues),
        ...owners.issues,
        ...stampIssues(file, sheet.tables, {
          rubrics: [plan.rubric],
          remedy: "请改用现行版本的填报表,或以 --rubric 指定原来的细则",
        }),
        ...scored.issues,
      ],
    },
    account: addAccounts(reads.map(({ account }) => account)),
    cases: [],
    claims: reads.flatMap(({ claims }) => claims),
    papers: reads.flatMap(({ papers }) => papers),
    objections: [],
    round: null,
    owners: owners.values,
  }
})

/** owners.csv in the folder of the sheet, if there is one. */
const ownersBeside = Effect.fnUntraced(function* (sheet: string, rubric: Rubric) {
  const fs = yield* FileSystem.FileSystem
  const path = join(dirname(resolve(sheet)), "owners.csv")
  if (!(yield* Effect.orElseSucceed(fs.exists(path), () => false))) return { values: [], issues: [] }
  const { tables, issues } = yield* readSheetFile(path, "owners.csv")
  const reads = tables.map((table) => readOwners(rubric, table))
  return {
    values: reads.flatMap(({ values }) => values),
    issues: [...issues, ...reads.flatMap((read) => read.issues)],
  }
})

const groupOf = (rubric: Rubric, wanted: string | null): Effect.Effect<string, Unusable> => {
  const groups = Object.entries(rubric.groups)
  const names = groups.map(([id, title]) => `${id}(${title})`).join("、")
  const [only] = groups
  if (wanted === null) {
    return groups.length === 1 && only !== undefined
      ? Effect.succeed(only[0])
      : Effect.fail(new Unusable({ file: "--group", sentences: [`这份细则有几个组,请写明本单位属于哪一组:${names}`] }))
  }
  const found = groups.find(([id, title]) => id === wanted || title === wanted)
  if (found !== undefined) return Effect.succeed(found[0])
  const guess = nearest(wanted, groups.flat())
  return Effect.fail(
    new Unusable({
      file: "--group",
      sentences: [`没有组“${wanted}”${guess === null ? "" : `,是否为“${guess}”?`};可用:${names}`],
    }),
  )
}
