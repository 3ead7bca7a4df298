import { assert, describe, it } from "@effect/vitest"
import { parseFormula } from "../mathjs.ts"
import { readRubric } from "./readRubric.ts"

const told = (
  criterion: { readonly [key: string]: unknown },
  more: { readonly [key: string]: unknown } = {},
): ReadonlyArray<string> =>
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
        appeared: { label: "出庭", kind: "count", unit: "件", source: "court" },
        grave: { label: "重大过错", kind: "yes-no", source: "court" },
      },
      sections: [
        {
          code: "A",
          title: "出庭",
          full: 10,
          criteria: [{ code: "A1", title: "出庭", full: 10, clause: "按规定计分。", ...criterion }],
        },
      ],
      ...more,
    },
    parseFormula,
  )
    .problems.filter(({ code }) => code === "rubric/direction")
    .map(({ message }) => message)

const award = (points: string) => ({ rule: { kind: "formula", how: "award", points, most: 10 } })

describe("a mark that turns", () => {
  it("is told with the figures that show it", () => {
    assert.deepStrictEqual(told(award("appeared <= 5 ? appeared * 2 : 10 - appeared * 0.5")), [
      "A1(全部单位)的得分随“出庭”增大而先升后降:4 件得 8 分,5 件得 10 分,6 件得 7 分",
    ])
    assert.deepStrictEqual(told(award("max(10 - appeared, appeared - 10)")), [
      "A1(全部单位)的得分随“出庭”增大而先降后升:8 件得 2 分,10 件得 0 分,15 件得 5 分",
    ])
  })

  it("is told together with what stays", () => {
    const [message = ""] = told({
      rule: { kind: "formula", how: "lose", points: "heard * (5 - heard) * (grave ? 1 : 0)", most: 10 },
    })
    assert.match(message, /^A1\(全部单位\)的得分随“开庭”增大而先降后升:重大过错 是不变时,/)
  })

  it("is told among others that stay as they are", () => {
    const [message = "", ...more] = told(award("appeared > mean(appeared) ? 10 - appeared * 0.01 : appeared * 0.02"))
    assert.match(message, /^A1\(全部单位\)的得分随“出庭”增大而先升后降:其他单位的数值不变时,/)
    assert.lengthOf(more, 0)
    assert.deepStrictEqual(told(award("appeared > mean(appeared) ? 10 : appeared * 0.02")), [])
  })

  it("may come from two rules that pull apart", () => {
    const messages = told({
      rules: [
        { id: "a", kind: "too-few", count: "appeared", atLeast: 6, points: 1 },
        { id: "b", kind: "per-event", count: "max(appeared - 6, 0)", points: 0.5 },
      ],
    })
    assert.deepStrictEqual(messages, [
      "A1(全部单位)的得分随“出庭”增大而先升后降:5 件得 9 分,6 件得 10 分,7 件得 9.5 分",
    ])
  })
})

describe("nothing is told", () => {
  it("of a rate whose figures are read twice", () => {
    const rate = {
      applies: { when: "heard > 0", otherwise: "full" },
      rule: {
        kind: "shortfall",
        value: "appeared / heard",
        target: "100%",
        per: "1pp",
        points: 0.2,
        partStep: "proportional",
        small: { of: "heard", under: 5, instead: { count: "heard - appeared", points: 2 } },
      },
    }
    assert.deepStrictEqual(told(rate, { checks: [{ that: "appeared <= heard", otherwise: "出庭多于开庭" }] }), [])
  })

  it("where the figures that would show it contradict each other", () => {
    const turning = award("appeared > heard ? 10 - appeared : appeared")
    assert.lengthOf(told(turning), 1)
    const checks = [{ that: "appeared <= heard", otherwise: "出庭多于开庭" }]
    assert.deepStrictEqual(told(turning, { checks }), [])
  })

  it("of what goes one way", () => {
    assert.deepStrictEqual(told(award("appeared * 2 - heard + (appeared > heard ? 1 : 0)")), [])
    assert.deepStrictEqual(told(award("appeared / (appeared + heard + 1) * 10")), [])
  })
})
