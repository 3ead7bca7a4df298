import { clip, padEnd, padStart } from "../../text/width.ts"
import { kindSays, kindTitle, slotsOf, slotTitle } from "./DecisionForm.ts"
import { listLines, more, rule } from "./frameParts.ts"
import type { RecordPageOf, RecordState } from "./RecordState.ts"
import { footRoom, roomOf } from "./recordLayout.ts"
import { agenciesShown, mattersShown, ownShown, raisedShown, waitingShown } from "./recordLists.ts"
import { type Drawing, matterTexts, typing } from "./recordTexts.ts"

/** 认定: what waits, every agency, or what one wrote down. */
export const agencyLines = (
  state: RecordState,
  page: RecordPageOf<"agencies">,
  drawing: Drawing,
): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { deciding } = state.desk
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(` ${text} `) : colours.faint(` ${text} `))
  const tabs = [
    tab(`待办 ${deciding?.waiting.length ?? 0}`, page.pane === "waiting"),
    ...(deciding === null || deciding.raised.length === 0
      ? []
      : [tab(`申诉 ${deciding.raised.length}`, page.pane === "raised")]),
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
    case "raised":
      return [
        `${tabs}${query}`,
        headed(`  ${padEnd("单位", name)}${padEnd("指标", 8)}${padEnd("处理", 8)}申诉理由`),
        ...listLines(
          raisedShown(state, page.query).map(
            (one) =>
              `  ${padEnd(clip(one.name, name - 1), name)}${padEnd(one.criterion ?? "", 8)}${padEnd(one.answer !== null ? "已答复" : one.decided > 0 ? "有认定" : "待复核", 8)}${one.says}`,
          ),
          { ...list, none: "没有找到" },
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

/** Everything that can be decided about one agency. */
export const matterListLines = (
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

/** One matter, with the form to fill in beneath. */
export const matterLines = (
  state: RecordState,
  page: RecordPageOf<"matter">,
  drawing: Drawing,
): ReadonlyArray<string> => {
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
    const head = active
      ? colours.own(padEnd(slotTitle(slot, form.kind), label))
      : colours.faint(padEnd(slotTitle(slot, form.kind), label))
    if (slot === "save") {
      const text = " 核对并记下 "
      return `${" ".repeat(label)}${active ? colours.chosen(text) : colours.faint(text)}`
    }
    if (slot === "kind") {
      const at = `${sheet.kinds.indexOf(form.kind) + 1}/${sheet.kinds.length}`
      const text = `${kindTitle(form.kind)}  ${active ? "← →" : "   "} ${at}  ${kindSays[form.kind]}`
      return `${head}${active ? colours.own(clip(text, columns - label)) : clip(text, columns - label)}`
    }
    const hint =
      slot === "value" && form.value === "" ? `  ${colours.faint(clip(sheet.hint, columns - label - 4))}` : ""
    return `${head}${typing(form[slot], active, { columns: columns - label, colours })}${hint}`
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
