import type { Issue, Problem } from "@fadu/engine"
import type { AuthoredRubric } from "@fadu/engine/author"
import { Effect, type FileSystem } from "effect"
import type { FileUnreadable } from "./FileUnreadable.ts"
import type { FoundRubric } from "./findRubric.ts"
import { readSheetFile } from "./SheetFile.ts"
import { readYamlFile } from "./YamlFile.ts"

/** The text of a rubric, whether it was written as YAML or in an authoring workbook. */
export interface RubricFile {
  readonly hash: string
  /** What it says; undefined where an error among `issues` leaves it without meaning. */
  readonly value: unknown
  readonly issues: ReadonlyArray<Issue>
  /** Puts a problem of the engine in its place, line or cell; null for one that has been told in better words. */
  readonly issueOf: (problem: Problem) => Issue | null
}

export const readRubricFile = Effect.fn("readRubricFile")(function* (
  found: FoundRubric,
): Effect.fn.Return<RubricFile, FileUnreadable, FileSystem.FileSystem> {
  if (!/\.xlsx$/i.test(found.path)) {
    const yaml = yield* readYamlFile(found.path, found.file)
    return {
      hash: yaml.hash,
      value: yaml.issues.length > 0 ? undefined : yaml.value,
      issues: yaml.issues,
      issueOf: yaml.issueOf,
    }
  }
  const { tables, hash, issues } = yield* readSheetFile(found.path, found.file)
  const { inTitles, readAuthoringTables } = yield* Effect.promise(() => import("@fadu/engine/author"))
  const authored = fromTables(readAuthoringTables(tables), inTitles)
  return {
    ...authored,
    hash,
    value: issues.length > 0 || tables.length === 0 ? undefined : authored.value,
    issues: tables.length === 0 ? issues : [...issues, ...authored.issues],
  }
})

const fromTables = (authored: AuthoredRubric, inTitles: (text: string) => string): Omit<RubricFile, "hash"> => {
  return {
    value: authored.source,
    issues: authored.issues,
    issueOf: (problem) => {
      if (authored.isTold(problem.path)) return null
      const { severity, code, message, remedy } = problem
      const at = authored.locate(problem.path)
      const head = authored.headOf(problem.path)
      // a key that is missing is a cell that is empty
      return code === "schema/missing-key" && head !== null
        ? { severity, code, message: `没有填写“${head}”`, remedy: "请填写", at, agency: null }
        : { severity, code, message: inTitles(message), remedy: inTitles(remedy), at, agency: null }
    },
  }
}
