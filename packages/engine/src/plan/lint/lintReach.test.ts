import { assert, describe, it } from "@effect/vitest"
import { parseFormula } from "../../mathjs.ts"
import { readRubric } from "../readRubric.ts"

const told = (rules: ReadonlyArray<{ readonly [key: string]: unknown }>, code: string): ReadonlyArray<string> =>
  readRubric(
    {
      id: "test",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 10,
      groups: { all: "全部单位" },
      rankWithin: "group",
      fields: {
        held: { label: "会议", kind: "count", unit: "次" },
        grave: { label: "重大过错", kind: "yes-no" },
      },
      sections: [
        {
          code: "A",
          title: "会议",
          full: 10,
          criteria: [{ code: "A1", title: "会议", full: 10, clause: "按规定计分。", rules }],
        },
      ],
    },
    parseFormula,
  )
    .problems.filter((problem) => problem.code === `rubric/${code}`)
    .map(({ message }) => message)

describe("full marks that two rules of one figure want differently", () => {
  const upTo = (most: number): ReadonlyArray<number> => Array.from({ length: most + 1 }, (_, index) => index)

  it("are told exactly where no figure reaches them, with the most that can be had", () => {
    for (const least of upTo(4).slice(1))
      for (const most of upTo(5))
        for (const again of [0, 2, 7]) {
          const found = told(
            [
              { id: "a", kind: "too-few", count: "held", atLeast: least, points: 2 },
              { id: "b", kind: "yes-no", value: `held <= ${most}`, points: 1 },
              { id: "c", kind: "per-event", count: `max(held - ${again}, 0)`, points: 3, cap: 6 },
            ],
            "unreachable-full",
          )
          const best = Math.max(
            ...upTo(20).map(
              (held) =>
                10 - Math.max(0, least - held) * 2 - (held > most ? 1 : 0) - Math.min(6, Math.max(0, held - again) * 3),
            ),
          )
          assert.deepStrictEqual(
            found,
            best === 10
              ? []
              : [`A1 会议(全部单位)满分 10 分无人可得:A1-a、A1-b、A1-c 都看“会议”,无论填多少,至多得 ${best} 分`],
            `不少于 ${least},不多于 ${most},超过 ${again} 的每次扣`,
          )
        }
  })

  it("are told of yes and no as well", () => {
    const rules = [
      { id: "a", kind: "yes-no", value: "grave", points: 2 },
      { id: "b", kind: "yes-no", value: "not grave", points: 3 },
    ]
    assert.deepStrictEqual(told(rules, "unreachable-full"), [
      "A1 会议(全部单位)满分 10 分无人可得:A1-a、A1-b 都看“重大过错”,无论填多少,至多得 8 分",
    ])
  })
})

describe("points out of reach", () => {
  it("are those that a rule names and the mark does not have", () => {
    const found = (rule: { readonly [key: string]: unknown }): ReadonlyArray<string> =>
      told([{ id: "a", ...rule }], "points-out-of-reach")
    assert.lengthOf(found({ kind: "per-event", count: "held", points: 11 }), 1)
    assert.lengthOf(found({ kind: "per-event", count: "held", points: 10 }), 0)
    assert.lengthOf(found({ kind: "per-event", count: "held", points: 1, again: 3, cap: 2 }), 1)
    assert.lengthOf(found({ kind: "per-event", count: "held", points: 1, again: "all" }), 0)
    assert.lengthOf(found({ kind: "too-few", count: "held", atLeast: 4, points: 3 }), 0)
    assert.lengthOf(found({ kind: "too-few", count: "held", atLeast: 4, points: 12 }), 1)
  })
})
