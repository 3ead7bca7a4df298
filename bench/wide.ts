// A delimited text with one row for each of 100,000 agencies and 60 figures, checked, scored and ranked by the commands as whole
// processes, beside csv-parse reading the same file and doing nothing.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { measured, printBeside } from "./rounds/measured.ts"
import { writeRoster, writeRules, writeWideTable } from "./rounds/rates.ts"

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
  const file = writeWideTable(folder, { agencies, fields })
  const alone = join(folder, "alone.mjs")
  writeFileSync(alone, parseAlone)
  console.log(`${agencies} agencies × ${fields} figures, ${(statSync(file).size / 1e6).toFixed(1)} MB`)
  const base = measured([alone, file])
  printBeside(base, [
    ["csv-parse alone", base],
    ["fadu check", measured([fadu, "check", folder])],
    ["fadu rank", measured([fadu, "rank", folder])],
  ])
} finally {
  rmSync(folder, { recursive: true })
}
