import { spawnSync } from "node:child_process"

/** How one process went: its time by the clock and by the processor, its memory at most, and what it printed. */
export interface Measured {
  readonly seconds: number
  readonly processor: number
  readonly megabytes: number
  readonly out: string
  readonly code: number | null
}

// told by the process itself when it ends, because a parent learns only of all its children together
const report = `process.on("exit",()=>{const u=process.resourceUsage();require("node:fs").writeSync(2,"\\u0000"+JSON.stringify([u.maxRSS/1024,(u.userCPUTime+u.systemCPUTime)/1e6]))})`

/** Runs a script of Node as a process of its own. */
export const measured = (args: ReadonlyArray<string>): Measured => {
  const from = performance.now()
  const preload = `data:text/javascript,import{createRequire}from"node:module";const require=createRequire("file:///");${encodeURIComponent(report)}`
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", preload, ...args], {
    encoding: "utf8",
    maxBuffer: 1e9,
  })
  const told: unknown = JSON.parse(stderr.slice(stderr.lastIndexOf("\u0000") + 1))
  const [megabytes = 0, processor = 0] = Array.isArray(told) ? told.map(Number) : []
  return { seconds: (performance.now() - from) / 1000, processor, megabytes, out: stdout, code: status }
}

/** A line for each process, its time of the processor as a multiple of the first's. */
export const printBeside = (base: Measured, all: ReadonlyArray<readonly [name: string, one: Measured]>): void => {
  for (const [name, one] of all) {
    const times = (one.processor / base.processor).toFixed(1)
    console.log(
      `${name.padEnd(16)} ${one.seconds.toFixed(2).padStart(6)} s, ${one.processor.toFixed(2).padStart(6)} s of the processor (× ${times}), ${one.megabytes.toFixed(0).padStart(5)} MB at most`,
    )
  }
}
