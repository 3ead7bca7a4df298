import { createHash } from "node:crypto"
import { dirname, join } from "node:path"
import { fromTables, type Issue, isWritten, type Problem, type Table, tablesNamed } from "@fadu/engine"
import type { AuthoredRubric } from "@fadu/engine/author"
import { Effect, type FileSystem } from "effect"
import type { FileUnreadable } from "./FileUnreadable.ts"
import type { FoundRubric } from "./findRubric.ts"
import { readSheetFile } from "./SheetFile.ts"
import { readYamlFile, type YamlFile } from "./YamlFile.ts"

/** The text of a rubric, whether it was written as YAML or in an authoring workbook. */
export interface RubricFile {
  readonly hash: string
  /** What it says; undefined where an error among `issues` leaves it without meaning. */
  readonly value: unknown
  /** Tables of the author's that were worked out. */
  readonly tables: ReadonlyArray<string>
  readonly issues: ReadonlyArray<Issue>
  /** Puts a problem of the engine in its place, line or cell; null for one that has been told in better words. */
  readonly issueOf: (problem: Problem) => Issue | null
}

export const readRubricFile = Effect.fn("readRubricFile")(function* (
  found: FoundRubric,
): Effect.fn.Return<RubricFile, FileUnreadable, FileSystem.FileSystem> {
  if (!/\.xlsx$/i.test(found.path)) {
    const yaml = yield* readYamlFile(found.path, found.file)
    if (yaml.issues.length === 0 && isWritten(yaml.value)) return yield* withTables(yaml, found)
    return {
      hash: yaml.hash,
      value: yaml.issues.length > 0 ? undefined : yaml.value,
      tables: [],
      issues: yaml.issues,
      issueOf: yaml.issueOf,
    }
  }
  const { tables, hash, issues } = yield* readSheetFile(found.path, found.file)
  const { inTitles, readAuthoringTables } = yield* Effect.promise(() => import("@fadu/engine/author"))
  const authored = fromWorkbook(readAuthoringTables(tables), inTitles)
  return {
    ...authored,
    hash,
    value: issues.length > 0 || tables.length === 0 ? undefined : authored.value,
    issues: tables.length === 0 ? issues : [...issues, ...authored.issues],
  }
})

/** The rubric with its tables worked out. What is wrong with a row stands in its cell, what is wrong with all of them where all are described. */
const withTables = Effect.fnUntraced(function* (
  yaml: YamlFile,
  found: FoundRubric,
): Effect.fn.Return<RubricFile, FileUnreadable, FileSystem.FileSystem> {
  const tables = new Map<string, Table>()
  const issues: Array<Issue> = []
  const hashes: Array<string> = []
  for (const [id, name] of tablesNamed(yaml.value)) {
    const refuse = (message: string, remedy: string): void => {
      const at = ["tables", id, "from"]
      issues.push(yaml.issueOf({ severity: "error", code: "rubric/table", message, remedy, path: at, offset: null }))
    }
    if (/[/\\]/.test(name)) {
      refuse(`表“${name}”不在细则所在的文件夹`, "把表放在同一文件夹,只写文件名")
      continue
    }
    const file = found.file.replace(/[^/]*$/, name)
    const read = yield* Effect.orElseSucceed(readSheetFile(join(dirname(found.path), name), file), () => null)
    const [table, ...more] = read?.tables ?? []
    if (read === null) refuse(`没有找到表“${name}”,或不能打开`, "把表放在细则所在的文件夹,核对文件名")
    else if (table === undefined && read.issues.length > 0) issues.push(...read.issues)
    else if (table === undefined || more.length > 0)
      refuse(`“${name}”有 ${read.tables.length} 张工作表`, "一个文件放一张表")
    else {
      tables.set(id, table)
      hashes.push(read.hash)
      issues.push(...read.issues)
    }
  }
  const made = fromTables(yaml.value, tables)
  const told = new Set<string>()
  const locate = (problem: Problem): Issue | null => {
    const at = made.locate(problem.path)
    if ("cell" in at) {
      const { severity, code, message, remedy } = problem
      return { severity, code, message, remedy, at: at.cell, agency: null }
    }
    if (at.path === problem.path) return yaml.issueOf(problem)
    // one mistake where all rows are described is as many as there are rows
    const key = JSON.stringify([problem.code, at.path])
    if (told.has(key)) return null
    told.add(key)
    return yaml.issueOf({ ...problem, path: at.path, offset: null })
  }
  const broken = [...issues, ...made.issues, ...made.problems.map((problem) => yaml.issueOf(problem))]
  return {
    hash: createHash("sha256")
      .update([yaml.hash, ...hashes].join("\n"))
      .digest("hex"),
    value: broken.some(({ severity }) => severity === "error") ? undefined : made.source,
    tables: [...tablesNamed(yaml.value).values()],
    issues: broken,
    issueOf: locate,
  }
})

const fromWorkbook = (authored: AuthoredRubric, inTitles: (text: string) => string): Omit<RubricFile, "hash"> => {
  return {
    tables: [],
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
