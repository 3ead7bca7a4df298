import { assert, describe, it } from "@effect/vitest"
import { parseFormula } from "../../mathjs.ts"
import { readRubric } from "../readRubric.ts"

const told = (rule: { readonly [key: string]: unknown }): ReadonlyArray<string> =>
  readRubric(
    {
      id: "test",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 10,
      groups: { all: "全部单位" },
      rankWithin: "group",
      sources: { court: "法院" },
      fields: {
        heard: { label: "开庭", kind: "count", unit: "件", source: "court" },
        appeared: { label: "出庭", kind: "count", unit: "件", source: "court", within: "heard" },
      },
      sections: [
        {
          code: "A",
          title: "出庭",
          full: 10,
          criteria: [
            {
              code: "A1",
              title: "出庭",
              full: 10,
              clause: "按规定计分。",
              applies: { when: "heard > 0", otherwise: "full" },
              rule: { value: "appeared / heard", ...rule },
            },
          ],
        },
      ],
    },
    parseFormula,
  )
    .problems.filter(({ code }) => code === "rubric/cliff")
    .map(({ message }) => message)

const shortfall = { kind: "shortfall", target: "100%", per: "1pp", points: 0.1, partStep: "proportional" }

describe("a rate of one case", () => {
  it("is a cliff where the one case costs half the criterion and one of ten little", () => {
    assert.deepStrictEqual(told(shortfall), [
      "A1-a(全部单位)按比率计分:“开庭”为 1 件时,“出庭”差 1 件就扣 10 分;“开庭”为 10 件时,差 1 件扣 1 分",
    ])
    const linear = { kind: "linear", from: { at: "0%", points: 0 }, to: { at: "100%", points: 10 } }
    assert.deepStrictEqual(told(linear), [
      "A1-a(全部单位)按比率计分:“开庭”为 1 件时,“出庭”差 1 件就少得 10 分;“开庭”为 10 件时,差 1 件少得 1 分",
    ])
  })

  it("is none where the rubric says what few cases cost", () => {
    const small = { of: "heard", under: 5, instead: { count: "heard - appeared", points: 2 } }
    assert.deepStrictEqual(told({ ...shortfall, small }), [])
  })

  it("is none where little can be lost, or a limit decides by its nature", () => {
    assert.deepStrictEqual(told({ ...shortfall, cap: 4 }), [])
    assert.deepStrictEqual(told({ kind: "tiers", tiers: [{ at: "90%", points: 10 }] }), [])
  })
})
