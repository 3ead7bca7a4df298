/**
 * One sheet of a file as it stood, before anyone has understood it (原始表格). Made by `files`, understood here.
 * Cells are listed row by row and left to right; empty ones are left out. Of a merged block only the first cell is listed.
 */
export interface Table {
  /** The path inside the round folder, with `/`: `sheets/水务局.xlsx`. */
  readonly file: string
  /** Sheet name; null for CSV. */
  readonly sheet: string | null
  readonly cells: ReadonlyArray<Cell>
  readonly merges: ReadonlyArray<Merge>
  /** 1-based numbers of hidden rows and columns, and whether the sheet itself is hidden. Hidden cells are read, and told. */
  readonly hidden: {
    readonly sheet: boolean
    readonly rows: ReadonlyArray<number>
    readonly columns: ReadonlyArray<number>
  }
}

export interface Cell {
  /** 1-based. In CSV the row is the line on which the record begins. */
  readonly row: number
  readonly column: number
  readonly content: Content
}

/** What a cell holds. A percentage is a number whose cell format shows `%`; a day is a serial (see Day.ts), already freed of 1904. */
export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly percent: boolean }
  | { readonly kind: "day"; readonly day: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** `#DIV/0!` and its like, or a formula without a stored result (`text` is then `=…`). */
  | { readonly kind: "error"; readonly text: string }

export interface Merge {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

/** `B7` of row 7, column 2. */
export const cellName = (row: number, column: number): string => {
  let letters = ""
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row}`
}
