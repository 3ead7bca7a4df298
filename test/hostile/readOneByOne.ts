// Reads files one by one in a process of its own and prints for each how it ended; last, what the process needed at most.
// node --expose-gc --conditions=@fadu/source readOneByOne.ts files FILE…
// node --expose-gc --conditions=@fadu/source readOneByOne.ts mutants FOLDER FROM UNTIL GOOD…
import { readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { readSheetFile } from "@fadu/files"
import { Effect } from "effect"
import { mutant } from "./mutants.ts"

/** How the reading of one file ended. */
export interface Ended {
  readonly name: string
  /** Of the processor, because others may use it at the same time. */
  readonly milliseconds: number
  readonly cells: number
  readonly sentences: ReadonlyArray<string>
}

/** What the process needed in the end, in megabytes, and whether any object got a property from a file. */
export interface Summary {
  readonly megabytes: number
  readonly polluted: ReadonlyArray<string>
}

const shapes = (): ReadonlyArray<string> =>
  [Object.prototype, Array.prototype, String.prototype, Function.prototype, Map.prototype].flatMap((prototype) =>
    Object.getOwnPropertyNames(prototype),
  )

const [what, ...rest] = process.argv.slice(2)
const before = new Set(shapes())

const read = async (file: string, name = file): Promise<void> => {
  const started = process.cpuUsage()
  const { tables, issues } = await Effect.runPromise(
    readSheetFile(file, basename(file)).pipe(Effect.provide(NodeServices.layer)),
  )
  const { user, system } = process.cpuUsage(started)
  const ended: Ended = {
    name,
    milliseconds: Math.round((user + system) / 1000),
    cells: tables.reduce((sum, { cells }) => sum + cells.length, 0),
    sentences: issues.map(({ message, remedy }) => `${message}。${remedy}`),
  }
  console.log(JSON.stringify(ended))
}

const mutants = async ([folder = "", from, until, ...good]: ReadonlyArray<string>): Promise<void> => {
  const originals = good.map((path) => [path, readFileSync(path)] as const)
  // the first of each kind is slow, because modules are loaded for it
  for (const [path] of originals) await read(path)
  for (let seed = Number(from); seed < Number(until); seed++) {
    if (seed % 25 === 0) globalThis.gc?.()
    const [path, bytes] = originals[seed % originals.length] ?? ["", Buffer.alloc(0)]
    const changed = join(folder, basename(path))
    writeFileSync(changed, mutant(bytes, seed))
    await read(changed, `${seed} of ${basename(path)}`)
  }
}

if (what === "mutants") await mutants(rest)
else {
  for (const path of rest) {
    // what is left of the file before is not needed for this one
    globalThis.gc?.()
    await read(path)
  }
}

const summary: Summary = {
  megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  polluted: shapes().filter((name) => !before.has(name)),
}
console.log(JSON.stringify(summary))
