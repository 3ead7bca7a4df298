import { assert, describe, it } from "@effect/vitest"
import { type Agency, plainAgency, type Reading } from "../Entry.ts"
import { Rational } from "../Rational.ts"
import type { Criterion, Rubric } from "../rubric/Rubric.ts"
import { type DecisionTyped, readTypedDecision } from "./readTypedDecision.ts"
import { readTypedScore } from "./readTypedScore.ts"

const agency: Agency = plainAgency({
  code: "101",
  name: "水务局",
  group: "all",
  at: { kind: "file", file: "agencies.csv" },
})
const criterion = (how: "award" | "lose"): Criterion => ({
  code: "A1",
  title: "工作质量",
  full: 4,
  clause: "评分。",
  rule: { id: "a", kind: "judged", most: { all: 4 }, how, scorers: 2 },
})
const rubric: Rubric = {
  id: "r",
  title: "细则",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { all: "全部" },
  rankWithin: "none",
  fields: { heard: { label: "开庭", kind: "count" }, plan: { label: "年度计划", kind: "day" } },
  sections: [{ code: "A", title: "全部", full: 4, criteria: [criterion("award")] }],
}

describe("a score that is typed", () => {
  const read = (points: string, reason: string, how: "award" | "lose" = "award") => {
    const typed = readTypedScore({ agency, criterion: criterion(how), scorer: "王五" }, { points, reason })
    return typed.ok ? [typed.score.points.toString(), typed.score.reason] : [typed.slot, typed.sentence]
  }

  it("lies within the range of the rule for the agency's group", () => {
    assert.deepStrictEqual(read("3.75", "材料较全"), ["3.75", "材料较全"])
    assert.deepStrictEqual(read("３．５分", " 材料较全 "), ["3.5", "材料较全"])
    assert.deepStrictEqual(read("4.1", "好"), ["points", "“4.1”不能作为评分,应为 0 至 4 的数,可有小数"])
    assert.deepStrictEqual(read("-1", "差"), ["points", "“-1”不能作为评分,应为 0 至 4 的数,可有小数"])
    assert.deepStrictEqual(read("不涉及", ""), ["points", "“不涉及”不能作为评分,应为 0 至 4 的数,可有小数"])
    assert.deepStrictEqual(read(" ", "好"), ["points", "请先填分数,0 至 4"])
  })

  it("needs a reason where points were kept back", () => {
    assert.deepStrictEqual(read("4", ""), ["4", null])
    assert.deepStrictEqual(read("3.9", " "), ["reason", "没有评满分的,请写理由"])
    assert.deepStrictEqual(read("0", "", "lose"), ["0", null])
    assert.deepStrictEqual(read("0.1", "", "lose"), ["reason", "扣了分的,请写理由"])
  })
})

describe("a decision that is typed", () => {
  const old: Reading = { state: "filled", value: Rational.of(6) }
  const usual: DecisionTyped = {
    kind: "correct",
    value: "3",
    reason: "三件为转载",
    basis: "",
    second: "方执中",
    on: "2027-01-14",
  }
  const asList = (one: unknown): ReadonlyArray<unknown> => (Array.isArray(one) ? one : [])
  const read = (typed: Partial<DecisionTyped>, target = "heard") => {
    const found = readTypedDecision(
      rubric,
      { agency, target, old, by: "闻守正", stage: "初评" },
      { ...usual, ...typed },
    )
    return found.ok ? found.decision : [found.slot, found.sentence]
  }

  it("carries the old value, two persons, the day and the stage", () => {
    assert.deepStrictEqual(read({}), {
      agency: "101",
      kind: "correct",
      target: "heard",
      old,
      new: { state: "filled", value: Rational.of(3) },
      reason: "三件为转载",
      basis: null,
      by: ["闻守正", "方执中"],
      on: "2027-01-14",
      stage: "初评",
    })
  })

  it("is refused until what its kind needs is there", () => {
    assert.deepStrictEqual(read({ value: "" }), ["value", "“更正数值”须写新值"])
    assert.deepStrictEqual(read({ kind: "adjust", value: " " }, ""), ["value", "“调整总分”须写加减的分值,如 -1.5"])
    const [slot] = asList(read({ value: "百余件" }))
    assert.strictEqual(slot, "value")
    assert.deepStrictEqual(read({ value: "不涉及" }), ["value", "“更正数值”须写一个确定的值;“不涉及”不是"])
    assert.deepStrictEqual(read({ reason: "" }), ["reason", "“更正数值”须写理由"])
    assert.deepStrictEqual(read({ second: "" }), ["second", "认定须两人,请写另一名认定人的姓名"])
    assert.deepStrictEqual(read({ second: " 闻守正" }), ["second", "两名认定人不能是同一个人"])
    assert.deepStrictEqual(read({ on: "1月14" }), ["on", "“1月14”不是日期;写作 2027-01-20"])
  })

  it("of what speaks for itself needs no reason and no value", () => {
    const confirmed = read({ kind: "confirm", value: "", reason: "" })
    assert.deepInclude(confirmed, { kind: "confirm", new: null, reason: "" })
    assert.deepInclude(read({ kind: "recognise", value: "" }), { kind: "recognise", new: null })
  })

  it("says that something was not done, where a day is corrected", () => {
    assert.deepInclude(read({ value: "未办理" }, "plan"), { new: { state: "none" } })
  })
})
