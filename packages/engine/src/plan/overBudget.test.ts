import { assert, describe, it } from "@effect/vitest"
import { parseFormula } from "../mathjs.ts"
import { readRubric } from "./readRubric.ts"

const numbered = (many: number): ReadonlyArray<number> => Array.from({ length: many }, (_, index) => index + 1)

const rubric = (fields: number, criteria: number, groups: number) => ({
  id: "large",
  title: "大细则",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  full: criteria,
  groups: Object.fromEntries(numbered(groups).map((group) => [`g${group}`, `第${group}组`])),
  rankWithin: "none",
  fields: Object.fromEntries(numbered(fields).map((field) => [`f${field}`, { label: `数${field}`, kind: "count" }])),
  sections: [
    {
      code: "A",
      title: "全部",
      full: criteria,
      criteria: numbered(criteria).map((code) => ({
        code: `A${code}`,
        title: `指标${code}`,
        full: 1,
        clause: "每件扣 1 分",
        rule: { kind: "per-event", count: "f1", points: 1 },
      })),
    },
  ],
})

describe("a rubric that is too large", () => {
  it("is refused at the field that is one too many", () => {
    const { plan, problems } = readRubric(rubric(3_001, 1, 1), parseFormula)
    assert.isNull(plan)
    assert.deepStrictEqual(
      problems.map(({ path, message }) => [path, message]),
      [[["fields", "f3001"], "填报项有 3001 个,最多 3000 个,这里是第 3001 个"]],
    )
  })

  it("is refused at the criterion whose rules are too many for its groups", () => {
    const { plan, problems } = readRubric(rubric(1, 1_002, 10), parseFormula)
    assert.isNull(plan)
    assert.deepStrictEqual(
      problems.map(({ path, message }) => [path, message]),
      [[["sections", 0, "criteria", 1_000], "到 A1001 为止,各组的计分规则合计 10010 条,最多 10000 条"]],
    )
  })
})
