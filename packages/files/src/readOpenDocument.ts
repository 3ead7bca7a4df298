import type { Cell, Content, Merge, Table } from "@fadu/engine"
import { Result } from "effect"
import { type Budget, cellLimits } from "./limits.ts"
import { damaged, encrypted, foreign, type Refusal, tooLarge, type WorkbookParts } from "./preflight.ts"
import { momentOf, numberOf, tableOf, textOf } from "./tableOf.ts"
import { attribute, plainText, unescapeXml, walkXml, type XmlVisitor } from "./xml.ts"

/** Whether the parts are those of an OpenDocument file (.ods and its like). */
export const isOpenDocument = (parts: WorkbookParts): boolean => parts.has("content.xml")

/**
 * Reads the tables of a spreadsheet in OpenDocument format. It says of every value what it is, so that no number format is asked.
 * Rows and cells that repeat are spent from the same limits as those of other workbooks before they are made.
 */
export const readOpenDocument = (parts: WorkbookParts, file: string): Result.Result<ReadonlyArray<Table>, Refusal> => {
  const xml = parts.get("content.xml")?.toString("utf8") ?? ""
  if (parts.get("meta-inf/manifest.xml")?.includes("encryption-data")) return Result.fail(encrypted)
  const start = xml.indexOf("<office:spreadsheet")
  if (start < 0) {
    const isText = xml.includes("<office:text") || xml.includes("<office:presentation")
    return Result.fail(isText ? foreign("OpenDocument 文档(.odt、.odp 等)") : damaged)
  }
  if (!xml.includes("</office:spreadsheet>", start)) return Result.fail(damaged)
  const reading = new Reading(file, hiddenStyles(xml.slice(0, start)))
  const end = xml.indexOf("</office:spreadsheet>")
  const isSound = walkXml(xml.slice(xml.indexOf(">", start) + 1, end), reading)
  if (reading.refusal !== null) return Result.fail(reading.refusal)
  return isSound ? Result.succeed(reading.tables) : Result.fail(damaged)
}

/** The styles whose tables are not shown. */
const hiddenStyles = (xml: string): ReadonlySet<string> => {
  const names = new Set<string>()
  let style = ""
  for (const [tag] of xml.matchAll(/<style:(?:style|table-properties)(?=\s)[^<>]*>/g)) {
    if (tag.startsWith("<style:style")) style = attributes.style(tag) ?? ""
    else if (attributes.display(tag) === "false") names.add(style)
  }
  return names
}

const attributes = {
  columns: attribute("table:number-columns-repeated"),
  columnsSpanned: attribute("table:number-columns-spanned"),
  count: attribute("text:c"),
  date: attribute("office:date-value"),
  display: attribute("table:display"),
  finerKind: attribute("calcext:value-type"),
  formula: attribute("table:formula"),
  kind: attribute("office:value-type"),
  name: attribute("table:name"),
  number: attribute("office:value"),
  rows: attribute("table:number-rows-repeated"),
  rowsSpanned: attribute("table:number-rows-spanned"),
  style: attribute("style:name"),
  styleOf: attribute("table:style-name"),
  text: attribute("office:string-value"),
  time: attribute("office:time-value"),
  truth: attribute("office:boolean-value"),
  visibility: attribute("table:visibility"),
} as const

/** How often something is there: once, where nothing sensible is said. */
const times = (written: string | null): number => {
  const count = Number(written ?? 1)
  return Number.isSafeInteger(count) && count > 0 ? count : 1
}

interface OpenCell {
  readonly tag: string
  readonly repeated: number
  readonly isCovered: boolean
  readonly paragraphs: Array<string>
}

/** What has been read of a document so far: the tables, and the table, row and cell that are open. */
class Reading implements XmlVisitor {
  readonly tables: Array<Table> = []
  refusal: Refusal | null = null
  private readonly budget: Budget = { ...cellLimits }
  private sheet: { readonly name: string; readonly hidden: boolean } | null = null
  private cells: Array<Cell> = []
  private merges: Array<Merge> = []
  private hiddenRows = new Set<number>()
  private hiddenColumns: Array<{ readonly from: number; readonly to: number }> = []
  private row = 0
  private column = 0
  private lastColumn = 0
  private rowRepeated = 1
  private rowCells: Array<{ readonly column: number; readonly content: Content }> = []
  private cell: OpenCell | null = null
  private paragraph: string | null = null
  /** Elements inside a cell that are no part of its value: notes and drawings. Of each the depth at which it began. */
  private beside = 0
  private readonly file: string
  private readonly hiddenStyles: ReadonlySet<string>

  constructor(file: string, hiddenStyles: ReadonlySet<string>) {
    this.file = file
    this.hiddenStyles = hiddenStyles
  }

  isDone(): boolean {
    return this.refusal !== null
  }

  open(name: string, tag: string): void {
    this.budget.tags -= 1
    if (this.budget.tags < 0) this.refusal = tooLarge
    if (isBeside(name)) this.beside += 1
    if (this.beside > 0) return
    switch (name) {
      case "table:table":
        this.openTable(tag)
        break
      case "table:table-column":
        this.addColumns(tag)
        break
      case "table:table-row":
        this.openRow(tag)
        break
      case "table:table-cell":
      case "table:covered-table-cell":
        this.openCell(tag, name === "table:covered-table-cell")
        break
      case "text:p":
      case "text:h":
        this.paragraph = ""
        break
      case "text:s":
        this.add(" ".repeat(Math.min(1000, times(attributes.count(tag)))))
        break
      case "text:tab":
        this.add("\t")
        break
      case "text:line-break":
        this.add("\n")
    }
  }

  close(name: string): void {
    if (isBeside(name)) this.beside -= 1
    if (this.beside > 0) return
    if (name === "table:table") this.closeTable()
    else if (name === "table:table-row") this.closeRow()
    else if (name === "table:table-cell" || name === "table:covered-table-cell") this.closeCell()
    else if ((name === "text:p" || name === "text:h") && this.paragraph !== null) {
      this.cell?.paragraphs.push(this.paragraph)
      this.paragraph = null
    }
  }

  say(text: string): void {
    if (this.beside > 0 || this.paragraph === null) return
    const plain = plainText(text)
    // blanks of the source are one blank; those that count are elements
    if (plain === null) this.refusal = damaged
    else this.add(plain.replace(/[ \t\r\n]+/g, " "))
  }

  private add(text: string): void {
    if (this.paragraph !== null) this.paragraph += text
  }

  private openTable(tag: string): void {
    if (this.sheet !== null) {
      this.refusal = damaged
      return
    }
    this.sheet = {
      name: unescapeXml(attributes.name(tag) ?? ""),
      hidden: this.hiddenStyles.has(attributes.styleOf(tag) ?? ""),
    }
    this.cells = []
    this.merges = []
    this.hiddenRows = new Set()
    this.hiddenColumns = []
    this.row = 0
    this.lastColumn = 0
  }

  private closeTable(): void {
    if (this.sheet === null) return
    const { hiddenRows, hiddenColumns, merges } = this
    this.tables.push(tableOf(this.file, { ...this.sheet, hiddenRows, hiddenColumns, merges }, this.cells))
    this.sheet = null
  }

  private addColumns(tag: string): void {
    const count = times(attributes.columns(tag))
    if (isHidden(tag)) this.hiddenColumns.push({ from: this.lastColumn + 1, to: this.lastColumn + count })
    this.lastColumn += count
  }

  private openRow(tag: string): void {
    this.row += 1
    this.column = 0
    this.rowRepeated = times(attributes.rows(tag))
    this.rowCells = []
    if (!isHidden(tag)) return
    // rows without cells are hidden by the hundred thousand
    for (let row = this.row; row < this.row + Math.min(this.rowRepeated, 10_000); row++) this.hiddenRows.add(row)
  }

  private closeRow(): void {
    this.budget.cells -= this.rowCells.length * this.rowRepeated
    if (this.budget.cells < 0) {
      this.refusal = tooLarge
      return
    }
    if (this.rowCells.length > 0) {
      for (let row = this.row; row < this.row + this.rowRepeated; row++) {
        for (const { column, content } of this.rowCells) this.cells.push({ row, column, content })
      }
    }
    this.row += this.rowRepeated - 1
  }

  private openCell(tag: string, isCovered: boolean): void {
    if (this.sheet === null) return
    const repeated = times(attributes.columns(tag))
    this.cell = { tag, repeated, isCovered, paragraphs: [] }
    const rows = times(attributes.rowsSpanned(tag))
    const columns = times(attributes.columnsSpanned(tag))
    if (rows === 1 && columns === 1) return
    this.budget.merged -= rows * columns
    if (this.budget.merged < 0) this.refusal = tooLarge
    else this.merges.push({ row: this.row, column: this.column + 1, rows, columns })
  }

  private closeCell(): void {
    if (this.cell === null) return
    const { tag, repeated, isCovered, paragraphs } = this.cell
    const content = isCovered ? null : contentOf(tag, paragraphs)
    this.cell = null
    const first = this.column + 1
    this.column += repeated
    if (content === null) return
    if (this.rowCells.length + repeated > cellLimits.cells) this.refusal = tooLarge
    else for (let column = first; column <= this.column; column++) this.rowCells.push({ column, content })
  }
}

const isBeside = (name: string): boolean =>
  name === "office:annotation" || name === "table:shapes" || name.startsWith("draw:")

const isHidden = (tag: string): boolean => {
  const visibility = attributes.visibility(tag)
  return visibility === "collapse" || visibility === "filter"
}

const contentOf = (tag: string, paragraphs: ReadonlyArray<string>): Content | null => {
  const shown = paragraphs.join("\n")
  const kind = attributes.kind(tag)
  const written = attributes.formula(tag)
  const formula = written === null ? null : unescapeXml(written)
  if (attributes.finerKind(tag) === "error") return { kind: "error", text: shown || "#VALUE!" }
  switch (kind) {
    case "float":
    case "currency":
    case "percentage":
      return figureOf(attributes.number(tag), shown, kind === "percentage")
    case "boolean":
      return { kind: "boolean", value: attributes.truth(tag) === "true" }
    case "date":
      return momentOf(dateOf(attributes.date(tag) ?? ""), false)
    case "time":
      return textOf(timeOf(attributes.time(tag) ?? "") ?? shown)
    case null:
      // a formula whose result is the empty text has an empty paragraph, one without a result has none
      return formula === null || paragraphs.length > 0
        ? textOf(shown)
        : { kind: "error", text: formula.replace(/^\w+:/, "") }
    default:
      if (formula !== null && /^(?:#[A-Z0-9/]+[!?]?|Err:\d+)$/.test(shown)) return { kind: "error", text: shown }
      return textOf(shown === "" ? unescapeXml(attributes.text(tag) ?? "") : shown)
  }
}

const figureOf = (written: string | null, shown: string, percent: boolean): Content => {
  const value = Number(written ?? Number.NaN)
  // LibreOffice keeps the result of TRUE() as a number that it shows as a truth
  if ((value === 0 || value === 1) && (shown === "TRUE" || shown === "FALSE"))
    return { kind: "boolean", value: value === 1 }
  return numberOf(value, percent)
}

/** `2026-03-01` or `2026-03-01T12:30:00`; years before 1900 have no serial. */
const dateOf = (written: string): Date => {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?/.exec(written)
  if (found === null) return new Date(Number.NaN)
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0))
  return new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds))
}

/** `PT13H30M00S` as `13:30`. */
const timeOf = (written: string): string | null => {
  const found = /^PT(\d+)H(\d+)M/.exec(written)
  if (found === null) return null
  const [, hours = "", minutes = ""] = found
  return `${String(Number(hours) % 24).padStart(2, "0")}:${minutes.padStart(2, "0")}`
}
