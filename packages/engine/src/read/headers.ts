import { key } from "./fold.ts"
import type { Page, Row } from "./Page.ts"

/** What stands above a column: one text, or several from top to bottom where the header has more rows. */
export interface Heading<Role> {
  readonly column: number
  readonly texts: ReadonlyArray<string>
  /** Cells of the heading; a cell merged over several columns belongs to each of them. */
  readonly cells: ReadonlyArray<number>
  readonly role: Role | null
}

/** The header of a table (表头): where its rows are, and what each column is. */
export interface Header<Role> {
  /** Places in `page.rows`. */
  readonly first: number
  readonly last: number
  readonly headings: ReadonlyArray<Heading<Role>>
  readonly weight: number
}

export interface HeaderRule<Role> {
  /** What a column is, by its texts from top to bottom and the key of the last of them; null when unknown. */
  readonly match: (texts: ReadonlyArray<string>, last: string) => Role | null
  /** How good a set of roles is; 0 when a table cannot be read with it. */
  readonly weigh: (roles: ReadonlyArray<Role>) => number
}

/** Titles and remarks stand above a header, so it is looked for in this many rows. */
export const searchedRows = 15
const deepest = 3

/**
 * The row, or the two or three rows, of the first fifteen that say best what the columns are. Merged cells stand over all their
 * columns. Where one row says as much as two, it is one row.
 */
export const findHeader = <Role>(page: Page, rule: HeaderRule<Role>): Header<Role> | null => {
  let best: Header<Role> | null = null
  const count = Math.min(searchedRows, page.rows.length)
  for (let first = 0; first < count; first++) {
    for (let depth = 1; depth <= deepest && first + depth <= page.rows.length; depth++) {
      const found = headerAt(page, { first, last: first + depth - 1 }, rule)
      if (found !== null && (best === null || found.weight > best.weight || isTighter(found, best))) best = found
    }
  }
  return best === null ? null : extended(page, best, rule)
}

/** A row below the header that only adds to it, such as a row of units, is part of it. */
const extended = <Role>(page: Page, header: Header<Role>, rule: HeaderRule<Role>): Header<Role> => {
  if (header.last + 1 >= page.rows.length) return header
  const longer = headerAt(page, { first: header.first, last: header.last + 1 }, rule)
  if (longer === null || longer.weight < header.weight) return header
  const row = page.rows[longer.last]
  const adds = longer.headings.some(
    ({ role, cells }) =>
      role !== null && cells.some((index) => row !== undefined && index >= row.first && index < row.end),
  )
  return adds ? longer : header
}

const isTighter = (a: Header<unknown>, b: Header<unknown>): boolean =>
  a.weight === b.weight && a.last - a.first < b.last - b.first && a.last === b.last

/** The header that some rows would be; null when they are none. */
export const headerAt = <Role>(
  page: Page,
  { first, last }: Pick<Header<Role>, "first" | "last">,
  rule: HeaderRule<Role>,
): Header<Role> | null => {
  const stacks = stacksOf(page, first, last)
  const headings: Array<Heading<Role>> = []
  const roles: Array<Role> = []
  for (const [column, stack] of stacks) {
    const { texts, cells, last } = stack
    const role = rule.match(texts, last)
    headings.push({ column, texts, cells, role })
    if (role !== null) roles.push(role)
  }
  const weight = rule.weigh(roles)
  return weight > 0 ? { first, last, headings: headings.sort((a, b) => a.column - b.column), weight } : null
}

interface Stack {
  readonly texts: ReadonlyArray<string>
  readonly cells: ReadonlyArray<number>
  /** The key of the last text. */
  readonly last: string
}

/** The stacks of a page by their first and last row: every rule looks at the same ones. */
const known = new WeakMap<Page, Map<number, ReadonlyMap<number, Stack>>>()

const stacksOf = (page: Page, first: number, last: number): ReadonlyMap<number, Stack> => {
  let ofPage = known.get(page)
  if (ofPage === undefined) {
    ofPage = new Map()
    known.set(page, ofPage)
  }
  const place = first * (deepest + 1) + last - first
  let stacks = ofPage.get(place)
  if (stacks === undefined) {
    stacks = stackTexts(page, first, last)
    ofPage.set(place, stacks)
  }
  return stacks
}

/** Whether a row says the header again, as it is printed on every page. */
export const repeatsHeader = (page: Page, header: Header<unknown>, row: Row): boolean => {
  const texts = new Map(header.headings.map((heading) => [heading.column, heading.texts.map(key)]))
  return [...page.of(row)].every(([index, { column }]) => texts.get(column)?.includes(page.key(index)))
}

const stackTexts = (page: Page, first: number, last: number): Map<number, Stack> => {
  const rows = page.rows.slice(first, last + 1)
  const top = rows[0]?.number ?? 0
  const bottom = rows[rows.length - 1]?.number ?? 0
  const columns = new Set<number>()
  for (const row of rows) for (const [, cell] of page.of(row)) columns.add(cell.column)
  const covering = page.mergesWithin(top, bottom)
  const over = (row: number, column: number): number => {
    const own = page.index(row, column)
    if (own >= 0) return own
    const block = covering.find(
      (merge) =>
        merge.row <= row &&
        row < merge.row + merge.rows &&
        merge.column <= column &&
        column < merge.column + merge.columns,
    )
    return block === undefined ? -1 : page.index(block.row, block.column)
  }
  // a text file has no merged cells: there an empty cell over a filled one continues the text to its left
  const isMerged = covering.length > 0
  const stacks = new Map<number, { texts: Array<string>; cells: Array<number>; last: string }>()
  const ordered = [...columns].sort((a, b) => a - b)
  for (const column of ordered) stacks.set(column, { texts: [], cells: [], last: "" })
  for (const [depth, row] of rows.entries()) {
    let left = -1
    for (const column of ordered) {
      let index = over(row.number, column)
      if (index >= 0) left = index
      else if (!isMerged && depth < rows.length - 1 && page.index(rows[depth + 1]?.number ?? 0, column) >= 0)
        index = left
      const stack = stacks.get(column)
      if (index < 0 || stack === undefined || stack.cells.includes(index)) continue
      stack.cells.push(index)
      const same = page.key(index)
      if (same === stack.last) continue
      stack.texts.push(page.text(index))
      stack.last = same
    }
  }
  return stacks
}
