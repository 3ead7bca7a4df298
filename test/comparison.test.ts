import { assert, describe, it } from "@effect/vitest"
import { type AssessmentDocument, type Audience, document, restrict } from "@fadu/engine"
import { workbook } from "@fadu/report"
import ExcelJS from "exceljs"
import { blankForm } from "./blankForm.ts"
import { comparisonPlan, comparisonRound } from "./comparisonRound.ts"

const cardOf = ({ scorecards }: AssessmentDocument, code: string) =>
  scorecards.find(({ agency }) => agency.code === code) ?? assert.fail(`no ${code}`)

const deductionOf = (made: AssessmentDocument, code: string, id: string) =>
  cardOf(made, code)
    .marks.flatMap(({ deductions }) => deductions)
    .find((deduction) => deduction.id === id) ?? assert.fail(`nothing lost by ${id}`)

const copyFor = (code: string): Audience => ({ kind: "agency", code })

describe("an agency that is compared with its group", () => {
  const made = document(comparisonRound())

  // the rates are 85%, 100%, 71.43%, 66.67%, 65.57% and 100%; their mean is 81.445%
  it("is told the mean as it is computed with, and of how many", () => {
    const { reason, found, workings, points } = deductionOf(made, "3", "C1-a")
    assert.deepStrictEqual(
      [reason, found, workings, points],
      [
        "出庭应诉率 71.43%,低于全组平均 81.45%,差 10.02 个百分点",
        "负责人出庭 5 件次,开庭案件 7 件次;全组平均 81.45%(6 个单位)",
        "5 ÷ 7 = 71.43%(四舍五入);(81.45% − 71.43%) × 100 × 0.2 = 2.004,四舍五入为 2",
        2,
      ],
    )
  })

  it("shares a place with who has as much", () => {
    assert.deepStrictEqual(
      ["1", "2", "3", "4"].map((code) => cardOf(made, code).marks[1]?.awarded),
      [10, 10, 5, 0],
    )
    assert.strictEqual(deductionOf(made, "4", "C2-a").reason, "全组第 6 名,未进前 3 名")
    assert.strictEqual(deductionOf(made, "4", "C2-a").found, "采用信息 0 篇;全组第 6 名(6 个单位)")
  })

  it("waits, and has no place, while another's figure is missing", () => {
    const waiting = document(comparisonRound(["4"]))
    assert.deepStrictEqual(
      ["3", "4", "9"].map((code) => cardOf(waiting, code).marks[0]?.pending),
      [10, 0, 0],
    )
    assert.strictEqual(cardOf(waiting, "3").marks[0]?.open[0]?.why, "取决于其他单位,组内尚有单位的数据未定")
    assert.deepStrictEqual(
      waiting.scorecards.map(({ place }) => place === null),
      [true, true, true, true, true, true, false, false, false],
    )
  })
})

describe("the copy of an agency", () => {
  const round = comparisonRound()
  const made = document(round)

  it("has the statistics of a group of five or more", () => {
    const copy = restrict(made, copyFor("3"))
    assert.include(JSON.stringify(copy), "全组平均 81.45%(6 个单位)")
  })

  it("has no statistic of a smaller group, and says who computed", () => {
    // 87.5%, 22.22% and 100%: the mean is 69.91%, nine tenths of it 62.92%
    assert.include(JSON.stringify(made), "69.91%")
    const copy = restrict(made, copyFor("8"))
    for (const value of ["69.91", "62.92", "47.69", "全组第"]) assert.notInclude(JSON.stringify(copy), value)
    const { workings, found, points } = deductionOf(copy, "8", "C1-a")
    assert.deepStrictEqual(
      [workings, found, points],
      ["由考核组按全组数据计算", "负责人出庭 2 件次,开庭案件 9 件次", 9.54],
    )
  })

  it("as a workbook needs no other row, and holds no statistic of a smaller group", async () => {
    const bytes = await workbook(round, restrict(made, copyFor("8")), { audience: copyFor("8"), year: null })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(bytes).buffer)
    const sheet = book.getWorksheet("计算") ?? assert.fail("no 计算")
    const found: Array<unknown> = []
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.formula !== undefined) assert.notMatch(cell.formula, /[A-Z]\$?\d+:\$?[A-Z]/, cell.address)
        found.push(cell.formula === undefined ? cell.value : cell.result)
      }),
    )
    assert.include(found, "由考核组按全组数据计算")
    for (const value of [0.6991, 0.6292]) assert.notInclude(found, value)
  })
})

describe("a bureau that scores itself", () => {
  it("is told what depends on the others, and within what range", async () => {
    const plan = comparisonPlan()
    const bytes = await blankForm(plan, plan.groups[0]?.id ?? "")
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(bytes).buffer)
    const texts: Array<string> = []
    book.getWorksheet("自评试算")?.eachRow((row) => row.eachCell((cell) => texts.push(cell.formula ?? "")))
    assert.strictEqual(texts.filter((text) => text.includes("取决于其他单位;待定,最多")).length, 4)
    for (const sheet of book.worksheets)
      sheet.eachRow((row) => row.eachCell((cell) => assert.notMatch(cell.formula ?? "", /AVERAGE|RANK\(/)))
  })
})
