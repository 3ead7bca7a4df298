import type { CellFormulaValue, CellRichTextValue, Style, Workbook, Worksheet } from "exceljs"
import { cleanText } from "./cleanText.ts"
import { type Cell, columnName, GENERAL, type SheetDraft } from "./Draft.ts"
import { appearances, type Role } from "./Role.ts"
import { resetTimes } from "./resetTimes.ts"

export interface BookDraft {
  readonly title: string
  readonly author: string
  /** `2027-01-20`: the only day that stands in the file. */
  readonly asOf: string
  /** What is printed at the foot of every page: left, in the middle. */
  readonly foot: { readonly left: string; readonly middle: string }
  readonly sheets: ReadonlyArray<SheetDraft>
}

/** The bytes of a workbook. Equal drafts give equal bytes, whatever the clock and the time zone. */
export const writeXlsx = async (draft: BookDraft): Promise<Uint8Array> => {
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
  const styles = new Styles()
  const foot = footOf(draft.foot)
  for (const sheet of draft.sheets) writeSheet(book, sheet, { styles, foot })
  const written = await book.xlsx.writeBuffer()
  return resetTimes(new Uint8Array(written))
}

const writeSheet = (
  book: Workbook,
  draft: SheetDraft,
  { styles, foot }: { readonly styles: Styles; readonly foot: string },
): void => {
  const { rows, columns } = draft.heading
  const sheet = book.addWorksheet(draft.name, {
    views: [{ state: "frozen", xSplit: columns, ySplit: rows, showGridLines: false, zoomScale: 100 }],
    pageSetup: {
      paperSize: 9,
      orientation: draft.isPortrait ? "portrait" : "landscape",
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      horizontalCentered: true,
      ...(draft.pagesWide === null ? { scale: 70 } : { fitToPage: true, fitToWidth: draft.pagesWide, fitToHeight: 0 }),
      ...(rows > 0 ? { printTitlesRow: `1:${rows}` } : {}),
      ...(columns > 0 && draft.pagesWide !== 1 ? { printTitlesColumn: `A:${columnName(columns)}` } : {}),
    },
    headerFooter: { oddFooter: foot },
    ...(draft.isHidden ? { state: "hidden" as const } : {}),
  })
  draft.widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width
  })
  draft.rows.forEach((drafted, index) => {
    const row = sheet.getRow(index + 1)
    if (drafted.height !== null) row.height = drafted.height
    drafted.cells.forEach((cell, column) => {
      const place = row.getCell(column + 1)
      const value = contentOf(cell)
      if (value !== null) place.value = value
      place.style = styles.of(cell.role, cell.format)
    })
    if (drafted.breakAfter) row.addPageBreak()
  })
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

const contentOf = ({
  value,
  formula,
}: Cell): string | number | boolean | CellFormulaValue | CellRichTextValue | null => {
  const plain = typeof value === "string" ? cleanText(value) : value
  if (typeof plain === "number" && !Number.isFinite(plain)) throw new Error("a cell holds a number that is not finite")
  // exceljs looks its texts up in a plain object, where `constructor` is there before anybody wrote it: such a text was lost
  if (formula === null && typeof plain === "string" && plain in Object.prototype) return { richText: [{ text: plain }] }
  if (formula === null) return plain === "" ? null : plain
  return { formula, result: plain ?? "" }
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

/** One style object for each look; exceljs knows an object it has seen, so sharing them is also what makes it fast. */
class Styles {
  private readonly made = new Map<string, Partial<Style>>()

  of(role: Role, format: string): Partial<Style> {
    const key = `${role}\n${format}`
    const known = this.made.get(key)
    if (known !== undefined) return known
    const style = Object.freeze(styleOf(role, format))
    this.made.set(key, style)
    return style
  }
}

const styleOf = (role: Role, format: string): Partial<Style> => {
  const { font, fill, border, horizontal, vertical = "middle", isOpen = false } = appearances[role]
  const line = { style: "thin", color: { argb: "FF9AA5B1" } } as const
  return {
    font: {
      name: font.name,
      size: font.size,
      charset: 134,
      ...(font.bold === true ? { bold: true } : {}),
      ...(font.color === undefined ? {} : { color: { argb: font.color } }),
    },
    alignment: { horizontal, vertical, wrapText: true },
    ...(isOpen ? { protection: { locked: false } } : {}),
    ...(format === GENERAL ? {} : { numFmt: format }),
    ...(fill === null ? {} : { fill: { type: "pattern", pattern: "solid", fgColor: { argb: fill } } as const }),
    ...(border ? { border: { top: line, left: line, bottom: line, right: line } } : {}),
  }
}

/** At most 255 characters in all; `&` is doubled, and a figure after a size is kept apart from it. */
const footOf = ({ left, middle }: BookDraft["foot"]): string => {
  const part = (text: string): string => cleanText(text).slice(0, 70).replaceAll("\n", " ").replaceAll("&", "&&")
  return `&L&8 ${part(left)}&C&8 ${part(middle)}&R&8 第 &P 页,共 &N 页`
}
