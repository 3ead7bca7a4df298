// The workbook of a round of 3,000 agencies and 60 figures, written by the command as a whole process, beside the ranking of the same
// round without one.
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { measured, printBeside } from "./rounds/measured.ts"
import { writeRoster, writeRules, writeWideTable } from "./rounds/rates.ts"

const [agencies, fields] = [3_000, 60]
const folder = mkdtempSync(join(tmpdir(), "fadu-workbook-"))
const fadu = join(import.meta.dirname, "../packages/cli/dist/main.js")

try {
  writeRules(folder, fields / 2)
  writeRoster(folder, agencies)
  writeWideTable(folder, { agencies, fields })
  const book = join(folder, "排名.xlsx")
  const base = measured([fadu, "rank", folder])
  const written = measured([fadu, "rank", folder, "-o", book])
  console.log(`${agencies} agencies × ${fields} figures, a workbook of ${(statSync(book).size / 1e6).toFixed(1)} MB`)
  printBeside(base, [
    ["fadu rank", base],
    ["fadu rank -o", written],
  ])
} finally {
  rmSync(folder, { recursive: true })
}
