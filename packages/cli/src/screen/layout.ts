import type { Page, Size } from "./State.ts"

/** Lines between the title of the window and the body, for each screen. */
const headLines: { readonly [K in Page["kind"]]: number } = {
  ranking: 2,
  scorecard: 3,
  why: 2,
  gap: 2,
  common: 2,
  compare: 2,
  issues: 1,
  whatif: 3,
  year: 4,
  claims: 3,
}

/** Title, status and keys. */
const frameLines = 3

/** The selected problem in full, beneath the list. */
export const issueDetail = 7

/** What was tried and who moves, beneath the list. */
export const whatifDetail = 6

/** The selected line in full, and what one has to know before comparing. */
export const yearDetail = 5

/** The selected line in full. */
export const claimsDetail = 4

const details: { readonly [K in Page["kind"]]?: number } = {
  issues: issueDetail,
  whatif: whatifDetail,
  year: yearDetail,
  claims: claimsDetail,
}

/** From so many columns on, what is selected is explained beside the list. */
export const isWide = ({ columns }: Size): boolean => columns >= 132

/** Columns of the list, and of what stands beside it (0 where there is no room). */
export const panes = (size: Size, kind: Page["kind"]): { readonly main: number; readonly side: number } => {
  if (!isWide(size) || (kind !== "ranking" && kind !== "scorecard" && kind !== "why"))
    return { main: size.columns, side: 0 }
  const main = Math.floor(size.columns * 0.58)
  return { main, side: size.columns - main - 3 }
}

/** Lines that a list may take. */
export const bodyHeight = (size: Size, kind: Page["kind"]): number =>
  Math.max(2, size.rows - frameLines - headLines[kind] - (details[kind] ?? 0))

/** Lines and columns of a window over the screen. */
export const windowSize = ({ columns, rows }: Size): Size => ({
  columns: Math.min(columns - 4, 88),
  rows: Math.max(4, Math.min(rows - 6, 30)),
})
