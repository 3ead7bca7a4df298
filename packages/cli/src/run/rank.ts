import { resolve } from "node:path"
import { document, restrict } from "@fadu/engine"
import { Console, Effect, Option } from "effect"
import { readAudience } from "../audience.ts"
import { UsedWrongly } from "../Done.ts"
import { loadRound } from "../loadRound.ts"
import { Screen } from "../Screen.ts"
import { rankingLines } from "../text/ranking.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Scores the round, prints the ranking, and with `out` writes the workbook. */
export const runRank = Effect.fnUntraced(function* (given: {
  readonly round: string
  readonly out: Option.Option<string>
  readonly json: boolean
  readonly for: string
}) {
  if (Option.isSome(given.out) && !/\.xlsx$/i.test(given.out.value)) {
    return yield* new UsedWrongly({ sentence: `-o 写作“${given.out.value}”;排名只写成工作簿,文件名须以 .xlsx 结尾` })
  }
  const { assessment } = yield* loadRound(given.round)
  const audience = yield* readAudience(given.for, assessment)
  const full = document(assessment)
  const copy = restrict(full, audience)
  if (Option.isSome(given.out)) {
    const { workbook } = yield* Effect.promise(() => import("@fadu/report"))
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    const path = resolve(given.out.value)
    const bytes = yield* Effect.promise(() => workbook(assessment, copy, audience))
    yield* writeFile(path, bytes)
    yield* Console.error(`已写出 ${given.out.value}`)
  }
  if (given.json) yield* printJson(copy)
  else yield* printLines(rankingLines(copy, yield* Screen))
  yield* finish(copy.issues)
})
