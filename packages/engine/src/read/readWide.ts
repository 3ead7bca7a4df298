import type { Header } from "./headers.ts"
import type { Page, Row } from "./Page.ts"
import { RateColumn } from "./RateColumn.ts"
import { isForeign, type Sheet, tellForeignAgency, tellUnknownHeading } from "./Sheet.ts"
import { cellName } from "./Table.ts"
import { columnsOf, type ValueColumn, valueColumns } from "./wideColumns.ts"
import { agencyOf } from "./wideRows.ts"
import type { WideRole } from "./wideRule.ts"

/** Reads a table with one row for each agency. */
export const readWide = (sheet: Sheet, header: Header<WideRole>): void => {
  const reader = new WideReader(sheet, header)
  reader.take(sheet.page, sheet.page.rows.slice(header.last + 1))
  reader.finish()
}

/**
 * Reads the rows of such a table as they come, page by page: the same whether a table is held whole or too large for that. Its sheet is the
 * page with the header, on which is told what concerns a column; it is to be finished last.
 */
export class WideReader {
  private readonly sheet: Sheet
  private readonly header: Header<WideRole>
  private readonly columns: ReadonlyArray<ValueColumn>
  private readonly left: ReadonlySet<number>
  private readonly rates: ReadonlyArray<{ readonly column: ValueColumn; readonly written: RateColumn }>
  private readonly place: ReturnType<typeof columnsOf>
  /** In which row each agency stood first. */
  private readonly seen = new Map<string, number>()
  /** How many values each column without a meaning has. */
  private readonly strays = new Map<number, number>()
  /** By column, the cell of the present row. */
  private readonly at: Int32Array
  private isFirst = true

  constructor(sheet: Sheet, header: Header<WideRole>) {
    this.sheet = sheet
    this.header = header
    const { columns, left } = valueColumns(sheet, header)
    this.columns = columns
    this.left = left
    this.rates = columns
      .filter(({ known }) => known.field.kind === "rate")
      .map((column) => ({ column, written: new RateColumn() }))
    this.place = columnsOf(header)
    this.at = new Int32Array(header.headings.reduce((most, { column }) => Math.max(most, column), 0) + 1)
  }

  take(page: Page, rows: ReadonlyArray<Row>): void {
    const sheet = page === this.sheet.page ? this.sheet : { ...this.sheet, page }
    const { place } = this
    const nameDown = place.name === null ? () => -1 : page.down(place.name)
    const codeDown = place.code === null ? () => -1 : page.down(place.code)
    for (const row of rows) {
      for (const column of this.left) page.named(page.index(row.number, column))
      this.row(sheet, row, { name: nameDown(row.number), code: codeDown(row.number) })
      this.isFirst = false
    }
  }

  /** Tells what only shows when all rows have been seen. */
  finish(): void {
    const { page } = this.sheet
    this.tellStrays()
    for (const { column, written } of this.rates) {
      if (!written.isMixed) continue
      const heading = column.heading.cells[column.heading.cells.length - 1] ?? -1
      page.tell(heading, written.note(`“${column.known.field.label}”一列`))
    }
  }

  private row(sheet: Sheet, row: Row, { name, code }: { readonly name: number; readonly code: number }): void {
    const { page } = sheet
    const agency = agencyOf(sheet, this.header, { row, isFirst: this.isFirst, name, code })
    if (agency === null) return
    if (isForeign(sheet, agency)) {
      tellForeignAgency(sheet, name >= 0 ? name : code, agency)
      page.nameRow(row)
      return
    }
    page.used(name)
    page.used(code)
    const before = this.seen.get(agency.code)
    if (before === undefined) this.seen.set(agency.code, row.number)
    else {
      page.tell(
        name >= 0 ? name : code,
        {
          severity: "error",
          code: "sheet/duplicate-agency",
          message: `“${agency.name}”在第 ${before} 行已经填过;两行不同的值都不采用`,
          remedy: "请核对后只保留一行",
        },
        agency.code,
      )
    }
    this.settleCells(page, row)
    const { at } = this
    for (const column of this.columns) {
      const index = at[column.column] ?? -1
      sheet.entries.add(page, {
        agency: agency.code,
        known: column.known,
        row: row.number,
        column: column.column,
        index,
        read: column.read(page.contentOf(index)),
        evidence: column.evidence === null ? -1 : (at[column.evidence] ?? -1),
      })
    }
    for (const { column, written } of this.rates) written.count(page.contentOf(at[column.column] ?? -1))
  }

  /** Finds the cells of a row by their columns, and settles those that hold no value. */
  private settleCells(page: Page, row: Row): void {
    const { at, place, strays } = this
    at.fill(-1)
    for (let index = row.first; index < row.end; index++) {
      const column = page.cells[index]?.column ?? 0
      if (column < at.length) at[column] = index
      if (place.aside.has(column)) page.recognised(index)
      else if (!place.known.has(column)) {
        page.named(index)
        strays.set(column, (strays.get(column) ?? 0) + 1)
      }
    }
  }

  private tellStrays(): void {
    const { sheet, header, strays } = this
    for (const heading of header.headings) {
      if (heading.role !== null && heading.role.kind !== "several") continue
      const values = strays.get(heading.column) ?? 0
      tellUnknownHeading(sheet, heading, { several: heading.role?.found ?? [], values })
    }
    const headed = new Set(header.headings.map(({ column }) => column))
    for (const [column, values] of strays) {
      if (headed.has(column)) continue
      const letters = cellName(0, column).slice(0, -1)
      sheet.page.tellAt(
        sheet.page.address(sheet.page.rows[header.last]?.number ?? 1, column),
        {
          severity: "warning",
          code: "sheet/unknown-header",
          message: `${letters} 列没有表头,该列 ${values} 个值未采用`,
          remedy: "请补上表头,或删去该列",
        },
        null,
      )
    }
  }
}
