import { assert, describe, it } from "@effect/vitest"
import { floorFor, Rational } from "@fadu/engine"
import { madeOf } from "./Dice.ts"
import { documentOf, makeWorld, outcome, told } from "./World.ts"

const worlds = madeOf((dice) => makeWorld(dice, { agencies: 2, turns: true }))
const some = { arbitrary: { runs: 300 } }

const sum = (numbers: ReadonlyArray<Rational>): Rational => numbers.reduce((all, one) => all.plus(one), Rational.zero)
const equal = (found: Rational, expected: Rational, what: string): void =>
  assert.strictEqual(found.toString(), expected.toString(), what)
/** A number as JSON prints it. */
const printed = (number: number): Rational => Rational.parse(JSON.stringify(number)) ?? Rational.undefined
const placesOf = (number: number): number => printed(number).toDecimal(20, null)?.split(".")[1]?.length ?? 0

describe("the ledger", () => {
  it.prop(
    "balances for every mark: awarded + deductions + pending = full",
    [worlds],
    ([world]) => {
      for (const card of outcome(world).cards) {
        for (const mark of card.marks) {
          const gone = sum(mark.deductions.map(({ points }) => points))
          equal(mark.awarded.plus(gone).plus(mark.pending), mark.full, `${mark.plan.criterion.code} ${told(world)}`)
          for (const { points } of mark.deductions) assert.isAtLeast(points.sign, 0, told(world))
          assert.isAtLeast(mark.pending.sign, 0, told(world))
          assert.isAtMost(mark.awarded.compare(mark.full), 0, told(world))
          assert.isAtLeast(
            mark.awarded.compare(
              Rational.of(Math.min(0, floorFor(mark.plan.criterion, mark.plan.section, card.group.id))),
            ),
            0,
            told(world),
          )
        }
        assert.isAtMost(card.low.compare(card.high), 0, told(world))
      }
    },
    some,
  )

  it.prop(
    "balances on paper, mark by mark and in the total",
    [worlds],
    ([world]) => {
      const { points, shown = 2, total } = world.rubric.precision
      const places = points === "exact" ? shown : points
      for (const card of documentOf(world).scorecards) {
        for (const mark of card.marks) {
          const parts = [mark.awarded, mark.pending, ...mark.deductions.map(({ points }) => points)]
          equal(sum(parts.map(printed)), printed(mark.full), `${mark.criterion} ${told(world)}`)
          for (const part of [...parts, mark.full]) assert.isAtMost(placesOf(part), places, told(world))
        }
        for (const { parts } of card.views ?? []) {
          const [all, one, rule] = parts.map(({ awarded, high, full }) => [awarded, high, full].map(printed))
          const first = card.marks.find(({ criterion }) => criterion === "A1")
          if (first === undefined) return assert.fail(told(world))
          const own = [first.awarded, sum([first.awarded, first.pending].map(printed)).toNumber(), first.full]
          if (points !== "exact") assert.deepStrictEqual(one?.join(), own.map(printed).join(), told(world))
          const inSection = card.marks.filter(({ section }) => section === "A")
          if (points !== "exact")
            equal(all?.[0] ?? Rational.undefined, sum(inSection.map(({ awarded }) => printed(awarded))), told(world))
          for (const part of [all, one, rule])
            assert.isAtMost((part?.[0] ?? Rational.zero).compare(part?.[1] ?? Rational.zero), 0, told(world))
        }
        const parts = [...card.marks.map(({ awarded }) => awarded), ...card.adjustments.map(({ points }) => points)]
        equal(sum(parts.map(printed)), printed(card.range.low), told(world))
        if (card.total !== null)
          assert.deepStrictEqual([card.total, card.total], [card.range.low, card.range.high], told(world))
        for (const number of [card.range.low, card.range.high, card.total ?? 0])
          assert.isAtMost(placesOf(number), total)
      }
    },
    some,
  )
})
