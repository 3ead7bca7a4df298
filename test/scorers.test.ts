import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { assess, document, type Plan, Rational, readRubric, type Score, scorecards } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { workbook } from "@fadu/report"
import { afterAll, beforeAll } from "vitest"
import { agencyNamed, stampFor } from "./generatedRound.ts"
import { type Dice, madeOf } from "./laws/Dice.ts"
import { describeLibreOffice } from "./libreOffice.ts"
import { recalculated } from "./recalculated.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-scorers-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const rubric = {
  id: "scorers",
  title: "评分",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  full: 30,
  groups: { all: "部门" },
  rankWithin: "group",
  fields: {},
  sections: [
    {
      code: "A",
      title: "甲",
      full: 30,
      criteria: [
        {
          code: "A1",
          title: "质量",
          full: 10,
          clause: "五人以上评分,去掉一个最高分和一个最低分后平均。",
          rule: { kind: "judged", most: 10, scorers: 5, combine: "trimmed" },
        },
        {
          code: "A2",
          title: "评议",
          full: 20,
          clause: "领导评分占 40%,处室评分占 60%。",
          rule: {
            kind: "judged",
            most: 20,
            scorers: 4,
            sides: {
              leaders: { title: "领导", weight: "40%", least: 1 },
              peers: { title: "处室", weight: "60%", least: 3 },
            },
          },
        },
      ],
    },
  ],
}

const planOf = (): Plan => {
  const { plan, problems } = readRubric(rubric, parseFormula)
  assert.deepStrictEqual(problems, [])
  return plan ?? assert.fail("the rubric is broken")
}
const plan = planOf()

const agencies = ["101", "102", "103"].map((code) => agencyNamed(code, "all"))

const score = (agency: string, criterion: string, scorer: number, points: number): Score => ({
  agency,
  criterion,
  scorer: `评分人${scorer}`,
  points: Rational.of(points),
  reason: null,
  at: { kind: "cell", file: "scores/表.csv", sheet: null, cell: `D${scorer + 2}` },
  ...(criterion === "A2" ? { side: scorer === 0 ? "leaders" : "peers" } : {}),
})

const outcome = (scores: ReadonlyArray<Score>) =>
  assess(
    plan,
    { agencies, entries: [], scores, decisions: [], applicability: [] },
    { asOf: 1, due: null, evidenceDue: null },
  )

const given = (dice: Dice): ReadonlyArray<Score> =>
  agencies.flatMap(({ code }) => [
    ...Array.from({ length: dice.below(8) }, (_, index) => score(code, "A1", index, dice.below(21) / 2)),
    ...Array.from({ length: dice.below(6) }, (_, index) => score(code, "A2", index, dice.below(41) / 2)),
  ])

const trimmed = (points: ReadonlyArray<number>): number => {
  const sorted = [...points].sort((a, b) => a - b).slice(1, -1)
  return sorted.reduce((sum, one) => sum + one, 0) / sorted.length
}
const mean = (points: ReadonlyArray<number>): number => points.reduce((sum, one) => sum + one, 0) / points.length

const hundredths = (points: number): number => Math.round(points * 100 + 1e-9) / 100

describe("several scorers", () => {
  it.prop(
    "are combined as one does by hand, and whatever is still to come stays within what is open",
    [madeOf((dice) => ({ early: given(dice), later: Array.from({ length: 10 }, () => dice.below(41) / 2) }))],
    ([{ early, later }]) => {
      const { part } = outcome(early)
      for (const card of scorecards(part)) {
        const own = (criterion: string) =>
          early.filter((one) => one.agency === card.unit.code && one.criterion === criterion)
        const numbers = (scores: ReadonlyArray<Score>) => scores.map(({ points }) => points.toNumber())
        const [first, second] = card.marks
        if (first === undefined || second === undefined) return assert.fail("no marks")
        const low = (mark: typeof first) => mark.awarded.toNumber()
        const high = (mark: typeof first) => mark.awarded.plus(mark.pending).toNumber()
        const a = numbers(own("A1"))
        const completed = [...a, ...later.map((one) => one / 2)].slice(0, Math.max(5, a.length))
        const final = hundredths(trimmed(completed))
        assert.isTrue(low(first) <= final && final <= high(first), JSON.stringify({ a, completed, final }))
        if (a.length >= 5) assert.strictEqual(low(first), high(first))
        const leaders = numbers(own("A2").filter(({ side }) => side === "leaders"))
        const peers = numbers(own("A2").filter(({ side }) => side === "peers"))
        const whole = hundredths(
          0.4 * mean([...leaders, ...later].slice(0, Math.max(1, leaders.length))) +
            0.6 * mean([...peers, ...later].slice(0, Math.max(3, peers.length))),
        )
        assert.isTrue(low(second) <= whole && whole <= high(second), JSON.stringify({ leaders, peers, whole }))
        if (leaders.length >= 1 && peers.length >= 3) assert.strictEqual(low(second), high(second))
      }
    },
    { arbitrary: { runs: 150 } },
  )
})

describeLibreOffice("several scorers in a spreadsheet program", () => {
  it("are the same in a workbook that is recalculated", { timeout: 120_000 }, async () => {
    const scores = agencies.flatMap(({ code }, position) => [
      ...[9, 6, 8, 8.5, 10, 7.25].slice(0, 7 - position * 3).map((points, index) => score(code, "A1", index, points)),
      ...[18, 15, 16.5, 17].slice(0, 4 - position).map((points, index) => score(code, "A2", index, points)),
    ])
    const { part, issues } = outcome(scores)
    const assessment = { stamp: stampFor([plan], []), parts: [part], issues }
    const bytes = await workbook(assessment, document(assessment), { audience: { kind: "internal" } })
    const { differences, formulas } = await recalculated(bytes, folder, "评分")
    assert.isAbove(formulas, 0)
    assert.deepStrictEqual(differences, [])
  })
})
