// One ledger of a million rows: read, counted and explained as a round, beside csv-parse reading the same file and doing nothing.
// And sampled files that are scored one by one.
import { spawnSync } from "node:child_process"
import { once } from "node:events"
import {
  cpSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { finished } from "node:stream/promises"
import { parse } from "csv-parse"

const ROWS = 1_000_000
const FILES = 20_000
const folder = mkdtempSync(join(tmpdir(), "fadu-bench-ledger-"))
const path = join(folder, "sheets/101/案件台账.csv")

const rubric = `id: bench
title: 台账
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 10
groups: { all: 部门 }
rankWithin: group
ledgers:
  cases:
    label: 案件台账
    key: docket
    columns:
      docket: { label: 案号, kind: text }
      party: { label: 当事人, kind: text }
      heard: { label: 是否开庭, kind: yes-no }
      appeared: { label: 是否出庭, kind: yes-no }
      decided: { label: 作出日期, kind: day }
      published: { label: 公开日期, kind: day }
fields:
  heard: { label: 开庭, kind: count, counted: { from: cases, how: count, where: heard } }
  appeared: { label: 出庭, kind: count, counted: { from: cases, how: count, where: heard and appeared } }
  late: { label: 逾期, kind: count, counted: { from: cases, how: count, where: published - decided > 7 } }
sections:
  - code: A
    title: 甲
    full: 10
    criteria:
      - code: A1
        title: 出庭率
        full: 5
        clause: 每低 1 个百分点扣 0.1 分。
        rule: { kind: shortfall, value: appeared / heard, target: 100%, per: 1pp, points: 0.1, partStep: proportional }
      - code: A2
        title: 逾期
        full: 5
        clause: 每件扣 0.00001 分。
        rule: { kind: per-event, count: late, points: 0.00001 }
`

const write = async (): Promise<void> => {
  mkdirSync(join(folder, "sheets/101"), { recursive: true })
  writeFileSync(join(folder, "rubric.yaml"), rubric)
  writeFileSync(join(folder, "round.yaml"), "title: 台账\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n")
  writeFileSync(join(folder, "agencies.csv"), "代码,名称,分组\n101,甲局,all\n")
  const out = createWriteStream(path)
  out.write("案号,当事人,是否开庭,是否出庭,作出日期,公开日期\n")
  for (let row = 0; row < ROWS; row += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) => {
      const n = row + index
      const day = String(1 + (n % 20)).padStart(2, "0")
      const late = n % 97 === 0 ? "2026-04-30" : `2026-03-${String(2 + (n % 20)).padStart(2, "0")}`
      return `(2026)云01行初${n}号,当事人${n},${n % 3 === 0 ? "否" : "是"},${n % 7 === 0 ? "否" : "是"},2026-03-${day},${late}\n`
    })
    if (!out.write(lines.join(""))) await once(out, "drain")
  }
  out.end()
  await finished(out)
}

const nothing = async (): Promise<number> => {
  const begun = process.cpuUsage()
  let rows = 0
  const parser = createReadStream(path).pipe(
    parse({
      relax_column_count: true,
      on_record: () => {
        rows++
        return null
      },
    }),
  )
  parser.resume()
  await finished(parser)
  if (rows !== ROWS + 1) throw new Error(`csv-parse read ${rows} rows`)
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

/** Runs a command; gives its seconds of the processor, because others may use the machine as well, and its memory. */
const run = (
  ...args: ReadonlyArray<string>
): { readonly stdout: string; readonly took: number; readonly rss: number } => {
  const main = join(import.meta.dirname, "../packages/cli/dist/main.js")
  const watch = `process.on("exit", () => { const u = process.resourceUsage(); process.stderr.write("USED " + u.maxRSS + " " + (u.userCPUTime + u.systemCPUTime) + "\\n") })`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(watch)}`, main, ...args],
    { encoding: "utf8" },
  )
  const used = /USED (\d+) (\d+)/.exec(stderr)
  return { stdout: stdout + stderr, rss: Number(used?.[1] ?? 0) / 1024, took: Number(used?.[2] ?? 0) / 1e6 }
}

/** The sample round of file reviews with as many files of one agency as are wanted. */
const writeFiles = (): string => {
  const round = join(folder, "review")
  cpSync(join(import.meta.dirname, "../samples/case-file-review"), round, { recursive: true })
  const sheet = join(round, "sources/review/案卷评查表-交通局.csv")
  const [head = "", ...rows] = readFileSync(sheet, "utf8")
    .split("\n")
    .filter((line) => line !== "")
  const column = head.split(",").indexOf("案卷文号")
  const lines = Array.from({ length: FILES }, (_, index) =>
    (rows[index % rows.length] ?? "")
      .split(",")
      .map((cell, at) => (at === column ? `${cell}-${index}` : cell))
      .join(","),
  )
  writeFileSync(sheet, `${[head, ...lines].join("\n")}\n`)
  return round
}

try {
  await write()
  const alone = await nothing()
  const { stdout, rss, took } = run("explain", folder, "--agency", "101")
  if (!/共 1\d{4} 条|10310 条/.test(stdout)) throw new Error(stdout)
  console.log(`csv-parse alone         ${alone.toFixed(2)} s`)
  console.log(
    `a ledger of ${ROWS} rows ${took.toFixed(2)} s, ${(took / alone).toFixed(2)} times as long, peak ${rss.toFixed(0)} MB`,
  )
  const review = run("explain", writeFiles(), "--agency", "交通局")
  if (!review.stdout.includes("案卷评查表")) throw new Error(review.stdout)
  console.log(`${FILES} files scored    ${review.took.toFixed(2)} s, peak ${review.rss.toFixed(0)} MB`)
} finally {
  rmSync(folder, { recursive: true })
}
