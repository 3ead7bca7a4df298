import { join, resolve } from "node:path"
import { unconfirmedIn } from "@fadu/engine"
import { demandsOf } from "@fadu/engine/author"
import { findRubric, loadRubric } from "@fadu/files"
import { Effect, FileSystem } from "effect"
import { Installation } from "../Installation.ts"
import { Screen } from "../Screen.ts"
import { checkedRubricLines } from "../text/checkedRubric.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Whether what was named is a rubric and not the folder of a round: a file, a name of the library, or a folder with rubric.yaml alone. */
export const isRubric = Effect.fnUntraced(function* (named: string) {
  // any other file is not one that went wrong, but the wrong one
  if (/\.[a-z]+$/i.test(named) && !/\.(?:ya?ml|xlsx)$/i.test(named)) return false
  const fs = yield* FileSystem.FileSystem
  const isThere = (name: string) => Effect.orElseSucceed(fs.exists(join(resolve(named), name)), () => false)
  for (const part of ["round.yaml", "sheets", "agencies.csv"]) if (yield* isThere(part)) return false
  const found = yield* Effect.option(findRubric(named, { round: process.cwd(), installation: yield* Installation }))
  return found._tag === "Some" && /\.(?:ya?ml|xlsx)$/i.test(found.value.path)
})

/** Prints everything that is wrong with a rubric, what it asks of a bureau, and whether its worked examples hold. */
export const checkRubric = Effect.fnUntraced(function* (given: { readonly named: string; readonly json: boolean }) {
  const loaded = yield* loadRubric(given.named, {
    round: process.cwd(),
    installation: yield* Installation,
    cases: true,
  })
  const { plan, issues, cases, file } = loaded
  const checked = {
    rubric: plan?.rubric ?? null,
    file,
    issues,
    demands: plan === null ? [] : demandsOf(plan),
    cases: cases === null ? [] : [cases],
    unconfirmed: plan === null ? [] : unconfirmedIn(plan.rubric),
  }
  if (given.json) {
    const { demands, unconfirmed } = checked
    yield* printJson({ issues, demands, cases: checked.cases, unconfirmed })
  } else yield* printLines(checkedRubricLines(checked, yield* Screen))
  yield* finish(issues)
})
