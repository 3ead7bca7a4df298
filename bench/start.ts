// How long a command takes as a whole process, beside an empty Node process: medians of runs taken in turn.
import { spawnSync } from "node:child_process"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")
const fadu = join(root, "packages/cli/dist/main.js")
const commands: ReadonlyArray<readonly [name: string, args: ReadonlyArray<string>]> = [
  ["node -e 0", ["-e", "0"]],
  ["fadu --help", [fadu, "--help"]],
  ["fadu rank samples/demo-2026", [fadu, "rank", join(root, "samples/demo-2026")]],
  ["fadu explain samples/demo-2026 -a 101", [fadu, "explain", join(root, "samples/demo-2026"), "-a", "101"]],
]
const rounds = 11

const times = commands.map((): Array<number> => [])
for (let round = 0; round <= rounds; round++) {
  commands.forEach(([, args], index) => {
    const from = performance.now()
    spawnSync(process.execPath, [...args], { stdio: "ignore" })
    // the first round only warms the caches
    if (round > 0) times[index]?.push(performance.now() - from)
  })
}

const median = (list: ReadonlyArray<number>): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
const empty = median(times[0] ?? [])
console.log(`${"whole process, median of 11".padEnd(40)}${"ms".padStart(8)}${"× empty Node".padStart(14)}`)
commands.forEach(([name], index) => {
  const time = median(times[index] ?? [])
  console.log(`${name.padEnd(40)}${time.toFixed(0).padStart(8)}${(time / empty).toFixed(1).padStart(14)}`)
})
