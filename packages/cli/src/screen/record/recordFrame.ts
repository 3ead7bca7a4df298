import { clip, padEnd, width, wrap } from "../../text/width.ts"
import type { Colours } from "../Colours.ts"
import { keyLine } from "../keyLine.ts"
import { roles } from "./Desk.ts"
import { agencyLines, matterLines, matterListLines } from "./decidingFrame.ts"
import { listLines, more, rule } from "./frameParts.ts"
import { currentPage, type RecordPage, type RecordState } from "./RecordState.ts"
import { bindingsNow, helpFor } from "./recordKeys.ts"
import { roomOf } from "./recordLayout.ts"
import { confirmTexts, type Drawing } from "./recordTexts.ts"
import { scoringLines, taskLines } from "./scoringFrame.ts"

/** One frame of the screens on which something is entered, line by line. */
export const recordFrame = (state: RecordState, colours: Colours): ReadonlyArray<string> => {
  const { columns, rows } = state.size
  const drawing: Drawing = { columns, colours }
  const page = currentPage(state)
  const { overlay } = state
  const body =
    overlay?.kind === "help"
      ? helpLines(state, overlay, drawing)
      : overlay?.kind === "told"
        ? [
            colours.lost(overlay.title),
            rule(drawing),
            ...wrap(overlay.text, columns).slice(overlay.top, overlay.top + rows - 5),
          ]
        : pageLines(state, page, drawing)
  const room = Math.max(0, rows - 3)
  const filled = [...body.slice(0, room), ...Array.from({ length: Math.max(0, room - body.length) }, () => "")]
  return [
    titleLine(state, page, drawing),
    ...filled,
    statusLine(state, drawing),
    keyLine(bindingsNow(state), drawing),
  ].slice(-rows)
}

const titleLine = ({ desk }: RecordState, page: RecordPage, { columns, colours }: Drawing): string => {
  const right = `${desk.stage}  ${roles[desk.who.role]}  ${desk.who.name}`
  const room = columns - width(right) - 2
  const way = wayTo(desk, page)
  const head = [desk.title, ...way].join(" › ")
  const text = width(head) <= room || way.length === 0 ? head : way.join(" › ")
  return `${colours.title(padEnd(clip(text, room), room))}  ${colours.faint(right)}`
}

const wayTo = (desk: RecordState["desk"], page: RecordPage): ReadonlyArray<string> => {
  const task = (code: string): string => {
    const title = desk.scoring?.tasks.find(({ criterion }) => criterion === code)?.title ?? ""
    return `${code} ${title}`
  }
  const name = (code: string): string => desk.deciding?.agencies.find((one) => one.code === code)?.name ?? code
  switch (page.kind) {
    case "tasks":
      return ["评分"]
    case "scoring":
      return ["评分", task(page.criterion)]
    case "agencies":
      return ["认定"]
    case "matters":
      return ["认定", name(page.agency)]
    case "matter":
      return ["认定", name(page.agency)]
    case "confirm":
      return ["认定", "核对"]
  }
}

const pageLines = (state: RecordState, page: RecordPage, drawing: Drawing): ReadonlyArray<string> => {
  switch (page.kind) {
    case "tasks":
      return taskLines(state, page, drawing)
    case "scoring":
      return scoringLines(state, page, drawing)
    case "agencies":
      return agencyLines(state, page, drawing)
    case "matters":
      return matterListLines(state, page, drawing)
    case "matter":
      return matterLines(state, page, drawing)
    case "confirm": {
      const texts = confirmTexts(page, drawing)
      const room = roomOf(state, page)
      const seen = texts.slice(page.top, page.top + room)
      return [
        drawing.colours.title(clip("核对无误后按 Enter 记下;Esc 回去改", drawing.columns)),
        rule(drawing),
        ...seen,
        ...Array.from({ length: Math.max(0, room - seen.length) }, () => ""),
        more(page.top + room < texts.length, drawing),
      ]
    }
  }
}

const helpLines = (
  state: RecordState,
  { query, list }: { readonly query: string; readonly list: { readonly selected: number; readonly top: number } },
  drawing: Drawing,
): ReadonlyArray<string> => {
  const found = helpFor(state, query)
  return [
    drawing.colours.title(`按键(${found.length} 个):输入文字筛选 ${query}_`),
    ...listLines(
      found.map(({ shown, does }) => `  ${padEnd(shown, 11)}${does}`),
      { list, room: roomOf(state, null), none: "没有这样的按键" },
      drawing,
    ),
  ]
}

const statusLine = (state: RecordState, { columns, colours }: Drawing): string => {
  const { overlay, notice, saving } = state
  if (overlay?.kind === "drop") {
    const choice = (text: string, on: boolean): string => (on ? colours.chosen(` ${text} `) : ` ${text} `)
    return `${colours.waiting("填了的还没有记下:")}${choice("继续填写", overlay.selected === 0)} ${choice("放弃", overlay.selected === 1)}`
  }
  if (overlay?.kind === "find") {
    const page = currentPage(state)
    return `${colours.title("查找:")}${"query" in page ? page.query : ""}${colours.chosen(" ")}`
  }
  if (overlay?.kind === "told") return ""
  if (saving !== null) return colours.faint(`正在记下 ${clip(saving.says, columns - 12)}`)
  if (notice !== null) return colours[notice.tone](clip(notice.text, columns))
  return ""
}
