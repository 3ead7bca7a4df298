import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Rational, readRubric, readSheet } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { readSheetFile } from "@fadu/files"
import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { agencyNamed, type Random, randomFrom } from "./generatedRound.ts"
import { asCsv, asOds, asXls, asXlsx, type Block, type Drawn, inGbk, inUtf16, type Typed } from "./tableFiles.ts"

const fields = {
  heard: { label: "开庭案件", kind: "count", unit: "件" },
  appeared: { label: "负责人出庭", kind: "count", unit: "件" },
  fines: { label: "罚款合计", kind: "number", unit: "万元" },
  share: { label: "按期公开率", kind: "rate" },
  issued: { label: "计划印发日期", kind: "day" },
  trained: { label: "组织培训", kind: "yes-no" },
} as const
type Id = keyof typeof fields

const { plan } = readRubric(
  {
    id: "same",
    title: "同一张表",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: 1,
    groups: { all: "各部门" },
    rankWithin: "group",
    fields,
    sections: [
      {
        code: "A",
        title: "甲",
        full: 1,
        criteria: [
          { code: "A1", title: "甲", full: 1, clause: "甲", rule: { kind: "yes-no", value: "trained", points: 1 } },
        ],
      },
    ],
  },
  parseFormula,
)

const roster = ["公安局", "司法局", "水务局", "交通局", "林业局"].map((name, index) =>
  agencyNamed(String(101 + index), "all", name),
)

const text = (words: string): Typed => ({ kind: "text", text: words })

/** What somebody typed for a field. */
const typed = (id: Id, random: Random): Typed => {
  const { kind } = fields[id]
  if (random.whole(8) === 0) return random.of([null, text("—"), text("不涉及"), text("百余件"), text("/")])
  switch (kind) {
    case "count":
      return random.of([
        { kind: "number", value: random.whole(300) },
        text("12件"),
        text("１２"),
        text("1,200"),
        text("十二"),
      ])
    case "number":
      return random.of([{ kind: "number", value: random.whole(900) / 4 }, text("10万元"), text("5000元"), text("3.5")])
    case "rate":
      return random.of([{ kind: "percent", value: random.whole(101) / 100 }, text("85.5％"), text("百分之九十")])
    case "day":
      return random.of([
        { kind: "day", value: 46_023 + random.whole(360) },
        text("2026年3月1日"),
        text("2026.3.1"),
        text("三月"),
      ])
    case "yes-no":
      return random.of([{ kind: "truth", value: random.whole(2) === 0 }, text("是"), text("×"), text("□是 √否")])
  }
}

const shuffled = <A>(list: ReadonlyArray<A>, random: Random): ReadonlyArray<A> =>
  list
    .map((one) => [random.whole(1e6), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)

const ids: ReadonlyArray<Id> = ["heard", "appeared", "fines", "share", "issued", "trained"]

/** One row for each agency, under a header of two rows of which the upper one is merged. */
const wide = (random: Random): Drawn => {
  const columns = shuffled(ids, random)
  const width = columns.length + 2
  const first = 1 + random.whole(3)
  const merges: Array<Block> = [
    [0, 0, 0, width - 1],
    [first, 0, first + 1, 0],
    [first, 1, first + 1, 1],
    [first, 2, first, 1 + columns.length / 2],
    [first, 2 + columns.length / 2, first, width - 1],
  ]
  const blank = (): Array<Typed> => Array.from({ length: width }, () => null)
  const over = blank()
  over[0] = text("序号")
  over[1] = text("单位名称")
  over[2] = text("案件办理")
  over[2 + columns.length / 2] = text("制度落实")
  const under = [null, null, ...columns.map((id) => text(fields[id].label))]
  const agencies = shuffled(roster, random).slice(0, 2 + random.whole(4))
  const rows: Array<ReadonlyArray<Typed>> = [
    [text("2026年度填报汇总表"), ...blank().slice(1)],
    ...Array.from({ length: first - 1 }, blank),
    over,
    under,
    ...agencies.map(({ name }, index) => [
      { kind: "number" as const, value: index + 1 },
      text(name),
      ...columns.map((id) => typed(id, random)),
    ]),
    blank(),
    [text("注:以上数据由各单位填报。"), ...blank().slice(1)],
    [text("填报人:王某"), null, text("审核人:李某"), ...blank().slice(3)],
  ]
  merges.push([rows.length - 2, 0, rows.length - 2, width - 1])
  return { rows, merges }
}

/** One row for each field, the name of each agency merged over its rows. */
const long = (random: Random): Drawn => {
  const merges: Array<Block> = [[0, 0, 0, 4]]
  const rows: Array<ReadonlyArray<Typed>> = [
    [text("2026年度填报表"), null, null, null, null],
    ["单位名称", "填报项", "填报值", "佐证材料", "备注"].map(text),
  ]
  for (const { name } of shuffled(roster, random).slice(0, 1 + random.whole(3))) {
    const own = shuffled(ids, random).slice(0, 2 + random.whole(5))
    merges.push([rows.length, 0, rows.length + own.length - 1, 0])
    own.forEach((id, index) => {
      const proof = random.of([text("附件1"), text("无"), null])
      rows.push([index === 0 ? text(name) : null, text(fields[id].label), typed(id, random), proof, null])
    })
  }
  rows.push([text("注:数据截至年底。"), null, null, null, null])
  return { rows, merges }
}

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-same-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a file says, agency by agency and field by field. */
const entriesOf = async (name: string, bytes: Uint8Array): Promise<ReadonlyArray<string>> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const file = await Effect.runPromise(readSheetFile(path, name).pipe(Effect.provide(NodeServices.layer)))
  if (plan === null) throw new Error("the rubric cannot be read")
  const read = readSheet(plan.rubric, roster)
  return [
    ...file.tables.flatMap((table) => {
      const { entries } = read(table, { source: "self", agency: null })
      return entries.map(({ agency, field, reading, evidence }) => {
        const value = reading.state === "filled" ? reading.value : null
        const shown = value instanceof Rational ? value.toString() : String(value)
        return `${agency} ${field} ${reading.state} ${shown} ${evidence}`
      })
    }),
  ].sort()
}

/** The rows with the name of an agency in each row over which it was merged. */
const repeated = ({ rows, merges }: Drawn): Drawn["rows"] =>
  rows.map((row, r) =>
    row.map((cell, c) => {
      const block = merges.find(
        ([top, left, bottom, right]) => left === c && right === c && r > top && r <= bottom && top > 1,
      )
      return block === undefined ? cell : (rows[block[0]]?.[c] ?? cell)
    }),
  )

describe("the same table", () => {
  it.each([
    ["with a header of two rows", wide],
    ["with agencies merged over their rows", long],
  ])("%s reads the same from every kind of file", async (_, drawing) => {
    let most = 0
    for (let seed = 1; seed <= 6; seed++) {
      const drawn = drawing(randomFrom(seed * 31))
      const csv = asCsv({ ...drawn, rows: repeated(drawn) })
      const files: ReadonlyArray<readonly [string, Uint8Array]> = [
        ["xlsx", await asXlsx(drawn)],
        ["xls", asXls(drawn)],
        ["ods", asOds(drawn)],
        ["utf8.csv", Buffer.from(csv)],
        ["gbk.csv", inGbk(csv)],
        ["utf16.csv", inUtf16(csv)],
      ]
      const [modern = [], ...others] = await Promise.all(
        files.map(([kind, bytes]) => entriesOf(`表${seed}.${kind}`, bytes)),
      )
      expect(modern.filter((entry) => entry.includes(" filled ")).length).toBeGreaterThan(0)
      most = Math.max(most, modern.length)
      // a program saves what is merged in its first cell only: then less may be understood, and nothing else
      const saved = await entriesOf(`表${seed}.saved.csv`, Buffer.from(asCsv(drawn)))
      expect(saved.filter((entry) => !modern.includes(entry))).toEqual([])
      others.forEach((other, index) => {
        expect({ seed, kind: files[index + 1]?.[0], entries: other }).toEqual({
          seed,
          kind: files[index + 1]?.[0],
          entries: modern,
        })
      })
    }
    expect(most).toBeGreaterThan(10)
  })
})
