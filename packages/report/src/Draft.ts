import type { Rational } from "@fadu/engine"
import type { Role } from "./Role.ts"
import { linesIn } from "./width.ts"

/** A sheet before it is part of a file: plain data, which one writer turns into a workbook. Rows and columns count from 1. */
export interface SheetDraft {
  readonly name: string
  /** In characters of the standard font; a Chinese character takes two. */
  readonly widths: ReadonlyArray<number>
  /** Taken once, from the first to the last; where there is one for each agency they are made as they are taken. */
  readonly rows: Iterable<RowDraft>
  /** Rows and columns that stay in sight, and are repeated on every printed page. */
  readonly heading: { readonly rows: number; readonly columns: number }
  /** How many pages wide it is printed; null: as wide as it comes. */
  readonly pagesWide: number | null
  /** Columns after which a printed page ends; it is then printed as large as the widest of these pages can be. */
  readonly columnBreaks: ReadonlyArray<number>
  /** Merged blocks: first row, first column, last row, last column. */
  readonly merges: ReadonlyArray<readonly [number, number, number, number]>
  readonly filter: { readonly row: number; readonly columns: number } | null
  /** Cells whose role changes while a formula holds. */
  readonly marked: ReadonlyArray<{ readonly ref: string; readonly when: string; readonly as: "bad" | "lost" }>
  /** Everything but the cells to fill in is protected; without a password, against slips and not against will. */
  readonly isProtected: boolean
  /** What may stand in the cells to fill in. */
  readonly allowed: ReadonlyArray<Allowed>
  readonly isHidden: boolean
  readonly isPortrait: boolean
}

/** What may be typed into one cell (数据有效性), and the sentence for everything else. */
export interface Allowed {
  readonly row: number
  readonly column: number
  /** A list is a drop-down: a range, or words in quotes. A condition is a formula over the cell itself. */
  readonly by: { readonly list: string } | { readonly condition: string }
  readonly otherwise: string
  /** Shown when the cell is entered. */
  readonly prompt: string | null
}

export interface RowDraft {
  readonly cells: ReadonlyArray<Cell>
  /** In points; null: as high as its text. */
  readonly height: number | null
  /** A printed page ends after this row. */
  readonly breakAfter: boolean
}

export interface Cell {
  readonly value: string | number | boolean | null
  /** Without `=`. `value` is then what the formula gives. */
  readonly formula: string | null
  readonly role: Role
  /** The number format of the spreadsheet program. */
  readonly format: string
}

export const GENERAL = "General"

export const text = (value: string, role: Role = "text"): Cell => ({ value, formula: null, role, format: "@" })
export const empty = (role: Role = "text"): Cell => ({ value: null, formula: null, role, format: GENERAL })

/** A number, or nothing where it cannot be computed. */
export const number = (value: Rational | number, format: string, role: Role = "figure"): Cell => ({
  value: typeof value === "number" ? value : value.isUndefined ? null : value.toNumber(),
  formula: null,
  role,
  format,
})

/** A formula with what it gives now. */
export const live = (
  formula: string,
  value: string | number | boolean,
  { role = "figure", format = GENERAL }: { readonly role?: Role; readonly format?: string } = {},
): Cell => ({ value, formula, role, format })

export const row = (
  cells: ReadonlyArray<Cell>,
  { height = null, breakAfter = false }: { readonly height?: number | null; readonly breakAfter?: boolean } = {},
): RowDraft => ({ cells, height, breakAfter })

/** A sheet with what most sheets leave as it is, and with rows as high as their text. */
export const sheet = (
  given: Pick<SheetDraft, "name" | "widths" | "rows" | "heading"> & Partial<SheetDraft>,
): SheetDraft => {
  const draft: SheetDraft = {
    pagesWide: 1,
    columnBreaks: [],
    merges: [],
    filter: null,
    marked: [],
    isProtected: false,
    allowed: [],
    isHidden: false,
    isPortrait: false,
    ...given,
  }
  const merged = new Map(draft.merges.map(([top, left, bottom, right]) => [`${top} ${left}`, { bottom, right }]))
  const widthOf = (rowNumber: number, column: number): number => {
    const block = merged.get(`${rowNumber} ${column}`)
    if (block !== undefined && block.bottom > rowNumber) return Number.POSITIVE_INFINITY
    return draft.widths.slice(column - 1, block?.right ?? column).reduce((sum, width) => sum + width, 0)
  }
  const heightOf = (drafted: RowDraft, rowNumber: number): number => {
    const lines = drafted.cells.map(({ value, formula }, index) =>
      typeof value === "string" && formula === null ? linesIn(value, widthOf(rowNumber, index + 1)) : 1,
    )
    return Math.min(HIGHEST, Math.max(1, ...lines) * LINE + PADDING)
  }
  const high = function* (): Iterator<RowDraft> {
    let number = 0
    for (const drafted of draft.rows) {
      number++
      yield drafted.height === null ? { ...drafted, height: heightOf(drafted, number) } : drafted
    }
  }
  return { ...draft, rows: { [Symbol.iterator]: high } }
}

/** The rows of a heading, and then one for each of a list, made only when it is written. */
export const rowsFor = <A>(
  heads: ReadonlyArray<RowDraft>,
  list: Iterable<A>,
  each: (one: A, position: number) => RowDraft,
): Iterable<RowDraft> => ({
  *[Symbol.iterator]() {
    yield* heads
    let position = 0
    for (const one of list) yield each(one, position++)
  },
})

/** In points: a line of text, the room around it, and the highest row there can be. Programs do not fit rows of a file they only open. */
const LINE = 13
const PADDING = 5
const HIGHEST = 409

/** `A`, `Z`, `AA` for 1, 26, 27. */
export const columnName = (column: number): string => {
  let name = ""
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}
