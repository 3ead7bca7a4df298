import { assert, describe, it } from "@effect/vitest"
import {
  type Address,
  type Agency,
  assess,
  type Decision,
  document,
  type Entry,
  numberAt,
  type Plan,
  parseDay,
  plainAgency,
  Rational,
  type Reading,
  readRubric,
  type Score,
  type Submissions,
  stateAt,
} from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { present } from "./World.ts"

/** One criterion of 10 points, a point lost for each case; the court counts cases, the agency reports. */
const plan: Plan = present(
  readRubric(
    {
      id: "small",
      title: "小细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 30,
      groups: { all: "全体" },
      rankWithin: "all",
      sources: { court: "法院" },
      absence: { blank: "zero", noEvidence: "zero", refuted: "zero", unreadable: "pending", claimed: "pending" },
      fields: {
        lost: { label: "败诉案件", kind: "count", unit: "件", source: "court" },
        late: { label: "迟报", kind: "count", unit: "次" },
        proven: { label: "会议", kind: "count", unit: "次", evidence: { need: "required" } },
      },
      sections: [
        {
          code: "A",
          title: "甲",
          full: 30,
          criteria: [
            {
              code: "A1",
              title: "败诉",
              full: 10,
              clause: "每件扣 1 分",
              rule: { kind: "per-event", count: "lost", points: 1 },
            },
            {
              code: "A2",
              title: "迟报",
              full: 10,
              clause: "每次扣 1 分",
              rule: { kind: "per-event", count: "late", points: 1 },
            },
            {
              code: "A3",
              title: "会议",
              full: 5,
              clause: "不少于 5 次,每少一次扣 1 分",
              rule: { kind: "too-few", count: "proven", atLeast: 5, points: 1 },
            },
            { code: "A4", title: "质量", full: 5, clause: "由二人评分", rule: { kind: "judged", most: 5, scorers: 2 } },
          ],
        },
      ],
    },
    parseFormula,
  ).plan,
)

const at = (file: string): Address => ({ kind: "file", file })
const agency = (code: string): Agency =>
  plainAgency({
    code,
    name: `市${code}局`,
    group: "all",
    at: at("agencies.csv"),
  })
const filled = (number: number): Reading => ({ state: "filled", value: Rational.of(number) })
const entry = (field: string, reading: Reading, more: Partial<Entry> = {}): Entry => ({
  agency: "水务",
  field,
  source: "self",
  reading,
  raw: reading.state === "filled" ? String(reading.value) : "",
  evidence: "附件",
  at: at("sheets/1.xlsx"),
  ...more,
})
const decision = (kind: Decision["kind"], target: string, more: Partial<Decision> = {}): Decision => ({
  agency: "水务",
  kind,
  target,
  old: null,
  new: null,
  reason: "经核对",
  basis: null,
  by: ["张三", "李四"],
  on: null,
  stage: null,
  at: at("decisions/1.csv"),
  ...more,
})
const score = (scorer: string, points: number, more: Partial<Score> = {}): Score => ({
  agency: "水务",
  criterion: "A4",
  scorer,
  points: Rational.of(points),
  reason: null,
  at: at(`scores/${scorer}.csv`),
  ...more,
})

const nothing: Submissions = { agencies: [agency("水务")], entries: [], scores: [], decisions: [], applicability: [] }
const late = { asOf: parseDay("2027-02-01") ?? 0, due: parseDay("2027-01-10"), evidenceDue: parseDay("2027-01-20") }
const early = { ...late, asOf: parseDay("2027-01-05") ?? 0 }

const settled = (field: string, given: Partial<Submissions>, calendar = late) => {
  const { part, issues } = assess(plan, { ...nothing, ...given }, calendar)
  const column = present(part.figures.fields.get(field)).column
  const value = column.values[0]
  return {
    state: stateAt(part.figures, field, 0),
    value: value instanceof Rational ? value.toString() : value,
    issues: issues.map(({ code }) => code),
  }
}

describe("whose figure counts", () => {
  it("is the agency's own where nobody else is asked", () => {
    assert.deepStrictEqual(settled("late", { entries: [entry("late", filled(3))] }), {
      state: "filled",
      value: "3",
      issues: [],
    })
  })

  it("is the named source's, and a different report of the agency is told", () => {
    const entries = [
      entry("lost", filled(1)),
      entry("lost", filled(2), { source: "court", at: at("sources/court.csv") }),
    ]
    assert.deepStrictEqual(settled("lost", { entries }), { state: "filled", value: "2", issues: ["source/difference"] })
  })

  it("waits for the named source, whatever the agency reports", () => {
    assert.deepStrictEqual(settled("lost", { entries: [entry("lost", filled(0))] }), {
      state: "awaitingSource",
      value: "undefined",
      issues: [],
    })
  })

  it("is the decision's above all", () => {
    const entries = [entry("lost", filled(2), { source: "court" })]
    const decisions = [decision("correct", "lost", { old: filled(2), new: filled(4) })]
    assert.deepStrictEqual(settled("lost", { entries, decisions }), { state: "corrected", value: "4", issues: [] })
  })

  it("is not a decision's that was taken over another figure", () => {
    const entries = [entry("late", filled(3))]
    const decisions = [decision("correct", "late", { old: filled(2), new: filled(0) })]
    assert.deepStrictEqual(settled("late", { entries, decisions }), {
      state: "disputed",
      value: "undefined",
      issues: ["decision/stale"],
    })
    // what only lets a figure count leaves it as it is
    assert.strictEqual(
      settled("late", { entries, decisions: [decision("confirm", "late", { old: filled(2) })] }).state,
      "filled",
    )
  })

  it("is nobody's where two decisions, or two reports, contradict each other", () => {
    const decisions = [
      decision("correct", "late", { new: filled(1) }),
      decision("correct", "late", { new: filled(2), at: at("decisions/2.csv") }),
    ]
    assert.deepStrictEqual(settled("late", { entries: [entry("late", filled(3))], decisions }), {
      state: "disputed",
      value: "undefined",
      issues: ["decision/conflict"],
    })
    const entries = [entry("late", filled(3)), entry("late", filled(4), { at: at("sheets/2.xlsx") })]
    assert.deepStrictEqual(settled("late", { entries }), {
      state: "disputed",
      value: "undefined",
      issues: ["source/conflict"],
    })
  })

  it("is settled by a decision where two reports contradict each other", () => {
    const entries = [entry("late", filled(3)), entry("late", filled(4), { at: at("sheets/2.xlsx") })]
    const decisions = [decision("correct", "late", { new: filled(4) })]
    assert.deepStrictEqual(settled("late", { entries, decisions }).state, "corrected")
  })

  it("stays known where a decision finds it true", () => {
    const entries = [entry("late", filled(3))]
    assert.strictEqual(settled("late", { entries, decisions: [decision("confirm", "late")] }).state, "verified")
    const corrected = [decision("confirm", "late", { new: filled(2) })]
    assert.deepStrictEqual(settled("late", { entries, decisions: corrected }), {
      state: "corrected",
      value: "2",
      issues: [],
    })
  })

  it("falls with a finding that it is false", () => {
    const decisions = [decision("refute", "late", { old: filled(0) })]
    assert.strictEqual(settled("late", { entries: [entry("late", filled(0))], decisions }).state, "refuted")
  })
})

describe("what is missing", () => {
  it.each([
    ["nothing handed in, before the day", {}, early, "due"],
    ["nothing handed in, after the day", {}, late, "blank"],
    ["an empty cell, before the day", { entries: [entry("late", { state: "blank" })] }, early, "due"],
    ["an empty cell, after the day", { entries: [entry("late", { state: "blank" })] }, late, "blank"],
    ["a cell nobody can read", { entries: [entry("late", { state: "unreadable" })] }, late, "unreadable"],
    ["a claim", { entries: [entry("late", { state: "claimed" })] }, late, "claimed"],
  ] as const)("%s", (_, given, calendar, state) => {
    assert.strictEqual(settled("late", given, calendar).state, state)
  })

  it("evidence is waited for until its day, and needed only for what gains", () => {
    const without = (number: number) => ({ entries: [entry("proven", filled(number), { evidence: null })] })
    assert.strictEqual(settled("proven", without(5), early).state, "due")
    assert.strictEqual(settled("proven", without(5), late).state, "noEvidence")
    assert.strictEqual(settled("proven", without(0), late).state, "filled")
    assert.strictEqual(
      settled("proven", { ...without(5), decisions: [decision("evidence", "proven")] }, late).state,
      "verified",
    )
  })
})

describe("a scorer", () => {
  const awarded = (...scores: ReadonlyArray<Score>) => {
    const { part, issues } = assess(plan, { ...nothing, scores }, late)
    return [numberAt(part.slots, "A4.awarded", 0).toString(), issues.map(({ code }) => code)]
  }

  it("counts with the others, and points are certain only so far as scores are in", () => {
    assert.deepStrictEqual(awarded(score("甲", 4)), ["2", []])
    assert.deepStrictEqual(awarded(score("甲", 4), score("乙", 5)), ["4.5", []])
  })

  it("more than were asked for count all alike", () => {
    assert.deepStrictEqual(awarded(score("甲", 4), score("乙", 5), score("丙", 3)), ["4", []])
  })

  it("counts once, and not at all with two minds", () => {
    assert.deepStrictEqual(awarded(score("甲", 4), score("甲", 4, { at: at("scores/2.csv") })), ["2", []])
    assert.deepStrictEqual(awarded(score("甲", 4), score("甲", 5, { at: at("scores/2.csv") })), [
      "0",
      ["score/duplicate"],
    ])
  })

  it("gives no more than there is, and only where scores are asked for", () => {
    assert.deepStrictEqual(awarded(score("甲", 6)), ["0", ["score/range"]])
    assert.deepStrictEqual(awarded(score("甲", 4, { criterion: "A1" })), ["0", ["score/not-judged"]])
  })
})

describe("equal totals", () => {
  it("share their place, and the next is as many places on", () => {
    const lost: ReadonlyArray<readonly [string, number]> = [
      ["甲", 0],
      ["乙", 1],
      ["丙", 1],
      ["丁", 2],
    ]
    const { part, issues } = assess(
      plan,
      {
        agencies: lost.map(([code]) => agency(code)),
        entries: lost.flatMap(([code, number]) => [
          entry("lost", filled(0), { agency: code, source: "court" }),
          entry("late", filled(number), { agency: code }),
          entry("proven", filled(5), { agency: code }),
        ]),
        scores: lost.flatMap(([code]) => [score("甲", 5, { agency: code }), score("乙", 5, { agency: code })]),
        decisions: [],
        applicability: [],
      },
      late,
    )
    assert.deepStrictEqual(issues, [])
    const { rankings } = document({
      stamp: {
        title: "",
        rubrics: [],
        engine: "",
        stage: "审定",
        asOf: "2027-02-01",
        issuer: null,
        evidenceDue: null,
        objections: null,
        team: [],
        publish: { totals: true, places: true },
        inputs: [],
        decisions: 0,
      },
      parts: [part],
      issues,
    })
    assert.deepStrictEqual(
      present(rankings[0]).places.map(({ place, code, total }) => [place, code, total]),
      [
        [1, "甲", 30],
        [2, "丙", 29],
        [2, "乙", 29],
        [4, "丁", 28],
      ],
    )
  })
})
