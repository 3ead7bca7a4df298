import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import type { Table } from "@fadu/engine"
import { readSheetFile } from "@fadu/files"
import { Effect } from "effect"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, expect, it } from "vitest"
import { convert, describeLibreOffice } from "./libreOffice.ts"
import { root, runFadu } from "./runFadu.ts"

const demo = join(root, "samples/demo-2026")
const form = "云泽市水务局填报表.xlsx"
const summary = "第一批填报汇总"
const formats = ["xlsx", "xls", "ods"] as const
type Format = (typeof formats)[number]

const tablesOf = async (path: string): Promise<ReadonlyArray<Table>> => {
  const file = await Effect.runPromise(readSheetFile(path, "表").pipe(Effect.provide(NodeServices.layer)))
  expect(file.issues).toEqual([])
  return file.tables
}

/** A workbook with every kind of content that a cell can have, and everything hidden that can be. */
const everyKind = (): ExcelJS.Workbook => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet("各种内容")
  sheet.addRows([
    ["各部门 2026 年填报表"],
    ["单位", "开庭", "完成率", "日期", "是否", "算式", "错误", "文字"],
    ["甲局", 12, 0.95, new Date(Date.UTC(2026, 2, 1)), true, { formula: "B3*2.2" }, { formula: "1/0" }, "007"],
    ["乙局", "百余件", 0.5, new Date(Date.UTC(2026, 2, 1, 18)), false, { formula: 'IF(B3>0,"","x")' }, null, "=1+1"],
    ["丙局", 1e-7, 1, new Date(Date.UTC(1900, 2, 1)), null, { formula: '"合"&"格"' }, { formula: "B3=12" }, "-5"],
    [
      "丁局",
      { richText: [{ text: "完成" }, { font: { bold: true }, text: "率" }] },
      -3.5,
      null,
      null,
      { formula: "0.1+0.2" },
    ],
    ["第一行\n第二行", "＋５", "@某", "　", "朱镕基𠮷"],
  ])
  sheet.mergeCells("A1:H1")
  sheet.mergeCells("A9:B11")
  sheet.getCell("A9").value = "合并"
  sheet.getCell("C9").value = new Date(Date.UTC(1899, 11, 30, 13, 30))
  sheet.getCell("C9").numFmt = "h:mm"
  for (const row of [3, 4, 5]) {
    sheet.getCell(row, 3).numFmt = row === 4 ? "0%" : "0.00%"
    sheet.getCell(row, 4).numFmt = row === 4 ? "yyyy-mm-dd hh:mm" : 'yyyy"年"m"月"d"日"'
  }
  sheet.getRow(5).hidden = true
  sheet.getColumn(8).hidden = true
  book.addWorksheet("隐藏", { state: "hidden" }).getCell("C3").value = "深"
  book.addWorksheet("深藏", { state: "veryHidden" }).getCell("IV65536").value = "最后一格"
  return book
}

const asWorkbook = (tables: ReadonlyArray<Table>): ExcelJS.Workbook => {
  const book = new ExcelJS.Workbook()
  for (const table of tables) {
    const sheet = book.addWorksheet(table.sheet ?? "表一")
    for (const { row, column, content } of table.cells) {
      if (content.kind === "text") sheet.getCell(row, column).value = content.text
    }
  }
  return book
}

describeLibreOffice("the same cells saved as .xlsx, .xls and .ods", () => {
  let folder = ""
  const saved = (format: Format) => join(folder, format)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fadu 格式 "))
    const made = join(folder, "made")
    await mkdir(made)
    await everyKind().xlsx.writeFile(join(made, "各种内容.xlsx"))
    const from1904 = everyKind()
    from1904.properties.date1904 = true
    await from1904.xlsx.writeFile(join(made, "从1904年起.xlsx"))
    await cp(join(demo, "sheets", form), join(made, form))
    const list = asWorkbook(await tablesOf(join(demo, "sheets", `${summary}.csv`)))
    await list.xlsx.writeFile(join(made, `${summary}.xlsx`))
    const inputs = (await readdir(made)).map((name) => join(made, name))
    await Promise.all(formats.map((format) => convert(inputs, saved(format), format)))
  }, 180_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each(["各种内容", "从1904年起"])("hold the same contents, merged blocks and hidden things: %s", async (name) => {
    const [modern, ...others] = await Promise.all(
      formats.map((format) => tablesOf(join(saved(format), `${name}.${format}`))),
    )
    expect(modern?.flatMap(({ cells }) => cells).length).toBeGreaterThan(40)
    expect(modern?.[0]?.hidden).toEqual({ sheet: false, rows: [5], columns: [8] })
    for (const other of others) expect(other).toEqual(modern)
  })

  it("give the same entries, issues, points and places", { timeout: 60_000 }, async () => {
    const told: Array<string> = []
    for (const format of formats) {
      const round = join(folder, `round-${format}`)
      await cp(demo, round, { recursive: true })
      for (const name of [form, `${summary}.csv`]) {
        const other = name.replace(/\w+$/, format)
        await rm(join(round, "sheets", name))
        await cp(join(saved(format), other), join(round, "sheets", other))
      }
      const { out } = await runFadu(["rank", round, "--json"])
      told.push(out.replaceAll(`.${format}`, ".xlsx").replaceAll(/"hash":\s*"[0-9a-f]+"/g, ""))
    }
    const [modern, ...others] = told
    expect(modern).toContain(`${summary}.xlsx`)
    expect(modern).toContain("百余件")
    for (const other of others) expect(other).toBe(modern)
  })
})
