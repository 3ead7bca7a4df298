import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runFadu } from "./runFadu.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-checklist-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const open = async (path: string): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return book
}

const rowsOf = (book: ExcelJS.Workbook, name: string): ReadonlyArray<ReadonlyArray<string | number>> => {
  const rows: Array<ReadonlyArray<string | number>> = []
  book.getWorksheet(name)?.eachRow((row) => {
    const cells: Array<string | number> = []
    row.eachCell((cell) => {
      if (!cell.isMerged || cell.master === cell) cells.push(typeof cell.value === "number" ? cell.value : cell.text)
    })
    rows.push(cells)
  })
  return rows
}

const sheetRow = (sheet: ExcelJS.Worksheet, code: string): ExcelJS.Row => {
  const rows: Array<ExcelJS.Row> = []
  sheet.eachRow((row) => {
    if (row.getCell(1).text === code) rows.push(row)
  })
  const [row] = rows
  if (row === undefined) throw new Error(`no row ${code}`)
  return row
}

describe("self -o", () => {
  it("lists what can be regained, by whom and until when, and compares with the bureau's own marks", async () => {
    await runFadu(["template", "key-systems", "-o", folder, "--self"])
    const path = join(folder, "空白填报表-行政执法部门.xlsx")
    const book = await open(path)
    const figures = book.getWorksheet("填报表")
    const claims = book.getWorksheet("自评表")
    if (figures === undefined || claims === undefined) throw new Error("the form lacks a sheet")
    figures.getCell("B3").value = "云泽市水务局"
    sheetRow(figures, "party.meetings").getCell(5).value = 3
    sheetRow(figures, "party.meetings").getCell(6).value = "1"
    sheetRow(figures, "study.sessions").getCell(5).value = 4
    sheetRow(claims, "A10").getCell(5).value = 1
    sheetRow(claims, "D5").getCell(5).value = 2
    sheetRow(claims, "D5").getCell(6).value = "=四次集体学法"
    const sheet = join(folder, "填报表.xlsx")
    await book.xlsx.writeFile(sheet)
    await writeFile(join(folder, "owners.csv"), "填报项,责任科室\n领导班子集体学法,党组办\ncases.told,宣传科\n")
    const out = join(folder, "自查清单.xlsx")
    const ran = await runFadu(["self", sheet, "--rubric", "key-systems", "--group", "enforcing", "-o", out])
    expect(ran.err).toBe(`已写出 ${out}\n`)

    const list = rowsOf(await open(out), "自查清单")
    expect(list[0]).toEqual(["云泽市水务局自查清单"])
    expect(list[2]?.[0]).toMatch(/^已确定 [\d.]+ 分,待定 [\d.]+ 分,最终在 [\d.]+ 分至 [\d.]+ 分之间。$/)
    expect(list[3]).toEqual([expect.stringContaining("自评得分合计 3 分,")])
    const study = list.find((cells) => cells[1] === "D5-a")
    expect(study?.slice(2)).toEqual([
      "领导班子学法",
      2,
      "补交佐证材料:领导班子集体学法",
      "党组办",
      "可在期内办理,截至 2026年12月31日:补足集体学法次数并留存学习记录;下一年度:年初制定学法计划,每季度至少一次",
    ])
    expect(list.find((cells) => cells[1] === "D3-a")?.[5]).toBe("宣传科")
    const from = list.findIndex((cells) => String(cells[0]).startsWith("一、"))
    const to = list.findIndex((cells) => String(cells[0]).startsWith("二、"))
    const regained = list.slice(from + 2, to).map((cells) => Number(cells[3]))
    expect(regained.length).toBeGreaterThan(5)
    expect(regained).toEqual(regained.toSorted((a, b) => b - a))

    const marks = rowsOf(await open(out), "与自评对照")
    expect(marks.find((cells) => cells[0] === "A10")).toEqual(["A10", "专题听取法治工作汇报", 1, 1, 1, 1, "相同"])
    expect(marks.find((cells) => cells[0] === "D5")).toEqual([
      "D5",
      "领导班子学法",
      2,
      0,
      0,
      2,
      "比最高可得多 2 分",
      "=四次集体学法",
    ])

    const again = join(folder, "再一次.xlsx")
    await runFadu(["self", sheet, "--rubric", "key-systems", "--group", "enforcing", "-o", again])
    expect((await readFile(again)).equals(await readFile(out))).toBe(true)
  })

  it("knows a form by its stamp, without being told the rubric and the group", async () => {
    const sheet = join(folder, "填报表.xlsx")
    const told = await runFadu(["self", sheet, "--rubric", "key-systems", "--group", "enforcing", "--json"])
    expect((await runFadu(["self", sheet, "--json"])).out).toBe(told.out)
    const other = await open(sheet)
    for (const each of other.worksheets)
      each.getCell("A1").value = each.getCell("A1").text.replaceAll("2026.1", "2025.1")
    await other.xlsx.writeFile(join(folder, "旧表.xlsx"))
    const old = await runFadu(["self", join(folder, "旧表.xlsx")])
    expect(old.out.replace(/\n\s*/g, "")).toContain("填报表按细则 2025.1 版制发,现按 2026.1 版计分")
  })

  it("asks for the rubric where a sheet has no stamp", async () => {
    await writeFile(join(folder, "表.csv"), "填报项,填报值\n领导班子集体学法,4\n")
    const ran = await runFadu(["self", join(folder, "表.csv")])
    expect([ran.code, ran.out]).toEqual([2, ""])
    expect(ran.err).toContain("表.csv 不是 fadu template 写出的填报表,请写明评分细则")
  })

  it("tells a line of owners.csv that names no field", async () => {
    await writeFile(join(folder, "owners.csv"), "填报项,责任科室\n集体学法次数多少,党组办\n")
    const ran = await runFadu(["self", join(folder, "填报表.xlsx"), "--rubric", "key-systems", "--group", "enforcing"])
    expect(ran.out.replace(/\n\s*/g, "")).toContain("owners.csv A2:“集体学法次数多少”不是填报项")
  })
})
