import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Installation } from "@fadu/cli/Installation"
import { exitCode, run } from "@fadu/cli/program"
import { Screen } from "@fadu/cli/Screen"
import { plain } from "@fadu/cli/text/Paint"
import { Console, Effect } from "effect"

/** The top folder of the repository. */
export const root = join(import.meta.dirname, "..")

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command of Fadu inside this process, as on a terminal of so many columns. Paths are relative to the repository. */
export const runFadu = (args: ReadonlyArray<string>, columns = 80): Promise<Ran> => {
  const out: Array<string> = []
  const err: Array<string> = []
  const captured: Console.Console = {
    ...globalThis.console,
    log: (...texts) => out.push(`${texts.join(" ")}\n`),
    error: (...texts) => err.push(`${texts.join(" ")}\n`),
  }
  return run(args).pipe(
    Effect.provideService(Console.Console, captured),
    Effect.provideService(Installation, root),
    Effect.provideService(Screen, { columns, paint: plain, progress: false }),
    Effect.provide(NodeServices.layer),
    Effect.exit,
    Effect.map((exit) => ({ code: exitCode(exit), out: out.join(""), err: err.join("") })),
    Effect.runPromise,
  )
}
