// The screens over a round of 5,000 agencies × 60 criteria, on a terminal that only counts: what bench/ui.ts bundles and starts.
import { PassThrough, Writable } from "node:stream"
import { firstLetters } from "@fadu/cli/screen/firstLetters"
import { openScreens } from "@fadu/cli/screen/openScreens"
import { resultsOf } from "@fadu/cli/screen/Results"
import { trialsOf } from "@fadu/cli/screen/Trials"
import { type Agency, type Assessment, assess, openDocument, parseDay, plainAgency, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { at, reported } from "../rounds/reported.ts"

// Ink takes the console for itself
const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const AGENCIES = Number(process.env.FADU_BENCH_AGENCIES ?? 5_000)
const SECTIONS = 6
const CRITERIA = 10

const fields: Record<string, unknown> = {}
for (let index = 0; index < SECTIONS * CRITERIA; index++) {
  fields[`c${index}.done`] = { label: `办结${index}`, kind: "count" }
  fields[`c${index}.due`] = { label: `应办${index}`, kind: "count" }
}
const { plan } = readRubric(
  {
    id: "bench",
    title: "评分细则",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: SECTIONS * CRITERIA * 2,
    groups: { a: "部门", b: "县区" },
    rankWithin: "group",
    bands: [
      { grade: "良好", from: 80 },
      { grade: "一般", from: 0 },
    ],
    fields,
    sections: Array.from({ length: SECTIONS }, (_, section) => ({
      code: "ABCDEF"[section],
      title: `第${section + 1}部分`,
      full: CRITERIA * 2,
      criteria: Array.from({ length: CRITERIA }, (_, index) => ({
        code: `${"ABCDEF"[section]}${index + 1}`,
        title: `办结率${section}${index}`,
        full: 2,
        clause: "每低 5 个百分点扣 0.1 分。",
        remedy: { mend: "correct" },
        rule: {
          kind: "shortfall",
          value: `c${section * CRITERIA + index}.done / c${section * CRITERIA + index}.due`,
          target: "100%",
          per: "5pp",
          points: 0.1,
          partStep: "proportional",
        },
      })),
    })),
  },
  parseFormula,
)
if (plan === null) throw new Error("the rubric of the benchmark is broken")

const names = "水务林业农业税务民政财政教育卫健司法公安".match(/../g) ?? []
const agencies = Array.from(
  { length: AGENCIES },
  (_, index): Agency =>
    plainAgency({
      code: String(10_000 + index),
      name: `云泽市第${index}区${names[index % names.length]}局`,
      group: index % 10 < 8 ? "a" : "b",
      at,
    }),
)
const entries = agencies.flatMap(({ code }, row) =>
  Array.from({ length: SECTIONS * CRITERIA }, (_, index) => [
    reported(code, `c${index}.done`, 60 + ((row * 31 + index * 17) % 40)),
    reported(code, `c${index}.due`, 100),
  ]).flat(),
)

const timed = <A>(what: string, work: () => A): A => {
  const from = performance.now()
  const made = work()
  say(`${what.padEnd(34)} ${(performance.now() - from).toFixed(0)} ms`)
  return made
}
const rss = (): string => `RSS ${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MB`

const calendar = { asOf: parseDay("2027-01-20") ?? 0, due: null, evidenceDue: null }
const { part } = timed(`assess ${AGENCIES} × ${SECTIONS * CRITERIA}`, () =>
  assess(plan, { agencies, entries, scores: [], decisions: [], applicability: [] }, calendar),
)
const assessment: Assessment = {
  stamp: {
    title: "大批次",
    rubrics: [{ id: "bench", version: "1", title: "评分细则", hash: "" }],
    engine: "0",
    stage: "初评",
    asOf: "2027-01-20",
    issuer: null,
    evidenceDue: null,
    objections: null,
    team: [],
    publish: { totals: false, places: false },
    inputs: [],
    decisions: 0,
  },
  parts: [part],
  issues: [],
}
say(`after assess: ${rss()}`)
const results = timed("document and its index", () =>
  resultsOf(openDocument(assessment), {
    trials: trialsOf(assessment),
    bands: new Map([["bench", plan.rubric.bands ?? []]]),
  }),
)
say(`after document: ${rss()}`)

/** Tells when a frame is written. */
class Paper extends Writable {
  readonly isTTY = true
  readonly columns: number
  readonly rows: number
  onFrame: () => void = () => {}
  constructor(columns: number, rows: number) {
    super()
    this.columns = columns
    this.rows = rows
  }
  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    done()
    // entering the alternate screen, hiding the cursor and the like are no frames
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    if (!/^(\u001b\[\?[0-9]+[hl])*$/.test(String(chunk))) this.onFrame()
  }
}

class Keyboard extends PassThrough {
  readonly isTTY = true
  setRawMode(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}

/** Ink needs of a terminal only what these have. */
const isTerminal = (_: Keyboard | Paper): _ is (Keyboard & NodeJS.ReadStream) & (Paper & NodeJS.WriteStream) => true

const summary = (times: ReadonlyArray<number>): string => {
  const sorted = [...times].sort((a, b) => a - b)
  const part = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `median ${part(0.5)} ms, 95th percentile ${part(0.95)} ms`
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

for (const [columns, rows] of [
  [80, 24],
  [200, 50],
] as const) {
  say(`${columns}×${rows}`)
  const stdin = new Keyboard()
  const stdout = new Paper(columns, rows)
  if (!isTerminal(stdin) || !isTerminal(stdout)) throw new Error("not a terminal")
  const frame = (): Promise<number> =>
    new Promise((resolve) => {
      stdout.onFrame = () => resolve(performance.now())
    })
  const from = performance.now()
  const first = frame()
  let known = false
  const left = openScreens(
    results,
    {
      export: async () => "",
      exportView: async () => "",
      initials: async () => {
        const initials = await firstLetters(results)
        known = true
        return initials
      },
    },
    { stdin, stdout, env: {} },
  )
  say(`  ${"first frame".padEnd(32)} ${((await first) - from).toFixed(0)} ms`)
  while (!known) await pause(20)
  await pause(100)
  const measure = async (what: string, keys: ReadonlyArray<string>): Promise<void> => {
    const times: Array<number> = []
    for (const key of keys) {
      // frames are at least 16 ms apart
      await pause(40)
      const shown = frame()
      const pressed = performance.now()
      stdin.write(key)
      times.push((await shown) - pressed)
    }
    say(`  ${what.padEnd(32)} ${summary(times)}`)
  }
  const times = <A>(count: number, list: ReadonlyArray<A>): ReadonlyArray<A> =>
    Array.from({ length: count }, () => list).flat()
  await measure("scroll by a line", times(60, ["j"]))
  await measure("scroll by a page", times(5, ["\u001b[6~"]))
  stdin.write("l")
  await pause(60)
  stdin.write("l")
  await measure("sort", times(20, ["s"]))
  await measure("filter by initials", [
    "/",
    ..."swj",
    "\u007f",
    "\u007f",
    "\u007f",
    ..."sfj",
    "\u007f",
    "\u007f",
    "\u007f",
    "1",
  ])
  stdin.write("\r")
  await pause(60)
  await measure("open and leave a scorecard", times(10, ["\r", "q".replace("q", "\u007f")]))
  stdin.write("\r")
  await pause(100)
  stdin.write("w")
  await pause(100)
  stdin.write("\r")
  await measure("what-if: typed, then tried", times(10, ["9", "9", "\r", "\r"]).slice(0, -1))
  say(`  ${rss()}`)
  stdin.write("\u0003")
  await left
}
process.exit(0)
