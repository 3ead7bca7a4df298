import type { Cell, Content } from "@fadu/engine"
import { Result } from "effect"
import { columnOf } from "./columns.ts"
import type { Budget } from "./limits.ts"
import type { FormatKind } from "./numberFormat.ts"
import { damaged, type Refusal, tooLarge } from "./preflight.ts"
import { figureOf, textOf } from "./tableOf.ts"
import { attribute, plainText, walkXml, type XmlVisitor } from "./xml.ts"

/** What all sheets of a workbook share: texts by their numbers, kinds of cell styles, and the year that days are counted from. */
export interface Shared {
  readonly strings: ReadonlyArray<string>
  readonly kinds: ReadonlyArray<FormatKind>
  readonly date1904: boolean
}

/** The shared texts of a workbook. Of rich text all runs are one text; pinyin over a word is no part of it. */
export const readStrings = (xml: string, budget: Budget): Result.Result<ReadonlyArray<string>, Refusal> => {
  const strings: Array<string> = []
  const texts = new Texts(budget)
  const isSound = walkXml(xml, {
    open: (name) => {
      texts.open(name)
      if (name === "si") texts.start()
    },
    say: (text) => texts.say(text, "t"),
    close: (name) => {
      texts.close(name)
      if (name === "si") strings.push(texts.taken())
    },
    isDone: () => texts.refusal !== null,
  })
  if (texts.refusal !== null) return Result.fail(texts.refusal)
  return isSound ? Result.succeed(strings) : Result.fail(damaged)
}

/** The cells of a sheet that hold something, in order, and the hidden rows among theirs. */
export const readCells = (
  xml: string,
  shared: Shared,
  budget: Budget,
): Result.Result<{ readonly cells: ReadonlyArray<Cell>; readonly hiddenRows: ReadonlySet<number> }, Refusal> => {
  const start = /<sheetData(?=[\s/>])[^<>]*>/.exec(xml)
  if (start === null || start[0].endsWith("/>")) return Result.succeed({ cells: [], hiddenRows: new Set() })
  const end = xml.lastIndexOf("</sheetData>")
  if (end < start.index) return Result.fail(damaged)
  const reading = new SheetReading(shared, budget)
  const isSound = walkXml(xml.slice(start.index + start[0].length, end), reading)
  if (reading.refusal !== null) return Result.fail(reading.refusal)
  const cells = isSound ? inOrder(reading.cells) : null
  return cells === null ? Result.fail(damaged) : Result.succeed({ cells, hiddenRows: reading.hiddenRows })
}

const inOrder = (cells: ReadonlyArray<Cell>): ReadonlyArray<Cell> | null => {
  const isBefore = (a: Cell, b: Cell): boolean => a.row < b.row || (a.row === b.row && a.column < b.column)
  const follows = (cell: Cell, index: number, all: ReadonlyArray<Cell>): boolean => {
    const before = all[index - 1]
    return before === undefined || isBefore(before, cell)
  }
  if (cells.every(follows)) return cells
  const sorted = cells.toSorted((a, b) => a.row - b.row || a.column - b.column)
  // one cell written twice has two values, and nobody knows which is meant
  return sorted.every(follows) ? sorted : null
}

const at = {
  address: attribute("r"),
  hidden: attribute("hidden"),
  style: attribute("s"),
  type: attribute("t"),
} as const

/** Collects what is said inside one element, as far as it is wanted, and counts what it costs. */
class Texts {
  refusal: Refusal | null = null
  private readonly budget: Budget
  private element = ""
  private phonetic = 0
  private pieces: Array<string> = []

  constructor(budget: Budget) {
    this.budget = budget
  }

  open(name: string): void {
    this.element = name
    if (name === "rPh") this.phonetic += 1
    this.budget.tags -= 1
    if (this.budget.tags < 0) this.refusal = tooLarge
  }

  close(name: string): void {
    this.element = ""
    if (name === "rPh") this.phonetic -= 1
  }

  /** Keeps a text where it stands inside one of `wanted`. */
  say(text: string, ...wanted: ReadonlyArray<string>): void {
    if (!wanted.includes(this.element) || this.phonetic > 0) return
    this.budget.characters -= text.length
    const plain = plainText(text)
    if (plain === null) this.refusal = damaged
    else if (this.budget.characters < 0) this.refusal = tooLarge
    else this.pieces.push(plain)
  }

  start(): void {
    this.pieces = []
  }

  taken(): string {
    const text = this.pieces.length === 1 ? (this.pieces[0] ?? "") : this.pieces.join("")
    this.pieces = []
    return text.includes("_x")
      ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
      : text
  }
}

const wanted = ["v", "f", "t"]

class SheetReading implements XmlVisitor {
  readonly cells: Array<Cell> = []
  readonly hiddenRows = new Set<number>()
  private readonly shared: Shared
  private readonly budget: Budget
  private readonly texts: Texts
  private row = 0
  private column = 0
  private isHidden = false
  private type: string | null = null
  private style = 0
  private value: string | null = null
  private formula: string | null = null

  constructor(shared: Shared, budget: Budget) {
    this.shared = shared
    this.budget = budget
    this.texts = new Texts(budget)
  }

  get refusal(): Refusal | null {
    return this.texts.refusal
  }

  isDone(): boolean {
    return this.texts.refusal !== null
  }

  open(name: string, tag: string): void {
    this.texts.open(name)
    if (name === "row") this.openRow(tag)
    else if (name === "c") this.openCell(tag)
    else if (name === "v" || name === "f" || name === "is") this.texts.start()
  }

  say(text: string): void {
    this.texts.say(text, ...wanted)
  }

  close(name: string): void {
    this.texts.close(name)
    if (name === "v" || name === "is") this.value = this.texts.taken()
    else if (name === "f") this.formula = this.texts.taken()
    else if (name === "c") this.closeCell()
  }

  private openRow(tag: string): void {
    const written = at.address(tag)
    this.row = written === null ? this.row + 1 : Number(written)
    this.column = 0
    const hidden = at.hidden(tag)
    this.isHidden = hidden === "1" || hidden === "true"
    if (!(Number.isInteger(this.row) && this.row >= 1 && this.row <= 1_048_576)) this.texts.refusal = damaged
  }

  private openCell(tag: string): void {
    const address = at.address(tag)
    this.column = address === null ? this.column + 1 : columnOf(address, this.row)
    if (this.column < 1 || this.column > 16_384) this.texts.refusal = damaged
    this.type = at.type(tag)
    this.style = Number(at.style(tag) ?? 0)
    this.value = null
    this.formula = null
  }

  private closeCell(): void {
    const content = this.content()
    if (content === null) return
    this.budget.cells -= 1
    if (this.budget.cells < 0) this.texts.refusal = tooLarge
    if (this.isHidden) this.hiddenRows.add(this.row)
    this.cells.push({ row: this.row, column: this.column, content })
  }

  private content(): Content | null {
    const { value, formula } = this
    // a text that is the result of a formula may be empty; a number may not
    if (value === null || (value === "" && this.type !== "str")) {
      return formula === null ? null : { kind: "error", text: `=${formula}` }
    }
    switch (this.type) {
      case "s": {
        const text = this.shared.strings[Number(value)]
        if (text === undefined) this.texts.refusal = damaged
        return text === undefined ? null : textOf(text)
      }
      // a day that is written as text is read as text
      case "d":
      case "inlineStr":
      case "str":
        return textOf(value)
      case "b":
        return { kind: "boolean", value: value === "1" || value === "true" }
      case "e":
        return { kind: "error", text: value }
      default:
        return figureOf(
          value.trim() === "" ? Number.NaN : Number(value),
          this.shared.kinds[this.style] ?? "plain",
          this.shared.date1904,
        )
    }
  }
}
