import { assert, describe, it } from "@effect/vitest"
import { assess, document, type Entry, Rational, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { agencyNamed, at, randomFrom, stampFor } from "./generatedRound.ts"
import { compare, type Fraction, fraction, over, plus, rounded } from "./laws/Fraction.ts"

const random = randomFrom(24)
const sections = [3, 5, 1, 4]
const ids = sections.map((count, s) => Array.from({ length: count }, (_, c) => `x${s}.y${c}`))

const { plan, problems } = readRubric(
  {
    id: "means",
    title: "平均",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: 1,
    groups: { all: "全体" },
    rankWithin: "all",
    combine: "mean",
    minApplicable: 0.25,
    precision: { rate: "exact", points: "exact", total: 2, mode: "half-up", rank: "exact", grade: "published" },
    sources: { survey: "调查组" },
    absence: { awaitingSource: "out" },
    fields: Object.fromEntries(
      ids.flat().map((id) => [id, { label: id, kind: "number", source: "survey", min: 0, max: 1 }]),
    ),
    sections: ids.map((own, s) => ({
      code: `S${s}`,
      title: `第${s}部分`,
      full: 1,
      criteria: own.map((id, c) => ({
        code: `S${s}C${c}`,
        title: id,
        full: 1,
        clause: "按调查所得的数计。",
        rule: { kind: "linear", value: id, from: { at: 0, points: 0 }, to: { at: 1, points: 1 } },
      })),
    })),
  },
  parseFormula,
)

/** Two decimals, so that ties of different figures happen; a fifth is missing, and everything of the last few agencies. */
const answers = Array.from({ length: 60 }, (_, agency) =>
  ids.map((own) =>
    own.map(() => (random.whole(5) === 0 || agency > 56 ? null : random.whole(agency % 2 === 0 ? 3 : 101))),
  ),
)

/** The mean of what is there, in plain fractions. */
const meanOf = (values: ReadonlyArray<Fraction | null>): Fraction | null => {
  const there = values.filter((value) => value !== null)
  const sum = there.reduce<Fraction | null>((so, value) => plus(so, value), fraction(0n, 1n))
  return over(sum, fraction(BigInt(there.length), 1n))
}

const expected = answers.map((agency) => {
  const parts = agency.map((own) => meanOf(own.map((value) => (value === null ? null : fraction(BigInt(value), 100n)))))
  const counting = agency.map((own) => own.filter((value) => value !== null).length)
  return { parts, counting, total: meanOf(parts) }
})

const textOf = (value: Fraction | null): string =>
  value === null ? "0" : (Rational.parse(`${value.n}/${value.d}`) ?? Rational.undefined).toString()

const cards = (() => {
  if (plan === null) return assert.fail(JSON.stringify(problems))
  const entries = answers.flatMap((agency, a) =>
    agency.flatMap((own, s) =>
      own.flatMap((value, c): ReadonlyArray<Entry> => {
        const field = ids[s]?.[c] ?? ""
        return value === null
          ? []
          : [
              {
                agency: String(100 + a),
                field,
                source: "survey",
                reading: { state: "filled", value: Rational.ratio(value, 100) },
                raw: String(value / 100),
                evidence: null,
                at,
              },
            ]
      }),
    ),
  )
  const agencies = answers.map((_, a) => agencyNamed(String(100 + a), "all"))
  const { part, issues } = assess(
    plan,
    { agencies, entries, scores: [], decisions: [], applicability: [] },
    { asOf: 46_000, due: null, evidenceDue: null },
  )
  return document({ stamp: stampFor([plan], []), parts: [part], issues }).scorecards
})()

describe("a mean of means", () => {
  it("is what one computes in plain fractions, level by level, with blanks left out", () => {
    assert.deepStrictEqual(problems, [])
    cards.forEach((card, a) => {
      const { parts, total } = expected[a] ?? assert.fail()
      assert.deepStrictEqual(
        card.sections.map(({ exact }) => exact),
        parts.map(textOf),
      )
      assert.strictEqual(card.exact, textOf(total))
      const shown = total === null ? null : rounded(total, { n: 1n, d: 100n }, "half-up")
      assert.strictEqual(Rational.of(card.total ?? -1).toString(), textOf(shown))
    })
  })

  it("is ranked as it is and not as it is printed, those alike sharing a place", () => {
    const ranked = cards.filter(({ place }) => place !== null)
    const totals = ranked.map((card) => expected[cards.indexOf(card)]?.total ?? assert.fail())
    assert.deepStrictEqual(
      ranked.map(({ place }) => place),
      totals.map((total) => 1 + totals.filter((other) => compare(other, total) > 0).length),
    )
    // some are printed alike and yet apart, and some are alike
    assert.isTrue(ranked.some((a) => ranked.some((b) => a.total === b.total && a.place !== b.place)))
    assert.isTrue(ranked.some((a) => ranked.some((b) => a !== b && a.place === b.place)))
  })

  it("counts for a place only where enough of it is there", () => {
    cards.forEach((card, a) => {
      const counting = expected[a]?.counting ?? []
      const share = counting.reduce((so, count, s) => so + count / (sections[s] ?? 1), 0) / sections.length
      assert.strictEqual(card.place !== null, share >= 0.25 - 1e-9, card.agency.code)
      assert.closeTo(card.applicableFull, share, 0.005 + 1e-9)
    })
  })

  it("leaves nothing unsaid on paper", () => {
    const [card] = cards.filter(({ marks }) => marks.some(({ state }) => state === "不计入"))
    const mark = card?.marks.find(({ state }) => state === "不计入")
    assert.deepStrictEqual([mark?.full, mark?.awarded, mark?.deductions], [0, 0, []])
    assert.isTrue(card?.adjustments.some(({ label }) => label === "各项之和化为平均数"))
    for (const one of cards) {
      const parts = [...one.marks.map(({ awarded }) => awarded), ...one.adjustments.map(({ points }) => points)]
      const sum = parts.reduce((so, part) => so.plus(Rational.of(part)), Rational.zero)
      assert.strictEqual(sum.toString(), Rational.of(one.range.low).toString(), one.agency.code)
    }
  })
})
