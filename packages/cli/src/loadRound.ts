import { loadRound as load, loadSelf as loadOne, Progress, type SelfRequest } from "@fadu/files"
import { Effect } from "effect"
import { Installation } from "./Installation.ts"
import { Screen } from "./Screen.ts"
import { progressLine } from "./text/progress.ts"

/** Reads and scores a round, with a line of progress on a terminal. `cases`: also run the worked cases of the rubric. `rubric`: score by these rules instead. */
export const loadRound = Effect.fnUntraced(function* (
  folder: string,
  { cases, rubric = null }: { readonly cases: boolean; readonly rubric?: string | null } = { cases: false },
) {
  const { progress } = yield* Screen
  const installation = yield* Installation
  return yield* load(folder, { installation, cases, rubric }).pipe(
    progress ? Effect.provideService(Progress, drawn()) : (effect) => effect,
  )
})

export const loadSelf = Effect.fnUntraced(function* (request: Omit<SelfRequest, "installation">) {
  return yield* loadOne({ ...request, installation: yield* Installation })
})

/** One line, drawn over itself ten times a second and gone at the end. */
const drawn = (): typeof Progress.Service => {
  const started = performance.now()
  let last = started
  return {
    read: ({ done, total }) =>
      Effect.sync(() => {
        const now = performance.now()
        if (done >= total) process.stderr.write("\r\u001b[K")
        else if (now - last >= 100) {
          last = now
          process.stderr.write(`\r${progressLine({ done, total, seconds: (now - started) / 1000 })}\u001b[K`)
        }
      }),
  }
}
