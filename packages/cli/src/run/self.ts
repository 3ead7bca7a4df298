import { resolve } from "node:path"
import { Console, Effect, Option } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadSelf } from "../loadRound.ts"
import { ownCopy } from "../ownCopy.ts"
import { Screen } from "../Screen.ts"
import { selfLines } from "../text/selfReport.ts"
import { withOwnEvidence } from "./evidence.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Prints one bureau's own result; with `out` writes its checklist. */
export const runSelf = Effect.fnUntraced(function* (given: {
  readonly sheet: string
  readonly rubric: Option.Option<string>
  readonly group: Option.Option<string>
  readonly asof: Option.Option<string>
  readonly evidence: Option.Option<string>
  readonly out: Option.Option<string>
  readonly json: boolean
}) {
  if (Option.isSome(given.out) && !/\.xlsx$/i.test(given.out.value)) {
    return yield* new UsedWrongly({ sentence: `-o 写作“${given.out.value}”;清单只写成工作簿,文件名须以 .xlsx 结尾` })
  }
  const loaded = yield* loadSelf({
    sheet: given.sheet,
    rubric: Option.getOrNull(given.rubric),
    group: Option.getOrNull(given.group),
    asOf: Option.getOrNull(given.asof),
  })
  const { claims, owners } = loaded
  const assessment = yield* withOwnEvidence(Option.getOrNull(given.evidence), loaded)
  const { copy, card } = yield* ownCopy(assessment)
  if (Option.isSome(given.out)) {
    const { checklist } = yield* Effect.promise(() => import("@fadu/report"))
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    const bytes = yield* Effect.promise(() => checklist({ assessment, document: copy, card, claims, owners }))
    yield* writeFile(resolve(given.out.value), bytes)
    yield* Console.error(`已写出 ${given.out.value}`)
  }
  if (given.json) yield* printJson(copy)
  else yield* printLines(selfLines(copy, card, yield* Screen))
  yield* finish(copy.issues)
})
