// Marks a second: 1,000 agencies × 60 criteria, each one shortfall rule over a rate, beside what others would do for the same marks.
import { type Agency, assess, evaluate, parseDay, plainAgency, readRubric, scorecards } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { all, create } from "mathjs"
import { at, reported } from "./rounds/reported.ts"

const AGENCIES = 1_000
const CRITERIA = 60

const { plan } = readRubric(
  {
    id: "bench",
    title: "评分细则",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full: CRITERIA * 2,
    groups: { a: "部门" },
    rankWithin: "group",
    bands: [
      { grade: "良好", from: 80 },
      { grade: "一般", from: 0 },
    ],
    fields: Object.fromEntries(
      Array.from({ length: CRITERIA }, (_, index) => [
        [`c${index}.done`, { label: `办结${index}`, kind: "count" }],
        [`c${index}.due`, { label: `应办${index}`, kind: "count", min: 1 }],
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
          clause: "每低 5 个百分点扣 0.15 分,不足的按比例计,扣完为止。",
          rule: {
            kind: "shortfall",
            value: `c${index}.done / c${index}.due`,
            target: "100%",
            per: "5pp",
            points: 0.15,
            partStep: "proportional",
          },
        })),
      },
    ],
  },
  parseFormula,
)
if (plan === null) throw new Error("the rubric of the benchmark is broken")

const done = (agency: number, criterion: number): number => 30 + ((agency * 31 + criterion * 17) % 40)
const due = (agency: number, criterion: number): number => 61 + ((agency * 7 + criterion * 13) % 29)

const agencies = Array.from(
  { length: AGENCIES },
  (_, index): Agency =>
    plainAgency({
      code: String(10_000 + index),
      name: `第${index}局`,
      group: "a",
      at,
    }),
)
const entries = agencies.flatMap(({ code }, row) =>
  Array.from({ length: CRITERIA }, (_, index) => [
    reported(code, `c${index}.done`, done(row, index)),
    reported(code, `c${index}.due`, due(row, index)),
  ]).flat(),
)
const submissions = { agencies, entries, scores: [], decisions: [], applicability: [] }
const calendar = { asOf: parseDay("2027-01-20") ?? 0, due: null, evidenceDue: null }
const { part } = assess(plan, submissions, calendar)

/** The same marks in doubles: one function for each criterion, as somebody in a hurry would write it. */
const doubles = Array.from({ length: CRITERIA }, (_, index) => (agency: number) => {
  const rate = Math.round((done(agency, index) / due(agency, index)) * 1e4) / 1e4
  const lost = rate >= 1 ? 0 : Math.round((((1 - rate) * 100) / 5) * 0.15 * 100) / 100
  return Math.max(2 - lost, 0)
})
const careless = (): number => {
  let sum = 0
  for (const mark of doubles) for (let agency = 0; agency < AGENCIES; agency++) sum += mark(agency)
  return sum
}

/** The same marks by an expression language that has fractions. */
const math = create({ ...all }, { number: "Fraction" })
const rateOf = math.compile("round(done / due * 10000) / 10000")
const markOf = math.compile("max(2 - (rate >= 1 ? 0 : round((1 - rate) * 100 / 5 * 3 / 20 * 100) / 100), 0)")
const fractions = (few: number): void => {
  for (let criterion = 0; criterion < CRITERIA; criterion++) {
    for (let agency = 0; agency < few; agency++) {
      const rate: unknown = rateOf.evaluate({
        done: math.fraction(done(agency, criterion)),
        due: math.fraction(due(agency, criterion)),
      })
      markOf.evaluate({ rate })
    }
  }
}

/** Marks a second, the best of several runs. */
const speed = (marks: number, work: () => unknown): number => {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 7; run++) {
    const from = performance.now()
    work()
    best = Math.min(best, performance.now() - from)
  }
  return marks / (best / 1000)
}

const marks = AGENCIES * CRITERIA
const FEW = 20
const exact = speed(marks, () => evaluate(plan, part.figures))
const rows: ReadonlyArray<readonly [what: string, speed: number]> = [
  ["evaluate: every slot, exact", exact],
  ["evaluate and all scorecards", speed(marks, () => scorecards({ ...part, slots: evaluate(plan, part.figures) }))],
  ["assess and all scorecards", speed(marks, () => scorecards(assess(plan, submissions, calendar).part))],
  ["one closure over doubles for each criterion", speed(marks, careless)],
  ["mathjs, compiled, with fractions", speed(FEW * CRITERIA, () => fractions(FEW))],
]
console.log(`${AGENCIES} agencies × ${CRITERIA} criteria, ${plan.slots.length} slots`)
for (const [what, found] of rows) {
  console.log(
    `${what.padEnd(45)} ${(found / 1e6).toFixed(3).padStart(9)} M marks/s  ${(found / exact).toFixed(3).padStart(8)} ×`,
  )
}
