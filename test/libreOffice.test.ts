import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, expect, it } from "vitest"
import { describeLibreOffice, recalculate, toPdf } from "./libreOffice.ts"

describeLibreOffice("LibreOffice as an oracle", () => {
  let folder: string
  let input: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fadu 测试 "))
    input = join(folder, "得分.xlsx")
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet("计算")
    sheet.getCell("A1").value = 40
    sheet.getCell("A2").value = 61
    sheet.getCell("A3").value = { formula: "ROUND(A1/A2,4)", result: 999 }
    await workbook.xlsx.writeFile(input)
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it("recalculates a formula whose cached value is wrong", async () => {
    const output = await recalculate(input, join(folder, "重算"))
    const workbook = await new ExcelJS.Workbook().xlsx.readFile(output)
    expect(workbook.getWorksheet("计算")?.getCell("A3").result).toBe(0.6557)
  })

  it("prints to PDF", async () => {
    const output = await toPdf(input, folder)
    expect((await readFile(output)).subarray(0, 5).toString("latin1")).toBe("%PDF-")
  })
})
