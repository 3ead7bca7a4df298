// A delimited text with one row for each of 100,000 agencies and 60 figures, checked, scored and ranked by the commands as whole
// processes, beside csv-parse reading the same file and doing nothing.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { measured } from "./rounds/measured.ts"
import { codeOf, figure, writeRoster, writeRules } from "./rounds/rates.ts"

const [agencies, fields] = [100_000, 60]
const folder = mkdtempSync(join(tmpdir(), "fadu-wide-"))
const fadu = join(import.meta.dirname, "../packages/cli/dist/main.js")

const parseAlone = `import { createReadStream } from "node:fs"
import { createRequire } from "node:module"
const { parse } = createRequire(${JSON.stringify(join(import.meta.dirname, "../packages/files/package.json"))})("csv-parse")
createReadStream(process.argv[2]).pipe(parse({ on_record: () => null })).resume()`

try {
  writeRules(folder, fields / 2)
  writeRoster(folder, agencies)
  mkdirSync(join(folder, "sheets"))
  const file = join(folder, "sheets", "汇总.csv")
  const heading = Array.from(
    { length: fields },
    (_, field) => `第${Math.floor(field / 2) + 1}项${field % 2 === 0 ? "办结" : "应办"}件数`,
  )
  const rows = Array.from({ length: agencies }, (_, agency) =>
    [codeOf(agency), ...heading.map((_, field) => figure(agency, field))].join(","),
  )
  writeFileSync(file, [["单位代码", ...heading].join(","), ...rows, ""].join("\n"))
  const alone = join(folder, "alone.mjs")
  writeFileSync(alone, parseAlone)
  console.log(`${agencies} agencies × ${fields} figures, ${(statSync(file).size / 1e6).toFixed(1)} MB`)
  const base = measured([alone, file])
  for (const [name, one] of [
    ["csv-parse alone", base],
    ["fadu check", measured([fadu, "check", folder])],
    ["fadu rank", measured([fadu, "rank", folder])],
  ] as const) {
    const times = (one.processor / base.processor).toFixed(1)
    console.log(
      `${name.padEnd(16)} ${one.seconds.toFixed(2).padStart(6)} s, ${one.processor.toFixed(2).padStart(6)} s of the processor (× ${times}), ${one.megabytes.toFixed(0).padStart(5)} MB at most`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
