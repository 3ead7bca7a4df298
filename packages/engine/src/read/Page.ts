import type { Address, Issue } from "../Issue.ts"
import type { Note } from "./codes.ts"
import { fold, key } from "./fold.ts"
import { rawText } from "./readValue.ts"
import { type Cell, type Content, cellName, type Merge, type Table } from "./Table.ts"

/**
 * What became of the non-empty cells of a table (清点). Nothing is lost: `read = used + recognised + named`.
 * used: part of a result. recognised: not scored by its nature (titles, headers, notes, signatures). named: spoken of in an issue.
 */
export interface Account {
  readonly read: number
  readonly used: number
  readonly recognised: number
  readonly named: number
}

/** One row that has cells: its number, and where its cells begin and end in `page.cells`. */
export interface Row {
  readonly number: number
  readonly first: number
  readonly end: number
}

const RECOGNISED = 1
const USED = 2
const NAMED = 3

/** A table while it is being read: its rows, the issues so far, and the fate of every cell. */
export class Page {
  readonly table: Table
  readonly cells: ReadonlyArray<Cell>
  readonly rows: ReadonlyArray<Row>
  private readonly fates: Uint8Array
  private readonly issues: Array<Issue> = []
  private readonly letters: Array<string> = []
  private readonly rowAt = new Map<number, Row>()
  // a header is looked for in many places with several rules, so that its cells are asked again and again
  private readonly texts: Array<string> = []
  private readonly keys: Array<string> = []

  constructor(table: Table) {
    this.table = table
    this.cells =
      table.cells.some((cell) => isEmpty(cell.content)) || !isOrdered(table.cells) ? tidied(table.cells) : table.cells
    this.fates = new Uint8Array(this.cells.length)
    const rows: Array<Row> = []
    let first = 0
    for (const [index, cell] of this.cells.entries()) {
      const next = this.cells[index + 1]
      if (next !== undefined && next.row === cell.row) continue
      const row = { number: cell.row, first, end: index + 1 }
      rows.push(row)
      this.rowAt.set(cell.row, row)
      first = index + 1
    }
    this.rows = rows
  }

  /** The cells of a row with their indexes. */
  *of(row: Row): Generator<readonly [index: number, cell: Cell]> {
    for (let index = row.first; index < row.end; index++) {
      const cell = this.cells[index]
      if (cell !== undefined) yield [index, cell]
    }
  }

  /** Of the cell at a place in `cells`; -1 where it is empty. */
  index(row: number, column: number): number {
    const at = this.rowAt.get(row)
    if (at === undefined) return -1
    let low = at.first
    let high = at.end - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.cells[middle]?.column ?? 0
      if (found === column) return middle
      if (found < column) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /**
   * Looks along one column, giving every row of a merged block the index of the block's first cell; -1 where nothing stands.
   * Meant for columns of names: rows must be asked from top to bottom.
   */
  down(column: number): (row: number) => number {
    const blocks = this.table.merges
      .filter((merge) => merge.rows > 1 && covers(merge.column, merge.columns, column))
      .sort((a, b) => a.row - b.row)
    let position = 0
    return (row) => {
      const own = this.index(row, column)
      if (own >= 0) return own
      let block = blocks[position]
      while (block !== undefined && block.row + block.rows <= row) {
        position++
        block = blocks[position]
      }
      return block !== undefined && block.row <= row ? this.index(block.row, block.column) : -1
    }
  }

  /** The merged blocks that reach into some rows. */
  mergesWithin(first: number, last: number): ReadonlyArray<Merge> {
    return this.table.merges.filter((merge) => merge.row <= last && merge.row + merge.rows > first)
  }

  /** The content of a cell by its place in `cells`; null for -1. */
  contentOf(index: number): Content | null {
    return index < 0 ? null : (this.cells[index]?.content ?? null)
  }

  /** The text of a cell as it stood. */
  raw(index: number): string {
    const content = this.contentOf(index)
    return content === null ? "" : rawText(content)
  }

  /** The text of a cell in its folded form. */
  text(index: number): string {
    if (index < 0) return ""
    const known = this.texts[index]
    if (known !== undefined) return known
    const text = fold(this.raw(index))
    this.texts[index] = text
    return text
  }

  /** What the text of a cell has in common with its other spellings. */
  key(index: number): string {
    if (index < 0) return ""
    const known = this.keys[index]
    if (known !== undefined) return known
    const text = key(this.text(index))
    this.keys[index] = text
    return text
  }

  address(row: number, column: number): Address {
    let letters = this.letters[column]
    if (letters === undefined) {
      letters = cellName(0, column).slice(0, -1)
      this.letters[column] = letters
    }
    return { kind: "cell", file: this.table.file, sheet: this.table.sheet, cell: `${letters}${row}` }
  }

  addressOf(index: number): Address {
    const cell = this.cells[index]
    return cell === undefined ? { kind: "file", file: this.table.file } : this.address(cell.row, cell.column)
  }

  /** `B7` */
  nameOf(index: number): string {
    const cell = this.cells[index]
    return cell === undefined ? "" : cellName(cell.row, cell.column)
  }

  used(index: number): void {
    this.settle(index, USED)
  }

  recognised(index: number): void {
    this.settle(index, RECOGNISED)
  }

  /** The cell is spoken of in an issue that is told at another place. */
  named(index: number): void {
    this.settle(index, NAMED)
  }

  isSettled(index: number): boolean {
    return (this.fates[index] ?? 0) > 0
  }

  recogniseRow(row: Row): void {
    for (let index = row.first; index < row.end; index++) this.recognised(index)
  }

  nameRow(row: Row): void {
    for (let index = row.first; index < row.end; index++) this.named(index)
  }

  /** Tells something about a cell; an error or a warning names it. -1 speaks of the whole table. */
  tell(index: number, note: Note, agency: string | null = null): void {
    if (note.severity !== "note") this.named(index)
    this.tellAt(this.addressOf(index), note, agency)
  }

  /** Tells something about a place, which may be empty. */
  tellAt(at: Address, note: Note, agency: string | null): void {
    const { severity, code, message, remedy } = note
    this.issues.push({ severity, code, message, remedy, at, agency })
  }

  /** Ends the reading. Cells that nobody took are named, row by row. */
  finish(): { readonly issues: ReadonlyArray<Issue>; readonly account: Account } {
    for (const row of this.rows) {
      const left: Array<number> = []
      for (let index = row.first; index < row.end; index++) if (!this.isSettled(index)) left.push(index)
      if (left.length > 0) this.tellLeft(left)
    }
    const counts = [0, 0, 0, 0]
    for (const fate of this.fates) counts[fate] = (counts[fate] ?? 0) + 1
    const [, recognised = 0, used = 0, named = 0] = counts
    return { issues: this.issues, account: { read: this.cells.length, used, recognised, named } }
  }

  /** Names every cell that nobody has taken, without telling: one issue speaks for all of them. */
  nameRest(): void {
    for (let index = 0; index < this.cells.length; index++) if (!this.isSettled(index)) this.named(index)
  }

  private tellLeft(left: ReadonlyArray<number>): void {
    const quoted = left.slice(0, 3).map((index) => `${this.nameOf(index)} “${shorten(this.raw(index))}”`)
    this.tell(left[0] ?? -1, {
      severity: "warning",
      code: "sheet/unplaced",
      message: `${quoted.join("、")}${left.length > 3 ? ` 等 ${left.length} 个单元格` : ""}不在任何填报项之下,未采用`,
      remedy: "是填报值的请移到对应的行列;是说明的请以“注:”开头",
    })
    for (const index of left) this.named(index)
  }

  private settle(index: number, fate: number): void {
    if (index >= 0 && index < this.fates.length && (this.fates[index] ?? 0) < fate) this.fates[index] = fate
  }
}

const shorten = (text: string): string => {
  const characters = [...text.replace(/\s+/g, " ").trim()]
  return characters.length > 20 ? `${characters.slice(0, 19).join("")}…` : characters.join("")
}

const covers = (first: number, count: number, place: number): boolean => first <= place && place < first + count

const isEmpty = (content: Content): boolean =>
  content.kind === "text" && /^[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*$/.test(content.text)

const isOrdered = (cells: ReadonlyArray<Cell>): boolean =>
  cells.every((cell, index) => {
    const before = cells[index - 1]
    return before === undefined || before.row < cell.row || (before.row === cell.row && before.column < cell.column)
  })

const tidied = (cells: ReadonlyArray<Cell>): ReadonlyArray<Cell> =>
  cells.filter((cell) => !isEmpty(cell.content)).sort((a, b) => a.row - b.row || a.column - b.column)
