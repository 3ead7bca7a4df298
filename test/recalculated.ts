import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import ExcelJS from "exceljs"
import { poison } from "./archive.ts"
import { recalculate } from "./libreOffice.ts"

/** What a spreadsheet program made of the formulas of a workbook. */
export interface Comparison {
  readonly formulas: number
  readonly poisoned: number
  readonly differences: ReadonlyArray<string>
}

/** Equal as cells: numbers to nine digits, nothing as an empty text. */
export const same = (a: unknown, b: unknown): boolean =>
  typeof a === "number" && typeof b === "number"
    ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
    : (a ?? "") === (b ?? "")

/** Recalculates a poisoned copy and compares every formula cell of every sheet with what was written. */
export const recalculated = async (
  bytes: Uint8Array,
  folder: string,
  name: string,
): Promise<Comparison & { readonly book: ExcelJS.Workbook }> => {
  const { bytes: poisoned, formulas: count } = poison(bytes)
  const input = join(folder, `${name}.xlsx`)
  await writeFile(input, poisoned)
  const book = await new ExcelJS.Workbook().xlsx.readFile(await recalculate(input, join(folder, "out")))
  const before = await opened(bytes)
  const differences: Array<string> = []
  let formulas = 0
  for (const sheet of before.worksheets) {
    const other = book.getWorksheet(sheet.name)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.formula === undefined || (cell.isMerged && cell.master !== cell)) return
        formulas++
        const found = other?.getCell(cell.address).result
        if (!same(found, cell.result)) {
          differences.push(
            `${sheet.name}!${cell.address} ${cell.formula}: ${JSON.stringify(found)} instead of ${JSON.stringify(cell.result)}`,
          )
        }
      }),
    )
  }
  return { formulas, poisoned: count, differences, book }
}

/** A workbook as it was written. */
export const opened = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return book
}
