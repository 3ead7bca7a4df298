import type { Cell, Content, Merge, Table } from "@fadu/engine"
import { withoutControls } from "./decodeText.ts"
import type { FormatKind } from "./numberFormat.ts"

/** What is known of a sheet beside its cells. */
export interface SheetFrame {
  readonly name: string
  readonly hidden: boolean
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: ReadonlyArray<{ readonly from: number; readonly to: number }>
  readonly merges: ReadonlyArray<Merge>
}

/** One sheet of a workbook as a table, from its frame and its cells; what merged blocks cover is left out. */
export const tableOf = (file: string, frame: SheetFrame, all: ReadonlyArray<Cell>): Table => {
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

/** Null for blanks. A line end is one character, however it was written. */
export const textOf = (raw: string): Content | null => {
  const text = withoutControls(raw.replace(/_x000D_|\r/g, ""))
  return text.trim() === "" ? null : { kind: "text", text }
}

/**
 * A number as its program shows it when asked for all digits: the fifteen that every spreadsheet program counts with. The sixteenth of
 * a result such as 3.3000000000000003 is an accident of binary arithmetic, and is kept by some formats only.
 */
export const numberOf = (value: number, percent: boolean): Content =>
  Number.isFinite(value)
    ? { kind: "number", value: Number(value.toPrecision(15)), percent }
    : { kind: "error", text: "#NUM!" }

/** A number by its cell format, days counted from 1900 whichever year the workbook begins in. */
export const figureOf = (value: number, kind: FormatKind, date1904: boolean): Content => {
  if (kind === "plain" || kind === "percent") return numberOf(value, kind === "percent")
  return momentOf(new Date(Math.round((value + (date1904 ? 1462 : 0) - 25_569) * 86_400_000)), kind === "time")
}

/** A day is its serial, its time of day is not kept; a time without a day is what it shows. */
export const momentOf = (date: Date, isTime: boolean): Content => {
  const serial = date.getTime() / 86_400_000 + 25_569
  if (Number.isNaN(serial)) return { kind: "error", text: "#NUM!" }
  if (!isTime) return { kind: "day", day: Math.floor(serial) }
  return { kind: "text", text: date.toISOString().slice(11, 16) }
}
