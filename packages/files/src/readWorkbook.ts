import type { Cell, Content, Table } from "@fadu/engine"
import { Effect, Result } from "effect"
import type { CellValue, Cell as ExcelCell } from "exceljs"
import { damaged, preflight, type Refusal } from "./preflight.ts"
import { type SheetFrame, simpleFormats, simplifyWorkbook } from "./simplifyWorkbook.ts"

/** Reads the sheets of an XLSX workbook as they stand, formulas by their stored results. */
export const readWorkbook = Effect.fn("readWorkbook")(function* (
  bytes: Uint8Array,
  file: string,
): Effect.fn.Return<ReadonlyArray<Table>, Refusal> {
  const { archive, sheets } = yield* Effect.fromResult(Result.flatMap(preflight(bytes), simplifyWorkbook))
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
    return table(frame, cells, file)
  })
})

const table = (frame: SheetFrame, all: ReadonlyArray<Cell>, file: string): Table => {
  const covered = new Set<number>()
  for (const merge of frame.merges) {
    for (let row = merge.row; row < merge.row + merge.rows; row++) {
      for (let column = merge.column; column < merge.column + merge.columns; column++) {
        if (row !== merge.row || column !== merge.column) covered.add(row * 16_384 + column - 1)
      }
    }
  }
  const cells = all.filter(({ row, column }) => !covered.has(row * 16_384 + column - 1))
  const columns = [...new Set(cells.map(({ column }) => column))].sort((a, b) => a - b)
  return {
    file,
    sheet: frame.name,
    cells,
    merges: frame.merges,
    hidden: {
      sheet: frame.hidden,
      rows: [...frame.hiddenRows],
      columns: columns.filter((column) => frame.hiddenColumns.some(({ from, to }) => from <= column && column <= to)),
    },
  }
}

const contentOf = (cell: ExcelCell): Content | null => {
  const value: CellValue = cell.value
  switch (typeof value) {
    case "string":
      return textOf(value)
    case "boolean":
      return { kind: "boolean", value }
    case "number":
      return Number.isFinite(value)
        ? { kind: "number", value, percent: cell.numFmt === simpleFormats.percent.code }
        : { kind: "error", text: "#NUM!" }
  }
  if (value === null || value === undefined) return null
  if (value instanceof Date) return momentOf(value, cell.numFmt === simpleFormats.time.code)
  if ("richText" in value) return textOf(value.richText.map(({ text }) => text).join(""))
  if ("error" in value) return { kind: "error", text: value.error }
  return { kind: "error", text: "formula" in value ? `=${value.formula}` : "=" }
}

const textOf = (raw: string): Content | null => {
  const text = raw.replace(/_x000D_|\r/g, "")
  return text.trim() === "" ? null : { kind: "text", text }
}

/** A day is its serial, its time of day is not kept; a time without a day is what it shows. */
const momentOf = (date: Date, isTime: boolean): Content => {
  const serial = date.getTime() / 86_400_000 + 25_569
  if (Number.isNaN(serial)) return { kind: "error", text: "#NUM!" }
  if (!isTime) return { kind: "day", day: Math.floor(serial) }
  return { kind: "text", text: date.toISOString().slice(11, 16) }
}
