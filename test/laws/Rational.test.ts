import { assert, describe, it } from "@effect/vitest"
import { Rational } from "@fadu/engine"
import { type Dice, madeOf } from "./Dice.ts"
import { compare, type Fraction, fraction, type Mode, minus, over, plus, rounded, times } from "./Fraction.ts"

/** The same number twice: as the engine holds it and as a plain fraction. */
interface Pair {
  readonly engine: Rational
  readonly plain: Fraction | null
}

/** A decimal where one ends within 12 places, else `n/d`. */
const canonical = (plain: Fraction | null): string => {
  if (plain === null) return "undefined"
  const scaled = plain.n * 10n ** 12n
  if (scaled % plain.d !== 0n) return `${plain.n}/${plain.d}`
  const units = scaled / plain.d
  const digits = (units < 0n ? -units : units).toString().padStart(13, "0")
  const part = digits.slice(-12).replace(/0+$/, "")
  return `${units < 0n ? "-" : ""}${digits.slice(0, -12)}${part === "" ? "" : `.${part}`}`
}

const integer = (dice: Dice): bigint => {
  const size = dice.pick<() => bigint>(
    () => BigInt(dice.below(12)),
    () => BigInt(dice.below(10_000)),
    () => BigInt(Number.MAX_SAFE_INTEGER) - BigInt(dice.below(4)),
    () => BigInt(Number.MAX_SAFE_INTEGER) + BigInt(dice.below(4)),
    () => BigInt(dice.below(2 ** 30)) * BigInt(dice.below(2 ** 30)) * BigInt(dice.below(2 ** 30)),
    () => 2n ** BigInt(dice.below(120)),
  )()
  return dice.below(2) === 1 ? -size : size
}

const pair = (dice: Dice): Pair => {
  const n = integer(dice)
  const d = dice.once(12) ? 0n : dice.once(3) ? integer(dice) : BigInt(dice.between(1, 1000))
  return { engine: Rational.ratio(n, d), plain: fraction(n, d) }
}

const assertSame = ({ engine, plain }: Pair): void => assert.strictEqual(engine.toString(), canonical(plain))

const operations: ReadonlyArray<(a: Pair, b: Pair) => Pair> = [
  (a, b) => ({ engine: a.engine.plus(b.engine), plain: plus(a.plain, b.plain) }),
  (a, b) => ({ engine: a.engine.minus(b.engine), plain: minus(a.plain, b.plain) }),
  (a, b) => ({ engine: a.engine.times(b.engine), plain: times(a.plain, b.plain) }),
  (a, b) => ({ engine: a.engine.over(b.engine), plain: over(a.plain, b.plain) }),
]
const modes: ReadonlyArray<Mode> = ["half-up", "half-even", "cut", "down", "up"]

const some = { arbitrary: { runs: 400 } }

describe("an exact number", () => {
  it.prop(
    "adds, subtracts, multiplies and divides as fractions do, however large they grow",
    [
      madeOf((dice) => ({
        start: pair(dice),
        steps: Array.from({ length: dice.between(1, 6) }, () => ({ how: dice.below(4), with: pair(dice) })),
      })),
    ],
    ([{ start, steps }]) => {
      let value = start
      assertSame(value)
      for (const step of steps) {
        value = operations[step.how]?.(value, step.with) ?? value
        assertSame(value)
      }
    },
    some,
  )

  it.prop(
    "returns from beyond the safe integers as the same number",
    [madeOf((dice) => [pair(dice), pair(dice)] as const)],
    ([[a, b]]) => {
      if (a.plain === null || b.plain === null || b.plain.n === 0n) return
      const back = a.engine.times(b.engine).over(b.engine).plus(b.engine).minus(b.engine)
      assert.isTrue(back.equals(a.engine))
      assert.strictEqual(back.toString(), a.engine.toString())
    },
    some,
  )

  it.prop(
    "compares, and finds the smaller and the larger, as fractions do",
    [
      madeOf((dice) => {
        const a = pair(dice)
        const near = {
          engine: a.engine.plus(Rational.ratio(1n, 10n ** 20n)),
          plain: plus(a.plain, fraction(1n, 10n ** 20n)),
        }
        return [a, dice.pick(pair(dice), a, near)] as const
      }),
    ],
    ([[a, b]]) => {
      if (a.plain === null || b.plain === null) {
        assert.isNaN(a.engine.compare(b.engine))
        assert.isFalse(a.engine.equals(b.engine))
        assertSame({ engine: a.engine.min(b.engine), plain: null })
        assertSame({ engine: a.engine.max(b.engine), plain: null })
        return
      }
      const order = compare(a.plain, b.plain)
      assert.strictEqual(Math.sign(a.engine.compare(b.engine)), order)
      assert.strictEqual(a.engine.equals(b.engine), order === 0)
      assertSame({ engine: a.engine.min(b.engine), plain: order <= 0 ? a.plain : b.plain })
      assertSame({ engine: a.engine.max(b.engine), plain: order >= 0 ? a.plain : b.plain })
      assert.strictEqual(a.engine.sign, compare(a.plain, { n: 0n, d: 1n }))
      assert.strictEqual(a.engine.isInteger, a.plain.d === 1n)
      assertSame({ engine: a.engine.negated(), plain: { n: -a.plain.n, d: a.plain.d } })
    },
    some,
  )

  it.prop(
    "rounds to any step in every mode, ties included",
    [
      madeOf((dice) => {
        const step = dice.pick(
          { n: 1n, d: 10n ** BigInt(dice.below(7)) },
          { n: 1n, d: 1n },
          { n: BigInt(dice.between(1, 40)), d: BigInt(dice.between(1, 40)) },
        )
        const halves = times({ n: integer(dice), d: 2n }, step)
        return { step, value: dice.pick(pair(dice).plain, halves), mode: modes[dice.below(5)] ?? "cut" }
      }),
    ],
    ([{ step, value, mode }]) => {
      if (value === null) return
      const engine = Rational.ratio(value.n, value.d).rounded(Rational.ratio(step.n, step.d), mode)
      assertSame({ engine, plain: rounded(value, step, mode) })
    },
    some,
  )

  it.prop(
    "reads back what it writes",
    [madeOf(pair)],
    ([{ engine, plain }]) => {
      if (plain === null) return
      assert.isTrue(Rational.parse(engine.toString())?.equals(engine) === true)
      assert.strictEqual(JSON.parse(JSON.stringify(engine)), engine.toString())
      const decimal = engine.toDecimal(30, null)
      if (decimal !== null) assert.isTrue(Rational.parse(decimal)?.equals(engine) === true)
    },
    some,
  )

  it.prop(
    "writes so many decimals as rounding gives",
    [madeOf((dice) => ({ of: pair(dice), places: dice.below(9), mode: modes[dice.below(5)] ?? "cut" }))],
    ([{ of, places, mode }]) => {
      if (of.plain === null) return assert.isNull(of.engine.toDecimal(places, mode))
      const expected = rounded(of.plain, { n: 1n, d: 10n ** BigInt(places) }, mode)
      assert.strictEqual(of.engine.toDecimal(places, mode), canonical(expected))
    },
    some,
  )

  it.prop(
    "becomes the nearest double",
    [madeOf(pair)],
    ([{ engine, plain }]) => {
      if (plain === null) return assert.isNaN(engine.toNumber())
      const double = engine.toNumber()
      const distance = (to: number): Fraction | null => {
        const held = dyadic(to)
        const difference = minus(held, plain)
        return difference === null ? null : { n: difference.n < 0n ? -difference.n : difference.n, d: difference.d }
      }
      const own = distance(double)
      for (const other of [neighbour(double, 1n), neighbour(double, -1n)]) {
        const theirs = distance(other)
        if (own !== null && theirs !== null) assert.isAtMost(compare(own, theirs), 0, `${double} or ${other}`)
      }
    },
    some,
  )

  it("holds the shortest text of a double", () => {
    assert.strictEqual(Rational.of(0.1).toString(), "0.1")
    assert.strictEqual(Rational.of(1e21).toString(), "1000000000000000000000")
    assert.strictEqual(Rational.of(-0).toString(), "0")
    assert.strictEqual(Rational.of(Number.NaN).toString(), "undefined")
    assert.strictEqual(Rational.of(5e-324).toNumber(), 5e-324)
    assert.strictEqual(Rational.of(Number.MAX_VALUE).toNumber(), Number.MAX_VALUE)
  })

  it.each([
    ["-12", "-12"],
    ["+0.65", "0.65"],
    ["1e-7", "0.0000001"],
    [".5", "0.5"],
    ["5.", "5"],
    ["40/61", "40/61"],
    ["12/4", "3"],
  ])("reads %s as %s", (text, expected) => {
    assert.strictEqual(Rational.parse(text)?.toString(), expected)
  })

  it.each(["", ".", "-", "1,000", "0x10", "1/2/3", "1.5/2", "NaN", "Infinity", " 1", "一"])(
    "does not read %j",
    (text) => {
      assert.isNull(Rational.parse(text))
    },
  )

  it.each(["plus", "minus", "times", "over", "min", "max"] as const)(
    "spreads what cannot be computed through %s",
    (how) => {
      for (const other of [Rational.of(3), Rational.ratio(1n, 2n ** 90n), Rational.undefined]) {
        assert.isTrue(Rational.undefined[how](other).isUndefined)
        assert.isTrue(other[how](Rational.undefined).isUndefined)
      }
    },
  )

  it("cannot be divided by zero", () => {
    assert.isTrue(Rational.one.over(Rational.zero).isUndefined)
    assert.isTrue(Rational.zero.over(Rational.zero).isUndefined)
    assert.isTrue(Rational.undefined.rounded(Rational.one, "half-up").isUndefined)
  })
})

const view = new DataView(new ArrayBuffer(8))
/** The next double up or down in magnitude. */
const neighbour = (of: number, by: bigint): number => {
  if (of === 0) return by > 0n ? Number.MIN_VALUE : -Number.MIN_VALUE
  view.setFloat64(0, of)
  view.setBigInt64(0, view.getBigInt64(0) + by)
  return view.getFloat64(0)
}
/** What a double holds exactly. */
const dyadic = (of: number): Fraction | null => {
  if (!Number.isFinite(of)) return null
  view.setFloat64(0, of)
  const bits = view.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const low = bits & 0xfffffffffffffn
  const mantissa = (of < 0 ? -1n : 1n) * (exponent === 0 ? low : low | 0x10000000000000n)
  const power = (exponent === 0 ? 1 : exponent) - 1075
  return power >= 0 ? fraction(mantissa * 2n ** BigInt(power), 1n) : fraction(mantissa, 2n ** BigInt(-power))
}
