import type { Workbook, Worksheet } from "exceljs"
import { unzipSync } from "fflate"
import { cleanText } from "./cleanText.ts"
import { columnName, type SheetDraft } from "./Draft.ts"
import type { Look } from "./Looks.ts"
import type { BookDraft } from "./writeXlsx.ts"

/** What is known only when every row has been written: the looks of the cells, and after which rows of each sheet a page ends. */
export interface Written {
  readonly looks: ReadonlyArray<Look>
  readonly breaks: ReadonlyArray<ReadonlyArray<number>>
}

/**
 * The parts of a workbook, all but its cells (工作簿的外壳), by their names in the archive. exceljs holds every cell several times over, so it
 * is given none: they are written beside it, one row after the other.
 */
export const writeShell = async (
  draft: BookDraft,
  written: Written,
): Promise<ReadonlyArray<readonly [name: string, bytes: Uint8Array]>> => {
  const { default: excel } = await import("exceljs")
  const book = new excel.Workbook()
  const day = new Date(`${draft.asOf}T00:00:00Z`)
  book.creator = draft.author
  book.lastModifiedBy = draft.author
  book.title = draft.title
  book.created = day
  book.modified = day
  // a program that opens it shows what it computes itself
  book.calcProperties.fullCalcOnLoad = true
  const foot = footOf(draft.foot)
  draft.sheets.forEach((sheet, index) => {
    addSheet(book, sheet, { foot, breaks: written.breaks[index] ?? [] })
  })
  const [first] = book.worksheets
  // there is a table of texts only where there is a text, and a look has a number only where a cell has the look
  if (first !== undefined) first.getRow(1).getCell(1).value = "text"
  written.looks.forEach((style, index) => {
    if (first !== undefined) first.getRow(1).getCell(index + 1).style = style
  })
  // taken apart at once, so that compressing it would be work for nothing
  const archive = await book.xlsx.writeBuffer({ zip: { compression: "STORE" } })
  return Object.entries(unzipSync(new Uint8Array(archive))).filter(([name]) => !name.endsWith("/"))
}

/** Where the cells of the sheet with this position belong. */
export const sheetPart = (position: number): string => `xl/worksheets/sheet${position + 1}.xml`

const addSheet = (
  book: Workbook,
  draft: SheetDraft,
  { foot, breaks }: { readonly foot: string; readonly breaks: ReadonlyArray<number> },
): void => {
  const { rows, columns } = draft.heading
  const sheet = book.addWorksheet(draft.name, {
    views: [{ state: "frozen", xSplit: columns, ySplit: rows, showGridLines: false, zoomScale: 100 }],
    pageSetup: {
      paperSize: 9,
      orientation: draft.isPortrait ? "portrait" : "landscape",
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      horizontalCentered: true,
      ...sizeOf(draft),
      ...(rows > 0 ? { printTitlesRow: `1:${rows}` } : {}),
      ...(columns > 0 && (draft.pagesWide !== 1 || draft.columnBreaks.length > 0)
        ? { printTitlesColumn: `A:${columnName(columns)}` }
        : {}),
    },
    headerFooter: { oddFooter: foot },
    ...(draft.isHidden ? { state: "hidden" as const } : {}),
  })
  draft.widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width
  })
  for (const row of breaks) sheet.getRow(row).addPageBreak()
  for (const [top, left, bottom, right] of draft.merges) sheet.mergeCellsWithoutStyle(top, left, bottom, right)
  if (draft.filter !== null) {
    sheet.autoFilter = {
      from: { row: draft.filter.row, column: 1 },
      to: { row: draft.filter.row, column: draft.filter.columns },
    }
  }
  mark(sheet, draft)
  allow(sheet, draft)
  if (draft.isProtected) protect(sheet)
}

/** Programs heed the ends of pages only where they are not told to fit the sheet to so many pages. */
const sizeOf = (draft: SheetDraft): Partial<Worksheet["pageSetup"]> =>
  draft.columnBreaks.length > 0
    ? { scale: scaleOf(draft) }
    : draft.pagesWide === null
      ? { scale: 70 }
      : { fitToPage: true, fitToWidth: draft.pagesWide, fitToHeight: 0 }

/** In dots of a screen: a character in the widest of the fonts that programs take, the room beside the characters of a column, and what is printed of a page of A4. */
const CHARACTER = 9
const BESIDE = 5
const PRINTED = { landscape: 1040, portrait: 710 } as const

/** The percentage at which the widest page fits, with the columns that are repeated on each. */
const scaleOf = ({ widths, heading, columnBreaks, isPortrait }: SheetDraft): number => {
  const dots = (from: number, to: number): number =>
    widths.slice(from, to).reduce((sum, width) => sum + width * CHARACTER + BESIDE, 0)
  const ends = [...columnBreaks, widths.length]
  const pages = ends.map((end, index) => dots(Math.max(heading.columns, ends[index - 1] ?? 0), end))
  const widest = dots(0, heading.columns) + Math.max(...pages)
  return Math.max(10, Math.min(100, Math.floor((100 * PRINTED[isPortrait ? "portrait" : "landscape"]) / widest)))
}

const allow = (sheet: Worksheet, { allowed }: SheetDraft): void => {
  for (const { row, column, by, otherwise, prompt } of allowed) {
    sheet.getCell(row, column).dataValidation = {
      ...("list" in by
        ? { type: "list" as const, formulae: [by.list] }
        : { type: "custom" as const, formulae: [by.condition] }),
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: "stop",
      errorTitle: "请更正",
      error: otherwise,
      ...(prompt === null ? {} : { showInputMessage: true, promptTitle: "填写要求", prompt }),
    }
  }
}

/** Without a password there is no hash and no salt, so that equal drafts give equal bytes. */
const protect = (sheet: Worksheet): void => {
  void sheet.protect("", {
    spinCount: 1000,
    formatCells: true,
    formatColumns: true,
    formatRows: true,
    selectLockedCells: true,
    selectUnlockedCells: true,
  })
}

const mark = (sheet: Worksheet, draft: SheetDraft): void => {
  draft.marked.forEach(({ ref, when, as }, index) => {
    sheet.addConditionalFormatting({
      ref,
      rules: [
        {
          type: "expression",
          formulae: [when],
          priority: index + 1,
          style:
            as === "bad"
              ? { font: { bold: true, color: { argb: "FFC00000" } } }
              : { font: { color: { argb: "FFA0522D" } } },
        },
      ],
    })
  })
}

/** At most 255 characters in all; `&` is doubled, and a figure after a size is kept apart from it. */
const footOf = ({ left, middle }: BookDraft["foot"]): string => {
  const part = (text: string): string => cleanText(text).slice(0, 70).replaceAll("\n", " ").replaceAll("&", "&&")
  return `&L&8 ${part(left)}&C&8 ${part(middle)}&R&8 第 &P 页,共 &N 页`
}
