import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { type Plan, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { parse } from "yaml"
import { findingsIn, rubricWith, told, type Written } from "./checked.ts"
import { root } from "./runFadu.ts"

/**
 * The figures of three published reports, checked by hand number by number (勾稽关系): what had to be found and, just as important, what
 * balances and must stay silent. Rows that only words can tell (计划与成效、附件、标题) are not here.
 */
const sample = join(root, "samples/public-reports")

const planOf = (): Plan => {
  const { plan, problems } = readRubric(parse(readFileSync(join(sample, "rubric.yaml"), "utf8")), parseFormula)
  if (plan === null) throw new Error(JSON.stringify(problems))
  return plan
}
const plan = planOf()
const idOf = new Map(Object.entries(plan.rubric.fields).map(([id, { label }]) => [label, id]))

const writtenBy = (agency: string): Written =>
  Object.fromEntries(
    readFileSync(join(sample, `sheets/${agency}.csv`), "utf8")
      .split("\n")
      .map((line) => line.split(","))
      .flatMap(([label = "", text = ""]) => {
        const id = idOf.get(label)
        return id === undefined || text === "" ? [] : [[id, text] as const]
      }),
  )

/** `error mediation.rate disputes.mediated …`: how grave, and the fields of the cells that the finding is about. */
const foundIn = (written: Written): ReadonlyArray<string> => {
  const ids = Object.keys(written)
  return findingsIn(plan, { "1": written }).map(({ severity, at, also = [] }) =>
    [
      severity,
      ...[at, ...also].map((one) => (one?.kind === "cell" ? (ids[Number(one.cell.slice(1)) - 2] ?? "") : "")),
    ].join(" "),
  )
}

const found: { readonly [agency: string]: { readonly [row: string]: string } } = {
  甲省厅: {
    "0-5 没有写审结件数的零": "note cases.corrected",
    "0-6 没有件数的全部备案": "note docs.filed",
    "0-7 以万件计的分母": "note mediation.rate disputes.accepted",
    "0-8 没有合计的列举": "note advice.contracts advice.policies advice.consultations",
  },
  乙市局: {
    "1-3 对不上的调解成功率": "error mediation.rate disputes.mediated disputes.closed disputes.filed disputes.accepted",
    "1-5 唯一的结案件数": "note wage.closed wage.problems",
    "1-7 新发生零件而办理四件": "warning suits.handled suits.new",
    "1-8 没有分母的出庭率": "note court.appeared",
    "1-8 没有分母的维持率": "note cases.upheld",
    "1-17 没有分母的满意率": "note congress.satisfied",
    "1-17 没有分母的好评率": "note service.praised",
  },
  丙市局: {
    "4-1 没有总数的清理结果": "note docs.kept docs.invalidated docs.repealed docs.republished",
    "4-5 没有人数的通过率": "note exam.passed",
    "4-8 没有卷数的全覆盖": "note files.examined",
    "4-11 没有分母的出庭率": "note court.appeared",
  },
}

/** What balances: the fields, and a figure that would not. */
const balanced: ReadonlyArray<readonly [row: string, agency: string, field: string, wrong: string]> = [
  ["0-1 分项之和等于总数", "甲省厅", "docs.total", "468"],
  ["0-2 列举不全,之和不多于合计", "甲省厅", "media.total", "1034"],
  ["0-3 公平竞争审查不多于合法性审查", "甲省厅", "docs.fair", "5"],
  ["1-1 立案与非立案之和等于受理", "乙市局", "disputes.others", "434"],
  ["1-2 结案率", "乙市局", "disputes.rate", "97.5%"],
  ["1-4 平台线索不多于核处", "乙市局", "wage.leads", "1256"],
  ["1-16 达标率有人数", "乙市局", "exam.passed", "99.9%"],
  ["1-16 备案率有件数", "乙市局", "docs.filed", "99%"],
  ["4-2 项目分项之和等于合计", "丙市局", "projects.state", "19"],
  ["4-2 问题项目不多于排查项目", "丙市局", "projects.unpaid", "77"],
  ["4-5 参学、报考、参考逐级不增", "丙市局", "exam.registered", "99%"],
  ["4-6 涉企检查事项不多于执法事项", "丙市局", "items.enterprise", "110"],
]

describe("the figures of published reports", () => {
  it.each(Object.entries(found))("of %s are told as they were found by hand, and nothing else is", (agency, rows) => {
    assert.deepStrictEqual([...foundIn(writtenBy(agency))].sort(), Object.values(rows).sort())
  })

  it.each(balanced)("%s (%s)", (_, agency, field, wrong) => {
    const written = writtenBy(agency)
    const [before, after] = [foundIn(written), foundIn({ ...written, [field]: wrong })]
    const about = (list: ReadonlyArray<string>): number =>
      list.filter((one) => !one.startsWith("note") && one.split(" ").includes(field)).length
    // silent as it stands, and not because nobody looks
    assert.strictEqual(about(before), 0)
    assert.isAbove(about(after), 0)
  })

  it("1-3 says what could be right", () => {
    const [finding] = findingsIn(plan, { "1": writtenBy("乙市局") }).filter(({ severity }) => severity === "error")
    assert.strictEqual(
      finding?.message,
      "“调解成功率”75.2% 与分子、分母对不上:“调解结案”164 件 ÷ “仲裁结案”229 件 = 71.6%,÷ “立案处理”235 件 = 69.8%," +
        "÷ “受理劳动人事争议”668 件 = 24.6%;以 229、235、668 为分母,没有哪个整数分子能得 75.2%;以 164 为分子,分母只能是 218",
    )
  })
})

const count = (label: string, unit: string, more: object = {}) => ({ label, kind: "count", unit, ...more })

describe("what a report says roughly or of something else", () => {
  const listed = {
    stated: count("所称次数", "次"),
    listed: count("列举次数", "次", { within: "stated" }),
  }

  it("1-14 is compared only as far as it goes", () => {
    assert.deepStrictEqual(told(listed, { stated: "10余次", listed: "5" }), [])
    assert.deepStrictEqual(told(listed, { stated: "8", listed: "3" }), [])
    // more than ten may be twelve
    assert.deepStrictEqual(told(listed, { stated: "10余次", listed: "12" }), [])
    assert.deepStrictEqual(told(listed, { stated: "近700次", listed: "700" }), ["error check/within"])
    assert.deepStrictEqual(told(listed, { stated: "50", listed: "50余次" }), ["error check/within"])
    assert.deepStrictEqual(told(listed, { stated: "50", listed: "50次以上" }), [])
    assert.deepStrictEqual(told(listed, { stated: "30", listed: "约300次" }), [])
  })

  it("1-15 and 4-12 are as many as are listed", () => {
    const steps = { stated: count("所称步骤", "步", { sums: ["listed"] }), listed: count("列举步骤", "步") }
    assert.deepStrictEqual(told(steps, { stated: "5", listed: "5" }), [])
    assert.deepStrictEqual(told(steps, { stated: "五", listed: "4" }), ["error check/sum"])
  })

  it("4-3 of a winter and of a year is not added: rough parts never make an equation", () => {
    const paid = {
      year: count("全年人数", "名", { sums: ["winter", "rest"] }),
      winter: count("冬季人数", "名"),
      rest: count("其余人数", "名"),
    }
    assert.deepStrictEqual(told(paid, { year: "5000余名", winter: "4939", rest: "62" }), [])
    assert.deepStrictEqual(told(paid, { year: "5000余名", winter: "4939", rest: "60" }), ["error check/sum"])
  })

  it("4-3 of another time or place is refused by the rubric itself", () => {
    const { problems } = rubricWith({
      year: count("全年人数", "名", { scope: "全市,本年" }),
      winter: count("冬季人数", "名", { scope: "全市,冬季行动", within: "year" }),
    })
    assert.deepStrictEqual(
      problems.map(({ code }) => code),
      ["rubric/relation-scope"],
    )
  })

  it("0-4 and 4-4 of other units is refused by the rubric itself", () => {
    const appearances = rubricWith({
      times: count("出庭次数", "次"),
      cases: count("应诉案件", "件"),
      rate: { label: "出庭应诉率", kind: "rate", rateOf: { of: "times", over: "cases" } },
    })
    assert.deepStrictEqual(
      appearances.problems.map(({ code }) => code),
      ["rubric/relation"],
    )
    const leads = rubricWith({ cases: count("案件", "件"), leads: count("线索", "条", { within: "cases" }) })
    assert.deepStrictEqual(
      leads.problems.map(({ code }) => code),
      ["rubric/relation"],
    )
  })
})
