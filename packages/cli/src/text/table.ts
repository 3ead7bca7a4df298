import { clip, padEnd, padStart, width } from "./width.ts"

export interface TableColumn {
  readonly title: string
  readonly align: "left" | "right"
  /** May be shortened when the line is too long. At most one column of a table. */
  readonly shrinks?: boolean
}

/** Rows aligned by display width, two spaces apart, within so many columns. The first line is the header. */
export const table = (
  columns: ReadonlyArray<TableColumn>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  most: number,
): ReadonlyArray<string> => {
  const natural = columns.map((column, index) =>
    rows.reduce((most, row) => Math.max(most, width(row[index] ?? "")), width(column.title)),
  )
  const total = natural.reduce((sum, one) => sum + one, 0) + 2 * (columns.length - 1)
  const widths = natural.map((one, index) =>
    columns[index]?.shrinks === true && total > most ? Math.max(8, one - (total - most)) : one,
  )
  const line = (cells: ReadonlyArray<string>): string =>
    columns
      .map((column, index) => {
        const room = widths[index] ?? 0
        const text = clip(cells[index] ?? "", room)
        return column.align === "right" ? padStart(text, room) : padEnd(text, room)
      })
      .join("  ")
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...rows.map(line)]
}
