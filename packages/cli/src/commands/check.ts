import { document } from "@fadu/engine"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { loadRound } from "../loadRound.ts"
import { Screen } from "../Screen.ts"
import { checkLines } from "../text/check.ts"
import { jsonFlag, roundArgument } from "./options.ts"
import { finish, printJson, printLines } from "./output.ts"

/** 检查: what is wrong with the rubric and the sheets, all at once, and who owes what. */
export const check = Command.make(
  "check",
  { round: roundArgument, json: jsonFlag },
  Effect.fn(function* (given) {
    const { assessment, account, cases } = yield* loadRound(given.round)
    const full = document(assessment)
    if (given.json) yield* printJson({ issues: full.issues, owed: full.owed, account, cases })
    else yield* printLines(checkLines(full, { account, cases }, yield* Screen))
    yield* finish(full.issues)
  }),
).pipe(
  Command.withDescription("检查评分细则和填报表:一次列出全部问题,各带位置和改法"),
  Command.withExamples([{ command: "fadu check 2026年度考核" }]),
)
