import { document } from "@fadu/engine"
import { Effect } from "effect"
import { loadRound } from "../loadRound.ts"
import { Screen } from "../Screen.ts"
import { checkLines } from "../text/check.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Prints everything that is wrong with the rubric and the sheets, and who owes what. */
export const runCheck = Effect.fnUntraced(function* (given: { readonly round: string; readonly json: boolean }) {
  const { assessment, account, cases } = yield* loadRound(given.round, { cases: true })
  const full = document(assessment)
  if (given.json) yield* printJson({ issues: full.issues, owed: full.owed, account, cases })
  else yield* printLines(checkLines(full, { account, cases }, yield* Screen))
  yield* finish(full.issues)
})
