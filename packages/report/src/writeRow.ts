import { cleanText } from "./cleanText.ts"
import { type Cell, columnName, type RowDraft } from "./Draft.ts"
import { escaped } from "./escaped.ts"
import type { Looks } from "./Looks.ts"
import type { SharedTexts } from "./SharedTexts.ts"

/** Writes rows as the file format has them (SpreadsheetML). */
export class RowWriter {
  private readonly looks: Looks
  private readonly texts: SharedTexts
  private readonly columns: Array<string> = []

  constructor(looks: Looks, texts: SharedTexts) {
    this.looks = looks
    this.texts = texts
  }

  /** One row. `isCovered` says which columns a merged block covers there: the block shows the text of its first cell only. */
  write(number: number, { height, cells }: RowDraft, isCovered: (column: number) => boolean): string {
    let xml = `<row r="${number}"${height === null ? "" : ` ht="${height}" customHeight="1"`}>`
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]
      if (cell === undefined) continue
      const ref = `<c r="${this.columnOf(index)}${number}" s="${this.looks.of(cell.role, cell.format)}"`
      xml += isCovered(index + 1) ? `${ref}/>` : `${ref}${this.contentOf(cell)}`
    }
    return `${xml}</row>`
  }

  private columnOf(index: number): string {
    const known = this.columns[index]
    if (known !== undefined) return known
    const name = columnName(index + 1)
    this.columns[index] = name
    return name
  }

  /** All of a cell after its place and look. */
  private contentOf({ value, formula }: Cell): string {
    const plain = typeof value === "string" ? cleanText(value) : value
    if (typeof plain === "number" && !Number.isFinite(plain))
      throw new Error("a cell holds a number that is not finite")
    if (formula === null) {
      if (plain === null || plain === "") return "/>"
      if (typeof plain === "string") return ` t="s"><v>${this.texts.of(plain)}</v></c>`
      return typeof plain === "boolean" ? ` t="b"><v>${plain ? 1 : 0}</v></c>` : `><v>${plain}</v></c>`
    }
    const live = `<f>${escaped(formula)}</f>`
    if (typeof plain === "number") return `>${live}<v>${plain}</v></c>`
    return typeof plain === "boolean"
      ? ` t="b">${live}<v>${plain ? 1 : 0}</v></c>`
      : ` t="str">${live}<v>${escaped(plain ?? "")}</v></c>`
  }
}
