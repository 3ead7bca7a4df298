// The two indices among the samples, read, scored and ranked by the command as a whole process, beside a few lines that read the same
// table with csv-parse, average it in doubles and sort: no rubric, no issues, no exact numbers. Then the index with ten times the units.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { measured } from "./rounds/measured.ts"

const root = join(import.meta.dirname, "..")
const fadu = join(root, "packages/cli/dist/main.js")
const folder = mkdtempSync(join(tmpdir(), "fadu-indices-"))

/** Rows of answers, each answer a number by itself or by its letter; means of sections, their mean, and a sort. */
const byHand = `import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
const { parse } = createRequire(${JSON.stringify(join(root, "packages/files/package.json"))})("csv-parse/sync")
const rows = (file) => parse(readFileSync(file, "utf8"), { bom: true }).slice(1)
const sections = rows(process.argv[2]).map(([section]) => section)
const points = { A: 100, B: 75, C: 40, D: 0 }
const valueOf = (text) => (text === "" ? NaN : (points[text] ?? Number(text)))
const mean = (values) => {
  const there = values.filter((value) => !Number.isNaN(value))
  return there.reduce((sum, value) => sum + value, 0) / there.length
}
const totals = rows(process.argv[3]).map(([code, name, ...texts]) => {
  const values = texts.map(valueOf)
  const parts = [...new Set(sections)].map((own) => mean(values.filter((_, at) => sections[at] === own)))
  return [code, name, mean(parts)]
})
for (const [code, name, total] of totals.sort((a, b) => b[2] - a[2])) console.log(code, name, total.toFixed(2))
`

/** The same answers again under other codes and names. */
const multiplied = (file: string, times: number, code: (row: string, copy: number) => string): void => {
  const [head = "", ...rows] = readFileSync(file, "utf8").trimEnd().split("\n")
  const copies = Array.from({ length: times }, (_, copy) => rows.map((row) => code(row, copy)))
  writeFileSync(file, [head, ...copies.flat(), ""].join("\n"))
}

const best = (args: ReadonlyArray<string>): ReturnType<typeof measured> => {
  const runs = Array.from({ length: 3 }, () => measured(args))
  return runs.reduce((least, one) => (one.processor < least.processor ? one : least))
}

try {
  const script = join(folder, "by-hand.mjs")
  writeFileSync(script, byHand)
  for (const [name, sample, rules, source, times] of [
    ["an index of 126 units × 40 variables", "index-of-means", "factors.csv", "survey.csv", 1],
    ["a questionnaire of 36 units × 150 letters", "questionnaire", "questions.csv", "panel.csv", 1],
    ["the index with 1,260 units", "index-of-means", "factors.csv", "survey.csv", 10],
  ] as const) {
    const round = join(folder, `${sample}-${times}`)
    cpSync(join(root, "samples", sample), round, { recursive: true })
    if (times > 1) {
      const renamed = (row: string, copy: number): string =>
        row.replace(/^(\d+),([^,]+)/, (_, code: string, unit: string) => `${Number(code) + copy * 1000},${unit}${copy}`)
      multiplied(join(round, "agencies.csv"), times, renamed)
      multiplied(join(round, "sources", source), times, renamed)
    }
    console.log(name)
    const base = best([script, join(round, "rules", rules), join(round, "sources", source)])
    for (const [how, one] of [
      ["csv-parse and means by hand", base],
      ["fadu rank", best([fadu, "rank", round])],
    ] as const) {
      const ratio = (one.processor / base.processor).toFixed(1)
      console.log(
        `  ${how.padEnd(28)} ${one.seconds.toFixed(2).padStart(6)} s, ${one.processor.toFixed(2).padStart(6)} s of the processor (× ${ratio}), ${one.megabytes.toFixed(0).padStart(5)} MB at most`,
      )
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
