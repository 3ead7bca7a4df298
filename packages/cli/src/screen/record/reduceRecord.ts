import type { List, Size } from "../State.ts"
import { atStart } from "../State.ts"
import type { Desk } from "./Desk.ts"
import {
  currentPage,
  pop,
  type RecordAction,
  type RecordOverlay,
  type RecordPage,
  type RecordState,
  replace,
  say,
  typed,
} from "./RecordState.ts"
import { actionOf, helpFor } from "./recordKeys.ts"
import { inList, listCount, roomOf, textCount } from "./recordLayout.ts"
import {
  decidingSaved,
  freshMatter,
  isMatterDirty,
  onAgencies,
  onConfirm,
  onMatter,
  onMatters,
  proposedAgain,
} from "./reduceDeciding.ts"
import { atNextTask, freshScoring, isScoreDirty, onScoring, onTasks, scoringSaved } from "./reduceScoring.ts"

export const initialRecord = (desk: Desk, size: Size): RecordState =>
  atNextTask({
    desk,
    size,
    pages: [
      desk.scoring === null
        ? {
            kind: "agencies",
            pane: desk.deciding?.waiting.length === 0 ? "agencies" : "waiting",
            query: "",
            list: atStart,
          }
        : { kind: "tasks", list: atStart },
    ],
    overlay: null,
    notice: null,
    wish: null,
    saving: null,
    checking: false,
    held: [],
    remembered: { second: "", on: desk.asOf },
    initials: null,
  })

/** The state after an action (录入界面). Pure: what only the world can do is left in `wish`. */
export const reduceRecord = (state: RecordState, action: RecordAction): RecordState => {
  switch (action.type) {
    case "press": {
      if (state.saving !== null || state.checking) return { ...state, held: [...state.held, action.press] }
      const found = actionOf(action.press, state)
      return found === null ? state : reduceRecord(state, found)
    }
    case "resize":
      return settled({ ...state, size: action.size })
    case "learn":
      return { ...state, initials: action.initials }
    case "granted":
      return { ...state, wish: null }
    case "reloaded":
      return settled(reloaded(state, action.desk))
    case "saved": {
      const { saving } = state
      if (saving === null) return state
      const fresh = { ...state, desk: state.desk.after(action.saved), saving: null }
      const told = say(fresh, `已记下:${saving.says}(${action.saved.file} 第 ${action.saved.line} 条)`, "good")
      return caughtUp(settled(currentPage(state).kind === "scoring" ? scoringSaved(told) : decidingSaved(told)))
    }
    case "failed":
      return {
        ...state,
        saving: null,
        checking: false,
        held: [],
        overlay: { kind: "told", title: action.title, text: action.sentence, top: 0 },
      }
    default: {
      if (state.saving !== null || state.checking) return state
      const fresh = state.notice === null ? state : { ...state, notice: null }
      return settled(fresh.overlay === null ? onPage(fresh, action) : onOverlay(fresh, fresh.overlay, action))
    }
  }
}

/** The disk has answered: what was pressed meanwhile is done now. */
const caughtUp = (state: RecordState): RecordState =>
  state.held.reduce((next: RecordState, press) => reduceRecord(next, { type: "press", press }), { ...state, held: [] })

const leaving: ReadonlySet<RecordAction["type"]> = new Set(["back", "quit", "side", "next", "pane"])

/** Whether the screen would be left by the action, and what was typed on it lost. */
const drops = (page: RecordPage, action: RecordAction): boolean => {
  if (!leaving.has(action.type)) return false
  switch (page.kind) {
    case "matter":
      return action.type === "back" || action.type === "quit"
    case "confirm":
      return action.type === "quit"
    case "scoring":
      return action.type !== "pane"
    default:
      return false
  }
}

export const isDirty = (state: RecordState): boolean =>
  state.pages.some((page) => (page.kind === "scoring" ? isScoreDirty(state, page) : isMatterDirty(state, page)))

const onPage = (state: RecordState, action: RecordAction): RecordState => {
  const page = currentPage(state)
  if (drops(page, action) && isDirty(state))
    return { ...state, overlay: { kind: "drop", leaving: action, selected: 0 } }
  switch (action.type) {
    case "quit":
      return { ...state, wish: { kind: "quit" } }
    case "help":
      return { ...state, overlay: { kind: "help", query: "", list: atStart } }
    case "find":
      return "query" in page ? { ...state, overlay: { kind: "find" } } : state
    case "ranking":
      return state.desk.who.role === "lead" ? say({ ...state, wish: { kind: "ranking" } }, "正在重读考核批次…") : state
    case "back":
      return goBack(state, page)
    case "page":
      return moved(state, page, action.by * Math.max(1, roomOf(state, page) - 1))
    case "edge":
      return moved(state, page, action.to === "first" ? -Infinity : Infinity)
    case "move":
      if (page.kind !== "scoring" && page.kind !== "matter") return moved(state, page, action.by)
  }
  switch (page.kind) {
    case "tasks":
      return onTasks(state, page, action)
    case "scoring":
      return onScoring(state, page, action)
    case "agencies":
      return onAgencies(state, page, action)
    case "matters":
      return onMatters(state, page, action)
    case "matter":
      return onMatter(state, page, action)
    case "confirm":
      return onConfirm(state, page, action)
  }
}

const goBack = (state: RecordState, page: RecordPage): RecordState =>
  "query" in page && page.query !== "" ? replace(state, { ...page, query: "", list: atStart }) : pop(state)

const moved = (state: RecordState, page: RecordPage, by: number): RecordState =>
  "top" in page
    ? replace(state, { ...page, top: page.top + by })
    : replace(state, { ...page, list: { ...page.list, selected: page.list.selected + by } })

const onOverlay = (state: RecordState, overlay: RecordOverlay, action: RecordAction): RecordState => {
  const closed: RecordState = { ...state, overlay: null }
  switch (overlay.kind) {
    case "help": {
      const found = helpFor(closed, overlay.query)
      if (action.type === "back") return closed
      if (action.type === "open") {
        const chosen = found[overlay.list.selected]
        return chosen === undefined ? closed : reduceRecord(closed, chosen.action)
      }
      const query = typed(overlay.query, action)
      const list = query === overlay.query ? stepped(overlay.list, action) : atStart
      return { ...state, overlay: { ...overlay, query, list: inList(list, found.length, roomOf(state, null)) } }
    }
    case "find": {
      const page = currentPage(state)
      if (!("query" in page)) return closed
      if (action.type === "back") return replace(closed, { ...page, query: "", list: atStart })
      if (action.type === "open") return onPage(closed, action)
      const query = typed(page.query, action)
      return query === page.query
        ? replace(state, { ...page, list: stepped(page.list, action) })
        : replace(state, { ...page, query, list: atStart })
    }
    case "drop": {
      if (action.type === "back") return closed
      if (action.type === "move" || action.type === "side")
        return { ...state, overlay: { ...overlay, selected: overlay.selected === 0 ? 1 : 0 } }
      if (action.type !== "open") return state
      return overlay.selected === 0 ? closed : onPage(withoutTyped(closed), overlay.leaving)
    }
    case "told": {
      if (action.type === "back" || action.type === "open") return closed
      const by = action.type === "move" ? action.by : action.type === "page" ? action.by * 10 : 0
      return { ...state, overlay: { ...overlay, top: Math.max(0, overlay.top + by) } }
    }
  }
}

const stepped = (list: List, action: RecordAction): List =>
  action.type === "move" ? { ...list, selected: list.selected + action.by } : list

/** The round as it stands on the disk now. What is about to be confirmed is worked out again from it. */
const reloaded = (state: RecordState, desk: Desk | null): RecordState => {
  if (desk === null) return caughtUp({ ...state, checking: false })
  const fresh: RecordState = { ...state, desk, checking: false, held: [], notice: null }
  return currentPage(state).kind === "confirm"
    ? say(proposedAgain(fresh), "他人刚录入了新的内容,已重读并重新核对")
    : fresh
}

/** Everything typed and not written down, gone. */
const withoutTyped = (state: RecordState): RecordState => {
  const [first, ...rest] = state.pages
  const cleared = rest
    .filter(({ kind }) => kind !== "confirm")
    .map((page) =>
      page.kind === "scoring" ? freshScoring(state, page) : page.kind === "matter" ? freshMatter(state, page) : page,
    )
  return { ...state, pages: [first, ...cleared] }
}

/** Every action ends here: what is selected exists and is on screen. */
const settled = (state: RecordState): RecordState => {
  const page = currentPage(state)
  if ("top" in page) {
    const top = Math.max(0, Math.min(page.top, textCount(state, page) - roomOf(state, page)))
    return top === page.top ? state : replace(state, { ...page, top })
  }
  const list = inList(page.list, listCount(state, page), roomOf(state, page))
  return list === page.list ? state : replace(state, { ...page, list })
}
