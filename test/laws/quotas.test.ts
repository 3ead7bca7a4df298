import { assert, describe, it } from "@effect/vitest"
import { assess, type Entry, Rational, readRubric, scorecards } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { agencyNamed, at } from "../generatedRound.ts"
import { type Dice, madeOf } from "./Dice.ts"
import { present } from "./World.ts"

type Rounding = "cut" | "half-up" | "up"

/** A round in which totals are 100 less what is typed, and a limit keeps some from the better grades. */
interface Round {
  readonly quota: { readonly rounding: Rounding; readonly ties: "in" | "out"; readonly fallen: "counted" | "besides" }
  readonly shares: readonly [number | null, number | null, number | null]
  readonly ranked: "group" | "all"
  readonly dense: boolean
  readonly agencies: ReadonlyArray<{
    readonly group: string
    readonly lost: number
    readonly grave: boolean
    readonly ranked: boolean
    /** What is known of it yet. */
    readonly knows: { readonly lost: boolean; readonly grave: boolean }
  }>
}

const rounds = (dice: Dice): Round => ({
  quota: {
    rounding: dice.pick("cut", "half-up", "up"),
    ties: dice.pick("in", "out"),
    fallen: dice.pick("counted", "besides"),
  },
  shares: [dice.pick(20, 40, 50, null), dice.pick(20, 30, null), dice.pick(null, null, 50)],
  ranked: dice.pick("group", "all"),
  dense: dice.once(3),
  agencies: Array.from({ length: dice.between(1, 9) }, () => ({
    group: dice.pick("g1", "g1", "g2"),
    lost: dice.pick(2, 5, 5, 8, 12, 12, 15, 25, 45),
    grave: dice.once(5),
    ranked: !dice.once(8),
    knows: { lost: !dice.once(4), grave: !dice.once(6) },
  })),
})

const names = ["优秀", "良好", "合格", "不合格"] as const
const from = [90, 80, 60, 0] as const

const rubricOf = ({ quota, shares, ranked, dense }: Round) => ({
  id: "quotas",
  title: "名额",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { g1: "执法部门", g2: "综合部门" },
  rankWithin: ranked,
  rank: { ties: dense ? "dense" : "shared" },
  bands: names.map((grade, index) => ({
    grade,
    from: from[index],
    ...(shares[index] == null ? {} : { atMost: `${shares[index]}%` }),
  })),
  ...(shares.some((share) => share !== null) ? { quota } : {}),
  limits: [{ id: "a", when: "grave", what: "发生重大问题", gradeAtMost: "良好" }],
  fields: { lost: { label: "扣分", kind: "count" }, grave: { label: "重大问题", kind: "yes-no" } },
  sections: [
    {
      code: "A",
      title: "总分",
      full: 100,
      criteria: [
        {
          code: "A1",
          title: "总分",
          full: 100,
          clause: "每件扣 1 分。",
          rule: { kind: "per-event", count: "lost", points: 1 },
        },
      ],
    },
  ],
})

/** Grades as Fadu gives them; null where they are open, or where an agency is not ranked. */
const given = (round: Round, isWhole: boolean): ReadonlyArray<string | null> => {
  const { plan, problems } = readRubric(rubricOf(round), parseFormula)
  assert.deepStrictEqual(
    problems.filter(({ severity }) => severity === "error"),
    [],
  )
  const agencies = round.agencies.map(({ group, ranked }, index) => ({
    ...agencyNamed(String(index + 1), group),
    ranked,
  }))
  const entry = (agency: string, field: string, value: Rational | boolean | null): Entry => ({
    agency,
    field,
    source: "self",
    reading: value === null ? { state: "blank" } : { state: "filled", value },
    raw: value === null ? "" : String(value),
    evidence: null,
    at,
  })
  const entries = round.agencies.flatMap(({ lost, grave, knows }, index) => [
    entry(String(index + 1), "lost", isWhole || knows.lost ? Rational.of(lost) : null),
    entry(String(index + 1), "grave", isWhole || knows.grave ? grave : null),
  ])
  const { part } = assess(
    present(plan),
    { agencies, entries, scores: [], decisions: [], applicability: [] },
    { asOf: 0, due: null, evidenceDue: null },
  )
  const cards = new Map(scorecards(part).map((card) => [card.unit.code, card]))
  return agencies.map(({ code }) => present(cards.get(code)).grade)
}

/** The same by counting, one grade after the other, when everything is known. */
const counted = ({ agencies, shares, quota, ranked }: Round): ReadonlyArray<string | null> => {
  const round = { cut: Math.floor, "half-up": Math.round, up: Math.ceil }[quota.rounding]
  const all = agencies.map(({ lost, grave, ...rest }) => {
    const byTotal = from.findIndex((least) => 100 - lost >= least)
    const reached = grave ? Math.max(byTotal, 1) : byTotal
    return { ...rest, total: 100 - lost, reached, now: reached }
  })
  shares.forEach((share, at) => {
    if (share === null) return
    const falling = all.filter((one) => {
      const pool = all.filter((other) => other.ranked && (ranked === "all" || other.group === one.group))
      const seats = round((pool.length * share) / 100)
      const rivals = pool.filter(({ now, reached }) => (quota.fallen === "counted" ? now : reached) === at)
      if (!rivals.includes(one)) return false
      const before = rivals.filter(({ total }) => (quota.ties === "in" ? total > one.total : total >= one.total)).length
      return quota.ties === "in" ? before >= seats : before > seats
    })
    for (const one of falling) one.now = at + 1
  })
  return all.map(({ ranked: takesPart, now }) => (takesPart ? (names[now] ?? null) : null))
}

describe("grades of which only so many are given", () => {
  it.prop(
    "are given as counting them out gives them",
    [madeOf(rounds, 80)],
    ([round]) => {
      assert.deepStrictEqual(given(round, true), counted(round), JSON.stringify(round))
    },
    { arbitrary: { runs: 80 } },
  )

  it.prop(
    "stand while something is open only where they will stand",
    [madeOf(rounds, 80)],
    ([round]) => {
      const [then, now] = [given(round, false), given(round, true)]
      then.forEach((grade, index) => {
        if (grade !== null) assert.strictEqual(grade, now[index], `${index} ${JSON.stringify(round)}`)
      })
    },
    { arbitrary: { runs: 80 } },
  )
})
