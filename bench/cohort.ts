// Statistics over a group: mean, best and place of 1,000, 10,000 and 100,000 agencies, and how the time grows with their number.
import { type Agency, assess, evaluate, type Plan, parseDay, plainAgency, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { at, reported } from "./rounds/reported.ts"

const rate = "appeared / heard"
const rule = (target: string) => ({
  kind: "shortfall",
  value: rate,
  target,
  per: "1pp",
  points: 0.2,
  partStep: "proportional",
})

const planWith = (criteria: ReadonlyArray<object>): Plan => {
  const { plan } = readRubric(
    {
      id: "bench",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: criteria.length * 10,
      groups: { a: "部门" },
      rankWithin: "group",
      fields: {
        heard: { label: "开庭", kind: "count", min: 1 },
        appeared: { label: "出庭", kind: "count" },
      },
      sections: [
        {
          code: "A",
          title: "全部",
          full: criteria.length * 10,
          criteria: criteria.map((one, index) => ({
            code: `A${index + 1}`,
            title: "出庭率",
            full: 10,
            clause: "与全组比",
            rule: one,
          })),
        },
      ],
    },
    parseFormula,
  )
  if (plan === null) throw new Error("the rubric of the benchmark is broken")
  return plan
}

const compared = planWith([
  rule(`mean(${rate})`),
  rule(`highest(${rate})`),
  { kind: "tiers", value: `place(${rate})`, better: "lower", tiers: [{ at: 100, points: 10 }] },
])
const apart = planWith([rule("80%"), rule("100%"), { kind: "tiers", value: rate, tiers: [{ at: "90%", points: 10 }] }])

const figuresOf = (plan: Plan, many: number) => {
  const agencies = Array.from(
    { length: many },
    (_, index): Agency =>
      plainAgency({
        code: String(1_000_000 + index),
        name: `第${index}局`,
        group: "a",
        at,
      }),
  )
  const entries = agencies.flatMap(({ code }, index) => [
    reported(code, "heard", 40 + ((index * 7) % 37)),
    reported(code, "appeared", 11 + ((index * 31) % 29)),
  ])
  return assess(
    plan,
    { agencies, entries, scores: [], decisions: [], applicability: [] },
    { asOf: parseDay("2027-01-20") ?? 0, due: null, evidenceDue: null },
  ).part.figures
}

const milliseconds = (work: () => unknown): number => {
  const times = Array.from({ length: 3 }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return Math.min(...times)
}

let before: { readonly many: number; readonly time: number } | null = null
for (const many of [1_000, 10_000, 100_000]) {
  const figures = figuresOf(compared, many)
  const time = milliseconds(() => evaluate(compared, figures))
  const alone = milliseconds(() => evaluate(apart, figures))
  const slope =
    before === null ? "" : `, slope ${(Math.log(time / before.time) / Math.log(many / before.many)).toFixed(2)}`
  console.log(
    `${many} agencies: ${time.toFixed(0)} ms with mean, best and place; ${alone.toFixed(0)} ms without${slope}`,
  )
  before = { many, time }
}
