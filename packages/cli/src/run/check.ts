import { openDocument } from "@fadu/engine"
import { Console, Effect, Option } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadRound } from "../loadRound.ts"
import { besidePrevious } from "../previous.ts"
import { Screen } from "../Screen.ts"
import { checkLines } from "../text/check.ts"
import { checkRubric, isRubric } from "./checkRubric.ts"
import { withEvidence } from "./evidence.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Prints everything that is wrong with the rubric and the sheets, and who owes what; with `out` writes the forms that go back. */
export const runCheck = Effect.fnUntraced(function* (given: {
  readonly round: string
  readonly out: Option.Option<string>
  readonly json: boolean
}) {
  if (yield* isRubric(given.round)) {
    if (Option.isSome(given.out))
      return yield* new UsedWrongly({ sentence: "检查的是细则,没有填报表可以退回;请去掉 -o" })
    return yield* checkRubric({ named: given.round, json: given.json })
  }
  const loaded = yield* loadRound(given.round, { cases: true })
  const { account, cases, claims, papers, round } = loaded
  const { assessment } = yield* besidePrevious(given.round, {
    assessment: yield* withEvidence(given.round, loaded),
    round,
  })
  if (Option.isSome(given.out)) {
    const { feedback } = yield* Effect.promise(() => import("@fadu/report"))
    const { writeForms } = yield* Effect.promise(() => import("./writeForms.ts"))
    const forms = feedback({
      assessment,
      claims,
      papers,
      due: round?.due ?? null,
      evidenceDue: round?.evidenceDue ?? null,
    })
    yield* writeForms(forms, given.out.value)
    yield* Console.error(`已写出 ${forms.length} 份退回修改表到 ${given.out.value}`)
  }
  const full = openDocument(assessment)
  if (given.json) yield* printJson({ issues: full.issues, owed: full.owed, account, cases })
  else yield* printLines(checkLines(full, { account, cases }, yield* Screen))
  yield* finish(full.issues)
})
