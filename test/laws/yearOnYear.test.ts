import { assert, describe, it } from "@effect/vitest"
import { type AgencyYear, type AssessmentDocument, Rational, restrict, yearOnYear } from "@fadu/engine"
import { madeOf } from "./Dice.ts"
import { documentOf, makeWorld, told } from "./World.ts"

/** Two rounds of the same agencies, by the same rubric or by another one. */
const pairs = madeOf((dice) => {
  const world = makeWorld(dice, { agencies: 6, groups: 2, criteria: 4 })
  const other = dice.once(2) ? world : makeWorld(dice, { agencies: 6, groups: 2, criteria: 5 })
  return { now: documentOf(world), before: documentOf(other), told: () => `${told(world)}\n${told(other)}` }
}, 3600)
const some = { arbitrary: { runs: 40 } }

const codes = (document: AssessmentDocument): ReadonlyArray<string> =>
  document.scorecards.map(({ agency }) => agency.code)
const sum = (points: ReadonlyArray<number>): string =>
  points.reduce((all, one) => all.plus(Rational.of(one)), Rational.zero).toString()
const bySize = ({ lines }: AgencyYear): ReadonlyArray<number> =>
  lines.flatMap(({ kind, merit }) => (kind === "matched" ? [Math.abs(merit)] : []))

describe("the comparison with last year", () => {
  it.prop(
    "balances: what the lines give and take together is the change of the total",
    [pairs],
    ([{ now, before, told }]) => {
      const { of } = yearOnYear(now, before)
      for (const code of codes(now)) {
        const year = of(code)
        if (year === null) continue
        assert.strictEqual(sum(year.lines.map(({ change }) => change)), Rational.of(year.change).toString(), told())
        assert.deepStrictEqual(
          bySize(year),
          [...bySize(year)].sort((a, b) => b - a),
        )
      }
    },
    some,
  )

  it.prop(
    "follows a criterion whose code has changed, where the rubric says what it was",
    [pairs],
    ([{ now, before, told }]) => {
      const renamed: AssessmentDocument = {
        ...before,
        scorecards: before.scorecards.map((card) => ({
          ...card,
          marks: card.marks.map((mark) => ({ ...mark, criterion: `Z${mark.criterion}` })),
        })),
      }
      const known = new Set(before.scorecards.flatMap(({ marks }) => marks.map(({ criterion }) => criterion)))
      const knowing: AssessmentDocument = {
        ...now,
        scorecards: now.scorecards.map((card) => ({
          ...card,
          marks: card.marks.map((mark) => (known.has(mark.criterion) ? { ...mark, was: `Z${mark.criterion}` } : mark)),
        })),
      }
      const [plain, followed] = [yearOnYear(now, before), yearOnYear(knowing, renamed)]
      for (const code of codes(now)) {
        const lines = (year: AgencyYear | null) =>
          year?.lines.map(({ criterion, ...line }) => ({ ...line, criterion: criterion?.replace(/^Z/, "") })) ?? []
        assert.deepStrictEqual(lines(followed.of(code)), lines(plain.of(code)), told())
      }
    },
    { arbitrary: { runs: 20 } },
  )

  it.prop(
    "the other way round is the opposite",
    [pairs],
    ([{ now, before, told }]) => {
      const [there, back] = [yearOnYear(now, before), yearOnYear(before, now)]
      for (const code of codes(now)) {
        const [one, other] = [there.of(code), back.of(code)]
        if (one === null || other === null) continue
        assert.strictEqual(one.change, other.change === 0 ? 0 : -other.change, told())
        const changes = (year: AgencyYear, sign: number) =>
          year.lines.flatMap(({ criterion, change }) => (change === 0 ? [] : [`${criterion} ${sign * change}`])).sort()
        assert.deepStrictEqual(changes(one, 1), changes(other, -1), told())
      }
    },
    some,
  )

  it.prop(
    "of a round with itself finds nothing",
    [pairs],
    ([{ now }]) => {
      const { of, gone } = yearOnYear(now, now)
      assert.deepStrictEqual(gone, [])
      for (const code of codes(now)) {
        const year = of(code)
        assert.deepStrictEqual([year?.change, year?.lines], [0, []])
        assert.isTrue(year?.places === null || year?.places === 0)
      }
    },
    some,
  )

  it.prop(
    "for one agency knows nothing of the others",
    [pairs],
    ([{ now, before, told }]) => {
      const [own, ...others] = codes(now)
      if (own === undefined) return
      const audience = { kind: "agency", code: own } as const
      const year = yearOnYear(restrict(now, audience), restrict(before, audience))
      assert.deepStrictEqual(
        others.map((code) => year.of(code)),
        others.map(() => null),
      )
      assert.deepStrictEqual(year.gone, [])
      assert.strictEqual(year.of(own) === null, !codes(before).includes(own), told())
    },
    some,
  )
})
