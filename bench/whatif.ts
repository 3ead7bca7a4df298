// One edit of one cell, with everybody ranked again, beside scoring everything: 5,000 agencies × 60 criteria. Then what to mend first,
// and the fewest things that reach a total, where all 60 criteria can be mended and where 20 can.
import { type Agency, assess, change, mend, parseDay, plainAgency, Rational, reach, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { at, reported } from "./rounds/reported.ts"

const AGENCIES = 5_000
const CRITERIA = 60

const { plan } = readRubric(
  {
    id: "bench",
    title: "评分细则",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: CRITERIA * 2,
    groups: { a: "部门", b: "县区" },
    rankWithin: "group",
    bands: [
      { grade: "良好", from: 80 },
      { grade: "一般", from: 0 },
    ],
    fields: Object.fromEntries(
      Array.from({ length: CRITERIA }, (_, index) => [
        [`c${index}.done`, { label: `办结${index}`, kind: "count" }],
        [`c${index}.due`, { label: `应办${index}`, kind: "count" }],
      ]).flat(),
    ),
    sections: [
      {
        code: "A",
        title: "全部",
        full: CRITERIA * 2,
        criteria: Array.from({ length: CRITERIA }, (_, index) => ({
          code: `C${index + 1}`,
          title: `办结率${index}`,
          full: 2,
          clause: "每低 5 个百分点扣 0.1 分。",
          remedy: { mend: index < 20 ? "correct" : "act" },
          rule: {
            kind: "shortfall",
            value: `c${index}.done / c${index}.due`,
            target: "100%",
            per: "5pp",
            points: 0.1,
            partStep: "proportional",
          },
        })),
      },
    ],
  },
  parseFormula,
)
if (plan === null) throw new Error("the rubric of the benchmark is broken")

const code = (index: number): string => String(10_000 + index)
const agencies = Array.from(
  { length: AGENCIES },
  (_, index): Agency =>
    plainAgency({
      code: code(index),
      name: `第${index}局`,
      group: index % 10 < 8 ? "a" : "b",
      at,
    }),
)
const entries = agencies.flatMap((agency, row) =>
  Array.from({ length: CRITERIA }, (_, index) => [
    reported(agency.code, `c${index}.done`, 60 + ((row * 31 + index * 17) % 40)),
    reported(agency.code, `c${index}.due`, 100),
  ]).flat(),
)

const ms = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}
const summary = (times: ReadonlyArray<number>): string => {
  const sorted = [...times].sort((a, b) => a - b)
  const part = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `median ${part(0.5)} ms, 95th percentile ${part(0.95)} ms, worst ${part(1)} ms`
}

const submissions = { agencies, entries, scores: [], decisions: [], applicability: [] }
const calendar = { asOf: parseDay("2027-01-20") ?? 0, due: null, evidenceDue: null }
let { part } = assess(plan, submissions, calendar)
const whole = Array.from({ length: 3 }, () => ms(() => void assess(plan, submissions, calendar)))
console.log(`assess ${AGENCIES} × ${CRITERIA}: ${summary(whole)}`)

const one = Array.from({ length: 60 }, (_, index) =>
  ms(() => {
    part = change(part, [
      {
        agency: code((index * 797) % AGENCIES),
        field: `c${index % CRITERIA}.done`,
        reading: { state: "filled", value: Rational.of(index % 2 === 0 ? 100 : 0) },
      },
    ])
  }),
)
console.log(`change of one cell, piled up:   ${summary(one)}`)

const few = { asOf: "2027-01-20", evidenceDue: null, objections: null }
const many = { ...few, asOf: "2026-12-01" }
for (const [what, days] of [
  ["20", few],
  ["60", many],
] as const) {
  const agencies = Array.from({ length: 10 }, (_, index) => code(index * 313 + 7))
  const found = agencies.map((agency) => ms(() => void mend(part, agency, days)))
  console.log(`what to mend first, ${what} things:  ${summary(found)}`)
  let exact = 0
  const reached = agencies.map((agency) => {
    const all = reach(part, agency, { goal: { total: Rational.of(1000) }, days })
    if (all === null) return 0
    const total = all.before
      .plus(all.after.minus(all.before).times(Rational.ratio(3, 5)))
      .rounded(Rational.one, "half-up")
    return ms(() => {
      if (reach(part, agency, { goal: { total }, days })?.exact === true) exact++
    })
  })
  console.log(
    `reaching a total, ${what} things:    ${summary(reached)}; proved smallest ${exact} of ${agencies.length}`,
  )
}
