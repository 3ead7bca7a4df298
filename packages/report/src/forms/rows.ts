import { type Cell, empty, type RowDraft, row, text } from "../Draft.ts"
import type { Role } from "../Role.ts"

/** A cell merged over so many columns: the rest of them stay empty in the same role. */
export const wide = (cell: Cell, columns: number): ReadonlyArray<Cell> => [
  cell,
  ...Array.from({ length: columns - 1 }, () => empty(cell.role)),
]

export const wideText = (value: string, role: Role, columns: number): ReadonlyArray<Cell> =>
  wide(text(value, role), columns)

/** The three lines above every table of a form: its number, its title, and who fills it in. The header follows in row 4. */
export const formHeading = (
  given: { readonly stamp: string; readonly title: string; readonly agency: Cell },
  columns: number,
): ReadonlyArray<RowDraft> => [
  row(wideText(given.stamp, "note", columns)),
  row(wideText(given.title, "workTitle", columns), { height: 26 }),
  row([text("填报单位", "head"), ...wide(given.agency, 2)], { height: 22 }),
]

export const headingMerges = (columns: number): ReadonlyArray<readonly [number, number, number, number]> => [
  [1, 1, 1, columns],
  [2, 1, 2, columns],
  [3, 2, 3, 3],
]
