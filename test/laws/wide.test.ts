import { assert, describe, it } from "@effect/vitest"
import {
  type Account,
  type Agency,
  assess,
  type Entry,
  type EntryTable,
  type Issue,
  LedgerBook,
  passWide,
  plainAgency,
  readSheet,
  sortIssues,
  type Table,
} from "@fadu/engine"
import { rubricWith } from "../checked.ts"
import { type Dice, madeOf } from "./Dice.ts"

const { plan } = rubricWith({
  heard: { label: "开庭件次", kind: "count", unit: "件次" },
  open: { label: "公开率", kind: "rate" },
  share: { label: "办结率", kind: "rate" },
  built: { label: "是否建立制度", kind: "yes-no", evidence: { need: "required", what: "制度文本" } },
  filed: { label: "报送日期", kind: "day" },
  court: { label: "败诉件数", kind: "count", source: "court" },
})
const { rubric } = plan

const agencies: ReadonlyArray<Agency> = Array.from({ length: 12 }, (_, index) =>
  plainAgency({
    code: String(101 + index),
    name: `第${index + 1}局`,
    group: "all",
    at: { kind: "file", file: "agencies.csv" },
  }),
)

const headings = [
  "开庭件次",
  "公开率",
  "是否建立制度",
  "报送日期",
  "办结率",
  "败诉件数",
  "是否建立制度佐证材料",
  "佐证材料",
  "备注",
  "无此项",
  "",
  "开庭件次",
  "计分的一项",
]
const values = [
  "12",
  "0.85",
  "85%",
  "85",
  "是",
  "否",
  "",
  "—",
  "不涉及",
  "2026-03-01",
  "约十",
  "12件",
  "=#",
  "7",
  "章程",
]

const rowOf = (dice: Dice, columns: number, isNamed: boolean): ReadonlyArray<string> => {
  const own = agencies[dice.below(agencies.length)] ?? assert.fail("no agency")
  const named = isNamed ? [own.code, dice.once(9) ? dice.pick("第一局", "陌生局") : own.name] : [own.code]
  switch (dice.once(8) ? dice.below(6) : -1) {
    case 0:
      return ["合计", "", "99"]
    case 1:
      return ["注:本表由各单位填写"]
    case 2:
      return ["陌生局", "1", "2"]
    case 3:
      return ["", "", "3", "4"]
    case 4:
      return []
    case 5:
      return ["填表人:甲"]
    default:
      return [...named, ...Array.from({ length: columns + (dice.once(12) ? 1 : 0) }, () => dice.pick("", ...values))]
  }
}

interface Drawn {
  readonly table: Table
  readonly hint: { readonly source: string; readonly agency: string | null }
  readonly head: number
  readonly most: number
}

/** A table with a row for each agency as clerks send it, and how it is cut into pages. */
const drawn = (dice: Dice): Drawn => {
  const isNamed = dice.once(2)
  const columns = Array.from({ length: dice.between(2, 8) }, () => dice.pick("开庭件次", ...headings))
  const rows = [
    ...(dice.once(3) ? [["2026 年填报汇总"]] : []),
    [...(isNamed ? ["单位代码", "单位名称"] : ["单位代码"]), ...columns],
    ...(dice.once(5) ? [["甲", "1", "2"]] : []),
    ...Array.from({ length: dice.between(22, 36) }, () => rowOf(dice, columns.length, isNamed)),
  ]
  return {
    table: {
      file: "sheets/汇总.csv",
      sheet: null,
      cells: rows.flatMap((row, r) =>
        row.flatMap((text, c) =>
          text === "" ? [] : [{ row: r + 1, column: c + 1, content: { kind: "text" as const, text } }],
        ),
      ),
      merges: [],
      hidden: { sheet: false, rows: [], columns: [] },
    },
    hint: { source: dice.once(6) ? "court" : "self", agency: dice.once(8) ? "101" : null },
    head: dice.between(20, 24),
    most: dice.between(1, 90),
  }
}

interface Read {
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
  readonly entries: ReadonlyArray<Entry>
  readonly table: EntryTable | null
}

const whole = ({ table, hint }: Drawn): Read => readSheet(rubric, agencies)(table, hint)

/** Null where the table is no wide one. */
const inPages = ({ table, hint, head, most }: Drawn): Read | null => {
  const passing = passWide(rubric, agencies, new LedgerBook(plan, 46_500))(
    { ...table, cells: table.cells.filter(({ row }) => row <= head) },
    hint,
    most,
  )
  if (passing === null) return null
  for (const [row, cells] of Map.groupBy(table.cells, ({ row }) => row)) {
    if (row <= passing.readTo) continue
    const texts: Array<string> = []
    for (const { column, content } of cells) texts[column - 1] = content.kind === "text" ? content.text : ""
    passing.take(
      row,
      Array.from(texts, (text) => text ?? ""),
    )
  }
  const read = passing.finish()
  return { ...read, entries: entriesOf(read.table) }
}

const entriesOf = (table: EntryTable): ReadonlyArray<Entry> =>
  table.agencies.flatMap((_, agency) => table.fields.flatMap((_, field) => table.at(agency, field) ?? []))

const inOrder = (entries: ReadonlyArray<Entry>): ReadonlyArray<Entry> =>
  entries.toSorted((a, b) => (`${a.agency} ${a.field}` < `${b.agency} ${b.field}` ? -1 : 1))

describe("a wide table", () => {
  it.prop(
    "says the same in pages as whole: entries, problems and the account of its cells",
    [madeOf(drawn, 400)],
    ([one]) => {
      const read = inPages(one)
      if (read === null) return
      const held = whole(one)
      assert.deepStrictEqual(inOrder(read.entries), inOrder(held.entries))
      assert.deepStrictEqual(sortIssues(read.issues), sortIssues(held.issues))
      assert.deepStrictEqual(read.account, held.account)
      assert.strictEqual(read.account.read, read.account.used + read.account.recognised + read.account.named)
    },
    { arbitrary: { runs: 70 } },
  )

  it.prop(
    "scores the same whether its entries are held one by one or in columns",
    [madeOf(drawn, 400)],
    ([one]) => {
      const read = inPages(one)
      if (read?.table == null) return
      const rest = { agencies, scores: [], decisions: [], applicability: [] }
      const calendar = { asOf: 46_500, due: null, evidenceDue: null }
      const [held, inColumns] = [
        assess(plan, { ...rest, entries: whole(one).entries }, calendar),
        assess(plan, { ...rest, entries: [], tables: [read.table] }, calendar),
      ].map(({ part, issues }) => ({
        units: part.figures.units,
        fields: [...part.figures.fields].map(([id, { column, states, origins }]) => [
          id,
          column.values.map(String),
          [...states],
          part.figures.units.map((_, unit) => origins.at(unit)),
        ]),
        slots: [...part.slots].map(([id, column]) => [id, column.values.map(String)]),
        said: [...part.figures.fields.values()].map(({ origins }) =>
          part.figures.units.map((_, unit) => origins.said(unit)?.reading),
        ),
        given: part.figures.units.map(({ code }) => inOrder(part.given.byAgency.get(code)?.entries ?? [])),
        issues,
      }))
      assert.deepStrictEqual(inColumns, held)
    },
    { arbitrary: { runs: 25 } },
  )
})
