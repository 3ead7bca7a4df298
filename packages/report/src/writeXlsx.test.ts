import ExcelJS from "exceljs"
import { describe, expect, it } from "vitest"
import { live, number, row, type SheetDraft, sheet, text } from "./Draft.ts"
import { writeXlsx } from "./writeXlsx.ts"

const written = (sheets: ReadonlyArray<SheetDraft>, left = "页脚"): Promise<Uint8Array> =>
  writeXlsx({ title: "标题", author: "法度", asOf: "2027-01-20", foot: { left, middle: "" }, sheets })

const one = (rows: SheetDraft["rows"]): SheetDraft =>
  sheet({ name: "表", widths: [10], rows, heading: { rows: 1, columns: 1 } })

const readBack = async (bytes: Uint8Array): Promise<ExcelJS.Worksheet> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const found = book.getWorksheet("表")
  if (found === undefined) throw new Error("the sheet is missing")
  return found
}

describe("a workbook", () => {
  it.each(["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "_x000D_", "𠮷野家", "007"])(
    "keeps the text %j",
    async (said) => {
      const cell = (await readBack(await written([one([row([text(said)])])]))).getCell("A1")
      expect([cell.value, cell.formula]).toEqual([said, undefined])
    },
  )

  it.each(["constructor", "__proto__", "toString"])("keeps the text %j, which every object has", async (said) => {
    const found = await readBack(await written([one([row([text(said), text("甲")])])]))
    expect(["A1", "B1"].map((cell) => found.getCell(cell).text)).toEqual([said, "甲"])
  })

  it("loses no text for what no file can hold", async () => {
    const cell = (await readBack(await written([one([row([text("坏\ufffe字\ud800符\u0001")])])]))).getCell("A1")
    expect(cell.value).toBe("坏字符")
  })

  it("keeps what a formula gave, zero and no too", async () => {
    const found = await readBack(await written([one([row([live("1-1", 0), live("1>2", false), live('"a"', "a")])])]))
    expect(["A1", "B1", "C1"].map((cell) => found.getCell(cell).result)).toEqual([0, false, "a"])
  })

  it("refuses a number that is none", async () => {
    await expect(written([one([row([number(Number.NaN, "0.00")])])])).rejects.toThrow("not finite")
  })

  it("has a foot within the limit of 255 characters, in which & stays a sign", async () => {
    const found = await readBack(await written([one([row([text("甲")])])], `2026年甲&乙${"长".repeat(300)}`))
    expect(found.headerFooter.oddFooter).toMatch(/^&L&8 2026年甲&&乙长+&C/)
    expect(found.headerFooter.oddFooter?.length).toBeLessThanOrEqual(255)
  })

  it("repeats its heading on every page and keeps it in sight", async () => {
    const found = await readBack(await written([one([row([text("甲")])])]))
    expect([found.pageSetup.printTitlesRow, found.pageSetup.paperSize, found.pageSetup.orientation]).toEqual([
      "1:1",
      9,
      "landscape",
    ])
    expect(found.views[0]).toMatchObject({ state: "frozen", xSplit: 1, ySplit: 1 })
  })
})
