import { describe, expect, it } from "vitest"
import { type Agency, plainAgency } from "../Entry.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { readApplicability } from "./readApplicability.ts"
import { readDecisions } from "./readDecisions.ts"
import { readGiven } from "./readGiven.ts"
import { readScores } from "./readScores.ts"
import type { Table } from "./Table.ts"

const rubric: Rubric = {
  id: "sample",
  title: "示例",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { enforcing: "行政执法部门", general: "综合管理部门" },
  rankWithin: "group",
  fields: {
    heard: { label: "开庭件次", kind: "count", unit: "件次" },
    mean: { label: "全省平均公开率", kind: "rate", source: "given" },
    cost: { label: "全省平均经费", kind: "number", unit: "元", source: "given" },
    filed: { label: "报送日期", kind: "day" },
  },
  sections: [
    {
      code: "A",
      title: "甲",
      full: 100,
      criteria: [
        {
          code: "A1",
          title: "组织领导",
          full: 10,
          clause: "酌情给分",
          rule: { kind: "judged", most: { enforcing: 10, general: 8 }, scorers: 2 },
        },
        {
          code: "A2",
          title: "工作创新",
          full: 5,
          clause: "酌情扣分",
          rule: { kind: "judged", most: 5, how: "lose", scorers: 1 },
        },
        {
          code: "A3",
          title: "出庭应诉",
          full: 5,
          clause: "每件扣 1 分",
          rule: { kind: "per-event", count: "heard", points: 1 },
        },
      ],
    },
  ],
}
const agency = (code: string, name: string, group: string): Agency =>
  plainAgency({
    code,
    name,
    group,
    at: { kind: "file", file: "agencies.csv" },
  })
const roster = [agency("001", "市水务局", "enforcing"), agency("002", "市教育局", "general")]

const csv = (file: string, lines: ReadonlyArray<string>): Table => ({
  file,
  sheet: null,
  merges: [],
  hidden: { sheet: false, rows: [], columns: [] },
  cells: lines.flatMap((line, row) =>
    line
      .split(",")
      .flatMap((text, column) =>
        text === "" ? [] : [{ row: row + 1, column: column + 1, content: { kind: "text" as const, text } }],
      ),
  ),
})
const told = ({ issues }: { readonly issues: ReadonlyArray<{ readonly code: string; readonly severity: string }> }) =>
  issues.map(({ severity, code }) => `${severity} ${code}`)

describe("the table of what applies", () => {
  const read = (...lines: ReadonlyArray<string>) =>
    readApplicability(rubric, roster, csv("applicability.csv", ["单位,分组,指标,适用性,理由,依据", ...lines]))
  const saidOf = ({ values }: ReturnType<typeof read>) =>
    values.map(({ agency, group, criterion, applies }) => `${agency ?? group} ${criterion} ${applies}`)

  it("is for agencies or groups, and agencies stand after their group", () => {
    const result = read(
      "市水务局,,A1 组织领导,适用,,",
      ",行政执法部门,A1,不适用,无此职能,三定规定",
      "综合管理部门,,出庭应诉,未抽查,本年不抽,",
    )
    expect(saidOf(result)).toEqual(["enforcing A1 notApplicable", "general A3 notSampled", "001 A1 applies"])
    expect(result.issues).toEqual([])
    expect(result.account.named).toBe(0)
  })

  it("uses neither of two lines that contradict each other", () => {
    const result = read("市水务局,,A1,适用,,", "001,,A1,不适用,无此职能,", "市教育局,,A1,适用,,", "市教育局,,A1,适用,,")
    expect(saidOf(result)).toEqual(["002 A1 applies"])
    expect(result.issues.map(({ message }) => message)).toEqual([
      "指标 A1 对同一对象既写“适用”(D2)又写“不适用”,两行都未采用",
    ])
  })

  it("tells what it cannot place, and a missing reason", () => {
    expect(
      told(
        read(
          "市水物局,,A1,适用,,",
          "市水务局,,A9,适用,,",
          "市水务局,,A1,是,,",
          ",其他,A1,适用,,",
          "市水务局,,A2,不适用,,",
        ),
      ),
    ).toEqual([
      "error sheet/unknown-agency",
      "error applicability/unknown-criterion",
      "error list/unknown-word",
      "error roster/unknown-group",
      "warning applicability/no-reason",
    ])
  })
})

describe("values given for the round", () => {
  const read = (...lines: ReadonlyArray<string>) =>
    readGiven(rubric, roster, csv("given.csv", ["填报项,数值,单位,备注", ...lines]))

  it("become entries of every agency", () => {
    const result = read("全省平均公开率,65.5,%,省厅通报", "cost,1.2,万元,")
    expect(
      result.values.map(({ agency, field, source, reading }) => [
        agency,
        field,
        source,
        reading.state === "filled" ? String(reading.value) : reading.state,
      ]),
    ).toEqual([
      ["001", "mean", "given", "0.655"],
      ["001", "cost", "given", "12000"],
      ["002", "mean", "given", "0.655"],
      ["002", "cost", "given", "12000"],
    ])
    expect(told(result)).toEqual(["note sheet/read-as"])
  })

  it("are only those that the rubric expects, once", () => {
    const result = read("全省平均公开綠,1%,,", "开庭件次,3,,", "mean,10%,,", "mean,11%,,")
    expect(told(result)).toEqual(["error sheet/unknown-field", "warning sheet/foreign-field", "error sheet/conflict"])
    expect(result.values.map(({ reading }) => reading.state)).toEqual(["unreadable", "unreadable"])
    expect(result.issues.map(({ agency }) => agency)).toEqual([null, null, null])
  })
})

describe("a table of scores", () => {
  const read = (...lines: ReadonlyArray<string>) =>
    readScores(rubric, roster, csv("scores/张三.csv", ["单位,指标,评分,得分,扣分,理由,评分人", ...lines]))
  const saidOf = ({ values }: ReturnType<typeof read>) =>
    values.map(({ agency, criterion, points, scorer }) => `${agency} ${criterion} ${points} ${scorer}`)

  it("gives points within the rule of the group, by the named scorer or the one of the file", () => {
    const result = read(
      "市水务局,A1,9.5,,,述法不充分,",
      "市教育局,组织领导,,8分,,,李四",
      "市教育局,A2,,,1,无创新,",
      "市水务局,A2,,,,,",
    )
    expect(saidOf(result)).toEqual(["001 A1 9.5 张三", "002 A1 8 李四", "002 A2 1 张三"])
    expect(result.issues).toEqual([])
  })

  it("refuses points beyond the rule, the wrong direction, and criteria that are not judged", () => {
    const result = read(
      "市教育局,A1,9,,,甲,",
      "市水务局,A1,,,1,甲,",
      "市水务局,A3,1,,,甲,",
      "市水务局,A9,1,,,甲,",
      "市水务局,A1,约9,,,甲,",
      "市水务局,A1,不涉及,,,,",
      "市水务局,A1,9,,,,",
    )
    expect(told(result)).toEqual([
      "error sheet/out-of-range",
      "error score/direction",
      "error score/not-judged",
      "error score/unknown-criterion",
      "error sheet/approximate",
      "error sheet/unreadable",
      "warning score/no-reason",
    ])
    expect(saidOf(result)).toEqual(["001 A1 9 张三"])
  })

  it("uses a score given twice only when both are the same", () => {
    const result = read("市水务局,A1,9,,,甲,", "市水务局,A1,8,,,甲,", "市教育局,A1,8,,,,", "市教育局,A1,8,,,,")
    expect(saidOf(result)).toEqual(["002 A1 8 张三"])
    expect(result.issues.map(({ message }) => message)).toEqual([
      "张三 对“市水务局”指标 A1 评了两次:9 分和 8 分,都未采用",
      "张三 对“市教育局”指标 A1 评了两次:8 分和 8 分,采用一次",
    ])
  })
})

describe("a table of decisions", () => {
  const read = (...lines: ReadonlyArray<string>) =>
    readDecisions(
      rubric,
      roster,
      csv("decisions/一组.csv", ["单位,类型,对象,原值,新值,理由,依据,认定人,日期,阶段", ...lines]),
    )
  const full = "口径更正,细则,张三、李四,2026年3月1日,复核"

  it("is on the record with its values understood", () => {
    const result = read(
      `市水务局,更正数值,开庭件次,12件,11,${full}`,
      `市水务局,核验一致,报送日期,2026-03-01,,,,张三、李四,,`,
      `市教育局,不适用,A3,,,${full}`,
      `市教育局,调整总分,,,-1.5分,${full}`,
      `市教育局,correct,heard,未填报,3,${full}`,
    )
    expect(told(result)).toEqual([])
    expect(
      result.values.map(({ agency, kind, target, old, new: fresh, on, stage, by }) => [
        `${agency} ${kind} ${target}`,
        old?.state === "filled" ? String(old.value) : (old?.state ?? null),
        fresh?.state === "filled" ? String(fresh.value) : (fresh?.state ?? null),
        on,
        stage,
        by.length,
      ]),
    ).toEqual([
      ["001 correct heard", "12", "11", "2026-03-01", "复核", 2],
      ["001 confirm filed", "46082", null, null, null, 2],
      ["002 notApplicable A3", null, null, "2026-03-01", "复核", 2],
      ["002 adjust ", null, "-1.5", "2026-03-01", "复核", 2],
      ["002 correct heard", "blank", "3", "2026-03-01", "复核", 2],
    ])
    expect(result.values[0]?.at).toEqual({ kind: "cell", file: "decisions/一组.csv", sheet: null, cell: "B2" })
  })

  it("is left out, and told, when it cannot count as it was written", () => {
    const result = read(
      `市水务局,更正数直,开庭件次,12,11,${full}`,
      `市水务局,更正数值,开庭间次,12,11,${full}`,
      `市水务局,确认不适用,开庭件次,,,${full}`,
      `市水务局,更正数值,开庭件次,12,,${full}`,
      `市水务局,更正数值,开庭件次,12,约11,${full}`,
      `市水务局,更正数值,开庭件次,12,11,,细则,张三、李四,2026-03-01,复核`,
      `市水务局,调整总分,A1,,1,${full}`,
    )
    expect(result.values).toEqual([])
    expect(result.issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "decision/unknown-kind 认定类型“更正数直”不在可用之列,是否应为“更正数值”,该行未采用",
      "decision/unknown-target “更正数值”的对象应为填报项,没有填报项“开庭间次”,是否应为“开庭件次”,该行未采用",
      "decision/unknown-target “确认不适用”的对象应为指标,没有指标“开庭件次”,该行未采用",
      "list/missing 没有填写新值,该行未采用",
      "sheet/approximate 填报“约11”,是约数或范围,应为整数(单位:件次)",
      "list/missing 没有填写理由,该行未采用",
      "decision/unknown-target “调整总分”针对总分,对象却写作“A1”,该行未采用",
    ])
  })

  it("by one person, or on an unclear day, is taken and told", () => {
    const result = read("市水务局,更正数值,开庭件次,12,11,口径更正,,张三,2026年3月,三审")
    expect(told(result)).toEqual([
      "warning decision/too-few-persons",
      "warning sheet/month-only",
      "warning list/unknown-word",
    ])
    expect(result.values[0]).toMatchObject({ by: ["张三"], on: null, stage: null })
  })
})
