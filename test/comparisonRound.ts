import { type Assessment, assess, type Entry, type Plan, Rational, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { agencyNamed, at, stampFor } from "./generatedRound.ts"

const rate = "appeared / heard"

export const comparisonRubric = {
  id: "comparison",
  title: "比较细则",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  full: 30,
  groups: { large: "大组", small: "小组" },
  rankWithin: "group",
  cohort: { within: "group", absent: "wait", least: 3 },
  absence: { blank: "zero" },
  fields: {
    heard: { label: "开庭案件", kind: "count", unit: "件次", min: 1 },
    appeared: { label: "负责人出庭", kind: "count", unit: "件次" },
    articles: { label: "采用信息", kind: "count", unit: "篇" },
  },
  sections: [
    {
      code: "C",
      title: "比较",
      full: 30,
      criteria: [
        {
          code: "C1",
          title: "出庭应诉率",
          full: 10,
          clause: "低于全组平均的,每低 1 个百分点扣 0.2 分",
          rule: {
            id: "a",
            kind: "shortfall",
            found: "出庭应诉率",
            value: rate,
            target: `mean(${rate})`,
            per: "1pp",
            points: 0.2,
            partStep: "proportional",
          },
        },
        {
          code: "C2",
          title: "信息名次",
          full: 10,
          clause: "第一名得 10 分,前三名得 5 分",
          rule: {
            id: "a",
            kind: "tiers",
            value: "place(articles)",
            better: "lower",
            tiers: [
              { at: 1, points: 10 },
              { at: 3, points: 5 },
            ],
          },
        },
        {
          code: "C3",
          title: "信息篇数",
          full: 6,
          clause: "与最多的比",
          rule: {
            id: "a",
            kind: "linear",
            value: "articles",
            from: { at: 0, points: 0 },
            to: { at: "highest(articles)", points: 6 },
          },
        },
        {
          code: "C4",
          title: "末位",
          full: 4,
          clause: "出庭应诉率低于全组平均九成的,扣 4 分",
          rule: { id: "a", kind: "yes-no", value: `${rate} >= mean(${rate}) * 0.9`, points: 4 },
        },
      ],
    },
  ],
} as const

export const comparisonPlan = (): Plan => {
  const { plan, problems } = readRubric(comparisonRubric, parseFormula)
  if (plan === null) throw new Error(JSON.stringify(problems))
  return plan
}

/** Six agencies in one group, three in the other: [code, group, heard, appeared, articles]. */
const given = [
  ["1", "large", 40, 34, 9],
  ["2", "large", 10, 10, 9],
  ["3", "large", 7, 5, 4],
  ["4", "large", 3, 2, 0],
  ["5", "large", 61, 40, 3],
  ["6", "large", 5, 5, 3],
  ["7", "small", 8, 7, 12],
  ["8", "small", 9, 2, 5],
  ["9", "small", 11, 11, 1],
] as const

const entry = (agency: string, field: string, value: number | null): Entry => ({
  agency,
  field,
  source: "self",
  reading: value === null ? { state: "blank" } : { state: "filled", value: Rational.of(value) },
  raw: value === null ? "" : String(value),
  evidence: null,
  at,
})

/** The round, with the figures of some agencies left blank. */
export const comparisonRound = (blank: ReadonlyArray<string> = []): Assessment => {
  const plan = comparisonPlan()
  const { part, issues } = assess(
    plan,
    {
      agencies: given.map(([code, group]) => agencyNamed(code, group)),
      entries: given.flatMap(([code, , heard, appeared, articles]) => [
        entry(code, "heard", heard),
        entry(code, "appeared", blank.includes(code) ? null : appeared),
        entry(code, "articles", articles),
      ]),
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf: 46_000, due: null, evidenceDue: null },
  )
  return { stamp: stampFor([plan], []), parts: [part], issues }
}
