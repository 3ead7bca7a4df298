import { wrap } from "../text/width.ts"
import { filterChoices } from "./filterChoices.ts"
import { helpFor } from "./keys.ts"
import { windowSize } from "./layout.ts"
import { clamp, closed, inWindow, push, replace, scorecardOf, seeing, typed } from "./moves.ts"
import { reaching } from "./onWhatif.ts"
import type { Results } from "./Results.ts"
import { type Action, atStart, currentPage, type Overlay, type State } from "./State.ts"
import { viewTable } from "./viewTable.ts"

/** A key while something lies over the screen. */
interface Pressed<Kind extends Overlay["kind"] = Overlay["kind"]> {
  readonly overlay: Overlay & { readonly kind: Kind }
  readonly action: Action
  /** What an action does to a state, for the lines of the help, and for moving beneath the search. */
  readonly act: (state: State, action: Action) => State
}

export const onOverlay = (results: Results, state: State, { overlay, action, act }: Pressed): State => {
  if (action.type === "back") return overlay.kind === "find" ? closeFind(results, state) : closed(state)
  switch (overlay.kind) {
    case "find":
      return onFind(results, state, { overlay, action, act })
    case "help": {
      const found = helpFor(currentPage(state), overlay.query)
      if (action.type === "open") {
        const chosen = found[overlay.list.selected]
        return chosen === undefined ? closed(state) : act(closed(state), chosen.action)
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
        if (path === "") return { ...state, notice: "请写出文件名" }
        if (!(overlay.of === "view" ? /\.(?:xlsx|csv|txt)$/i : /\.xlsx$/i).test(path))
          return {
            ...state,
            notice: overlay.of === "view" ? "文件名须以 .xlsx、.csv 或 .txt 结尾" : "文件名须以 .xlsx 结尾",
          }
        const table = viewTable(results, state, currentPage(state), "file")
        const wish: State["wish"] =
          overlay.of === "view" ? { kind: "exportView", path, table } : { kind: "export", path }
        return { ...closed(state), wish, notice: `正在写出 ${path}` }
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
    case "goal": {
      const page = currentPage(state)
      if (action.type !== "open") return { ...state, overlay: { ...overlay, text: typed(overlay.text, action) } }
      if (page.kind !== "whatif") return closed(state)
      const card = results.row(page.agency)?.card
      const grades = (card === undefined ? [] : results.bands(card)).map(({ grade }) => grade)
      return (
        reaching(results, closed(state), page, overlay.text) ?? {
          ...state,
          notice: `请写总分,如 90${grades.length === 0 ? "" : `;或等次:${grades.join("、")}`}`,
        }
      )
    }
    case "text": {
      const { columns, rows } = windowSize(state.size)
      const lines = wrap(overlay.text, columns - 4).length
      const by = action.type === "move" ? action.by : action.type === "page" ? action.by * (rows - 3) : 0
      return { ...state, overlay: { ...overlay, top: clamp(overlay.top + by, 0, Math.max(0, lines - (rows - 3))) } }
    }
  }
}

const onFind = (results: Results, state: State, { overlay, action, act }: Pressed<"find">): State => {
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
        ? { ...act(closed(state), action), overlay }
        : state
  }
}

const closeFind = (results: Results, state: State): State => {
  const page = state.pages[0]
  return seeing(results, closed(state), page, { ...page.view, filter: { ...page.view.filter, text: "" } })
}
