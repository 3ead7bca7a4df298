import type { AssessmentDocument, Issue } from "@fadu/engine"
import { Console, Effect } from "effect"
import { DoneWithErrors } from "../Done.ts"
import { jsonPieces } from "../text/jsonPieces.ts"

export const printLines = (lines: ReadonlyArray<string>): Effect.Effect<void> => Console.log(lines.join("\n"))

export const printJson = (value: unknown): Effect.Effect<void> =>
  Effect.forEach(jsonPieces(value), (piece) => Console.log(piece), { discard: true })

/** Says how many errors the rules have, where they were not listed, and ends with exit code 1. */
export const finishRules = Effect.fnUntraced(function* (named: string, issues: ReadonlyArray<Issue>) {
  const errors = issues.filter(({ severity }) => severity === "error").length
  if (errors === 0) return
  yield* Console.error(`细则有 ${errors} 处错误;用 fadu check ${named} 列出`)
  return yield* new DoneWithErrors()
})

/** Says that what came from tables of the author's stands there line by line now. */
export const tellWrittenOut = (tables: ReadonlyArray<string>): Effect.Effect<void> =>
  tables.length === 0
    ? Effect.void
    : Console.log(`由表 ${tables.join("、")} 生成的填报项和指标已逐项写出,写出的文件不再读这些表`)

/** Exit code 1 where the rubric or the sheets have errors; everything has been printed by then. */
export const finish = (issues: AssessmentDocument["issues"]): Effect.Effect<void, DoneWithErrors> =>
  issues.some(({ severity }) => severity === "error") ? Effect.fail(new DoneWithErrors()) : Effect.void

/** After the screens: Ctrl-C ends with the exit code of an interruption. */
export const leave = (left: "left" | "interrupted"): Effect.Effect<void> =>
  left === "interrupted" ? Effect.interrupt : Effect.void
