import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import type { ProposedField } from "./Proposal.ts"
import { proposeRules } from "./proposeRules.ts"

const around = { full: 10, title: "学法", year: 2026 }
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
  "年度报告应于3月1日前报送,每逾期一个工作日扣0.1分",
  "年度总结应于2月30日前报送,迟报的扣1分",
  "收到申请后20个工作日内答复,每逾期一日扣0.5分",
  "合格率达到90%以上的得10分,80%-90%(不含)的得8分,80%以下的不得分",
  "合格率达到90%以上的得10分,70%-80%的得8分,70%以下的不得分",
  "逾期答复的,第一次扣1分,第二次扣2分,第三次不得分",
  "制度、台账、公示栏等齐全,缺一项扣1分",
  "制定清单、公布清单、开展宣传四项,每缺一项扣1分",
  "办结率达到95%,每低1个百分点扣0.5分,因不可抗力的除外",
  "获得国家级表彰的得3分,省级的得2分,市级的得1分",
  "投诉率不高于5%的得满分,20%以下的不得分,介于其间的按比例计分",
  "办结率不低于95%的得满分,96%以下的不得分,介于其间的按比例计分",
  "达到6场的得满分,不足5场的按比例计分",
  "应当制定方案,未开展的不得分",
  "应组织培训2次以上,未组织的扣2分",
  "培训不少于60学时,每少5学时扣1分,不足5学时的不扣分",
  "培训不少于60学时,每少5学时扣1分,不足3学时的按3学时计",
  "政务公开满意度低于80%的,每低1个百分点扣0.1分,低于60%的不得分",
  "集体学法不少于4次,每少一次扣0.5分(综合部门扣1分)",
  "按甲得分占70%、乙得分占30%合成,按合成得分的3%计分",
  "每低1个百分点扣1分",
  "出庭应诉率达到100%得3分,每降低5个百分点扣0.5分",
  "满意率不超过80%的,每低1个百分点扣0.1分",
  "败诉率高于全市平均水平的,每高1个百分点扣0.1分",
  "在国家级媒体刊发的每篇加0.5分,省级媒体每篇加0.3分,最多加2分",
  "年度报告4月1日前公开得1分,逾期公开得0.5分,未公开不得分",
  "新增1家示范单位加1分,最高3分",
  "以实际得分×10%计入",
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

  it("reads a day and what follows when it passed as one rule, word for word", () => {
    const clause = "年度报告应当于4月1日之前公开,每迟一日扣0.2分,最多扣2分;(2)未公开的不得分。"
    const { rules, sentences } = propose(clause)
    assert.deepStrictEqual(rules, [
      {
        kind: "deadline",
        day: "年度报告:公开的日期",
        due: "2026-04-01",
        boundary: "excluded",
        late: { points: 0.2, each: "day", cap: 2 },
        notDone: "all",
        says: clause.slice(0, -1),
        unconfirmed: true,
      },
    ])
    assert.deepStrictEqual(
      sentences.map(({ by }) => by),
      ["…月…日前…迟…扣…", "…月…日前…迟…扣…"],
    )
  })

  it("says what it took in one way where the clause leaves it open", () => {
    const assumed = (clause: string) => propose(clause).sentences.map((one) => one.assumed)
    assert.deepStrictEqual(assumed("年度总结应于次年1月15日前报送,迟报的扣1分。"), [
      "期限的年份暂按 2027 年;原文没有写期限当日算不算按时,暂按算;没有写未办的怎么算,暂按本项不得分",
    ])
    assert.deepStrictEqual(assumed("执法数据于2月底前公开,未按时公开的扣1分。"), [
      "期限的年份暂按 2026 年;原文没有写未办的怎么算,暂按扣 1 分",
    ])
    assert.deepStrictEqual(assumed("未经审核印发的,发现一件扣2分。"), ["原文写“发现一件”,暂按每件扣 2 分"])
    assert.deepStrictEqual(assumed("逾期办结的,每件扣1分。因不可抗力的除外。"), [
      "“因不可抗力的除外”写入口径,填报时不计入",
    ])
  })

  it("gives each of several omissions a rule of its own", () => {
    assert.deepStrictEqual(
      propose("未制定计划、未公布清单的,各扣1分。").rules.map(({ kind, value, points }) => ({ kind, value, points })),
      [
        { kind: "yes-no", value: "已制定计划", points: 1 },
        { kind: "yes-no", value: "已公布清单", points: 1 },
      ],
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
