import { Effect } from "effect"
import { Command } from "effect/cli"
import { jsonFlag, roundArgument } from "./options.ts"

/** 检查: what is wrong with the rubric and the sheets, all at once, and who owes what. */
export const check = Command.make(
  "check",
  { round: roundArgument, json: jsonFlag },
  Effect.fn(function* (given) {
    const { runCheck } = yield* Effect.promise(() => import("../run/check.ts"))
    yield* runCheck(given)
  }),
).pipe(
  Command.withDescription("检查评分细则和填报表:一次列出全部问题,各带位置和改法"),
  Command.withExamples([{ command: "fadu check 2026年度考核" }]),
)
