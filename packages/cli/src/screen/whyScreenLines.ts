import { isWide } from "./layout.ts"
import type { Results } from "./Results.ts"
import type { PageOf } from "./State.ts"
import { type Drawing, distributionLines, whyLines } from "./whyLines.ts"

/** The lines of the screen 为何; with room, the group stands beside them, else beneath. */
export const whyScreenLines = (
  results: Results,
  page: PageOf<"why">,
  { columns, colours }: Drawing,
): { readonly main: ReadonlyArray<string>; readonly side: ReadonlyArray<string>; readonly mainColumns: number } => {
  const row = results.row(page.agency)
  const mark = results.mark(page.agency, page.criterion)
  if (row === undefined || mark === undefined) return { main: [], side: [], mainColumns: columns }
  const wide = isWide({ columns, rows: 0 })
  const mainColumns = wide ? Math.floor(columns * 0.6) : columns
  const sideColumns = wide ? columns - mainColumns - 3 : columns
  const rows = results.boards[results.boardOf(page.agency)]?.rows ?? []
  const group = distributionLines({ results, rows, card: row.card, mark }, { columns: sideColumns, colours })
  const main = whyLines(mark, { columns: mainColumns, colours })
  return wide ? { main, side: group, mainColumns } : { main: [...main, "", ...group], side: [], mainColumns }
}
