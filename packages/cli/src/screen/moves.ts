import { bare } from "./Colours.ts"
import { claimRows } from "./claimRows.ts"
import { cardLines, commonLines, compareLines, issueLines, lostOf, trialLines } from "./contents.ts"
import { gapLines } from "./gapLines.ts"
import { bodyHeight, windowSize } from "./layout.ts"
import type { Results } from "./Results.ts"
import {
  type Action,
  atStart,
  currentPage,
  homeOf,
  type List,
  noFilter,
  type Page,
  type PageOf,
  type State,
  type View,
} from "./State.ts"
import { whyScreenLines } from "./whyScreenLines.ts"
import { yearRows } from "./yearRows.ts"

/** Steps that the screens share: opening and leaving pages, staying within lists, and what a page is about. */

export const typed = (text: string, action: Action): string =>
  action.type === "type" ? text + action.text : action.type === "erase" ? Array.from(text).slice(0, -1).join("") : text

export const closed = (state: State): State => ({ ...state, overlay: null })

export const push = (state: State, page: Page): State => ({
  ...state,
  pages: [state.pages[0], ...state.pages.slice(1), page],
})

export const replace = (state: State, page: Page): State => {
  if (state.pages.length === 1) return page.kind === "ranking" ? { ...state, pages: [page] } : state
  return { ...state, pages: [state.pages[0], ...state.pages.slice(1, -1), page] }
}

export const goBack = (state: State, page: Page): State => {
  if (state.pages.length > 1) return { ...state, pages: [state.pages[0], ...state.pages.slice(1, -1)] }
  if (page.kind !== "ranking" || page.view.filter === noFilter) return state
  return replace(state, { ...page, view: { ...page.view, filter: noFilter }, list: atStart })
}

/** Another view of the same board, still on the same agency where it is shown. */
export const seeing = (results: Results, state: State, page: PageOf<"ranking">, view: View): State => {
  const code = results.shown(page.view, state.initials)[page.list.selected]?.card.agency.code
  const at = results.shown(view, state.initials).findIndex(({ card }) => card.agency.code === code)
  return {
    ...state,
    pages: [{ ...page, view, list: { selected: Math.max(0, at), top: page.list.top } }, ...state.pages.slice(1)],
  }
}

/** A scorecard opens on its largest loss, so that one key more says why. */
export const scorecardOf = (results: Results, agency: string): PageOf<"scorecard"> => {
  const page: PageOf<"scorecard"> = { kind: "scorecard", agency, pane: "tree", folded: [], list: atStart }
  const lines = cardLines(results, page)
  const losses = lines.map((line) => (line.kind === "mark" ? lostOf(line.mark) + line.mark.pending : 0))
  const most = Math.max(0, ...losses)
  return { ...page, list: { selected: most === 0 ? 0 : losses.indexOf(most), top: 0 } }
}

export const agencyOf = (results: Results, state: State, page: Page): string | null => {
  switch (page.kind) {
    case "ranking":
      return results.shown(page.view, state.initials)[page.list.selected]?.card.agency.code ?? null
    case "scorecard":
    case "why":
    case "whatif":
    case "gap":
    case "year":
    case "claims":
      return page.agency
    default:
      return null
  }
}

/** The agency before or after in the order of the ranking. */
export const neighbour = (results: Results, state: State, agency: string, by: number): string => {
  const view = state.pages[0].view
  const board = results.boardOf(agency)
  const rows = results.shown(view.board === board ? view : homeOf(board).view, state.initials)
  const all = rows.some(({ card }) => card.agency.code === agency) ? rows : results.shown(homeOf(board).view, null)
  const at = all.findIndex(({ card }) => card.agency.code === agency)
  return all[clamp(at + by, 0, all.length - 1)]?.card.agency.code ?? agency
}

/** The criterion that a screen is about, or that is selected on it. */
export const criterionOf = (results: Results, page: Page): string | null => {
  if (page.kind === "why" || page.kind === "whatif") return page.criterion
  const line = page.kind === "scorecard" ? cardLines(results, page)[page.list.selected] : undefined
  return line?.kind === "mark" ? line.mark.criterion : null
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
    case "year":
      return yearRows(results, page).length
    case "claims":
      return claimRows(results, page).length
    case "issues":
      return issueLines(results, page).length
  }
}

export const heightOf = (state: State, page: Page): number => bodyHeight(state.size, page.kind)

export const moved = (results: Results, state: State, page: Page, by: number): Page => {
  if (page.kind === "why" || page.kind === "gap") {
    const most = Math.max(0, countOf(results, state, page) - heightOf(state, page))
    return { ...page, top: clamp(page.top + by, 0, most) }
  }
  return { ...page, list: { ...page.list, selected: page.list.selected + by } }
}

export const inWindow = (state: State, list: List, action: Action, count: number): List => {
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
export const settled = (results: Results, state: State): State => {
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

export const within = (list: List, count: number, height: number): List => {
  const selected = clamp(list.selected, 0, Math.max(0, count - 1))
  const highest = Math.max(0, count - height)
  const top = clamp(clamp(list.top, selected - height + 1, selected), 0, highest)
  return selected === list.selected && top === list.top ? list : { selected, top }
}

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))

export const toggled = (list: ReadonlyArray<string>, one: string): ReadonlyArray<string> =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
