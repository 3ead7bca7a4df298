import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it, layer } from "@effect/vitest"
import { type AssessmentDocument, document } from "@fadu/engine"
import { version } from "@fadu/engine/version"
import { type LoadedRound, loadRound, readSheetFile } from "@fadu/files"
import { Effect, FileSystem } from "effect"
import { afterAll } from "vitest"
import { unpack } from "./archive.ts"
import { type Dice, madeOf } from "./laws/Dice.ts"
import { root, runFadu } from "./runFadu.ts"

const demo = join(root, "samples/demo-2026")
const scratch = mkdtempSync(join(tmpdir(), "fadu 承诺 "))
afterAll(() => rmSync(scratch, { recursive: true }))
// round.yaml of every copy names it as the year before
cpSync(join(root, "samples/demo-2025"), join(scratch, "demo-2025"), { recursive: true })

let copies = 0
/** A copy of the demonstration round, its files made in the order that `sort` gives them. */
const copyOfDemo = (sort: (files: ReadonlyArray<string>) => ReadonlyArray<string> = (files) => files): string => {
  copies += 1
  const folder = join(scratch, String(copies))
  for (const file of sort(filesIn(demo))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(demo, file), join(folder, file))
  }
  return folder
}

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort()

const load = (folder: string) => loadRound(folder, { installation: root, cases: false })

// ── nothing is lost ─────────────────────────────────────────────────────────────────────────────────────────

/** What an agency got, without the words. */
const marksOf = (written: AssessmentDocument): ReadonlyMap<string, unknown> =>
  new Map(
    written.scorecards.map((card) => [
      card.agency.code,
      {
        range: card.range,
        marks: card.marks.map(({ criterion, awarded, pending, deductions }) => [
          criterion,
          awarded,
          pending,
          deductions.map(({ id, points }) => [id, points]),
        ]),
      },
    ]),
  )

const assertBalanced = ({ account }: LoadedRound): void => {
  assert.strictEqual(account.used + account.recognised + account.named, account.read)
}

type Grid = ReadonlyArray<ReadonlyArray<string>>
const written = (grid: Grid): string =>
  grid.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\n")

const texts = [
  "",
  "百余件",
  "约3",
  "不涉及",
  "-1",
  "1e400",
  "是",
  "无",
  "2026年2月",
  "99999999999999999999",
  "=1+1",
  '"',
  "\u200b",
  "0.5",
  "850%",
  "，",
  "填报单位:某某局",
  "合计",
]

/** One thing done to a table below its header. `whose`: the row whose agency may feel it; null when nobody may. */
interface Mutation {
  readonly what: string
  readonly grid: Grid
  readonly whose: number | null
}

const shuffled = <A>(list: ReadonlyArray<A>, dice: Dice): ReadonlyArray<A> =>
  list
    .map((one) => ({ one, at: dice.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

const mutate = (grid: Grid, dice: Dice): Mutation => {
  const [header = [], ...rows] = grid
  const row = dice.below(rows.length)
  const column = dice.below(header.length)
  const put = (text: string): Grid => [
    header,
    ...rows.map((cells, place) => (place === row ? cells.map((old, at) => (at === column ? text : old)) : cells)),
  ]
  switch (dice.below(7)) {
    case 0:
      return { what: `empty cell ${row},${column}`, grid: put(""), whose: row }
    case 1:
      return { what: `row ${row} left out`, grid: [header, ...rows.filter((_, place) => place !== row)], whose: row }
    case 2:
      return { what: `row ${row} twice`, grid: [...grid, rows[row] ?? []], whose: row }
    case 3:
      return { what: "rows in another order", grid: [header, ...shuffled(rows, dice)], whose: null }
    case 4: {
      const order = shuffled([...header.keys()], dice)
      return {
        what: "columns in another order",
        grid: grid.map((cells) => order.map((at) => cells[at] ?? "")),
        whose: null,
      }
    }
    case 5:
      return { what: `row ${row} on its own line again`, grid: [header, rows[row] ?? [], ...rows], whose: row }
    default: {
      const text = texts[dice.below(texts.length)] ?? ""
      return { what: `“${text}” in ${row},${column}`, grid: put(text), whose: row }
    }
  }
}

const gridOf = Effect.fnUntraced(function* (file: string) {
  const { tables } = yield* readSheetFile(join(demo, file), file)
  const grid: Array<Array<string>> = []
  for (const { row, column, content } of tables.flatMap(({ cells }) => cells)) {
    const cells = grid[row - 1] ?? []
    grid[row - 1] = cells
    cells[column - 1] = content.kind === "text" ? content.text : ""
  }
  const columns = Math.max(...grid.map((cells) => cells.length))
  return grid.map((cells) => Array.from({ length: columns }, (_, at) => cells[at] ?? ""))
})

const untouched = load(demo).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)

layer(NodeServices.layer)("nothing is lost (P4):", (it) => {
  it.effect("every cell of the demonstration is used, recognised or named", () =>
    Effect.gen(function* () {
      const round = yield* Effect.promise(() => untouched)
      assertBalanced(round)
      assert.deepStrictEqual(round.account, { read: 4151, used: 3431, recognised: 719, named: 1 })
    }),
  )

  // a table with a row for each of fourteen agencies, and the form of one
  for (const [file, agencyOf] of [
    ["sheets/第一批填报汇总.csv", (row: ReadonlyArray<string>) => row[0]],
    ["sheets/云泽市财政局.csv", () => "206"],
  ] as const) {
    const dice = madeOf((given) => given, 400)
    it.effect.prop(
      `whatever happens to ${file}, nothing throws, the account balances and nobody else feels it`,
      [dice],
      ([given]) =>
        Effect.gen(function* () {
          const grid = yield* gridOf(file)
          const { what, grid: changed, whose } = mutate(grid, given)
          const folder = copyOfDemo()
          writeFileSync(join(folder, file), written(changed))
          const before = marksOf(document((yield* Effect.promise(() => untouched)).assessment))
          const round = yield* load(folder)
          rmSync(folder, { recursive: true })
          assertBalanced(round)
          const after = marksOf(document(round.assessment))
          const felt = whose === null ? undefined : agencyOf(grid[whose + 1] ?? [])
          for (const [code, marks] of before) {
            if (code !== felt) assert.deepStrictEqual(after.get(code), marks, `${what}: ${code}`)
          }
        }),
      { arbitrary: { runs: 25 } },
    )
  }
})

// ── same in, same out ───────────────────────────────────────────────────────────────────────────────────────

/** Runs the program in a process of its own, from source. */
const runApart = (args: ReadonlyArray<string>, env: { readonly [name: string]: string }, preload: string) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--conditions=@fadu/source",
      "--no-warnings",
      "--import",
      preload,
      join(root, "packages/cli/src/main.ts"),
      ...args,
    ],
    { cwd: root, env: { PATH: process.env.PATH ?? "", ...env }, encoding: "utf8", maxBuffer: 100_000_000 },
  )
  return { code: status, out: stdout, err: stderr }
}

const script = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`
const noPreload = script("")
/** Thirty years from now, and running backwards. */
const strangeClock = script(`
  const Real = Date
  let now = 2729548800000
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super((now -= 86400000)) : super(...given) }
    static now() { return (now -= 86400000) }
  }
`)

describe("same in, same out (P5):", () => {
  const results = (folder: string, env: { readonly [name: string]: string }, preload: string) => {
    const workbook = join(scratch, "排名.xlsx")
    rmSync(workbook, { force: true })
    const json = runApart(["rank", folder, "--json", "-o", workbook], env, preload)
    const text = runApart(["explain", folder, "--agency", "103"], env, preload)
    assert.deepStrictEqual([json.code, text.code], [1, 0], json.err + text.err)
    return { json: json.out, text: text.out, workbook: readFileSync(workbook) }
  }

  it("the order of files, time zone, language and clock change no byte of JSON, text or workbook", () => {
    const one = results(demo, { TZ: "UTC", LANG: "C" }, noPreload)
    const other = results(
      copyOfDemo((files) => files.toReversed()),
      { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", FORCE_COLOR: "0" },
      strangeClock,
    )
    assert.strictEqual(other.json, one.json)
    assert.strictEqual(other.text, one.text)
    assert.isTrue(one.workbook.equals(other.workbook), "the workbooks differ")
  })

  it("nor does the order in which a disk lists them", async () => {
    const listed = (order: (names: Array<string>) => Array<string>) =>
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const disk = FileSystem.FileSystem.of({
          ...fs,
          readDirectory: (path, options) => Effect.map(fs.readDirectory(path, options), order),
        })
        return yield* Effect.provideService(load(demo), FileSystem.FileSystem, disk)
      }).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)
    const [one, other] = [
      await listed((names) => names.toSorted()),
      await listed((names) => names.toSorted().reverse()),
    ]
    assert.strictEqual(JSON.stringify(document(other.assessment)), JSON.stringify(document(one.assessment)))
    assert.deepStrictEqual(other.account, one.account)
  })
})

// ── everyone sees only what is theirs ───────────────────────────────────────────────────────────────────────

interface Listed {
  readonly code: string
  readonly names: ReadonlyArray<string>
}

const roster: ReadonlyArray<Listed> = readFileSync(join(demo, "agencies.csv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","))
  .map(([code = "", name = "", short = ""]) => ({ code, names: [name, short] }))
const inspectors = ["闻守正", "方执中"]

/** Everything that a command gives to an audience, as text: what it prints, its JSON, and every part of the workbook. */
const everything = async (audience: ReadonlyArray<string>, folder = "samples/demo-2026"): Promise<string> => {
  const workbook = join(scratch, "给别人.xlsx")
  const json = await runFadu(["rank", folder, "--json", "-o", workbook, "--for", ...audience])
  const text = await runFadu(["rank", folder, "--for", ...audience])
  assert.notStrictEqual(json.code, 2, json.err)
  const parts = [...unpack(readFileSync(workbook))].map(([name, part]) => `${name}\n${part.toString("utf8")}`)
  const own = audience[0] === "agency" ? (audience[1] ?? "") : null
  const explained =
    own === null
      ? []
      : await Promise.all(
          [[], ["--json"]].map(async (more) => {
            const ran = await runFadu(["explain", folder, "--agency", own, "--for", ...audience, ...more])
            return ran.out + ran.err
          }),
        )
  return [json.out, json.err, text.out, text.err, ...parts, ...explained].join("\n")
}

/** Whether a code stands in a text as a code: a JSON string, the whole text of a cell, or a word between blanks. */
const hasCode = (text: string, code: string): boolean =>
  new RegExp(`(?<!=)"${code}"|<t(?: [^>]*)?>${code}</t>|(?:^|[ (])${code}(?=[ )]|$)`, "m").test(text)

describe("everyone sees only what is theirs (P8):", () => {
  // many losses; a claim waiting; handed in nothing; one whose decision names the inspectors
  it.each(["103", "206", "114", "110"])("the copy of %s names no other agency and no inspector", async (code) => {
    const text = await everything(["agency", code])
    const own = roster.find((one) => one.code === code)
    assert.include(text, own?.names[0] ?? "?")
    for (const other of roster.filter((one) => one.code !== code)) {
      for (const name of other.names) assert.notInclude(text, name)
      assert.isFalse(hasCode(text, other.code), other.code)
    }
    for (const name of inspectors) assert.notInclude(text, name)
  })

  it("the leaders' copy names no inspector", async () => {
    const text = await everything(["leaders"])
    for (const { names } of roster) assert.include(text, names[0] ?? "?")
    for (const name of inspectors) assert.notInclude(text, name)
  })

  it("the public copy names no inspector and holds no mark", async () => {
    const text = await everything(["public"])
    for (const name of inspectors) assert.notInclude(text, name)
    for (const told of ["百余件", "C1-a", "述法评议等次", "sheets/第一批"]) assert.notInclude(text, told)
  })

  it("the public copy names nobody at all where the round publishes nothing", async () => {
    const folder = copyOfDemo()
    const settings = readFileSync(join(folder, "round.yaml"), "utf8").replace(/^publish:.*$/m, "")
    writeFileSync(join(folder, "round.yaml"), settings)
    const text = await everything(["public"], folder)
    for (const { names } of roster) for (const name of names) assert.notInclude(text, name)
  })

  it("nobody is explained to others", async () => {
    const ran = await runFadu(["explain", "samples/demo-2026", "--agency", "103", "--for", "agency", "101"])
    assert.deepStrictEqual(ran, { code: 2, out: "", err: "--for agency:101 看不到103的失分说明\n" })
  })
})

// ── how a command ends ──────────────────────────────────────────────────────────────────────────────────────

describe("a command", () => {
  it.each([
    [0, ["check", "samples/broken/check-carried"]],
    [0, ["--help"]],
    [1, ["check", "samples/demo-2026"]],
    [1, ["rank", "samples/demo-2026"]],
    [2, ["check", "samples/nowhere"]],
    [2, ["check", "README.md"]],
    [2, ["rank", "samples/demo-2026", "--for", "everybody"]],
    [2, ["explain", "samples/demo-2026", "--agency", "没有这个局"]],
    [2, ["rank", "samples/demo-2026", "--jsno"]],
    [2, ["rnak", "samples/demo-2026"]],
    [2, ["self", "samples/nowhere.xlsx", "--rubric", "key-systems"]],
    [2, ["self", "samples/demo-2026/sheets/云泽市财政局.csv", "--rubric", "key-systems"]],
  ] as const)("ends with %i: %s", async (code, args) => {
    const ran = await runFadu(args)
    assert.strictEqual(ran.code, code, ran.out + ran.err)
    // a failure is told on the error stream, in Chinese, and is no list of calls
    assert.strictEqual(ran.err === "", code !== 2, ran.err)
    if (code === 2) {
      assert.match(ran.err, /\p{Script=Han}/u)
      assert.notMatch(ran.err, /\bat .*\.ts:|Error:/)
    }
  })

  const isRoot = process.getuid?.() === 0
  it("that cannot write leaves nothing half written", async () => {
    const place = join(scratch, "写")
    mkdirSync(join(place, "已有的文件夹.xlsx"), { recursive: true })
    writeFileSync(join(place, "文件"), "原样")
    const targets = [
      ["已有的文件夹.xlsx", "这里已有同名文件夹,不能写成文件;请用 -o 另指定名称"],
      ["文件/排名.xlsx", "所在文件夹不能建立;请检查路径中是否有同名文件"],
    ] as const
    for (const [name, told] of targets) {
      const target = join(place, name)
      const ran = await runFadu(["rank", "samples/demo-2026", "-o", target])
      assert.deepStrictEqual(ran, { code: 2, out: "", err: `${target}:${told}\n` })
    }
    assert.deepStrictEqual(filesIn(place), ["文件"])
    assert.strictEqual(readFileSync(join(place, "文件"), "utf8"), "原样")
  })

  it.skipIf(isRoot)("that may not write says so", async () => {
    const place = join(scratch, "只读")
    mkdirSync(place, { mode: 0o500 })
    const target = join(place, "排名.xlsx")
    const ran = await runFadu(["rank", "samples/demo-2026", "-o", target])
    assert.deepStrictEqual([ran.code, existsSync(target)], [2, false])
    assert.include(ran.err, "没有写入权限")
  })

  it("is of the version that every package has", () => {
    const manifests = ["package.json", "test/package.json"].concat(
      readdirSync(join(root, "packages")).map((name) => `packages/${name}/package.json`),
    )
    for (const file of manifests) {
      const manifest: unknown = JSON.parse(readFileSync(join(root, file), "utf8"))
      assert.propertyVal(manifest, "version", version, file)
    }
  })
})
