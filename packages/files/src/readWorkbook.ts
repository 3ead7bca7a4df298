import type { Cell, Content, Table } from "@fadu/engine"
import { Effect } from "effect"
import type { CellValue, Cell as ExcelCell } from "exceljs"
import { damaged, preflight, type Refusal } from "./preflight.ts"
import { isOpenDocument, readOpenDocument } from "./readOpenDocument.ts"
import { simpleFormats, simplifyWorkbook } from "./simplifyWorkbook.ts"
import { momentOf, numberOf, tableOf, textOf } from "./tableOf.ts"

/** Reads the sheets of a zipped workbook (XLSX, OpenDocument) as they stand, formulas by their stored results. */
export const readWorkbook = Effect.fn("readWorkbook")(function* (
  bytes: Uint8Array,
  file: string,
): Effect.fn.Return<ReadonlyArray<Table>, Refusal> {
  const parts = yield* Effect.fromResult(preflight(bytes))
  if (isOpenDocument(parts)) return yield* Effect.fromResult(readOpenDocument(parts, file))
  const { archive, sheets } = yield* Effect.fromResult(simplifyWorkbook(parts))
  const { default: excel } = yield* Effect.promise(() => import("exceljs"))
  const workbook = new excel.Workbook()
  // A copy of its own memory, because the type asks for an ArrayBuffer.
  const { buffer } = new Uint8Array(archive)
  yield* Effect.tryPromise({ try: () => workbook.xlsx.load(buffer), catch: () => damaged })
  return sheets.map((frame, index) => {
    const cells: Array<Cell> = []
    workbook.getWorksheet(String(index + 1))?.eachRow((row, number) => {
      row.eachCell((cell, column) => {
        const content = contentOf(cell)
        if (content !== null) cells.push({ row: number, column, content })
      })
    })
    return tableOf(file, frame, cells)
  })
})

const contentOf = (cell: ExcelCell): Content | null => {
  const value: CellValue = cell.value
  switch (typeof value) {
    case "string":
      return textOf(value)
    case "boolean":
      return { kind: "boolean", value }
    case "number":
      return numberOf(value, cell.numFmt === simpleFormats.percent.code)
  }
  if (value === null || value === undefined) return null
  if (value instanceof Date) return momentOf(value, cell.numFmt === simpleFormats.time.code)
  if ("richText" in value) return textOf(value.richText.map(({ text }) => text).join(""))
  if ("error" in value) return { kind: "error", text: value.error }
  return { kind: "error", text: "formula" in value ? `=${value.formula}` : "=" }
}
