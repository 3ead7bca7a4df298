import { assert, describe, it } from "@effect/vitest"
import {
  type AssessmentDocument,
  claimCards,
  type MarkDocument,
  Rational,
  type ScorecardDocument,
  yearOnYear,
} from "@fadu/engine"
import { Schema } from "effect"
import { countOf } from "./moves.ts"
import { type Results, resultsOf } from "./Results.ts"
import { reduce } from "./reduce.ts"
import { type Action, currentPage, initialState, noFilter, type State } from "./State.ts"
import type { Trials } from "./Trials.ts"
import { isText, viewTable } from "./viewTable.ts"

const mark = (criterion: string, awarded: number, pending = 0): MarkDocument => ({
  criterion,
  title: `指标${criterion}`,
  section: criterion.slice(0, 1),
  bonus: false,
  full: 10,
  awarded,
  pending,
  state: pending === 0 ? "已填报" : "待定",
  clause: "每少一件扣 1 分",
  reading: null,
  findings: [],
  deductions: [],
  open: [],
  notes: [],
})

const card = (index: number): ScorecardDocument => {
  const pending = index % 7 === 3 ? 2 : 0
  const marks = [mark("A1", 10 - (index % 4)), mark("A2", 10), mark("B1", 8 - (index % 3), pending)]
  const total = marks.reduce((sum, { awarded }) => sum + awarded, 0)
  const placed = pending === 0 && index % 11 !== 5
  return {
    agency: {
      code: String(100 + index),
      name: `${"水林农税"[index % 4]}务${index}局`,
      short: null,
      group: index % 2 === 0 ? "one" : "two",
      groupTitle: index % 2 === 0 ? "甲组" : "乙组",
      order: index,
      status: index % 11 === 5 ? "不参加排名" : "参加排名",
      remark: null,
    },
    rubric: "r",
    total: pending === 0 ? total : null,
    range: { low: total, high: total + pending },
    base: total,
    bonus: 0,
    applicableFull: 30,
    full: 30,
    place: placed ? (index % 5) + 1 : null,
    provisional: true,
    of: 9,
    grade: placed ? (total > 25 ? "优秀" : "合格") : null,
    limits: [],
    adjustments: [],
    sections: [
      { code: "A", title: "甲", bonus: false, full: 20, awarded: 20 - (index % 4), high: 20 - (index % 4) },
      { code: "B", title: "乙", bonus: false, full: 10, awarded: 8, high: 8 + pending },
    ],
    marks,
  }
}

const scorecards = Array.from({ length: 31 }, (_, index) => card(index))
const document: AssessmentDocument = {
  format: "fadu/assessment",
  version: 1,
  for: "internal",
  stamp: {
    title: "考核",
    rubric: [],
    engine: "0",
    stage: "初评",
    asOf: "2027-01-20",
    issuer: null,
    inputs: [],
    decisions: 0,
    persons: [],
    publish: { totals: false, places: false },
  },
  scorecards,
  rankings: ["one", "two"].map((group) => ({
    rubric: "r",
    group,
    title: group,
    rule: "",
    places: [],
    pending: [],
    apart: [],
  })),
  peers: [],
  issues: [
    { severity: "error", code: "x", message: "看不懂", remedy: "请改", at: null, agency: "100" },
    { severity: "note", code: "y", message: "知悉", remedy: "不必办", at: null, agency: null },
  ],
  owed: [{ who: "考核组", agency: "103", criterion: "B1", what: "评分" }],
}
const trials: Trials = {
  fields: () => [{ id: "x", label: "件数", closed: false }],
  read: (agency, field, text) =>
    text === ""
      ? "请填数"
      : { says: text, inFile: text, edits: [{ agency, field, reading: { state: "blank" }, raw: text }] },
  outcome: () => null,
  mend: () => [
    {
      kind: "open",
      ids: "A1-a",
      title: "甲",
      mend: "evidence",
      points: 1,
      text: null,
      tried: { says: "补", inFile: "补", edits: [] },
    },
    { kind: "closed", ids: "B1-a", title: "乙", points: 1, text: null },
  ],
  reach: () => ({ tried: [], says: "办妥 0 项" }),
}
const claims = claimCards(
  document,
  scorecards.slice(0, 9).flatMap((one, index) =>
    ["A1", "B1"].map((criterion) => ({
      agency: one.agency.code,
      criterion,
      points: Rational.of(7 + (index % 4)),
      remark: null,
      at: { kind: "file", file: "自评表" } as const,
    })),
  ),
)
/** The year before some were not there yet, and B1 was worth more. */
const previous: AssessmentDocument = {
  ...document,
  scorecards: scorecards.slice(0, 20).map((one, index) => ({
    ...one,
    place: one.place === null ? null : (index % 7) + 1,
    marks: one.marks.map((own) => (own.criterion === "B1" ? { ...own, full: 12 } : { ...own, awarded: 9 })),
  })),
}
const results: Results = resultsOf(document, { trials, year: yearOnYear(document, previous), claims })

const keys = [
  "up down pageup pagedown home end left right enter escape tab shift-tab space backspace",
  "j k h l s f g o i c b e y z n N p a q v x w u r t ? / 1 0 水 务",
].flatMap((line) => line.split(" "))

const Step = Schema.Union([
  Schema.Literals(keys),
  Schema.Struct({ columns: Schema.Literals([40, 80, 132, 200]), rows: Schema.Literals([6, 10, 24, 50]) }),
])
const Steps = Schema.Array(Step)

const press = (state: State, key: string): State =>
  reduce(results, state, {
    type: "press",
    press: { key, text: key.length === 1 ? key : key === "space" ? " " : null },
  })

const walk = (steps: typeof Steps.Type, start: State = initialState({ columns: 80, rows: 24 })): State =>
  steps.reduce(
    (state, step) =>
      typeof step === "string" ? press(state, step) : reduce(results, state, { type: "resize", size: step }),
    start,
  )

describe("screens", () => {
  it.prop("whatever is pressed, what is selected exists", [Steps], ([steps]) => {
    const state = walk(steps)
    for (const page of state.pages) {
      if (page.kind === "why" || page.kind === "gap") {
        assert.isAtLeast(page.top, 0)
        continue
      }
      const count = countOf(results, state, page)
      assert.isAtLeast(page.list.selected, 0)
      if (page === currentPage(state)) assert.isAtMost(page.list.selected, Math.max(0, count - 1))
      assert.isAtMost(page.list.top, Math.max(0, page.list.selected))
    }
    assert.isAtMost(state.marked.length, 4)
  })

  it.prop("a filter hides rows and loses none: shown and hidden together are all", [Steps], ([steps]) => {
    const state = walk(steps)
    const { view } = state.pages[0]
    const all = results.boards[view.board]?.rows ?? []
    const shown = new Set(results.shown(view, state.initials))
    const hidden = all.filter((row) => !shown.has(row))
    assert.strictEqual(shown.size + hidden.length, all.length)
    assert.isTrue([...shown].every((row) => all.includes(row)))
    assert.strictEqual(results.shown({ ...view, filter: noFilter }, null).length, all.length)
  })

  it.prop("Esc leads home from everywhere", [Steps], ([steps]) => {
    const away = { ...walk(steps), wish: null }
    const home = Array.from({ length: steps.length + 3 }).reduce((state: State) => press(state, "escape"), away)
    assert.strictEqual(home.pages.length, 1)
    assert.isNull(home.overlay)
    assert.deepStrictEqual(home.pages[0].view.filter, noFilter)
  })

  it.prop("Esc after Enter is where one was", [Steps], ([steps]) => {
    const before = { ...walk(steps), notice: null, wish: null }
    if (before.overlay !== null) return
    const opened = press(before, "enter")
    if (opened.pages.length === before.pages.length) return
    assert.deepStrictEqual(press(opened, "escape").pages, before.pages)
  })

  it.prop("taking back what was tried gives the state before it", [Steps], ([steps]) => {
    const start = walk([...steps, ...Array.from({ length: steps.length + 3 }, () => "escape"), "home", "enter", "w"])
    const page = currentPage(start)
    if (page.kind !== "whatif") return
    const tried = walk(page.pane === "values" ? ["enter", "1", "0", "enter"] : ["home", "enter"], start)
    const after = currentPage(tried)
    assert.strictEqual(after.kind === "whatif" ? after.tried.length : 0, 1)
    assert.deepStrictEqual({ ...press(tried, "u"), wish: null }, { ...start, wish: null, notice: null })
    assert.strictEqual(currentPage(press(tried, "escape")).kind, "scorecard")
    const again = currentPage(walk(["escape", "w"], tried))
    assert.strictEqual(again.kind === "whatif" ? again.tried.length : -1, 0)
  })

  it.prop("a file of a screen has a row for each line of it, and a cell for each column", [Steps], ([steps]) => {
    const state = walk(steps)
    const page = currentPage(state)
    for (const use of ["screen", "file"] as const) {
      const { columns, rows, foot } = viewTable(results, state, page, use)
      if (!isText(page)) assert.strictEqual(rows.length, countOf(results, state, page))
      for (const row of rows) assert.strictEqual(row.length, columns.length)
      for (const row of foot) assert.isAtMost(row.length, columns.length)
    }
  })

  it("says why what was typed cannot be read, and tries nothing", () => {
    const state = walk(["enter", "home", "down", "w", "enter", "enter"])
    assert.strictEqual(state.notice, "请填数")
    assert.strictEqual(state.overlay?.kind, "value")
  })

  it("sorting twice is the other way round, and nobody is lost", () => {
    const order = (state: State): ReadonlyArray<string> =>
      results.shown(state.pages[0].view, null).map(({ card }) => card.agency.code)
    const down = walk(["l", "l", "s"])
    const up = press(down, "s")
    assert.deepStrictEqual([...order(up)].sort(), [...order(down)].sort())
    assert.strictEqual(down.pages[0].view.sort.descending, true)
    assert.strictEqual(up.pages[0].view.sort.descending, false)
  })

  it("stays on the same agency when the order changes", () => {
    const chosen = (state: State): string | undefined =>
      results.shown(state.pages[0].view, null)[state.pages[0].list.selected]?.card.agency.code
    const state = walk(["j", "j", "j"])
    assert.strictEqual(chosen(press(state, "b")), chosen(state))
  })

  it("does what a line of the help says", () => {
    const action: Action = { type: "help" }
    const help = reduce(results, initialState({ columns: 80, rows: 24 }), action)
    const narrowed = ["共", "性"].reduce(press, help)
    assert.strictEqual(currentPage(press(narrowed, "enter")).kind, "common")
  })
})
