import { resolve } from "node:path"
import {
  type Assessment,
  type AssessmentDocument,
  type Audience,
  type ClaimCard,
  claimCards,
  openDocument,
  restrict,
  type YearOnYear,
} from "@fadu/engine"
import { Console, type Context, Effect, type FileSystem } from "effect"
import { readAudience } from "../audience.ts"
import { loadRound } from "../loadRound.ts"
import { besidePrevious } from "../previous.ts"
import { Screen } from "../Screen.ts"
import type { World } from "../screen/App.tsx"
import { firstLetters } from "../screen/firstLetters.ts"
import { type Results, resultsOf } from "../screen/Results.ts"
import { trialsOf } from "../screen/Trials.ts"
import { rankingLines } from "../text/ranking.ts"
import { finish, leave, printLines } from "./output.ts"
import { writeView } from "./writeView.ts"

/** Opens the screens; without a terminal says so and prints the ranking. */
export const runUi = Effect.fnUntraced(function* (given: { readonly round: string; readonly for: string }) {
  const loaded = yield* loadRound(given.round)
  const { assessment, yearFor } = yield* besidePrevious(given.round, loaded)
  const audience = yield* readAudience(given.for, assessment)
  const copy = restrict(openDocument(assessment), audience)
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    yield* Console.error("这里不是终端,不能打开界面;以下是排名。")
    yield* printLines(rankingLines(copy, yield* Screen))
    return yield* finish(copy.issues)
  }
  const { results, world } = screensOf(
    assessment,
    { copy, audience, year: yearFor(copy, audience), claims: claimCards(copy, loaded.claims) },
    yield* Effect.context<FileSystem.FileSystem>(),
  )
  // without this React checks itself at every frame
  process.env.NODE_ENV ??= "production"
  const { openScreens } = yield* Effect.promise(() => import("../screen/openScreens.ts"))
  yield* leave(yield* Effect.promise(() => openScreens(results, world)))
})

interface Shown {
  readonly copy: AssessmentDocument
  readonly audience: Audience
  readonly year: YearOnYear | null
  readonly claims: ReadonlyArray<ClaimCard>
}

/** What the screens look at, and what they may ask of the world. */
export const screensOf = (
  assessment: Assessment,
  { copy, audience, year, claims }: Shown,
  context: Context.Context<FileSystem.FileSystem>,
): { readonly results: Results; readonly world: World } => {
  const bands = new Map(assessment.parts.map(({ plan }) => [plan.rubric.id, plan.rubric.bands ?? []] as const))
  const trials = audience.kind === "internal" ? trialsOf(assessment) : null
  const results = resultsOf(copy, { bands, trials, year, claims })
  const writeWorkbook = (path: string): Effect.Effect<string, never, FileSystem.FileSystem> =>
    Effect.gen(function* () {
      const { workbook } = yield* Effect.promise(() => import("@fadu/report"))
      const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
      const bytes = yield* Effect.promise(() => workbook(assessment, copy, { audience, year, claims }))
      yield* writeFile(resolve(path), bytes)
      return `已写出 ${path}`
    }).pipe(Effect.catch((error) => Effect.succeed(error.message)))
  return {
    results,
    world: {
      initials: () => firstLetters(results),
      export: (path) => writeWorkbook(path).pipe(Effect.runPromiseWith(context)),
      exportView: (table, path) => writeView(table, path, copy).pipe(Effect.runPromiseWith(context)),
    },
  }
}
