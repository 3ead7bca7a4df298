import type { AssessmentDocument } from "@fadu/engine"
import { Console, Effect } from "effect"
import { DoneWithErrors } from "../Done.ts"

export const printLines = (lines: ReadonlyArray<string>): Effect.Effect<void> => Console.log(lines.join("\n"))

export const printJson = (value: unknown): Effect.Effect<void> => Console.log(JSON.stringify(value, null, 2))

/** Exit code 1 where the rubric or the sheets have errors; everything has been printed by then. */
export const finish = (issues: AssessmentDocument["issues"]): Effect.Effect<void, DoneWithErrors> =>
  issues.some(({ severity }) => severity === "error") ? Effect.fail(new DoneWithErrors()) : Effect.void
