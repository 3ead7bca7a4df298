import { loadRound as load, loadSelf as loadOne, Progress, type SelfRequest } from "@fadu/files"
import { Context, Effect } from "effect"
import { Screen } from "./Screen.ts"

/** The folder in which rubrics/ lies. */
export const Installation = Context.Reference<string>("@fadu/cli/Installation", { defaultValue: () => process.cwd() })

/** Reads and scores a round, with a line of progress on a terminal. */
export const loadRound = Effect.fnUntraced(function* (folder: string) {
  const { progress } = yield* Screen
  const installation = yield* Installation
  return yield* load(folder, { installation }).pipe(
    progress ? Effect.provideService(Progress, drawn) : (effect) => effect,
  )
})

export const loadSelf = Effect.fnUntraced(function* (request: Omit<SelfRequest, "installation">) {
  return yield* loadOne({ ...request, installation: yield* Installation })
})

/** One line, drawn over itself and gone at the end. */
const drawn: typeof Progress.Service = {
  read: ({ done, total }) =>
    Effect.sync(() => {
      process.stderr.write(done < total ? `\r读取 ${done}/${total}` : "\r\u001b[K")
    }),
}
