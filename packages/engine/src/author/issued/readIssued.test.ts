import { assert, describe, it } from "@effect/vitest"
import type { IssuedCell } from "./IssuedTable.ts"
import { readIssued } from "./readIssued.ts"

/** A cell; `甲|2` stands over two rows, `甲-3` over three columns. */
const cell = (written: string): IssuedCell => {
  const parts = /^(.*?)(?:\|(\d))?(?:-(\d))?$/s.exec(written)
  return { text: parts?.[1] ?? "", rowSpan: Number(parts?.[2] ?? 1), columnSpan: Number(parts?.[3] ?? 1) }
}

const read = (...rows: ReadonlyArray<ReadonlyArray<string>>) =>
  readIssued({
    file: "细则.docx",
    paragraphs: [],
    numbered: 0,
    tables: [{ number: 1, rows: rows.map((row) => row.map(cell)) }],
  })

const shape = ({ sections }: ReturnType<typeof readIssued>) =>
  sections.map(({ title, full, bonus, criteria }) => [
    `${title} ${full ?? "—"}${bonus ? " 加分" : ""}`,
    ...criteria.map((one) => `${one.title} ${one.full ?? "—"} ${one.clause}`),
  ])

describe("a table of an issued document", () => {
  it("has points of its own for either level", () => {
    const found = read(
      ["一级指标", "分值", "二级指标", "分值", "评分标准"],
      ["一、组织领导|2", "10|2", "学法", "４分", "甲。"],
      ["述法", "六", "乙。"],
      ["合计-3", "100", ""],
    )
    assert.deepStrictEqual(shape(found), [["组织领导 10", "学法 4 甲。", "述法 6 乙。"]])
    assert.strictEqual(found.total, 100)
  })

  it("has three levels, of which the innermost is scored and the middle one is kept in its name", () => {
    const found = read(
      ["一级指标", "二级指标", "三级指标", "分值", "考核标准"],
      ["规范执法|2", "执法公示|2", "事前公示", "3", "甲。"],
      ["事后公示", "5", "乙。"],
    )
    assert.deepStrictEqual(shape(found), [["规范执法 —", "执法公示:事前公示 3 甲。", "执法公示:事后公示 5 乙。"]])
  })

  it("begins a section with a line over its whole width, and leaves remarks", () => {
    const found = read(
      ["序号", "考核指标", "分值", "评分标准"],
      ["一、基础工作(10分)-4"],
      ["1", "学法", "10", "甲。"],
      ["二、加分项(3分)-4"],
      ["2", "表彰", "3", "乙。"],
      ["注:以上均以书面材料为准-4"],
    )
    assert.deepStrictEqual(shape(found), [
      ["基础工作 10", "学法 10 甲。"],
      ["加分项 3 加分", "表彰 3 乙。"],
    ])
    assert.deepStrictEqual(
      found.issues.map(({ message }) => message),
      ["“注:以上均以书面材料为准”是说明,没有读入"],
    )
  })

  it("joins the clauses of a criterion that stands over several rows", () => {
    const found = read(["一级指标", "二级指标", "分值", "评分标准"], ["执法|2", "公示(5分)|2", "5|2", "甲。"], ["乙。"])
    assert.deepStrictEqual(shape(found), [["执法 —", "公示 5 甲。\n乙。"]])
  })

  it("is told where it is none, and where points are missing", () => {
    assert.deepStrictEqual(
      read(["姓名", "电话", "地址"]).issues.map(({ code }) => code),
      ["issued/not-a-rubric"],
    )
    assert.deepStrictEqual(shape(read(["一级指标", "二级指标", "分值", "评分标准"], ["执法", "公示", "", "甲。"])), [
      ["执法 —", "公示 — 甲。"],
    ])
  })
})
