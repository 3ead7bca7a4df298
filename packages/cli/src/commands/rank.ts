import { resolve } from "node:path"
import { document, restrict } from "@fadu/engine"
import { Console, Effect, Option } from "effect"
import { Command } from "effect/cli"
import { readAudience } from "../audience.ts"
import { loadRound } from "../loadRound.ts"
import { Screen } from "../Screen.ts"
import { rankingLines } from "../text/ranking.ts"
import { forFlag, jsonFlag, outFlag, roundArgument } from "./options.ts"
import { finish, printJson, printLines } from "./output.ts"

/** 排名: scores the round, prints the ranking, and with -o writes the workbook. */
export const rank = Command.make(
  "rank",
  { round: roundArgument, out: outFlag("把结果写成工作簿(.xlsx),各项得分均为活公式"), json: jsonFlag, for: forFlag },
  Effect.fn(function* (given) {
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
  }),
).pipe(
  Command.withDescription("计分、排名,并可写出工作簿"),
  Command.withExamples([
    { command: "fadu rank 2026年度考核 -o 排名.xlsx", description: "打印排名,并写出工作簿" },
    { command: "fadu rank 2026年度考核 --for agency 103 -o 自规局.xlsx", description: "只含一个单位自己的结果" },
  ]),
)
