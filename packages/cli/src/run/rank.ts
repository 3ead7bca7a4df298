import { resolve } from "node:path"
import { type Assessment, claimCards, document, openDocument, restrict, yearDocument } from "@fadu/engine"
import { Console, Effect, Option } from "effect"
import { readAudience } from "../audience.ts"
import { UsedWrongly } from "../Done.ts"
import { loadRound } from "../loadRound.ts"
import { besidePrevious } from "../previous.ts"
import { Screen } from "../Screen.ts"
import { rankingLines } from "../text/ranking.ts"
import { yearLines } from "../text/yearOnYear.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Scores the round, prints the ranking, and with `out` writes the workbook. */
export const runRank = Effect.fnUntraced(function* (given: {
  readonly round: string
  readonly out: Option.Option<string>
  readonly against: Option.Option<string>
  readonly json: boolean
  readonly for: string
}) {
  if (Option.isSome(given.out) && !/\.xlsx$/i.test(given.out.value)) {
    return yield* new UsedWrongly({ sentence: `-o 写作“${given.out.value}”;排名只写成工作簿,文件名须以 .xlsx 结尾` })
  }
  const loaded = yield* loadRound(given.round)
  const against = Option.getOrNull(given.against)
  // the workbook has the comparison wherever round.yaml names the year before; on the screen it is asked for
  const { assessment, yearFor } =
    against === null && Option.isNone(given.out)
      ? { ...loaded, yearFor: () => null }
      : yield* besidePrevious(given.round, loaded, against)
  const audience = yield* readAudience(given.for, assessment)
  if (Option.isSome(given.out)) yield* fitsWorkbook(assessment)
  const full = Option.isSome(given.out) ? document(assessment) : openDocument(assessment)
  const copy = restrict(full, audience)
  const year = yearFor(copy, audience)
  if (Option.isSome(given.out)) {
    const { workbook } = yield* Effect.promise(() => import("@fadu/report"))
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    const path = resolve(given.out.value)
    const bytes = yield* Effect.promise(() =>
      workbook(assessment, copy, { audience, year, claims: claimCards(copy, loaded.claims) }),
    )
    yield* writeFile(path, bytes)
    yield* Console.error(`已写出 ${given.out.value}`)
  }
  const screen = yield* Screen
  if (given.json) yield* printJson(year === null ? copy : { ...copy, previous: yearDocument(year, copy) })
  else
    yield* printLines([
      ...rankingLines(copy, screen),
      ...(year === null || against === null ? [] : yearLines(copy, year, screen)),
    ])
  yield* finish(copy.issues)
})

/** A workbook has a row for each point lost, and no sheet more than a million; what is larger is refused before it is made. */
const fitsWorkbook = Effect.fnUntraced(function* ({ parts }: Assessment) {
  const marks = parts.map(({ plan, figures }) => ({
    agencies: figures.units.length,
    criteria: Math.max(0, ...plan.groups.map((group) => group.marks.length)),
  }))
  const count = marks.reduce((sum, { agencies, criteria }) => sum + agencies * criteria, 0)
  if (count <= MOST_MARKS) return
  const agencies = marks.reduce((sum, one) => sum + one.agencies, 0)
  return yield* new UsedWrongly({
    sentence: `-o:${agencies} 个单位的单项得分共 ${count} 个,一本工作簿写不下(至多 ${MOST_MARKS} 个);请按组分成几个考核批次,或不写 -o 看排名,用 --json 存下全部结果`,
  })
})

const MOST_MARKS = 500_000
