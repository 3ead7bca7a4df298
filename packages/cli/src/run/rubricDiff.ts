import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { document } from "@fadu/engine"
import { codesBefore, compareRubrics } from "@fadu/engine/author"
import { Effect, Option } from "effect"
import { loadRound } from "../loadRound.ts"
import { loadRules } from "../loadRules.ts"
import { Screen } from "../Screen.ts"
import { effectOf } from "../text/diffEffect.ts"
import { diffLines } from "../text/rubricDiff.ts"
import { printJson, printLines } from "./output.ts"

/** Says what changed between two versions of a rubric, and with a round whose points, place and grade move. */
export const runRubricDiff = Effect.fnUntraced(function* (given: {
  readonly before: string
  readonly after: string
  readonly round: Option.Option<string>
  readonly json: boolean
}) {
  const before = yield* loadRules(given.before)
  const after = yield* loadRules(given.after)
  const changes = compareRubrics(before.plan.rubric, after.plan.rubric)
  const round = Option.getOrNull(given.round)
  const effect =
    round === null
      ? null
      : effectOf(
          yield* scored(round, given.before),
          yield* scored(round, given.after),
          codesBefore(before.plan.rubric, after.plan.rubric),
        )
  if (given.json) return yield* printJson({ changes, effect })
  const { title, version } = after.plan.rubric
  const heading = `${title}:${before.plan.rubric.version} 版与 ${version} 版`
  yield* printLines(diffLines({ heading, changes, effect }, yield* Screen))
})

/** The round as it would be scored by these rules. */
const scored = Effect.fnUntraced(function* (round: string, rubric: string) {
  // a path is meant from where the command was typed, a name from the library
  const { assessment } = yield* loadRound(round, {
    cases: false,
    rubric: existsSync(rubric) ? resolve(rubric) : rubric,
  })
  return document(assessment)
})
