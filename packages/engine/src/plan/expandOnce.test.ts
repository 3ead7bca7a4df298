import { assert, describe, it } from "@effect/vitest"
import { assess, numberAt } from "../assess/Assessment.ts"
import type { Reading } from "../Entry.ts"
import { plainAgency } from "../Entry.ts"
import { parseFormula } from "../mathjs.ts"
import { Rational } from "../Rational.ts"
import { readRubric } from "./readRubric.ts"

const at = { kind: "file", file: "水务局.xlsx" } as const

/** What C1 keeps, and what it may still keep, where three overdue cases cost 3 points of B1 and complaints at most 2 of C1. */
const kept = (complaints: Reading, unreadable: "pending" | "zero"): readonly [low: string, high: string] => {
  const { plan } = readRubric(
    {
      id: "test",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 7,
      groups: { all: "全部单位" },
      rankWithin: "group",
      absence: { unreadable },
      once: [{ rules: ["B1-a", "C1-a"], what: "超期办理" }],
      fields: {
        overdue: { label: "超期案件", kind: "count", unit: "件" },
        blamed: { label: "因超期被投诉", kind: "count", unit: "次" },
      },
      sections: [
        {
          code: "A",
          title: "办理",
          full: 7,
          criteria: [
            {
              code: "B1",
              title: "时限",
              full: 5,
              clause: "每件扣 1 分。",
              rule: { kind: "per-event", count: "overdue", points: 1 },
            },
            {
              code: "C1",
              title: "投诉",
              full: 2,
              clause: "每次扣 1 分。",
              rule: { kind: "per-event", count: "blamed", points: 1 },
            },
          ],
        },
      ],
    },
    parseFormula,
  )
  if (plan === null) return assert.fail("the rubric is broken")
  const entry = (field: string, reading: Reading) => ({
    agency: "1",
    field,
    source: "self",
    reading,
    raw: "",
    evidence: null,
    at,
  })
  const { part } = assess(
    plan,
    {
      agencies: [plainAgency({ code: "1", name: "水务局", group: "all", at })],
      entries: [entry("overdue", { state: "filled", value: Rational.of(3) }), entry("blamed", complaints)],
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf: 0, due: null, evidenceDue: null },
  )
  const mark = plan.groups[0]?.marks.find(({ criterion }) => criterion.code === "C1")
  if (mark === undefined) return assert.fail("the criterion is missing")
  return [numberAt(part.slots, mark.awarded, 0).toString(), numberAt(part.slots, mark.high, 0).toString()]
}

describe("a rule beside a dearer one for the same matter", () => {
  it("takes nothing, whatever it finds", () => {
    assert.deepStrictEqual(kept({ state: "filled", value: Rational.of(2) }, "pending"), ["2", "2"])
    assert.deepStrictEqual(kept({ state: "blank" }, "pending"), ["2", "2"])
  })

  it("is spared nothing for what is missing, so that it stays open while that may turn out", () => {
    assert.deepStrictEqual(kept({ state: "unreadable" }, "zero"), ["0", "0"])
    assert.deepStrictEqual(kept({ state: "blank" }, "zero"), ["0", "2"])
  })
})
