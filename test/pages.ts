import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")

/** A fenced block of a page. `info` is what follows the language on the opening line, such as the name of a file. */
export interface Fence {
  readonly language: string
  readonly info: string
  readonly text: string
  /** Line of the opening fence, from 1. */
  readonly line: number
}

/** A path inside the repository. */
export const pathOf = (path: string): string => join(root, path)

export const readPage = (page: string): string => readFileSync(pathOf(page), "utf8")

/** The fenced blocks of a page of the repository, in their order. */
export const fencesOf = (page: string): ReadonlyArray<Fence> => {
  const text = readPage(page)
  return [...text.matchAll(/^```(\w+)[ \t]*([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? "",
    info: (match[2] ?? "").trim(),
    text: match[3] ?? "",
    line: text.slice(0, match.index).split("\n").length,
  }))
}

/** The commands of a block of shell, one a line, without comments. */
export const commandsOf = (fence: Fence): ReadonlyArray<string> =>
  fence.text.split("\n").flatMap((line) => {
    const command = line.replace(/(^|\s)#.*$/, "").trim()
    return command === "" ? [] : [command]
  })

const bundle = join(root, "packages/cli/dist/main.js")

/** `./fadu` starts the bundle; `pnpm test` builds it before the tests. */
export const isBuilt = existsSync(bundle)

/** Runs a line that begins with `./fadu` in a folder, as typed. */
export const runLine = (line: string, folder: string = root) => {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "")
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...words.slice(1)], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", COLUMNS: "80" },
  })
  return { code: status, out: stdout, err: stderr }
}
