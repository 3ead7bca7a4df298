import { fixed } from "../text/points.ts"
import { wrap } from "../text/width.ts"
import { bare } from "./Colours.ts"
import { cardLines, commonLines, compareLines, isNotable, issueLines, lostOf, trialLines } from "./contents.ts"
import { filterChoices } from "./filterChoices.ts"
import { gapLines } from "./gapLines.ts"
import { actionOf, helpFor } from "./keys.ts"
import { bodyHeight, panes, windowSize } from "./layout.ts"
import type { Results } from "./Results.ts"
import { rankingColumns } from "./rankingColumns.ts"
import {
  type Action,
  atStart,
  byPlaceFirst,
  currentPage,
  homeOf,
  type List,
  noFilter,
  type Overlay,
  type Page,
  type PageOf,
  type State,
  type View,
} from "./State.ts"
import { sentencesOf } from "./whyLines.ts"
import { whyScreenLines } from "./whyScreenLines.ts"

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
        fresh.overlay === null ? onPage(results, fresh, action) : onOverlay(results, fresh, fresh.overlay, action),
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
      return { ...state, overlay: { kind: "export", path: "out/考核结果.xlsx" } }
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

const onCommon = (results: Results, state: State, page: PageOf<"common">, action: Action): State => {
  if (action.type === "pane") {
    const count = results.boards.length
    return replace(state, { ...page, board: (page.board + action.by + count) % count, list: atStart })
  }
  const line = commonLines(results, page)[page.list.selected]
  if (action.type !== "open" || line === undefined) return state
  const text = line.agencies.map(({ name, lost }) => `${name} ${fixed(lost)}`).join("、")
  return {
    ...state,
    overlay: {
      kind: "text",
      title: `${line.criterion} ${line.title}:失分 ${line.agencies.length} 个单位`,
      text: `${text}。`,
      top: 0,
    },
  }
}

const onCompare = (results: Results, state: State, page: PageOf<"compare">, action: Action): State => {
  switch (action.type) {
    case "side":
      return replace(state, { ...page, column: clamp(page.column + action.by, 0, page.agencies.length - 1) })
    case "pane":
      return replace(state, { ...page, pane: page.pane === "tree" ? "differences" : "tree", list: atStart })
    case "open": {
      const line = compareLines(results, page)[page.list.selected]
      const agency = page.agencies[page.column]
      return line === undefined || agency === undefined || results.mark(agency, line.code) === undefined
        ? state
        : push(state, { kind: "why", agency, criterion: line.code, top: 0 })
    }
    default:
      return state
  }
}

const openTrial = (results: Results, state: State, page: Page): State => {
  if (results.trials === null) return { ...state, notice: "这份结果只供阅看,不能测算" }
  const agency = agencyOf(results, state, page)
  const criterion = criterionOf(results, page)
  if (agency === null || page.kind === "ranking") return state
  const first = criterion ?? results.row(agency)?.card.marks[0]?.criterion
  return first === undefined
    ? state
    : push(state, {
        kind: "whatif",
        agency,
        criterion: first,
        pane: criterion === null ? "mend" : "values",
        tried: [],
        list: atStart,
      })
}

const onWhatif = (results: Results, state: State, page: PageOf<"whatif">, action: Action): State => {
  switch (action.type) {
    case "pane":
      return replace(state, { ...page, pane: page.pane === "values" ? "mend" : "values", list: atStart })
    case "undo":
      return page.tried.length === 0
        ? { ...state, notice: "没有可撤去的试填" }
        : replace(state, { ...page, tried: page.tried.slice(0, -1) })
    case "open": {
      const line = trialLines(results, page)[page.list.selected]
      switch (line?.kind) {
        case "value":
          return { ...state, overlay: { kind: "value", field: line.id, label: line.label, text: "" } }
        case "open":
          return page.tried.includes(line.tried)
            ? { ...state, notice: "这一项已经试过" }
            : replace(state, { ...page, tried: [...page.tried, line.tried] })
        case "closed":
          return { ...state, notice: "本期已不可改变,请列入下一年度" }
        default:
          return state
      }
    }
    case "reach": {
      const card = results.row(page.agency)?.card
      const found = card === undefined ? null : (results.trials?.reach(page.agency, results.bands(card.rubric)) ?? null)
      return found === null
        ? { ...state, notice: "已是最高等次,或本细则不分等次" }
        : { ...replace(state, { ...page, tried: found.tried }), notice: found.says }
    }
    default:
      return state
  }
}

const onIssues = (results: Results, state: State, page: PageOf<"issues">, action: Action): State => {
  switch (action.type) {
    case "pane":
      return replace(state, { ...page, pane: page.pane === "issues" ? "owed" : "issues", list: atStart })
    case "open": {
      const line = issueLines(results, page)[page.list.selected]
      const agency = line === undefined ? null : line.kind === "issue" ? line.issue.agency : line.owed.agency
      if (agency === null || results.row(agency) === undefined) return { ...state, notice: "此条不涉及某个单位" }
      return line?.kind === "owed" && results.mark(agency, line.owed.criterion) !== undefined
        ? push(state, { kind: "why", agency, criterion: line.owed.criterion, top: 0 })
        : push(state, scorecardOf(results, agency))
    }
    default:
      return state
  }
}

const onOverlay = (results: Results, state: State, overlay: Overlay, action: Action): State => {
  if (action.type === "back") return overlay.kind === "find" ? closeFind(results, state) : closed(state)
  switch (overlay.kind) {
    case "find":
      return onFind(results, state, action)
    case "help": {
      const found = helpFor(currentPage(state), overlay.query)
      if (action.type === "open") {
        const chosen = found[overlay.list.selected]
        return chosen === undefined ? closed(state) : reduce(results, closed(state), chosen.action)
      }
      const query = typed(overlay.query, action)
      if (query !== overlay.query) return { ...state, overlay: { ...overlay, query, list: atStart } }
      return { ...state, overlay: { ...overlay, list: inWindow(state, overlay.list, action, found.length) } }
    }
    case "filters": {
      const page = state.pages[0]
      const board = results.boards[page.view.board]
      const choices = board === undefined ? [] : filterChoices(board, page.view.filter)
      const chosen = choices[overlay.list.selected]
      if (action.type === "open" && chosen !== undefined) {
        return seeing(results, state, page, { ...page.view, filter: chosen.next })
      }
      return { ...state, overlay: { ...overlay, list: inWindow(state, overlay.list, action, choices.length) } }
    }
    case "export":
      if (action.type === "open") {
        const path = overlay.path.trim()
        return path === ""
          ? { ...state, notice: "请写出文件名" }
          : { ...closed(state), wish: { kind: "export", path }, notice: `正在写出 ${path}` }
      }
      return { ...state, overlay: { ...overlay, path: typed(overlay.path, action) } }
    case "value": {
      const page = currentPage(state)
      if (action.type !== "open") return { ...state, overlay: { ...overlay, text: typed(overlay.text, action) } }
      if (page.kind !== "whatif" || results.trials === null) return closed(state)
      const read = results.trials.read(page.agency, overlay.field, overlay.text.trim())
      return typeof read === "string"
        ? { ...state, notice: read }
        : replace(closed(state), { ...page, tried: [...page.tried, read] })
    }
    case "text": {
      const { columns, rows } = windowSize(state.size)
      const lines = wrap(overlay.text, columns - 4).length
      const by = action.type === "move" ? action.by : action.type === "page" ? action.by * (rows - 3) : 0
      return { ...state, overlay: { ...overlay, top: clamp(overlay.top + by, 0, Math.max(0, lines - (rows - 3))) } }
    }
  }
}

const onFind = (results: Results, state: State, action: Action): State => {
  const page = state.pages[0]
  const { view } = page
  switch (action.type) {
    case "open": {
      const shown = results.shown(view, state.initials)
      const [only] = shown
      return shown.length === 1 && only !== undefined
        ? push(closed(state), scorecardOf(results, only.card.agency.code))
        : closed(state)
    }
    case "type":
    case "erase":
      return replace(state, {
        ...page,
        view: { ...view, filter: { ...view.filter, text: typed(view.filter.text, action) } },
        list: atStart,
      })
    default:
      return action.type === "move" || action.type === "page" || action.type === "edge"
        ? onPage(results, state, action)
        : state
  }
}

const closeFind = (results: Results, state: State): State => {
  const page = state.pages[0]
  return seeing(results, closed(state), page, { ...page.view, filter: { ...page.view.filter, text: "" } })
}

const typed = (text: string, action: Action): string =>
  action.type === "type" ? text + action.text : action.type === "erase" ? Array.from(text).slice(0, -1).join("") : text

const closed = (state: State): State => ({ ...state, overlay: null })

const push = (state: State, page: Page): State => ({ ...state, pages: [state.pages[0], ...state.pages.slice(1), page] })

const replace = (state: State, page: Page): State => {
  if (state.pages.length === 1) return page.kind === "ranking" ? { ...state, pages: [page] } : state
  return { ...state, pages: [state.pages[0], ...state.pages.slice(1, -1), page] }
}

const goBack = (state: State, page: Page): State => {
  if (state.pages.length > 1) return { ...state, pages: [state.pages[0], ...state.pages.slice(1, -1)] }
  if (page.kind !== "ranking" || page.view.filter === noFilter) return state
  return replace(state, { ...page, view: { ...page.view, filter: noFilter }, list: atStart })
}

/** Another view of the same board, still on the same agency where it is shown. */
const seeing = (results: Results, state: State, page: PageOf<"ranking">, view: View): State => {
  const code = results.shown(page.view, state.initials)[page.list.selected]?.card.agency.code
  const at = results.shown(view, state.initials).findIndex(({ card }) => card.agency.code === code)
  return {
    ...state,
    pages: [{ ...page, view, list: { selected: Math.max(0, at), top: page.list.top } }, ...state.pages.slice(1)],
  }
}

/** A scorecard opens on its largest loss, so that one key more says why. */
const scorecardOf = (results: Results, agency: string): PageOf<"scorecard"> => {
  const page: PageOf<"scorecard"> = { kind: "scorecard", agency, pane: "tree", folded: [], list: atStart }
  const lines = cardLines(results, page)
  const losses = lines.map((line) => (line.kind === "mark" ? lostOf(line.mark) + line.mark.pending : 0))
  const most = Math.max(0, ...losses)
  return { ...page, list: { selected: most === 0 ? 0 : losses.indexOf(most), top: 0 } }
}

const agencyOf = (results: Results, state: State, page: Page): string | null => {
  switch (page.kind) {
    case "ranking":
      return results.shown(page.view, state.initials)[page.list.selected]?.card.agency.code ?? null
    case "scorecard":
    case "why":
    case "whatif":
      return page.agency
    default:
      return null
  }
}

/** The agency before or after in the order of the ranking. */
const neighbour = (results: Results, state: State, agency: string, by: number): string => {
  const view = state.pages[0].view
  const board = results.boardOf(agency)
  const rows = results.shown(view.board === board ? view : homeOf(board).view, state.initials)
  const all = rows.some(({ card }) => card.agency.code === agency) ? rows : results.shown(homeOf(board).view, null)
  const at = all.findIndex(({ card }) => card.agency.code === agency)
  return all[clamp(at + by, 0, all.length - 1)]?.card.agency.code ?? agency
}

/** The criterion that a screen is about, or that is selected on it. */
const criterionOf = (results: Results, page: Page): string | null => {
  if (page.kind === "why" || page.kind === "whatif") return page.criterion
  const line = page.kind === "scorecard" ? cardLines(results, page)[page.list.selected] : undefined
  return line?.kind === "mark" ? line.mark.criterion : null
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

/** How many lines the list or text of a page has. */
export const countOf = (results: Results, state: State, page: Page): number => {
  switch (page.kind) {
    case "ranking":
      return results.shown(page.view, state.initials).length
    case "scorecard":
      return cardLines(results, page).length
    case "why":
      return whyScreenLines(results, page, { columns: state.size.columns, colours: bare }).main.length
    case "gap":
      return gapLines(results, page.agency, { columns: state.size.columns, colours: bare }).length
    case "common":
      return commonLines(results, page).length
    case "compare":
      return compareLines(results, page).length
    case "whatif":
      return trialLines(results, page).length
    case "issues":
      return issueLines(results, page).length
  }
}

const heightOf = (state: State, page: Page): number => bodyHeight(state.size, page.kind)

const moved = (results: Results, state: State, page: Page, by: number): Page => {
  if (page.kind === "why" || page.kind === "gap") {
    const most = Math.max(0, countOf(results, state, page) - heightOf(state, page))
    return { ...page, top: clamp(page.top + by, 0, most) }
  }
  return { ...page, list: { ...page.list, selected: page.list.selected + by } }
}

const inWindow = (state: State, list: List, action: Action, count: number): List => {
  const height = windowSize(state.size).rows - 4
  switch (action.type) {
    case "move":
      return within({ ...list, selected: list.selected + action.by }, count, height)
    case "page":
      return within({ ...list, selected: list.selected + action.by * height }, count, height)
    case "edge":
      return within({ ...list, selected: action.to === "first" ? 0 : count - 1 }, count, height)
    default:
      return within(list, count, height)
  }
}

/** Every action ends here: what is selected exists and is on screen. */
const settled = (results: Results, state: State): State => {
  const page = currentPage(state)
  const count = countOf(results, state, page)
  const height = heightOf(state, page)
  if (page.kind === "why" || page.kind === "gap") {
    const top = clamp(page.top, 0, Math.max(0, count - height))
    return top === page.top ? state : replace(state, { ...page, top })
  }
  const list = within(page.list, count, height)
  return list === page.list ? state : replace(state, { ...page, list })
}

const within = (list: List, count: number, height: number): List => {
  const selected = clamp(list.selected, 0, Math.max(0, count - 1))
  const highest = Math.max(0, count - height)
  const top = clamp(clamp(list.top, selected - height + 1, selected), 0, highest)
  return selected === list.selected && top === list.top ? list : { selected, top }
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))

const toggled = (list: ReadonlyArray<string>, one: string): ReadonlyArray<string> =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
