import { clip, padEnd, padStart, width } from "../text/width.ts"
import { bar } from "./bar.ts"
import { cardSummary } from "./cardSummary.ts"
import { Beside, Lines } from "./Lines.tsx"
import { bodyHeight, panes } from "./layout.ts"
import type { Board, Row } from "./Results.ts"
import { frozen, type RankingColumn, rankingColumns } from "./rankingColumns.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"

/** 排名: one line for each agency of a group; only those in sight are drawn. */
export const RankingScreen = ({ page, state, results, colours }: Shown<PageOf<"ranking">>) => {
  const board = results.boards[page.view.board]
  if (board === undefined) return <Lines lines={["没有单位"]} />
  const { main, side } = panes(state.size, "ranking")
  const height = bodyHeight(state.size, "ranking")
  const rows = results.shown(page.view, state.initials)
  const columns = columnsInSight(rankingColumns(board, main), page.column, main)
  const seen = rows.slice(page.list.top, page.list.top + height)
  const body = [
    headingLine(columns, page, main, colours),
    ...seen.map((row, index) =>
      page.list.top + index === page.list.selected
        ? chosenLine(row, columns, { board, colours, width: main, marked: isMarked(state.marked, row) })
        : rowLine(row, columns, { board, colours, width: main, marked: isMarked(state.marked, row) }),
    ),
    ...(seen.length === 0 ? ["", colours.waiting("  没有符合条件的单位;按 Esc 撤去筛选")] : []),
  ]
  const selected = rows[page.list.selected]
  return (
    <>
      <Lines lines={[tabLine(results.boards, page.view.board, state.size.columns, colours)]} />
      {side === 0 ? (
        <Lines lines={body} />
      ) : (
        <Beside
          main={body}
          side={selected === undefined ? [] : cardSummary(results, selected, { columns: side, colours })}
          columns={main}
          height={height + 1}
          faint={colours.faint}
        />
      )}
    </>
  )
}

type Colours = Shown<unknown>["colours"]

const isMarked = (marked: ReadonlyArray<string>, row: Row): boolean => marked.includes(row.card.agency.code)

const tabLine = (boards: ReadonlyArray<Board>, at: number, columns: number, colours: Colours): string => {
  const tabs = boards.map((board, index) => {
    const text = ` ${board.title} ${board.rows.length} `
    return { text: index === at ? colours.chosen(text) : colours.faint(text), width: width(text) }
  })
  // the chosen tab stays in sight, however many groups there are
  let first = 0
  const reach = (from: number): number => tabs.slice(from, at + 1).reduce((sum, tab) => sum + tab.width + 1, 0)
  while (first < at && reach(first) > columns - 4) first += 1
  return `${first > 0 ? colours.faint("… ") : ""}${tabs
    .slice(first)
    .map(({ text }) => text)
    .join(" ")}`
}

const spaceOf = (column: RankingColumn): number => column.width + (column.bar === undefined ? 0 : column.bar + 1) + 2

/** The frozen columns, then those that begin where the chosen one is still in sight. */
const columnsInSight = (
  columns: ReadonlyArray<RankingColumn>,
  chosen: number,
  room: number,
): ReadonlyArray<RankingColumn> => {
  const fixed = columns.slice(0, frozen)
  const rest = columns.slice(frozen)
  const left = room - 2 - fixed.reduce((sum, column) => sum + spaceOf(column), 0)
  let start = 0
  const need = (): number => rest.slice(start, chosen - frozen + 1).reduce((sum, column) => sum + spaceOf(column), 0)
  while (start < chosen - frozen && need() > left) start += 1
  let used = 0
  return [
    ...fixed,
    ...rest.slice(start).filter((column) => {
      used += spaceOf(column)
      return used <= left
    }),
  ]
}

const headingLine = (
  columns: ReadonlyArray<RankingColumn>,
  page: PageOf<"ranking">,
  room: number,
  colours: Colours,
): string => {
  const { sort } = page.view
  let used = 2
  const cells = columns.map((column) => {
    const space = column.width + (column.bar === undefined ? 0 : column.bar + 1)
    const arrow = sort.by === column.id ? (sort.descending ? "↓" : "↑") : ""
    const title = `${clip(column.title, column.width - width(arrow))}${arrow}`
    const text = column.align === "right" ? padEnd(padStart(title, column.width), space) : padEnd(title, space)
    used += space + 2
    const chosen = column.position === page.column
    return `${chosen ? colours.heading(colours.key(text)) : colours.heading(colours.faint(text))}${colours.heading("  ")}`
  })
  return `${colours.heading("  ")}${cells.join("")}${colours.heading(" ".repeat(Math.max(0, room - used)))}`
}

interface Drawn {
  readonly board: Board
  readonly colours: Colours
  readonly width: number
  readonly marked: boolean
}

const cellOf = (row: Row, column: RankingColumn): string => {
  const text = clip(column.cell(row), column.width)
  return column.align === "right" ? padStart(text, column.width) : padEnd(text, column.width)
}

const rowLine = (row: Row, columns: ReadonlyArray<RankingColumn>, { board, colours, marked }: Drawn): string => {
  const tone =
    row.standing === "pending" ? colours.waiting : row.standing === "apart" ? colours.faint : (text: string) => text
  const cells = columns.map((column) => {
    const text = cellOf(row, column)
    const painted =
      column.id === "issues" && row.errors > 0
        ? colours.lost(text)
        : column.id === "name" && marked
          ? colours.own(text)
          : column.id === "name" && row.standing === "placed"
            ? text
            : tone(text)
    return column.bar === undefined ? painted : `${painted} ${barOf(row, board, column.bar, colours)}`
  })
  return `${marked ? colours.own("* ") : "  "}${cells.join("  ")}`
}

const barOf = ({ card }: Row, { most }: Board, room: number, colours: Colours): string =>
  bar({ low: card.range.low, high: card.range.high, most }, room, colours)

const plainTones: Pick<Colours, "good" | "lost" | "waiting" | "faint"> = {
  good: (text) => text,
  lost: (text) => text,
  waiting: (text) => text,
  faint: (text) => text,
}

const chosenLine = (
  row: Row,
  columns: ReadonlyArray<RankingColumn>,
  { board, colours, width: room, marked }: Drawn,
): string => {
  const cells = columns.map((column) => {
    const text = cellOf(row, column)
    return column.bar === undefined
      ? text
      : `${text} ${bar({ low: row.card.range.low, high: row.card.range.high, most: board.most }, column.bar, plainTones)}`
  })
  return colours.chosen(padEnd(`${marked ? "* " : "> "}${cells.join("  ")}`, room))
}
