import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { type AssessmentDocument, openDocument, Rational } from "@fadu/engine"
import { loadRound } from "@fadu/files"
import { Effect } from "effect"
import { expectGolden } from "./golden.ts"
import { compare, type Fraction, fraction, over, plus, rounded } from "./laws/Fraction.ts"
import { root, runFadu } from "./runFadu.ts"

// What Fadu makes of the two indices among the samples, beside the same figures read and averaged here in a few lines.

const rowsOf = (file: string): ReadonlyArray<ReadonlyArray<string>> =>
  readFileSync(join(root, "samples", file), "utf8")
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\n")
    .map((line) => line.split(","))

/** The figures of each unit, in the order of the columns. */
const figuresIn = (file: string): ReadonlyMap<string, ReadonlyArray<string>> =>
  new Map(rowsOf(file).flatMap(([code = "", , ...figures], row) => (row === 0 ? [] : [[code, figures]])))

const decimal = (text: string): Fraction | null => {
  const [whole = "0", part = ""] = text.split(".")
  return text === "" ? null : fraction(BigInt(whole + part), 10n ** BigInt(part.length))
}

const meanOf = (values: ReadonlyArray<Fraction | null>): Fraction | null => {
  const there = values.filter((value) => value !== null)
  const sum = there.reduce<Fraction | null>((so, value) => plus(so, value), fraction(0n, 1n))
  return over(sum, fraction(BigInt(there.length), 1n))
}

const written = (value: Fraction | null): string =>
  value === null ? "0" : (Rational.parse(`${value.n}/${value.d}`) ?? Rational.undefined).toString()

const placeIn = (all: ReadonlyArray<Fraction | null>, own: Fraction | null): number =>
  1 + all.filter((other) => other !== null && own !== null && compare(other, own) > 0).length

const documentOf = (sample: string): Promise<AssessmentDocument> =>
  loadRound(join(root, "samples", sample), { installation: root, cases: false }).pipe(
    Effect.provide(NodeServices.layer),
    Effect.map(({ assessment }) => openDocument(assessment)),
    Effect.runPromise,
  )

const index = documentOf("index-of-means")
const questionnaire = documentOf("questionnaire")

describe("samples/index-of-means", () => {
  const parts = rowsOf("index-of-means/rules/factors.csv").slice(1)
  const sections = [...new Set(parts.map(([section = ""]) => section))]
  const totals = new Map(
    [...figuresIn("index-of-means/sources/survey.csv")].map(([code, figures]) => {
      const means = sections.map((section) =>
        meanOf(figures.flatMap((text, index) => (parts[index]?.[0] === section ? [decimal(text)] : []))),
      )
      return [code, { means, total: meanOf(means) }] as const
    }),
  )
  const roster = rowsOf("index-of-means/agencies.csv").slice(1)

  it("is the mean of the means of what there is, for every unit", async () => {
    const { scorecards } = await index
    assert.strictEqual(scorecards.length, 126)
    for (const card of scorecards) {
      const { means, total } = totals.get(card.agency.code) ?? assert.fail()
      assert.strictEqual(card.exact, written(total))
      const shown = total === null ? null : rounded(total, { n: 1n, d: 100n }, "half-up")
      assert.strictEqual(String(card.total), written(shown))
      assert.deepStrictEqual(
        card.sections.map(({ exact }) => exact),
        means.map(written),
      )
    }
    assert.isTrue([...totals.values()].some(({ means }) => means.includes(null)))
  })

  it("ranks on the exact value, in the whole and within each grouping at once", async () => {
    const { scorecards } = await index
    const totalOf = (code = ""): Fraction | null => totals.get(code)?.total ?? null
    for (const card of scorecards) {
      const [, , , ...kinds] = roster.find(([code]) => code === card.agency.code) ?? assert.fail()
      const own = totalOf(card.agency.code)
      const all = roster.map(([code]) => totalOf(code))
      assert.strictEqual(card.place, placeIn(all, own))
      const among = kinds.map((kind, index) => {
        const alike = roster.filter((other) => other[3 + index] === kind)
        const place = placeIn(
          alike.map(([code]) => totalOf(code)),
          own,
        )
        return kind === "" ? ["", null, 0] : [kind, place, alike.length]
      })
      assert.deepStrictEqual(
        card.among?.map(({ kind, place, of }) => [kind, place, of]),
        among,
      )
    }
    // three share a place
    assert.strictEqual(scorecards.filter(({ place }) => place === 102).length, 3)
  })

  it("says so in words", async () => {
    const { out } = await runFadu(["rank", "samples/index-of-means"])
    expectGolden("samples/index-of-means/expected/rank.txt", out)
    const explained = await runFadu(["explain", "samples/index-of-means", "--agency", "1078"])
    expectGolden("samples/index-of-means/expected/explain-1078.txt", explained.out)
  })
})

describe("samples/questionnaire", () => {
  const [heads = [], ...questions] = rowsOf("questionnaire/rules/questions.csv")
  const points = (scale: string, letter: string): Fraction | null => {
    const found = { 程度: { A: 100n, B: 75n, C: 40n, D: 0n }, 有无: { A: 100n, D: 0n } }[scale] ?? {}
    const own = Object.entries(found).find(([name]) => name === letter)
    return own === undefined ? null : fraction(own[1], 1n)
  }
  const answers = new Map(
    [...figuresIn("questionnaire/sources/panel.csv")].map(([code, letters]) => [
      code,
      questions.map(([, , , scale = ""], index) => points(scale, letters[index] ?? "")),
    ]),
  )

  it("is the mean of the answers that count, ranked exact and graded as rounded", async () => {
    const { scorecards } = await questionnaire
    const all = [...answers.values()].map(meanOf)
    for (const card of scorecards) {
      const total = meanOf(answers.get(card.agency.code) ?? [])
      assert.strictEqual(card.exact, written(total))
      const shown = Number(written(total === null ? null : rounded(total, { n: 1n, d: 1n }, "half-up")))
      assert.strictEqual(card.total, shown)
      assert.strictEqual(card.place, placeIn(all, total))
      assert.strictEqual(card.grade, shown >= 80 ? "优秀" : shown >= 70 ? "良好" : shown >= 60 ? "合格" : "不合格")
    }
    // one stands in its grade only because its total was rounded
    assert.isTrue(
      scorecards.some(
        ({ total, exact }) => total === 70 && Number(exact?.split("/")[0]) / Number(exact?.split("/")[1] ?? 1) < 70,
      ),
    )
  })

  it("divides the answers by topic, stage and document at once", async () => {
    const { scorecards } = await questionnaire
    for (const card of scorecards) {
      const own = answers.get(card.agency.code) ?? []
      card.views?.forEach(({ title, parts }) => {
        const column = heads.indexOf(`分法:${title}`)
        for (const part of parts) {
          const inside = own.flatMap((value, index) =>
            value !== null && questions[index]?.[column]?.split("、").includes(part.title) === true ? [value] : [],
          )
          const sum = inside.reduce<Fraction | null>((so, value) => plus(so, value), fraction(0n, 1n))
          assert.deepStrictEqual([String(part.awarded), part.full], [written(sum), inside.length * 100])
        }
      })
      assert.deepStrictEqual(
        card.views?.map(({ title }) => title),
        ["按主题", "按环节", "按文件"],
      )
    }
  })

  it("says so in words", async () => {
    const { out } = await runFadu(["rank", "samples/questionnaire"])
    expectGolden("samples/questionnaire/expected/rank.txt", out)
    const explained = await runFadu(["explain", "samples/questionnaire", "--agency", "210", "--criterion", "Q002"])
    expectGolden("samples/questionnaire/expected/explain-210.txt", explained.out)
  })
})
