import { assert, describe, it } from "@effect/vitest"
import { Rational } from "@fadu/engine"
import { findingsIn, rubricWith, told, type Written } from "../checked.ts"
import { type Dice, madeOf } from "./Dice.ts"

const some = { arbitrary: { runs: 120 } }
const few = { arbitrary: { runs: 40 } }
const count = (label: string, more: object = {}) => ({ label, kind: "count", unit: "件", ...more })

const rated = {
  of: count("分子"),
  over: count("分母"),
  rate: { label: "率", kind: "rate", rateOf: { of: "of", over: "over" } },
}

/** As somebody would write it: with a sign for per cent, or as a share. */
const printed = (dice: Dice, rate: Rational, places: number): string => {
  const percent = rate.times(Rational.of(100))
  const bare = percent.toDecimal(places) ?? ""
  const [whole = "", part = ""] = bare.split(".")
  const full = places === 0 ? whole : `${whole}.${part.padEnd(places, "0")}`
  const share = rate.toDecimal(places + 2) ?? ""
  // a share below 1 is a rate as well, where no zero at its end was lost
  const isShare = share.length === places + 4 && rate.compare(Rational.one) < 0
  return isShare ? dice.pick(`${full}%`, share) : `${full}%`
}

describe("a rate beside its numerator and denominator", () => {
  it.prop(
    "is silent for every quotient as it is printed",
    [
      madeOf((dice) => {
        const [n, d, places] = [dice.below(3000), dice.between(1, 3000), dice.below(4)]
        return { n, d, text: printed(dice, Rational.ratio(n, d), places) }
      }, 8),
    ],
    ([{ n, d, text }]) => {
      assert.deepStrictEqual(told(rated, { of: String(n), over: String(d), rate: text }), [])
    },
    some,
  )

  it.prop(
    "speaks for every other rate",
    [
      madeOf((dice) => {
        const [n, d, places] = [dice.between(1, 3000), dice.between(1, 3000), dice.below(4)]
        const step = Rational.ratio(1, 10 ** (places + 2))
        const away = Rational.of(dice.between(1, 40)).times(step)
        const right = Rational.ratio(n, d).rounded(step, "half-up")
        const stated = dice.once(2) && right.compare(away) > 0 ? right.minus(away) : right.plus(away)
        return { n, d, text: printed(dice, stated, places) }
      }, 8),
    ],
    ([{ n, d, text }]) => {
      const found = told(rated, { of: String(n), over: String(d), rate: text })
      assert.strictEqual(found.length, 1)
      assert.include(["error check/rate", "note check/rate"], found[0])
    },
    some,
  )

  it.prop(
    "without its numerator speaks where no whole number can give it, and only there",
    [madeOf((dice) => ({ d: dice.between(2, 400), units: dice.between(1, 999) }), 4)],
    ([{ d, units }]) => {
      const isFeasible = Array.from({ length: d + 1 }, (_, k) => k).some((k) => Math.abs(k * 2000 - units * 2 * d) <= d)
      const found = told(rated, { over: String(d), rate: `${(units / 10).toFixed(1)}%` })
      assert.strictEqual(found.includes("error check/rate"), !isFeasible)
    },
    some,
  )
})

const parts = {
  total: count("合计", { sums: ["a", "b", "c"], includes: [["a", "b"]] }),
  a: count("甲项"),
  b: count("乙项", { within: "a" }),
  c: count("丙项"),
}

describe("parts of a whole", () => {
  it.prop(
    "are silent where they make it, and told where they do not",
    [madeOf((dice) => [dice.below(200), dice.below(200), dice.below(200), dice.between(-5, 5)] as const, 6)],
    ([[a, more, c, off]]) => {
      const b = Math.min(a, more)
      const total = a + b + c + off
      if (total < 0) return
      const found = told(parts, { total: String(total), a: String(a), b: String(b), c: String(c) })
      const wanted = [
        ...(off === 0 ? [] : ["error check/sum"]),
        // what is already too much without the third
        ...(a + b > total ? ["error check/sum"] : []),
      ]
      assert.deepStrictEqual(found, wanted)
    },
    some,
  )

  it.prop(
    "that were not all given are told only where they are already too many",
    [madeOf((dice) => [dice.below(200), dice.below(200), dice.below(300)] as const, 4)],
    ([[a, c, total]]) => {
      const found = told(parts, { total: String(total), a: String(a), c: String(c) })
      assert.strictEqual(found.includes("error check/sum"), a + c > total)
    },
    some,
  )
})

/** What several agencies wrote, some of it rough, empty or wrong. */
const sheets = (dice: Dice): { readonly [agency: string]: Written } => {
  const figure = (): string => {
    const value = dice.below(30)
    return dice.pick(String(value), String(value), `${value}余件`, `近${value + 1}件`, "", "不涉及")
  }
  const codes = ["11", "12", "13", "14"]
  return Object.fromEntries(
    codes.map((code) => [
      code,
      {
        total: figure(),
        a: figure(),
        b: figure(),
        c: figure(),
        of: figure(),
        over: figure(),
        rate: `${dice.below(101)}%`,
      },
    ]),
  )
}

describe("findings", () => {
  const { plan } = rubricWith({ ...parts, ...rated })

  it.prop(
    "are those of each agency, whatever the others wrote and in whatever order",
    [madeOf(sheets, 200)],
    ([written]) => {
      const together = findingsIn(plan, written)
      const backwards = findingsIn(plan, Object.fromEntries(Object.entries(written).reverse()))
      const text = (issues: typeof together): ReadonlyArray<string> => issues.map((one) => JSON.stringify(one)).sort()
      assert.deepStrictEqual(text(backwards), text(together))
      const alone = Object.entries(written).flatMap(([code, own]) => findingsIn(plan, { [code]: own }))
      assert.deepStrictEqual(text(alone), text(together))
    },
    few,
  )

  it.prop(
    "stand in the cells of the figures they name, each once",
    [madeOf(sheets, 200)],
    ([written]) => {
      for (const { at, also = [], message, agency } of findingsIn(plan, written)) {
        const own = Object.entries(written[agency ?? ""] ?? {})
        const cells = [at, ...also].map((one) => (one?.kind === "cell" ? one.cell : ""))
        assert.strictEqual(new Set(cells).size, cells.length)
        for (const cell of cells) {
          const id = own[Number(cell.slice(1)) - 2]?.[0] ?? ""
          assert.include(message, `“${plan.rubric.fields[id]?.label}”`)
        }
      }
    },
    few,
  )
})
