import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { firstLetters } from "@fadu/cli/screen/firstLetters"
import { type Results, resultsOf } from "@fadu/cli/screen/Results"
import { reduce } from "@fadu/cli/screen/reduce"
import { initialState, type Size, type State } from "@fadu/cli/screen/State"
import { trialsOf } from "@fadu/cli/screen/Trials"
import { claimCards, openDocument, yearOnYear } from "@fadu/engine"
import { loadRound } from "@fadu/files"
import { Effect } from "effect"
import { root } from "./runFadu.ts"

const sampled = (name: string) =>
  loadRound(join(root, "samples", name), { installation: root, cases: false }).pipe(
    Effect.provide(NodeServices.layer),
    Effect.runPromise,
  )
const loaded = await sampled("demo-2026")

export const { assessment } = loaded
const opened = openDocument(assessment)

/** The demonstration round as the screens look at it, with the year before. */
export const results: Results = resultsOf(opened, {
  year: yearOnYear(opened, openDocument((await sampled("demo-2025")).assessment)),
  claims: claimCards(opened, loaded.claims),
  bands: new Map(assessment.parts.map(({ plan }) => [plan.rubric.id, plan.rubric.bands ?? []])),
  trials: trialsOf(assessment),
})
const initials = await firstLetters(results)

/** The state after so many keys, each by its name; other texts are typed. */
export const after = (size: Size, keys: ReadonlyArray<string>): State =>
  keys.reduce(
    (state, key) =>
      reduce(results, state, {
        type: "press",
        press: { key: key === " " ? "space" : key, text: key.length === 1 ? key : null },
      }),
    reduce(results, initialState(size), { type: "learn", initials }),
  )

export const down = (times: number): ReadonlyArray<string> => Array.from({ length: times }, () => "down")
