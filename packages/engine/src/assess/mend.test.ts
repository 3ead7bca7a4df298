import { assert, describe, it } from "@effect/vitest"
import { parseDay } from "../Day.ts"
import { type Agency, type Entry, plainAgency, type Reading } from "../Entry.ts"
import { parseFormula } from "../mathjs.ts"
import { readRubric } from "../plan/readRubric.ts"
import { Rational } from "../Rational.ts"
import { assess, type Part } from "./Assessment.ts"
import { gap, type Mendable, mend } from "./mend.ts"
import { reach } from "./reach.ts"

const at = { kind: "file", file: "水务局.csv" } as const
const days = { asOf: "2026-11-30", evidenceDue: "2026-12-31", objections: null }
const full = { clause: "按规定计分。", full: 10 }

const plan = readRubric(
  {
    id: "test",
    title: "评分细则",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: 60,
    groups: { all: "全部" },
    rankWithin: "group",
    bands: [
      { grade: "优秀", from: 54 },
      { grade: "良好", from: 40 },
      { grade: "一般", from: 0 },
    ],
    absence: { noEvidence: "zero", blank: "zero" },
    fields: {
      system: { label: "建立制度", kind: "yes-no", evidence: { need: "required" } },
      issued: { label: "印发日期", kind: "day" },
      reported: { label: "报送日期", kind: "day" },
      heard: { label: "开庭", kind: "count", unit: "件" },
      excused: { label: "不能出庭", kind: "count", unit: "件" },
      appeared: { label: "出庭", kind: "count", unit: "件" },
      missed: { label: "漏报", kind: "count", unit: "件" },
      late: { label: "迟报", kind: "count", unit: "件" },
    },
    checks: [{ that: "appeared + excused <= heard", otherwise: "出庭多于开庭" }],
    sections: [
      {
        code: "A",
        title: "全部",
        full: 60,
        criteria: [
          {
            ...full,
            code: "A1",
            title: "制度",
            rule: { kind: "yes-no", value: "system", points: 4 },
            remedy: { mend: "evidence", now: "补交文件" },
          },
          {
            ...full,
            code: "A2",
            title: "印发",
            rule: {
              kind: "deadline",
              day: "issued",
              due: "2026-12-15",
              boundary: "included",
              late: { points: 3 },
              notDone: 5,
            },
            remedy: { mend: "act", by: "2026-12-31", now: "年内印发" },
          },
          {
            ...full,
            code: "A3",
            title: "报送",
            rule: {
              kind: "deadline",
              day: "reported",
              due: "2026-03-31",
              boundary: "included",
              late: { points: 2 },
              notDone: 5,
            },
            remedy: { mend: "act", by: "2026-12-31" },
          },
          {
            ...full,
            code: "A4",
            title: "出庭率",
            rule: {
              kind: "shortfall",
              value: "appeared / (heard - excused)",
              target: "100%",
              per: "1pp",
              points: 0.2,
              partStep: "proportional",
            },
            remedy: { mend: "correct" },
          },
          {
            ...full,
            code: "A5",
            title: "备案",
            rules: [
              { id: "a", kind: "per-event", count: "missed", points: 6 },
              { id: "b", kind: "per-event", count: "late", points: 6 },
            ],
            remedy: { mend: "act", by: "2026-12-31" },
          },
          {
            ...full,
            code: "A6",
            title: "漏报",
            rule: { kind: "per-event", count: "missed", points: 1 },
            remedy: { mend: "closed", next: "建立台账" },
          },
        ],
      },
    ],
  },
  parseFormula,
).plan

const day = (text: string): Reading => ({ state: "filled", value: Rational.of(parseDay(text) ?? 0) })
const count = (value: number): Reading => ({ state: "filled", value: Rational.of(value) })
const yes: Reading = { state: "filled", value: true }

const agency = (code: string): Agency =>
  plainAgency({
    code,
    name: `${code}局`,
    group: "all",
    at,
  })

/** Everything in order and on time, but for what is said. */
const scored = (given: { readonly [agency: string]: { readonly [field: string]: Reading } }): Part => {
  if (plan === null) return assert.fail("the rubric of this test is broken")
  const good = {
    system: yes,
    issued: day("2026-05-01"),
    reported: day("2026-03-01"),
    heard: count(10),
    excused: count(0),
    appeared: count(10),
    missed: count(0),
    late: count(0),
  }
  const entries = Object.entries(given).flatMap(([code, readings]) =>
    Object.entries({ ...good, ...readings }).map(
      ([field, reading]): Entry => ({
        agency: code,
        field,
        source: "self",
        reading,
        raw: "",
        evidence: field === "system" && code === "101" ? null : "附件",
        at,
      }),
    ),
  )
  const submissions = {
    agencies: Object.keys(given).map(agency),
    entries,
    scores: [],
    decisions: [],
    applicability: [],
  }
  return assess(plan, submissions, { asOf: parseDay(days.asOf) ?? 0, due: 0, evidenceDue: 0 }).part
}

const told = ({ ids, mend: how, points, reported, edits }: Mendable) => [
  ids.join(),
  how,
  points.toString(),
  reported,
  edits.map(({ field, reading }) => `${field}=${reading.state === "filled" ? reading.value : reading.state}`).join(),
]

describe("what to mend first", () => {
  it("brings papers for what was reported, and keeps its value", () => {
    const { open, closed } = mend(scored({ "101": {} }), "101", days)
    assert.deepStrictEqual(open.map(told), [["A1-a", "evidence", "4", true, "system=true"]])
    assert.deepStrictEqual(open[0]?.edits[0]?.evidence, "补正材料")
    assert.strictEqual(open[0]?.text, "可补正佐证材料,截至 2026年12月31日:补交文件")
    assert.deepStrictEqual(closed, [])
  })

  it("does a deed from today on, and lets go of what should have been done before", () => {
    const part = scored({ "102": { issued: { state: "none" }, reported: { state: "none" } } })
    const { open } = mend(part, "102", days)
    assert.deepStrictEqual(open.map(told), [
      // in time still
      ["A2-a", "act", "5", false, `issued=${parseDay("2026-11-30")}`],
      // late, but better late than never
      ["A3-a", "act", "3", false, `reported=${parseDay("2026-11-30")}`],
    ])
    const { closed } = mend(scored({ "102": { reported: day("2026-04-02") } }), "102", days)
    assert.deepStrictEqual(
      closed.map(({ id, points }) => [id, points.toString()]),
      [["A3-a", "2"]],
    )
  })

  it("corrects a figure as far as it must, not against a relation, and never the divisor", () => {
    const part = scored({ "102": { heard: count(37), excused: count(2), appeared: count(27) } })
    assert.deepStrictEqual(mend(part, "102", days).open.map(told), [["A4-a", "correct", "4.57", false, "appeared=35"]])
  })

  it("counts 扣完为止 and every rule that the figure feeds, and tells what is closed apart", () => {
    const part = scored({ "102": { missed: count(1), late: count(1) } })
    const { open, closed } = mend(part, "102", days)
    assert.deepStrictEqual(open.map(told), [
      ["A5-a", "act", "5", false, "missed=0"],
      ["A5-b", "act", "4", false, "late=0"],
    ])
    assert.deepStrictEqual(
      closed.map(({ id, points, text }) => [id, points.toString(), text]),
      [["A6-a", "1", "本项已不再变动;下一年度:建立台账"]],
    )
  })

  it("offers nothing once the time is over", () => {
    const { open, closed } = mend(scored({ "101": { issued: { state: "none" } } }), "101", {
      ...days,
      asOf: "2027-01-20",
    })
    assert.deepStrictEqual(open, [])
    assert.deepStrictEqual(
      closed.map(({ id }) => id),
      ["A2-a", "A1-a"],
    )
  })
})

describe("what it takes", () => {
  const part = scored({
    "101": { issued: { state: "none" }, missed: count(1), late: count(1) },
    "102": {},
    "103": { missed: count(1) },
  })
  const asked = (total: number) => reach(part, "101", { goal: { total: Rational.of(total) }, days })
  const steps = (found: ReturnType<typeof asked>) =>
    found?.steps.map(({ item, points }) => `${item.ids.join()} ${points.toString()}`)

  it("is the fewest things, and of those what disturbs least", () => {
    // 60 − 4 (papers) − 5 (issued) − 10 (two events of six, of ten) − 1 = 40
    assert.strictEqual(asked(40)?.before.toString(), "40")
    assert.deepStrictEqual(steps(asked(40)), [])
    // papers give 4, a deed 5; the event of A5-a also costs a point of A6
    assert.deepStrictEqual(steps(asked(44)), ["A1-a 4"])
    assert.deepStrictEqual(steps(asked(45)), ["A5-a 5"])
    assert.deepStrictEqual(steps(asked(49)), ["A5-a 5", "A1-a 4"])
  })

  it("sees that two together give more than each alone", () => {
    // the two events give 5 and 4 alone, and 11 together
    const found = asked(56)
    assert.deepStrictEqual([found?.reached, found?.exact, found?.after.toString()], [true, true, "56"])
    assert.deepStrictEqual(steps(found), ["A5-a 5", "A5-b 6", "A2-a 5"])
    assert.strictEqual(asked(57)?.steps.length, 4)
  })

  it("takes a grade as the total from which it is given", () => {
    const found = reach(part, "101", { goal: { grade: "优秀" }, days })
    assert.deepStrictEqual([found?.goal.toString(), found?.reached, found?.steps.length], ["54", true, 3])
    assert.isNull(reach(part, "101", { goal: { grade: "特优" }, days }))
  })

  it("says so where everything together is not enough", () => {
    const found = reach(part, "103", { goal: { total: Rational.of(60) }, days })
    assert.deepStrictEqual([found?.reached, found?.after.toString()], [true, "60"])
    const more = reach(part, "103", { goal: { total: Rational.of(61) }, days })
    assert.deepStrictEqual([more?.reached, more?.exact, more?.after.toString()], [false, true, "60"])
  })

  it("tells the distance to the neighbours and to the next grade", () => {
    const { above, below, grade } = gap(part, "103")
    assert.deepStrictEqual([above?.agency, above?.points.toString()], ["102", "7"])
    assert.deepStrictEqual([below?.agency, below?.points.toString()], ["101", "13"])
    assert.deepStrictEqual([grade?.grade, grade?.points.toString()], ["优秀", "1"])
    assert.isNull(gap(part, "102").above)
  })
})
