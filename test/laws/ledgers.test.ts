import { assert, describe, it } from "@effect/vitest"
import {
  type Agency,
  assess,
  type Content,
  document,
  LedgerBook,
  passLedger,
  plainAgency,
  Rational,
  readRubric,
  readSheet,
  restrict,
  stateAt,
  type Table,
} from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { type Dice, madeOf } from "./Dice.ts"

const some = { arbitrary: { runs: 120 } }

/** A row as a clerk would write it; "" is an empty cell. */
interface Row {
  readonly docket: string
  readonly party: string
  readonly heard: string
  readonly excused: string
  readonly appeared: string
  readonly decided: string
  readonly published: string
  readonly fine: string
}
type Column = keyof Row

const columns: ReadonlyArray<readonly [Column, string]> = [
  ["docket", "案号"],
  ["party", "当事人"],
  ["heard", "是否开庭"],
  ["excused", "是否准许不出庭"],
  ["appeared", "是否出庭"],
  ["decided", "作出日期"],
  ["published", "公开日期"],
  ["fine", "罚款"],
]

const { plan, problems } = readRubric(
  {
    id: "law",
    title: "台账",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    groups: { all: "全体" },
    rankWithin: "all",
    full: 30,
    absence: { blank: "zero", unreadable: "pending", noEvidence: "zero" },
    ledgers: {
      cases: {
        label: "案件台账",
        key: "docket",
        columns: {
          docket: { label: "案号", kind: "text" },
          party: { label: "当事人", kind: "text" },
          heard: { label: "是否开庭", kind: "yes-no" },
          excused: { label: "是否准许不出庭", kind: "yes-no" },
          appeared: { label: "是否出庭", kind: "yes-no" },
          decided: { label: "作出日期", kind: "day" },
          published: { label: "公开日期", kind: "day" },
          fine: { label: "罚款", kind: "number" },
        },
      },
    },
    fields: {
      due: { label: "应出庭", kind: "count", counted: { from: "cases", how: "count", where: "heard and not excused" } },
      came: {
        label: "已出庭",
        kind: "count",
        counted: { from: "cases", how: "count", where: "heard and not excused and appeared" },
      },
      late: {
        label: "逾期",
        kind: "count",
        counted: { from: "cases", how: "count", where: "published - decided > 7 or fine > 900 and not heard" },
      },
      fines: { label: "罚款额", kind: "number", counted: { from: "cases", how: "sum", of: "fine", where: "heard" } },
      rate: {
        label: "出庭率",
        kind: "rate",
        counted: { from: "cases", how: "share", among: "heard", where: "appeared" },
      },
    },
    sections: [
      {
        code: "A",
        title: "甲",
        full: 30,
        criteria: [
          {
            code: "A1",
            title: "出庭率",
            full: 10,
            clause: "每低 1 个百分点扣 0.2 分。",
            rule: {
              kind: "shortfall",
              value: "came / due",
              target: "100%",
              per: "1pp",
              points: 0.2,
              partStep: "proportional",
            },
          },
          {
            code: "A2",
            title: "逾期",
            full: 10,
            clause: "每件扣 1 分。",
            rule: { kind: "per-event", count: "late", points: 1 },
          },
          {
            code: "A3",
            title: "出庭",
            full: 10,
            clause: "按比例得分。",
            rule: { kind: "linear", value: "rate", from: { at: 0, points: 0 }, to: { at: "100%", points: 10 } },
          },
        ],
      },
    ],
    checks: [{ that: "fines >= 0", otherwise: "罚款额为负" }],
  },
  parseFormula,
)

const agencies: ReadonlyArray<Agency> = ["101", "102"].map((code) =>
  plainAgency({
    code,
    name: `云泽市第${code}局`,
    group: "all",
    at: { kind: "file", file: "agencies.csv" },
  }),
)

const madeRow = (dice: Dice, index: number): Row => {
  const word = (): string => dice.pick("是", "是", "否", "", "待查")
  const day = (): string => dice.pick(`2026-03-${String(dice.between(1, 28)).padStart(2, "0")}`, "2026-02-30", "")
  return {
    docket: `(2026)云${index}号`,
    party: `王${index}麻`,
    heard: word(),
    excused: word(),
    appeared: word(),
    decided: day(),
    published: dice.pick(day(), "未公开"),
    fine: dice.pick("", "100", "1000", "约500"),
  }
}

const ledgerOf = (dice: Dice, clean: boolean): ReadonlyArray<Row> =>
  Array.from({ length: dice.between(1, 9) }, (_, index) => {
    const row = madeRow(dice, index)
    if (!clean) return row
    const word = (text: string): string => (text === "是" ? text : "否")
    return {
      ...row,
      heard: word(row.heard),
      excused: word(row.excused),
      appeared: word(row.appeared),
      decided: "2026-03-02",
      published: row.published.startsWith("2026-03") ? row.published : "2026-03-05",
      fine: row.fine === "1000" ? "1000" : "100",
    }
  })

const tableOf = (rows: ReadonlyArray<Row>, file: string): Table => ({
  file,
  sheet: null,
  merges: [],
  hidden: { sheet: false, rows: [], columns: [] },
  cells: [
    ...columns.map(([, label], index) => ({
      row: 1,
      column: index + 1,
      content: { kind: "text", text: label } as const,
    })),
    ...rows.flatMap((row, at) =>
      columns.flatMap(([column], index) => {
        const content: Content = { kind: "text", text: row[column] }
        return row[column] === "" ? [] : [{ row: at + 2, column: index + 1, content }]
      }),
    ),
  ],
})

/** Everything that follows from the files of agency 101. */
const scored = (files: ReadonlyArray<ReadonlyArray<Row>>) => {
  assert.isTrue(
    problems.every(({ severity }) => severity !== "error"),
    JSON.stringify(problems),
  )
  if (plan === null) return assert.fail("no plan")
  const book = new LedgerBook(plan, 46_500)
  const read = readSheet(plan.rubric, agencies, book)
  const reads = files.map((rows, index) =>
    read(tableOf(rows, `sheets/101/案件台账${index}.csv`), { source: "self", agency: "101" }),
  )
  for (const { account } of reads)
    assert.strictEqual(account.read, account.used + account.recognised + account.named, "a cell is lost")
  const { part, issues } = assess(
    plan,
    {
      agencies,
      entries: book.entries(agencies.map(({ code }) => code)),
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf: 1, due: 0, evidenceDue: 0 },
  )
  const made = document({
    stamp: {
      title: "台账",
      rubrics: [],
      engine: "",
      stage: "初评",
      asOf: "2027-01-20",
      issuer: null,
      evidenceDue: null,
      objections: null,
      team: [],
      publish: { totals: true, places: true },
      inputs: [],
      decisions: 0,
    },
    parts: [part],
    issues: [...reads.flatMap((one) => one.issues), ...issues],
  })
  const shownValue = (field: string): string => {
    const state = stateAt(part.figures, field, 0)
    const value = part.figures.fields.get(field)?.column.values[0]
    return state === "filled" && value instanceof Rational ? value.toString() : state
  }
  return { made, shownValue, card: made.scorecards[0] ?? assert.fail("nobody is scored") }
}

// ── by hand ──────────────────────────────────────────────────────────────────────────────────────────────────

type Known = boolean | null
const yes = (text: string): Known => (text === "是" ? true : text === "否" ? false : null)
const both = (...all: ReadonlyArray<Known>): Known => (all.includes(false) ? false : all.includes(null) ? null : true)
const either = (...all: ReadonlyArray<Known>): Known => (all.includes(true) ? true : all.includes(null) ? null : false)
const not = (one: Known): Known => (one === null ? null : !one)
const dayOf = (text: string): number | null =>
  text === "未公开" ? 1e9 : text === "" || text === "2026-02-30" ? null : Number(text.slice(-2))
const fineOf = (text: string): number | null => (text === "100" ? 100 : text === "1000" ? 1000 : null)

const isLate = (row: Row): Known => {
  const [from, to] = [dayOf(row.decided), dayOf(row.published)]
  const fine = fineOf(row.fine)
  const days = from === null || to === null ? null : to - from > 7
  return either(days, both(fine === null ? null : fine > 900, not(yes(row.heard))))
}
const isDue = (row: Row): Known => both(yes(row.heard), not(yes(row.excused)))

/** How many rows, or null where one cannot be told. */
const byHand = (rows: ReadonlyArray<Row>, holds: (row: Row) => Known): number | null =>
  rows.some((row) => holds(row) === null) ? null : rows.filter((row) => holds(row) === true).length

const shuffled = <A>(dice: Dice, list: ReadonlyArray<A>): ReadonlyArray<A> => {
  const rest = [...list]
  return list.flatMap(() => rest.splice(dice.below(Math.max(1, rest.length)), 1))
}

describe("a field counted from a ledger", () => {
  it.prop(
    "is what one counts by hand, and is left open by a cell that it hangs on",
    [madeOf((dice) => ledgerOf(dice, dice.once(2)))],
    ([rows]) => {
      const { shownValue } = scored([rows])
      const expected = (holds: (row: Row) => Known) => byHand(rows, holds)
      for (const [field, found] of [
        ["due", expected(isDue)],
        ["came", expected((row) => both(isDue(row), yes(row.appeared)))],
        ["late", expected(isLate)],
      ] as const) {
        const told = JSON.stringify({ field, rows })
        if (found === null) assert.include(["blank", "unreadable"], shownValue(field), told)
        else assert.strictEqual(shownValue(field), String(found), told)
      }
      const heard = rows.filter((row) => yes(row.heard) !== false)
      const certain = heard.every((row) => yes(row.heard) === true && fineOf(row.fine) !== null)
      const sum = heard.reduce((total, row) => total + (fineOf(row.fine) ?? 0), 0)
      if (certain) assert.strictEqual(shownValue("fines"), String(sum))
      else assert.include(["blank", "unreadable"], shownValue("fines"))
    },
    some,
  )

  it.prop(
    "says the same however its rows are ordered, cut into files or written twice",
    [
      madeOf((dice) => {
        const rows = ledgerOf(dice, dice.once(2))
        const mixed = shuffled(dice, rows)
        const cut = dice.below(rows.length + 1)
        const again = mixed.slice(0, dice.below(2))
        return { rows, files: [mixed.slice(0, cut), [...mixed.slice(cut), ...again]] }
      }),
    ],
    ([{ rows, files }]) => {
      const [one, other] = [scored([rows]), scored(files)].map(({ card }) =>
        card.marks.map(({ criterion, awarded, pending, deductions }) => ({
          criterion,
          awarded,
          pending,
          deductions: deductions.map(({ id, points, rows }) => ({
            id,
            points,
            rows: rows.map(({ count, named }) => ({ count, keys: named.map(({ key }) => key) })),
          })),
        })),
      )
      assert.deepStrictEqual(other, one, JSON.stringify({ rows, files }))
    },
    some,
  )

  it.prop(
    "says the same where its rows pass by and where they are held",
    [madeOf((dice) => ledgerOf(dice, dice.once(2)))],
    ([rows]) => {
      if (plan === null) return assert.fail("no plan")
      const table = tableOf(rows, "sheets/101/案件台账.csv")
      const book = new LedgerBook(plan, 46_500)
      const passing = passLedger(
        plan.rubric,
        agencies,
        book,
      )({ ...table, cells: table.cells.filter(({ row }) => row <= 2) }, { source: "self", agency: "101" })
      for (const [index, row] of rows.entries()) {
        passing?.take(
          index + 2,
          columns.map(([column]) => row[column]),
        )
      }
      const { account, issues } = passing?.finish() ?? assert.fail("no ledger")
      const held = new LedgerBook(plan, 46_500)
      const whole = readSheet(plan.rubric, agencies, held)(table, { source: "self", agency: "101" })
      assert.deepStrictEqual(book.entries(["101"]), held.entries(["101"]))
      assert.deepStrictEqual(
        issues,
        whole.issues.filter(({ severity }) => severity !== "note"),
      )
      assert.strictEqual(account.read, account.used + account.recognised + account.named)
      assert.strictEqual(account.read, whole.account.read)
    },
    { arbitrary: { runs: 60 } },
  )

  it.prop(
    "names the rows that cost points, and no others",
    [madeOf((dice) => ledgerOf(dice, true))],
    ([rows]) => {
      const { card } = scored([rows])
      const keys = (criterion: string): ReadonlyArray<string> =>
        (card.marks.find((mark) => mark.criterion === criterion)?.deductions ?? []).flatMap((deduction) =>
          deduction.rows.flatMap(({ named }) => named.map(({ key }) => key)),
        )
      const dockets = (holds: (row: Row) => Known): ReadonlyArray<string> =>
        rows.filter((row) => holds(row) === true).map(({ docket }) => docket)
      assert.deepStrictEqual(keys("A2"), dockets(isLate))
      if (dockets(isDue).length > 0)
        assert.deepStrictEqual(
          keys("A1"),
          dockets((row) => both(isDue(row), not(yes(row.appeared)))),
        )
    },
    some,
  )

  it.prop(
    "never scores more for a row made worse, nor for a cell left empty",
    [
      madeOf((dice) => {
        const isWorse = dice.once(2)
        // a cell that says nothing is not made worse by saying something
        const rows = ledgerOf(dice, isWorse || dice.once(2))
        const at = dice.below(rows.length)
        const change: Partial<Row> = isWorse
          ? dice.pick<Partial<Row>>({ appeared: "否" }, { published: "未公开" }, { excused: "否", appeared: "否" })
          : dice.pick<Partial<Row>>(
              { heard: "" },
              { appeared: "" },
              { excused: "待查" },
              { published: "" },
              { decided: "不详" },
            )
        return { rows, changed: rows.map((row, index) => (index === at ? { ...row, ...change } : row)) }
      }),
    ],
    ([{ rows, changed }]) => {
      const [before, after] = [scored([rows]).card, scored([changed]).card]
      // a condition of many parts may turn on a cell in either direction: worse is said of the marks it is worse for
      for (const [index, mark] of after.marks.entries()) {
        const first = before.marks[index]
        assert.isTrue(
          first !== undefined && mark.awarded <= first.awarded,
          JSON.stringify({ mark: mark.criterion, was: first?.awarded, is: mark.awarded, rows, changed }),
        )
      }
    },
    some,
  )

  it.prop(
    "is told to others without the names that stand in its cells",
    [
      madeOf((dice) =>
        ledgerOf(dice, false).map((row, index) => (dice.once(2) ? { ...row, heard: `王${index}麻` } : row)),
      ),
    ],
    ([rows]) => {
      const { made } = scored([rows])
      for (const copy of [
        restrict(made, { kind: "public" }),
        restrict(made, { kind: "leaders" }),
        restrict(made, { kind: "agency", code: "102" }),
      ]) {
        assert.notMatch(JSON.stringify(copy), /王\d麻/)
      }
    },
    { arbitrary: { runs: 40 } },
  )
})
