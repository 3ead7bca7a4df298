import { document, restrict } from "@fadu/engine"
import { Effect, Option } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadSelf } from "../loadRound.ts"
import { Screen } from "../Screen.ts"
import { selfLines } from "../text/selfReport.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Prints one bureau's own result. */
export const runSelf = Effect.fnUntraced(function* (given: {
  readonly sheet: string
  readonly rubric: string
  readonly group: Option.Option<string>
  readonly asof: Option.Option<string>
  readonly json: boolean
}) {
  const { assessment } = yield* loadSelf({
    sheet: given.sheet,
    rubric: given.rubric,
    group: Option.getOrNull(given.group),
    asOf: Option.getOrNull(given.asof),
  })
  const code = assessment.parts[0]?.figures.units[0]?.code ?? ""
  const full = document(assessment)
  const copy = { ...restrict(full, { kind: "agency", code }), issues: full.issues }
  const [card] = copy.scorecards
  if (card === undefined) return yield* new UsedWrongly({ sentence: "填报表中没有可以计分的单位;请检查表头和单位名称" })
  if (given.json) yield* printJson(copy)
  else yield* printLines(selfLines(copy, card, yield* Screen))
  yield* finish(copy.issues)
})
