import { assert, describe, it } from "@effect/vitest"
import { LedgerBook, type Plan, Rational, type Reading, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { type Dice, madeOf } from "./Dice.ts"

const { plan } = readRubric(
  {
    id: "law",
    title: "案卷",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    groups: { all: "全体" },
    rankWithin: "group",
    full: 10,
    absence: { blank: "zero", unreadable: "pending", noEvidence: "zero" },
    ledgers: {
      files: {
        label: "案卷",
        key: "number",
        columns: {
          number: { label: "文号", kind: "text" },
          kind: { label: "种类", kind: "level", levels: ["处罚", "许可"] },
          told: { label: "告知", kind: "yes-no" },
          days: { label: "天数", kind: "count" },
        },
        scored: {
          by: "kind",
          groups: { 处罚: "处罚", 许可: "许可" },
          full: 10,
          sections: [
            {
              code: "F",
              title: "程序",
              full: 10,
              criteria: [
                {
                  code: "F1",
                  title: "告知",
                  full: 4,
                  clause: "没有告知的不得分。",
                  rule: { kind: "yes-no", value: "told", points: 4 },
                },
                {
                  code: "F2",
                  title: "期限",
                  full: { 处罚: 6 },
                  clause: "每天扣 0.5 分。",
                  rule: { kind: "per-event", count: "days", points: 0.5 },
                },
                {
                  code: "F3",
                  title: "期限",
                  full: { 许可: 6 },
                  clause: "每天扣 1 分。",
                  rule: { kind: "per-event", count: "days", points: 1 },
                },
              ],
            },
          ],
        },
      },
    },
    fields: {
      mean: { label: "平均分", kind: "number", counted: { from: "files", how: "mean", of: "score" } },
      good: { label: "合格", kind: "count", counted: { from: "files", how: "count", where: "score >= 6" } },
    },
    sections: [
      {
        code: "A",
        title: "案卷",
        full: 10,
        criteria: [
          {
            code: "A1",
            title: "平均分",
            full: 10,
            clause: "按平均分得分。",
            rule: { kind: "linear", value: "mean", from: { at: 0, points: 0 }, to: { at: 10, points: 10 } },
          },
        ],
      },
    ],
  },
  parseFormula,
)

type Row = Readonly<Record<"number" | "kind" | "told" | "days", Reading>>

const filled = (value: string | boolean | number): Reading => ({
  state: "filled",
  value: typeof value === "number" ? Rational.of(value) : value,
})
const blank: Reading = { state: "blank" }
const unreadable: Reading = { state: "unreadable" }

const rowOf = (dice: Dice, at: number): Row => ({
  number: filled(dice.once(9) ? "1号" : `${at + 1}号`),
  kind: dice.pick(filled("处罚"), filled("许可"), filled("许可"), blank, unreadable),
  told: dice.pick(filled(true), filled(false), blank, unreadable),
  days: dice.pick(filled(0), filled(1), filled(3), filled(40), blank, unreadable),
})

/** What the rows come to when they go in as many at a time as `size` says, with what each scored row got. */
const counted = (given: Plan, rows: ReadonlyArray<Row>, size: number) => {
  const book = new LedgerBook(given, 46_400)
  const [ledger] = book.ledgers
  if (ledger === undefined) return assert.fail("no ledger")
  const address = (row: number) => ({ kind: "cell", file: "案卷.csv", sheet: null, cell: `A${row}` }) as const
  const sheet = { address }
  ledger.account("101", "self").opened(address(1))
  const made = rows.map((row, index) => {
    const key = row.number.state === "filled" ? String(row.number.value) : ""
    const cell = (column: string): Reading => Object.entries(row).find(([id]) => id === column)?.[1] ?? blank
    return { agency: "101", source: "self", id: key, key: () => key, number: index + 2, sheet, cell }
  })
  const taken = []
  for (let from = 0; from < made.length; from += size) taken.push(...ledger.takeAll(made.slice(from, from + size)))
  return {
    taken,
    entries: book.entries(["101"]).map(({ field, reading, raw, rows: behind }) => ({
      field,
      reading: reading.state === "filled" ? String(reading.value) : reading.state,
      raw,
      behind: behind?.classes.map((one) => ({
        tallies: one.tallies.map(({ field: of, among, yes, sum }) => `${of} ${among} ${yes} ${sum.toString()}`),
        rows: one.rows.map(({ key, at, words }) => [key, at, words?.()]),
      })),
    })),
  }
}

describe("rows that are scored each by itself", () => {
  it.prop(
    "come to the same one by one and many at once",
    {
      made: madeOf(
        (dice) => ({
          size: dice.between(2, 9),
          rows: Array.from({ length: dice.between(1, 12) }, (_, at) => rowOf(dice, at)),
        }),
        80,
      ),
    },
    ({ made: { size, rows } }) => {
      assert.isNotNull(plan)
      if (plan === null) return
      assert.deepStrictEqual(counted(plan, rows, size), counted(plan, rows, 1))
    },
    { arbitrary: { runs: 60 } },
  )
})
