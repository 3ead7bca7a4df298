import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import type { ProposedField } from "./Proposal.ts"
import { proposeRules } from "./proposeRules.ts"

const around = { full: 10, title: "学法" }
const labels = ({ label }: ProposedField): string => label
const propose = (clause: string) => proposeRules(clause, around, labels)

/** What must be left to people, because it is not one of the rules it looks like. */
const traps = [
  "未制定计划或者未公布的,扣1分",
  "未制定、公布清单的,不得分",
  "因未履行职责被通报的,扣2分",
  "应公开未公开的,扣1分",
  "未按期办结造成不良影响的,扣1分",
  "未按规定公开的,扣1-2分",
  "报告年度尚未结束即公开的扣3分",
  "未参加会议的,一次扣1分",
  "发现1起扣2分,2起以上不得分",
  "超过3件的,每件扣1分",
  "除不可抗力外,每件扣1分",
  "超期的,每件扣0.5分,其中重大案件每件扣1分",
  "超期的每件扣1分,造成严重后果的加倍扣分",
  "迟报的,每迟一日扣0.5分",
  "集体学法不少于4次,每少1件扣1分",
  "每季度集体学法不少于1次,每少1次扣0.5分",
  "集体学法不少于4次的得2分,每少1次扣0.5分",
  "办结率每低于全市平均1个百分点扣0.2分",
  "办结率达到95%,每低1个百分点扣1分,低于80%的不得分",
  "办结率不低于95%,每高1个百分点扣1分",
  "办结率达到95%以上的得10分,90%以上不足94%的得8分",
  "办结率达到90%以上的得8分,95%以上的得10分",
  "获得省级表彰的每项加1分,市级的每项加0.5分",
  "评议优秀的得3分,良好的得5分",
  "落实不到位的,适当扣分",
  "扣七八分",
] as const

describe("a clause", () => {
  it.each(traps)("“%s” is left to people", (sentence) => {
    const { rules, sentences } = propose(`${sentence}。`)
    assert.deepStrictEqual(
      sentences.map(({ by }) => by),
      [null],
      sentence,
    )
    assert.deepStrictEqual(
      rules.map(({ kind }) => kind),
      ["judged"],
    )
  })

  it("keeps every sentence it reads word for word, with its own signs and without its number", () => {
    const { rules } = propose("（1）超期公示的，每件扣 ０.５ 分；\n（2）未建立台账的，扣一分。")
    assert.deepStrictEqual(rules, [
      {
        id: "a",
        kind: "per-event",
        count: "超期公示",
        points: 0.5,
        says: "超期公示的，每件扣 ０.５ 分",
        unconfirmed: true,
      },
      { id: "b", kind: "yes-no", value: "已建立台账", points: 1, says: "未建立台账的，扣一分", unconfirmed: true },
    ])
  })

  it("gives people one rule for what is left, over what is not given yet", () => {
    const { rules } = propose("开展宣讲的,每场得1分,最多得6分;质量好的另行计分。")
    assert.deepStrictEqual(
      rules.map(({ kind, how, most }) => ({ kind, how, most })),
      [
        { kind: "per-award", how: undefined, most: undefined },
        { kind: "judged", how: "award", most: 4 },
      ],
    )
  })

  it("takes parts for a checklist only where they make up the full marks", () => {
    assert.deepStrictEqual(
      propose("制定清单得4分,公布清单得6分。").rules.map(({ kind }) => kind),
      ["checklist"],
    )
    assert.deepStrictEqual(
      propose("制定清单得4分,公布清单得5分。").rules.map(({ kind }) => kind),
      ["judged"],
    )
  })

  it("needs no rule for what it only requires, nor for 扣完为止", () => {
    assert.deepStrictEqual(propose("加强法治学习。超期的,每件扣1分。扣完为止。").sentences.length, 1)
  })
})

const chinese = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
const wide = (text: string): string =>
  text.replace(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const small = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 })))
const tenths = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 99 })))
const way = Arbitrary.schema(Schema.Literals(["plain", "wide", "chinese"]))

describe("numbers in a clause", () => {
  it.prop(
    "are exact, in figures, full-width figures and Chinese numerals",
    [small, tenths, small, way],
    ([least, points, cap, how]) => {
      const written = (value: number): string =>
        how === "wide"
          ? wide(String(value))
          : how === "chinese" && Number.isInteger(value)
            ? (chinese[value] ?? "")
            : String(value)
      const each = how === "chinese" ? (points % 12) + 1 : points / 10
      const { rules } = propose(
        `集体学法不少于${written(least)}次,每少一次扣${written(each)}分,最多扣${written(cap)}分。`,
      )
      assert.deepInclude(rules[0], { kind: "too-few", atLeast: least, points: each, cap })
    },
  )
})
