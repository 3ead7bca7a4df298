import { assert, describe, it } from "@effect/vitest"
import { type Claim, claimCards, Rational, restrict } from "@fadu/engine"
import { madeOf } from "./Dice.ts"
import { documentOf, makeWorld, told } from "./World.ts"

/** A round in which some agencies gave themselves marks for some criteria, now and then twice. */
const rounds = madeOf((dice) => {
  const world = makeWorld(dice, { agencies: 5, criteria: 4 })
  const document = documentOf(world)
  const claims = document.scorecards.flatMap(({ agency, marks }) =>
    marks.flatMap(
      ({ criterion, full }): ReadonlyArray<Claim> =>
        Array.from({ length: dice.pick(0, 1, 1, 1, 2) }, () => ({
          agency: agency.code,
          criterion,
          points: dice.once(8) ? null : Rational.of(dice.below(Math.max(2, Math.ceil(full * 2)))).over(Rational.of(2)),
          remark: dice.pick(null, "材料齐全"),
          at: { kind: "file", file: "自评表.csv" },
        })),
    ),
  )
  return { world, document, claims }
}, 3600)

describe("claims beside what was settled", () => {
  it.prop(
    "add up, the most overstated first, and compare nothing that is open",
    [rounds],
    ([{ world, document, claims }]) => {
      const cards = claimCards(document, claims)
      assert.deepStrictEqual(
        cards.map(({ over }) => over),
        cards.map(({ over }) => over).sort((a, b) => b - a),
      )
      for (const { card, lines, claimed, awarded, over } of cards) {
        assert.strictEqual(Rational.of(claimed).minus(Rational.of(awarded)).toNumber(), over, told(world))
        for (const line of lines) {
          const mark = card.marks.find(({ criterion }) => criterion === line.criterion)
          assert.strictEqual(line.awarded, mark?.pending === 0 ? mark.awarded : null, told(world))
          assert.strictEqual(line.over === null, line.awarded === null)
        }
        const known = lines.flatMap((line) => (line.over === null ? [] : [line.over]))
        assert.deepStrictEqual(
          known,
          [...known].sort((a, b) => b - a),
        )
        if (new Set(lines.map(({ criterion }) => criterion)).size === lines.length)
          assert.strictEqual(
            known.reduce((sum, one) => sum.plus(Rational.of(one)), Rational.zero).toNumber(),
            over,
            told(world),
          )
      }
    },
    { arbitrary: { runs: 40 } },
  )

  it.prop(
    "show an agency its own, and nobody but the team the reasons",
    [rounds],
    ([{ document, claims }]) => {
      const [own] = document.scorecards
      if (own === undefined) return
      const shown = claimCards(restrict(document, { kind: "agency", code: own.agency.code }), claims)
      assert.isTrue(shown.every(({ card }) => card.agency.code === own.agency.code))
      const leaders = claimCards(restrict(document, { kind: "leaders" }), claims)
      assert.isTrue(leaders.every(({ lines }) => lines.every(({ remark }) => remark === null)))
      assert.deepStrictEqual(claimCards(restrict(document, { kind: "public" }), claims), [])
    },
    { arbitrary: { runs: 20 } },
  )
})
