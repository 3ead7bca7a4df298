import { dirname, join } from "node:path"
import { type CasesRun, type Issue, type Plan, readRubric, runCases } from "@fadu/engine"
import { Effect, FileSystem } from "effect"
import type { FileUnreadable } from "./FileUnreadable.ts"
import { findRubric, type RubricMissing } from "./findRubric.ts"
import { withWorkdays } from "./loadWorkdays.ts"
import { readRubricFile } from "./readRubricFile.ts"
import { readYamlFile } from "./YamlFile.ts"

/** A rubric file as a plan, with everything that is wrong with it and, if asked for, its worked cases run. */
export interface LoadedRubric {
  /** As messages name it. */
  readonly file: string
  readonly hash: string
  /** Tables from which fields and criteria were made; they stand in the plan as if written out. */
  readonly tables: ReadonlyArray<string>
  /** Null where the file cannot be understood at all; `issues` say why. */
  readonly plan: Plan | null
  readonly issues: ReadonlyArray<Issue>
  readonly cases: CasesRun | null
}

export interface RubricPlaces {
  readonly round: string
  readonly installation: string
  /** Whether to run cases.yaml beside the rubric. */
  readonly cases: boolean
}

export const loadRubric = Effect.fn("loadRubric")(function* (
  named: string,
  places: RubricPlaces,
): Effect.fn.Return<LoadedRubric, FileUnreadable | RubricMissing, FileSystem.FileSystem> {
  const found = yield* findRubric(named, places)
  const text = yield* readRubricFile(found)
  if (text.value === undefined)
    return { file: found.file, hash: text.hash, tables: text.tables, plan: null, issues: text.issues, cases: null }
  const { parseFormula } = yield* Effect.promise(() => import("@fadu/engine/mathjs"))
  const { plan: read, problems } = readRubric(text.value, parseFormula)
  const plan = read === null ? null : yield* withWorkdays(read)
  const cases = plan === null || !places.cases ? null : yield* loadCases(plan, found)
  return {
    file: found.file,
    hash: text.hash,
    tables: text.tables,
    plan,
    issues: [...text.issues, ...problems.flatMap((problem) => text.issueOf(problem) ?? []), ...(cases?.issues ?? [])],
    cases: cases?.run ?? null,
  }
})

/** cases.yaml beside the rubric, if there is one. */
const loadCases = Effect.fnUntraced(function* (
  plan: Plan,
  rubric: { readonly path: string; readonly file: string },
): Effect.fn.Return<
  { readonly run: CasesRun; readonly issues: ReadonlyArray<Issue> } | null,
  FileUnreadable,
  FileSystem.FileSystem
> {
  const fs = yield* FileSystem.FileSystem
  const path = join(dirname(rubric.path), "cases.yaml")
  if (!(yield* Effect.orElseSucceed(fs.exists(path), () => false))) return null
  const file = rubric.file.replace(/[^/]*$/, "cases.yaml")
  const yaml = yield* readYamlFile(path, file)
  if (yaml.issues.length > 0) return { run: { file, count: 0, differences: [] }, issues: yaml.issues }
  const { count, differences, problems } = runCases(plan, yaml.value)
  return {
    // where names are not known nothing was run
    run: { file, count: problems.length > 0 ? 0 : count, differences },
    issues: [
      ...problems.map(yaml.issueOf),
      ...differences.map((one) =>
        yaml.issueOf({
          severity: "error",
          code: "case/difference",
          message: `算例“${one.name}”(${one.criterion}):${one.what}应为 ${one.expected},实为 ${one.found}`,
          remedy: "核对细则的规则或算例",
          path: ["cases", one.index, "expect"],
          offset: null,
        }),
      ),
    ],
  }
})
