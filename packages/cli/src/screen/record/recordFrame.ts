import { clip, padEnd, padStart, width, wrap } from "../../text/width.ts"
import type { Colours } from "../Colours.ts"
import { type FormSlot, kindSays, kindTitle, slotsOf } from "./Deciding.ts"
import { roles } from "./Desk.ts"
import { currentPage, type RecordPage, type RecordPageOf, type RecordState } from "./RecordState.ts"
import { bindingsNow, helpFor } from "./recordKeys.ts"
import { footRoom, roomOf } from "./recordLayout.ts"
import { agenciesShown, mattersShown, ownShown, waitingShown } from "./recordLists.ts"
import { confirmTexts, type Drawing, matterTexts, scoringTexts, typing } from "./recordTexts.ts"

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
  return [titleLine(state, page, drawing), ...filled, statusLine(state, drawing), keyLine(state, drawing)].slice(-rows)
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
    case "confirm":
      return [
        drawing.colours.title("核对无误后按 Enter 记下;Esc 回去改"),
        rule(drawing),
        ...confirmTexts(page, drawing).slice(page.top, page.top + roomOf(state, page)),
      ]
  }
}

const rule = ({ columns, colours }: Drawing): string => colours.faint("─".repeat(columns))

/** Lines of a list from its top on, what is selected marked. */
const listLines = (
  lines: ReadonlyArray<string>,
  {
    list,
    room,
    none,
  }: {
    readonly list: { readonly selected: number; readonly top: number }
    readonly room: number
    readonly none: string
  },
  { columns, colours }: Drawing,
): ReadonlyArray<string> => {
  if (lines.length === 0) return [colours.faint(`  ${none}`)]
  return lines.slice(list.top, list.top + room).map((line, index) => {
    const text = clip(line, columns)
    return list.top + index === list.selected ? colours.chosen(padEnd(text, columns)) : text
  })
}

// ── scoring ─────────────────────────────────────────────────────────────────────────────────────────────────

const taskLines = (state: RecordState, page: RecordPageOf<"tasks">, drawing: Drawing): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { scoring } = state.desk
  const counted = (scoring?.tasks ?? []).map((task) => {
    const done = task.agencies.filter((agency) => scoring?.own(task.criterion, agency) !== null).length
    return { task, done, left: task.agencies.length - done }
  })
  const done = counted.reduce((sum, one) => sum + one.done, 0)
  const left = counted.reduce((sum, one) => sum + one.left, 0)
  const room = Math.max(16, Math.min(48, columns - 46))
  return [
    left === 0
      ? colours.good(`应评 ${done} 份,已全部评完。`)
      : `${colours.title(`已评 ${done} 份,还有 ${left} 份没有评。`)}${colours.faint("各单位次序随人、随指标打乱,各评各的,互不知晓。")}`,
    rule(drawing),
    colours.heading(
      colours.faint(
        padEnd(`  ${padEnd("指标", room)}  ${padEnd("幅度", 18)}${padStart("已评", 6)}${padStart("未评", 6)}`, columns),
      ),
    ),
    ...listLines(
      counted.map(
        ({ task, done, left }) =>
          `  ${padEnd(clip(`${task.criterion} ${task.title}`, room), room)}  ${padEnd(clip(task.range, 17), 18)}${padStart(String(done), 6)}${padStart(left === 0 ? "评完" : String(left), 6)}`,
      ),
      { list: page.list, room: roomOf(state, page), none: "本批次没有由人评分的指标" },
      drawing,
    ),
  ]
}

const scoringLines = (state: RecordState, page: RecordPageOf<"scoring">, drawing: Drawing): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { scoring } = state.desk
  const sheet = scoring?.sheet(page.criterion, page.agency)
  const task = scoring?.tasks.find(({ criterion }) => criterion === page.criterion)
  if (scoring == null || sheet == null || task === undefined) return ["没有这项评分"]
  const left = task.agencies.filter((agency) => scoring.own(task.criterion, agency) === null).length
  const own = scoring.own(page.criterion, page.agency)
  const right = `第 ${task.agencies.indexOf(page.agency) + 1} 个,共 ${task.agencies.length} 个;${left === 0 ? "都已评过" : `还有 ${left} 个没有评`}`
  const room = columns - width(right) - 2
  const texts = scoringTexts(state, page, drawing)
  const body = roomOf(state, page)
  const seen = texts.slice(page.top, page.top + body)
  const hint =
    own === null ? sheet.range : `${sheet.range};${own.line === null ? "" : "已评,改了另记一条,"}${own.place}`
  const { form } = page
  const field = (label: string, slot: "points" | "reason", note: string): string => {
    const head = form.slot === slot ? colours.own(padEnd(label, 6)) : colours.faint(padEnd(label, 6))
    const active = form.slot === slot
    const wide = columns - 6 - (note === "" ? 0 : width(note) + 2)
    const text = typing(form[slot], active, { columns: Math.max(12, wide), colours })
    return note === "" || wide < 12 ? `${head}${text}` : `${head}${padEnd(text, wide)}  ${colours.faint(note)}`
  }
  return [
    `${colours.title(padEnd(clip(`${sheet.name}(${sheet.group})`, room), room))}  ${left === 0 ? colours.good(right) : right}`,
    rule(drawing),
    ...seen,
    ...Array.from({ length: Math.max(0, body - seen.length) }, () => ""),
    more(page.top + body < texts.length, drawing),
    field(sheet.lose ? "扣分" : "评分", "points", clip(hint, Math.max(0, columns - 24))),
    field("理由", "reason", ""),
  ]
}

/** The line between text and form, saying where there is more to read. */
const more = (isMore: boolean, { columns, colours }: Drawing): string => {
  const text = " 下面还有,PgDn 翻看 "
  return isMore && columns > width(text) + 4
    ? colours.faint(`${"─".repeat(columns - width(text) - 2)}${text}──`)
    : colours.faint("─".repeat(columns))
}

// ── deciding ────────────────────────────────────────────────────────────────────────────────────────────────

const agencyLines = (state: RecordState, page: RecordPageOf<"agencies">, drawing: Drawing): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { deciding } = state.desk
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(` ${text} `) : colours.faint(` ${text} `))
  const tabs = [
    tab(`待办 ${deciding?.waiting.length ?? 0}`, page.pane === "waiting"),
    tab(`单位 ${deciding?.agencies.length ?? 0}`, page.pane === "agencies"),
    tab(`本人已录 ${deciding?.own.length ?? 0}`, page.pane === "own"),
  ].join(" ")
  const name = Math.max(16, Math.min(34, Math.floor(columns * 0.36)))
  const headed = (text: string): string => colours.heading(colours.faint(padEnd(clip(text, columns), columns)))
  const list = { list: page.list, room: roomOf(state, page) }
  const query = page.query === "" ? "" : colours.own(`  查找 ${page.query}`)
  switch (page.pane) {
    case "waiting":
      return [
        `${tabs}${query}`,
        headed(`  ${padEnd("单位", name)}${padEnd("认定什么", 30)}  现在`),
        ...listLines(
          waitingShown(state, page.query).map(
            (line) =>
              `  ${padEnd(clip(line.name, name - 1), name)}${padEnd(clip(line.matter.title, 29), 30)}  ${line.now}`,
          ),
          { ...list, none: page.query === "" ? "没有等考核组认定的事项;按 Tab 看全部单位" : "没有找到" },
          drawing,
        ),
      ]
    case "agencies":
      return [
        `${tabs}${query}`,
        headed(`  ${padEnd("单位", name)}${padStart("待办", 6)}${padStart("已认定", 8)}  组`),
        ...listLines(
          agenciesShown(state, page.query).map(
            (one) =>
              `  ${padEnd(clip(one.name, name - 1), name)}${padStart(one.waiting === 0 ? "" : String(one.waiting), 6)}${padStart(one.decided === 0 ? "" : String(one.decided), 8)}  ${one.group}`,
          ),
          { ...list, none: "没有找到" },
          drawing,
        ),
      ]
    case "own":
      return [
        `${tabs}${query}`,
        headed(`  ${padEnd("条", 5)}${padEnd("单位", name)}认定`),
        ...listLines(
          ownShown(state, page.query).map(
            (one) => `  ${padEnd(String(one.line), 5)}${padEnd(clip(one.name, name - 1), name)}${one.says}`,
          ),
          { ...list, none: page.query === "" ? "您还没有录入认定意见" : "没有找到" },
          drawing,
        ),
      ]
  }
}

const matterListLines = (
  state: RecordState,
  page: RecordPageOf<"matters">,
  drawing: Drawing,
): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const agency = state.desk.deciding?.agencies.find(({ code }) => code === page.agency)
  const title = Math.max(20, Math.min(56, Math.floor(columns * 0.5)))
  return [
    `${colours.title(clip(`${agency?.name ?? page.agency}(${agency?.group ?? ""})`, columns))}${page.query === "" ? "" : colours.own(`  查找 ${page.query}`)}`,
    colours.heading(
      colours.faint(padEnd(clip(`  ${padEnd("指标、填报项", title)}${padEnd("认定", 5)}现在`, columns), columns)),
    ),
    ...listLines(
      mattersShown(state, page).map(({ matter, now, decided }) => {
        const indent = matter.what === "field" ? "    " : "  "
        const label = padEnd(clip(`${indent}${matter.title}`, title + 1), title + 2)
        return `${label}${padEnd(decided === 0 ? "" : String(decided), 5)}${now}`
      }),
      { list: page.list, room: roomOf(state, page), none: page.query === "" ? "没有可认定的事项" : "没有找到" },
      drawing,
    ),
  ]
}

const slotTitles: { readonly [S in FormSlot]: string } = {
  kind: "类型",
  value: "新值",
  reason: "理由",
  basis: "依据",
  second: "另一名认定人",
  on: "日期",
  save: "",
}

const matterLines = (state: RecordState, page: RecordPageOf<"matter">, drawing: Drawing): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const sheet = state.desk.deciding?.sheet(page.agency, page.matter)
  if (sheet == null) return ["没有这个认定事项"]
  const { form } = page
  const label = 14
  const texts = matterTexts(state, page, drawing)
  const body = roomOf(state, page)
  const seen = texts.slice(page.top, page.top + body)
  const slots = slotsOf(form.kind)
  const drawn = slots.map((slot): string => {
    const active = form.slot === slot
    const head = active ? colours.own(padEnd(slotTitles[slot], label)) : colours.faint(padEnd(slotTitles[slot], label))
    if (slot === "save") {
      const text = " 核对并记下 "
      return `${" ".repeat(label)}${active ? colours.chosen(text) : colours.faint(text)}`
    }
    if (slot === "kind") {
      const at = `${sheet.kinds.indexOf(form.kind) + 1}/${sheet.kinds.length}`
      const text = `${kindTitle(form.kind)}  ${active ? "← →" : "   "} ${at}  ${kindSays[form.kind]}`
      return `${head}${active ? colours.own(clip(text, columns - label)) : clip(text, columns - label)}`
    }
    return `${head}${typing(form[slot], active, { columns: columns - label, colours })}`
  })
  // on a low window, those around the one that is being filled in
  const room = footRoom(page, state.size) - 1
  const from = Math.max(0, Math.min(slots.indexOf(form.slot) - Math.floor(room / 2), drawn.length - room))
  return [
    colours.title(clip(sheet.matter.title, columns)),
    rule(drawing),
    ...seen,
    ...Array.from({ length: Math.max(0, body - seen.length) }, () => ""),
    more(page.top + body < texts.length, drawing),
    ...drawn.slice(from, from + room),
  ]
}

// ── what is the same everywhere ─────────────────────────────────────────────────────────────────────────────

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

const keyLine = (state: RecordState, { columns, colours }: Drawing): string => {
  const all = bindingsNow(state).filter(({ label }) => label !== "")
  const last = all.filter(({ shown }) => shown === "?" || shown === "q")
  const first = all.filter((one) => !last.includes(one))
  const size = (list: typeof all): number =>
    list.reduce((sum, { shown, label }) => sum + width(shown) + width(label) + 3, 0)
  let fits = first.length
  while (fits > 0 && size(first.slice(0, fits)) + size(last) > columns) fits -= 1
  return [...first.slice(0, fits), ...last]
    .map(({ shown, label }) => `${colours.key(shown)} ${colours.faint(label)}`)
    .join("  ")
}
