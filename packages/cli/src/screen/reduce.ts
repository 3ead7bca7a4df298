import { cardLines, isNotable } from "./contents.ts"
import { actionOf } from "./keys.ts"
import { panes } from "./layout.ts"
import {
  agencyOf,
  clamp,
  criterionOf,
  goBack,
  heightOf,
  moved,
  neighbour,
  push,
  replace,
  scorecardOf,
  seeing,
  settled,
  toggled,
} from "./moves.ts"
import { onCommon, onCompare, onIssues } from "./onLists.ts"
import { onOverlay } from "./onOverlay.ts"
import { onPaired, openPaired } from "./onPaired.ts"
import { onWhatif, openTrial } from "./onWhatif.ts"
import type { Results } from "./Results.ts"
import { rankingColumns } from "./rankingColumns.ts"
import { type Action, atStart, byPlaceFirst, currentPage, homeOf, type Page, type PageOf, type State } from "./State.ts"
import { fullText, isText, viewTable } from "./viewTable.ts"
import { sentencesOf } from "./whyLines.ts"

/** The state after an action. Pure: what only the world can do is left in `wish`. */
export const reduce = (results: Results, state: State, action: Action): State => {
  switch (action.type) {
    case "press": {
      const found = actionOf(action.press, currentPage(state), state.overlay)
      return found === null ? state : reduce(results, state, found)
    }
    case "resize":
      return settled(results, { ...state, size: action.size })
    case "learn":
      return settled(results, { ...state, initials: action.initials })
    case "tell":
      return { ...state, notice: action.notice }
    case "granted":
      return { ...state, wish: null }
    case "quit":
      return { ...state, wish: { kind: "quit" } }
    default: {
      const fresh = state.notice === null ? state : { ...state, notice: null }
      return settled(
        results,
        fresh.overlay === null
          ? onPage(results, fresh, action)
          : onOverlay(results, fresh, {
              overlay: fresh.overlay,
              action,
              act: (at, next) => reduce(results, at, next),
            }),
      )
    }
  }
}

const onPage = (results: Results, state: State, action: Action): State => {
  const page = currentPage(state)
  switch (action.type) {
    case "move":
      return replace(state, moved(results, state, page, action.by))
    case "page":
      return replace(state, moved(results, state, page, action.by * Math.max(1, heightOf(state, page) - 1)))
    case "edge":
      return replace(state, moved(results, state, page, action.to === "first" ? -Infinity : Infinity))
    case "back":
      return goBack(state, page)
    case "help":
      return { ...state, overlay: { kind: "help", query: "", list: atStart } }
    case "export":
      return { ...state, overlay: { kind: "export", of: "workbook", path: "out/考核结果.xlsx" } }
    case "exportView": {
      const { title } = viewTable(results, state, page, "file")
      const name = title.replace(/[\s\\/:*?"<>|:]+/g, "")
      return { ...state, overlay: { kind: "export", of: "view", path: `out/${name}.${isText(page) ? "txt" : "xlsx"}` } }
    }
    case "full": {
      if (isText(page)) return { ...state, notice: "本屏没有截断的内容" }
      const table = viewTable(results, state, page, "screen")
      const text = fullText(table, "list" in page ? page.list.selected : 0)
      return text === "" ? state : { ...state, overlay: { kind: "text", title: table.title, text, top: 0 } }
    }
    case "copy":
      return copied(results, state, page)
    case "issues": {
      const agency = page.kind === "scorecard" ? page.agency : null
      return page.kind === "issues" ? state : push(state, { kind: "issues", agency, pane: "issues", list: atStart })
    }
    case "gap": {
      const agency = agencyOf(results, state, page)
      return agency === null || page.kind === "gap" ? state : push(state, { kind: "gap", agency, top: 0 })
    }
    case "year":
    case "claims":
      return openPaired(results, state, page, action.type)
    case "whatif":
      return openTrial(results, state, page)
    case "common":
      return page.kind === "ranking" ? push(state, { kind: "common", board: page.view.board, list: atStart }) : state
    default:
      return onKind(results, state, page, action)
  }
}

const onKind = (results: Results, state: State, page: Page, action: Action): State => {
  switch (page.kind) {
    case "ranking":
      return onRanking(results, state, page, action)
    case "scorecard":
      return onScorecard(results, state, page, action)
    case "why":
      return onWhy(results, state, page, action)
    case "gap":
      if (action.type === "open") return push(state, scorecardOf(results, page.agency))
      return action.type === "side"
        ? replace(state, { ...page, agency: neighbour(results, state, page.agency, action.by), top: 0 })
        : state
    case "common":
      return onCommon(results, state, page, action)
    case "compare":
      return onCompare(results, state, page, action)
    case "whatif":
      return onWhatif(results, state, page, action)
    case "year":
    case "claims":
      return onPaired(results, state, page, action)
    case "issues":
      return onIssues(results, state, page, action)
  }
}

const onRanking = (results: Results, state: State, page: PageOf<"ranking">, action: Action): State => {
  const { view } = page
  switch (action.type) {
    case "open": {
      const row = results.shown(view, state.initials)[page.list.selected]
      return row === undefined ? state : push(state, scorecardOf(results, row.card.agency.code))
    }
    case "side": {
      const board = results.boards[view.board]
      const last = board === undefined ? 0 : rankingColumns(board, panes(state.size, "ranking").main).length - 1
      return replace(state, { ...page, column: clamp(page.column + action.by, 0, last) })
    }
    case "pane": {
      const count = results.boards.length
      return count < 2
        ? state
        : replace(state, { ...homeOf((view.board + action.by + count) % count), column: page.column })
    }
    case "sort": {
      const board = results.boards[view.board]
      const column = board === undefined ? undefined : rankingColumns(board, state.size.columns)[page.column]
      if (column === undefined) return state
      const descending = view.sort.by === column.id ? !view.sort.descending : column.descends
      return seeing(results, state, page, { ...view, sort: { by: column.id, descending } })
    }
    case "byBase": {
      if (view.sort.by === "basePlace")
        return seeing(results, state, { ...page, column: 0 }, { ...view, sort: byPlaceFirst })
      const board = results.boards[view.board]
      const columns = board === undefined ? [] : rankingColumns(board, state.size.columns)
      const column = Math.max(
        0,
        columns.findIndex(({ id }) => id === "basePlace"),
      )
      return seeing(results, state, { ...page, column }, { ...view, sort: { by: "basePlace", descending: false } })
    }
    case "find":
      return { ...state, overlay: { kind: "find" } }
    case "filters":
      return { ...state, overlay: { kind: "filters", list: atStart } }
    case "mark": {
      const code = results.shown(view, state.initials)[page.list.selected]?.card.agency.code
      if (code === undefined) return state
      if (state.marked.includes(code)) return { ...state, marked: state.marked.filter((one) => one !== code) }
      return state.marked.length >= 4
        ? { ...state, notice: "最多选中四个单位;用空格撤去一个再选" }
        : { ...state, marked: [...state.marked, code] }
    }
    case "compare":
      return state.marked.length < 2
        ? { ...state, notice: "先用空格选中二至四个单位,再按 c 对比" }
        : push(state, { kind: "compare", agencies: state.marked, pane: "differences", list: atStart, column: 0 })
    default:
      return state
  }
}

const onScorecard = (results: Results, state: State, page: PageOf<"scorecard">, action: Action): State => {
  const lines = cardLines(results, page)
  const line = lines[page.list.selected]
  switch (action.type) {
    case "open":
      if (line === undefined) return state
      return line.kind === "mark"
        ? push(state, { kind: "why", agency: page.agency, criterion: line.mark.criterion, top: 0 })
        : replace(state, { ...page, folded: toggled(page.folded, line.section.code) })
    case "side": {
      if (line === undefined || page.pane === "losses") return state
      const code = line.kind === "section" ? line.section.code : line.mark.section
      const at = lines.findIndex((one) => one.kind === "section" && one.section.code === code)
      return action.by > 0
        ? replace(state, { ...page, folded: page.folded.filter((one) => one !== code) })
        : replace(state, {
            ...page,
            folded: page.folded.includes(code) ? page.folded : [...page.folded, code],
            list: { ...page.list, selected: Math.max(0, at) },
          })
    }
    case "foldAll": {
      const codes = results.row(page.agency)?.card.sections.map(({ code }) => code) ?? []
      return replace(state, { ...page, folded: page.folded.length === 0 ? codes : [], list: atStart })
    }
    case "pane": {
      const pane = page.pane === "tree" ? "losses" : "tree"
      return replace(state, { ...page, pane, list: atStart })
    }
    case "next": {
      const candidates = lines.flatMap((one, index) => (one.kind === "mark" && isNotable(one.mark) ? [index] : []))
      const at =
        action.by > 0
          ? candidates.find((index) => index > page.list.selected)
          : candidates.findLast((index) => index < page.list.selected)
      return at === undefined
        ? { ...state, notice: action.by > 0 ? "后面没有失分或待定的指标" : "前面没有失分或待定的指标" }
        : replace(state, { ...page, list: { ...page.list, selected: at } })
    }
    default:
      return state
  }
}

const onWhy = (results: Results, state: State, page: PageOf<"why">, action: Action): State => {
  switch (action.type) {
    case "next": {
      const marks = results.row(page.agency)?.card.marks ?? []
      const here = marks.findIndex(({ criterion }) => criterion === page.criterion)
      const found =
        action.by > 0
          ? marks.find((mark, index) => index > here && isNotable(mark))
          : marks.findLast((mark, index) => index < here && isNotable(mark))
      return found === undefined
        ? { ...state, notice: action.by > 0 ? "后面没有失分或待定的指标" : "前面没有失分或待定的指标" }
        : replace(state, { ...page, criterion: found.criterion, top: 0 })
    }
    case "side": {
      const agency = neighbour(results, state, page.agency, action.by)
      return results.mark(agency, page.criterion) === undefined
        ? { ...state, notice: "该单位没有这项指标" }
        : replace(state, { ...page, agency, top: 0 })
    }
    default:
      return state
  }
}

const copied = (results: Results, state: State, page: Page): State => {
  const agency = agencyOf(results, state, page)
  const criterion = criterionOf(results, page)
  const card = agency === null ? undefined : results.row(agency)?.card
  const mark = card === undefined || criterion === null ? undefined : results.mark(card.agency.code, criterion)
  return card === undefined || mark === undefined
    ? { ...state, notice: "先选中一项指标" }
    : { ...state, wish: { kind: "copy", text: sentencesOf(card, mark) }, notice: `已复制 ${mark.criterion} 的得分理由` }
}
