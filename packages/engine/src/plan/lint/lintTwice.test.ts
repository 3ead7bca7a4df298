import { assert, describe, it } from "@effect/vitest"
import { parseFormula } from "../../mathjs.ts"
import { readRubric } from "../readRubric.ts"

type Rule = { readonly [key: string]: unknown }

const told = (
  criteria: ReadonlyArray<{ readonly rules: ReadonlyArray<Rule>; readonly clause?: string }>,
  more: { readonly [key: string]: unknown } = {},
) =>
  readRubric(
    {
      id: "test",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 10 * criteria.length,
      groups: { all: "全部单位" },
      rankWithin: "group",
      sources: { court: "法院" },
      fields: {
        heard: { label: "开庭", kind: "count", unit: "件", source: "court" },
        appeared: { label: "出庭", kind: "count", unit: "件", source: "court" },
        missed: { label: "漏报", kind: "count", unit: "件", source: "court" },
        late: { label: "迟报", kind: "count", unit: "件", source: "court" },
        done: { label: "已建立制度", kind: "yes-no", source: "court" },
      },
      sections: [
        {
          code: "A",
          title: "部分",
          full: 10 * criteria.length,
          criteria: criteria.map(({ rules, clause }, index) => ({
            code: `A${index + 1}`,
            title: "指标",
            full: 10,
            clause: clause ?? "按规定计分。",
            rules: rules.map((rule, at) => ({ id: "abc"[at], ...rule })),
          })),
        },
      ],
      ...more,
    },
    parseFormula,
  )
    .problems.filter(({ code }) => code === "rubric/deducted-twice")
    .map(({ message }) => message)

const each = (count: string, points = 1): Rule => ({ kind: "per-event", count, points })
const unless = (value: string): Rule => ({ kind: "yes-no", value, points: 2 })
const rate: Rule = {
  kind: "shortfall",
  value: "appeared / heard",
  target: "100%",
  per: "1pp",
  points: 0.1,
  partStep: "proportional",
}

describe("the same fact deducted twice", () => {
  it("is told with the figures that show it", () => {
    assert.deepStrictEqual(told([{ rules: [each("missed")] }, { rules: [each("missed", 0.5)] }]), [
      "A1-a 和 A2-a(全部单位)都因“漏报”扣分:由 0 件到 1 件,前者多扣 1 分,后者多扣 0.5 分",
    ])
    assert.deepStrictEqual(told([{ rules: [unless("done")] }, { rules: [unless("done")] }]), [
      "A1-a 和 A2-a(全部单位)都因“已建立制度”扣分:由“是”到“否”,前者多扣 2 分,后者多扣 2 分",
    ])
  })

  it("is told once of each rule, however many take for it", () => {
    const rules = Array.from({ length: 30 }, () => ({ rules: [each("missed", 0.1)] }))
    assert.lengthOf(told(rules), 29)
  })

  it("may hide in a count that holds another", () => {
    assert.lengthOf(told([{ rules: [each("missed")] }, { rules: [each("missed + late")] }]), 1)
    assert.lengthOf(told([{ rules: [each("missed"), each("missed + late")] }]), 1)
  })

  it("may be a rate and the cases that make it, where both look at the very same figures", () => {
    assert.lengthOf(told([{ rules: [rate] }, { rules: [unless("appeared == heard")] }]), 1)
  })

  it("is not what the rubric takes once", () => {
    const once = [{ what: "漏报", rules: ["A1-a", "A2-a"] }]
    assert.lengthOf(told([{ rules: [each("missed")] }, { rules: [each("missed", 0.5)] }], { once }), 0)
  })

  it("is not a rate and its denominator", () => {
    assert.lengthOf(told([{ rules: [rate] }, { rules: [each("heard", 0.1)] }]), 0)
  })

  it("is not a figure that two rules want differently", () => {
    assert.lengthOf(told([{ rules: [each("missed")] }, { rules: [unless("missed > 0")] }]), 0)
  })

  it("is not a second step of one clause that begins later, or that the clause adds", () => {
    assert.lengthOf(told([{ rules: [each("missed"), unless("missed <= 5")] }]), 0)
    assert.lengthOf(told([{ rules: [each("missed"), unless("missed <= 0")] }]), 1)
    const clause = "漏报的每件扣 1 分;有漏报的再扣 2 分。"
    assert.lengthOf(told([{ rules: [each("missed"), unless("missed <= 0")], clause }]), 0)
  })
})
