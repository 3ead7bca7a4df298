import { assert, describe, it } from "@effect/vitest"
import { assess, document, type Entry, Rational, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { agencyNamed, at, stampFor } from "./generatedRound.ts"

const section = (code: string, weight: string, points: number) => ({
  code,
  title: code,
  full: 100,
  weight,
  criteria: [
    {
      code: `${code}1`,
      title: code,
      full: 100,
      clause: "每件扣分",
      rule: { id: "a", kind: "per-event", count: `n${code}`, points },
    },
  ],
})

const { plan, problems } = readRubric(
  {
    id: "weights",
    title: "权重",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    groups: { all: "全体" },
    rankWithin: "all",
    precision: { rate: 4, points: 2, total: 1, mode: "half-up", rank: "exact", grade: "published" },
    fields: {
      nA: { label: "甲", kind: "count" },
      nB: { label: "乙", kind: "count" },
      nC: { label: "丙", kind: "count" },
    },
    sections: [section("A", "30%", 1), section("B", "50%", 0.1), section("C", "20%", 0.25)],
  },
  parseFormula,
)

const given = [
  ["1", 3, 10, 2],
  ["2", 3, 10, 3],
  ["3", 0, 0, 0],
] as const

const made = () => {
  if (plan === null) return assert.fail(JSON.stringify(problems))
  const entry = (agency: string, field: string, value: number): Entry => ({
    agency,
    field,
    source: "self",
    reading: { state: "filled", value: Rational.of(value) },
    raw: String(value),
    evidence: null,
    at,
  })
  const { part, issues } = assess(
    plan,
    {
      agencies: given.map(([code]) => agencyNamed(code, "all")),
      entries: given.flatMap(([code, a, b, c]) => [entry(code, "nA", a), entry(code, "nB", b), entry(code, "nC", c)]),
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf: 46_000, due: null, evidenceDue: null },
  )
  return document({ stamp: stampFor([plan], []), parts: [part], issues })
}

describe("blocks of 30%, 50% and 20%", () => {
  // 97 × 0.3 + 99 × 0.5 + 99.5 × 0.2 = 29.1 + 49.5 + 19.9 = 98.5, and with 99.25: 98.45, which is printed as 98.5
  it("make the total, rounded once, and places are by what was not rounded", () => {
    const cards = made().scorecards
    assert.deepStrictEqual(
      cards.map(({ total, place, full }) => [total, place, full]),
      [
        [98.5, 2, 100],
        [98.5, 3, 100],
        [100, 1, 100],
      ],
    )
  })

  it("have an entry of their own between the marks and the total", () => {
    const [card] = made().scorecards
    assert.deepStrictEqual(card?.adjustments, [{ label: "按权重折算、取舍", points: -197, basis: null }])
    assert.deepStrictEqual(
      card?.sections.map(({ awarded, full }) => [awarded, full]),
      [
        [97, 100],
        [99, 100],
        [99.5, 100],
      ],
    )
  })
})
