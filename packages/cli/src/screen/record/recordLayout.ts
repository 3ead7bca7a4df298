import { bare } from "../Colours.ts"
import { isWide } from "../layout.ts"
import type { List, Size } from "../State.ts"
import { slotsOf } from "./DecisionForm.ts"
import type { RecordPage, RecordState } from "./RecordState.ts"
import { agenciesShown, mattersShown, ownShown, raisedShown, waitingShown } from "./recordLists.ts"
import { confirmTexts, matterTexts, scoringTexts } from "./recordTexts.ts"

/** Title, status and keys. */
const frameLines = 3

/** Lines above the list or text of each screen. */
export const headLines: { readonly [K in RecordPage["kind"]]: number } = {
  tasks: 3,
  scoring: 2,
  agencies: 2,
  matters: 2,
  matter: 2,
  confirm: 2,
}

/** Lines beneath it, where something is typed; fewer on a low window, then only those around what is being typed. */
export const footRoom = (page: RecordPage, { rows }: Size): number => {
  const slots = page.kind === "matter" ? slotsOf(page.form.kind).length : 0
  const wanted = { scoring: 3, matter: slots + 1, confirm: 1, tasks: 0, agencies: 0, matters: 0 }[page.kind]
  return Math.min(wanted, Math.max(3, rows - frameLines - 2 - 3))
}

/** Lines that the list or text may take; null for the help. */
export const roomOf = ({ size }: Pick<RecordState, "size">, page: RecordPage | null): number =>
  page === null
    ? Math.max(2, size.rows - frameLines - 1)
    : Math.max(2, size.rows - frameLines - headLines[page.kind] - footRoom(page, size))

export const listCount = (state: RecordState, page: RecordPage): number => {
  switch (page.kind) {
    case "tasks":
      return state.desk.scoring?.tasks.length ?? 0
    case "agencies":
      return { agencies: agenciesShown, waiting: waitingShown, raised: raisedShown, own: ownShown }[page.pane](
        state,
        page.query,
      ).length
    case "matters":
      return mattersShown(state, page).length
    default:
      return 0
  }
}

/** What a scorer reads leaves room for what he gave before, where there is any. */
export const textColumns = (size: Size): number => (isWide(size) ? Math.floor(size.columns * 0.58) : size.columns)

export const textCount = (state: RecordState, page: RecordPage): number => {
  const drawing = { columns: state.size.columns, colours: bare }
  switch (page.kind) {
    case "scoring":
      return scoringTexts(state, page, { ...drawing, columns: textColumns(state.size) }).length
    case "matter":
      return matterTexts(state, page, drawing).length
    case "confirm":
      return confirmTexts(page, drawing).length
    default:
      return 0
  }
}

/** The same list with what is selected there and on screen. */
export const inList = (list: List, count: number, room: number): List => {
  const selected = Math.max(0, Math.min(list.selected, count - 1))
  const top = Math.max(0, Math.min(Math.max(Math.min(list.top, selected), selected - room + 1), count - room))
  return selected === list.selected && top === list.top ? list : { selected, top }
}
