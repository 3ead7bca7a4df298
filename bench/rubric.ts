// A rubric of 300 criteria: from text to a plan that has been checked, beside reading the same text as YAML and nothing more.
import { readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { parseYaml } from "@fadu/files"

const CRITERIA = 300

const criterion = (index: number): string => `
      - code: C${index + 1}
        title: 办结率${index + 1}
        full: 2
        clause: 办结率应达到 100%,每低 5 个百分点扣 0.15 分,不足的按比例计;迟报的每件扣 0.2 分,最多扣 1 分。扣完为止。
        applies: { when: c${index}.due - c${index}.excused > 0, otherwise: full }
        rules:
          - id: a
            kind: shortfall
            says: 办结率应达到 100%,每低 5 个百分点扣 0.15 分,不足的按比例计
            value: c${index}.done / (c${index}.due - c${index}.excused)
            target: 100%
            per: 5pp
            points: 0.15
            partStep: proportional
          - { id: b, kind: per-event, says: "迟报的每件扣 0.2 分,最多扣 1 分", count: c${index}.late, points: 0.2, cap: 1 }`

const fields = (index: number): string =>
  ["done", "due", "excused", "late"]
    .map((name) => `  c${index}.${name}: { label: ${name}${index + 1}, kind: count, unit: 件, source: court }`)
    .join("\n")

const each = (make: (index: number) => string): string =>
  Array.from({ length: CRITERIA }, (_, index) => make(index)).join("")

const text = `id: bench
title: 评分细则
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: ${CRITERIA * 2}
groups: { a: 执法部门, b: 综合部门 }
rankWithin: group
sources: { court: 法院 }
fields:
${each((index) => `${fields(index)}\n`)}
sections:
  - code: A
    title: 全部
    full: ${CRITERIA * 2}
    criteria:${each(criterion)}
`

const milliseconds = async (
  work: () => Promise<unknown>,
): Promise<{ readonly first: number; readonly best: number }> => {
  const times: Array<number> = []
  for (let run = 0; run < 5; run++) {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  return { first: times[0] ?? 0, best: Math.min(...times) }
}

const load = async (): Promise<void> => {
  const { value } = await parseYaml(text, "rubric.yaml")
  const { plan, problems } = readRubric(value, parseFormula)
  if (plan === null || problems.length > 0) throw new Error("the rubric of the benchmark is broken")
}

// the first time is what a command waits for
const whole = await milliseconds(load)
const plain = await milliseconds(() => parseYaml(text, "rubric.yaml"))
console.log(`${CRITERIA} criteria in two groups, ${Math.round(text.length / 1024)} KB`)
for (const [what, { first, best }] of [
  ["read, compile and check", whole],
  ["parse as YAML and nothing more", plain],
] as const) {
  console.log(
    `${what.padEnd(32)} ${first.toFixed(0).padStart(6)} ms the first time ${best.toFixed(0).padStart(6)} ms at best ${(best / plain.best).toFixed(2).padStart(7)} ×`,
  )
}
