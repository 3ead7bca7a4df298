import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { Rational } from "../Rational.ts"
import { denominators, numerators, standing, type Whole } from "./rates.ts"

const between = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

/** So many tenths of a percent, or hundredths, and so on. */
const statedAs = (units: number, places: number) => {
  const step = Rational.ratio(1, 10 ** (places + 2))
  return { rate: Rational.of(units).times(step), step }
}

const some = { arbitrary: { runs: 200 } }
const places = between(0, 2)

/** The numbers that the word says, found by trying all of them. */
const tried = (most: number, fits: (one: number) => boolean): ReadonlyArray<number> =>
  Array.from({ length: most + 1 }, (_, one) => one).filter(fits)

const spread = (whole: Whole | null, most: number): ReadonlyArray<number> =>
  whole === null ? [] : tried(most, (one) => one >= whole.first.toNumber() && one <= whole.last.toNumber())

describe("a stated rate", () => {
  it.prop(
    "holds for the quotient that was rounded to it, and is cut for the one whose last digits were left out",
    [between(0, 400), between(1, 400), places],
    ([n, d, k]) => {
      const quotient = Rational.ratio(n, d)
      const step = Rational.ratio(1, 10 ** (k + 2))
      assert.strictEqual(standing({ rate: quotient.rounded(step, "half-up"), step }, quotient), "holds")
      const cut = { rate: quotient.rounded(step, "cut"), step }
      assert.include(["holds", "cut"], standing(cut, quotient))
      assert.strictEqual(standing({ rate: cut.rate.minus(step), step }, quotient), "off")
      assert.strictEqual(standing({ rate: cut.rate.plus(step).plus(step), step }, quotient), "off")
    },
    some,
  )

  it.prop(
    "has the numerators and denominators that trying them all would find",
    [between(0, 1000), between(1, 150), places],
    ([units, other, k]) => {
      const stated = statedAs(Math.min(units, 10 ** (k + 2)), k)
      const holds = (n: number, d: number): boolean => d > 0 && standing(stated, Rational.ratio(n, d)) === "holds"
      assert.deepStrictEqual(
        spread(numerators(stated, Rational.of(other)), 2 * other),
        tried(2 * other, (n) => holds(n, other)),
      )
      const under = denominators(stated, Rational.of(other))
      if (under !== null)
        assert.deepStrictEqual(
          spread(under, 2000),
          tried(2000, (d) => holds(other, d)),
        )
      else if (stated.rate.minus(stated.step.over(Rational.of(2))).sign > 0)
        assert.deepStrictEqual(
          tried(2000, (d) => holds(other, d)),
          [],
        )
    },
    { arbitrary: { runs: 100 } },
  )

  it("97.4% of 235 is 229, 97.3% of 1255 only 1221, and 75.2% of 235 is nobody", () => {
    const only = (value: number): Whole => ({ first: Rational.of(value), last: Rational.of(value) })
    assert.deepStrictEqual(numerators(statedAs(974, 1), Rational.of(235)), only(229))
    assert.deepStrictEqual(numerators(statedAs(973, 1), Rational.of(1255)), only(1221))
    for (const base of [229, 235, 433, 668])
      assert.isNull(numerators(statedAs(752, 1), Rational.of(base)), String(base))
    assert.deepStrictEqual(denominators(statedAs(752, 1), Rational.of(164)), only(218))
  })
})
