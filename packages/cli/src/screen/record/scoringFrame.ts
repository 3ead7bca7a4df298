import { clip, padEnd, padStart, width } from "../../text/width.ts"
import { listLines, more, rule } from "./frameParts.ts"
import type { RecordPageOf, RecordState } from "./RecordState.ts"
import { roomOf, textColumns } from "./recordLayout.ts"
import { type Drawing, scoringTexts, typing } from "./recordTexts.ts"

/** 评分: the criteria, how many are done and left. */
export const taskLines = (state: RecordState, page: RecordPageOf<"tasks">, drawing: Drawing): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { scoring } = state.desk
  const counted = (scoring?.tasks ?? []).map((task) => {
    const done = task.agencies.filter((agency) => scoring?.own(task.criterion, agency) !== null).length
    return { task, done, left: task.agencies.length - done }
  })
  const done = counted.reduce((sum, one) => sum + one.done, 0)
  const left = counted.reduce((sum, one) => sum + one.left, 0)
  const room = Math.max(16, Math.min(48, columns - 46))
  const counts = clip(`已评 ${done} 份,还有 ${left} 份没有评。`, columns)
  const blind = "各单位次序随人、随指标打乱,各评各的,互不知晓。"
  return [
    left === 0
      ? colours.good(clip(`应评 ${done} 份,已全部评完。`, columns))
      : `${colours.title(counts)}${columns > width(counts) + width(blind) ? colours.faint(blind) : ""}`,
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

/** One agency on one criterion, with the two texts to fill in beneath. */
export const scoringLines = (
  state: RecordState,
  page: RecordPageOf<"scoring">,
  drawing: Drawing,
): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { scoring } = state.desk
  const sheet = scoring?.sheet(page.criterion, page.agency)
  const task = scoring?.tasks.find(({ criterion }) => criterion === page.criterion)
  if (scoring == null || sheet == null || task === undefined) return ["没有这项评分"]
  const left = task.agencies.filter((agency) => scoring.own(task.criterion, agency) === null).length
  const own = scoring.own(page.criterion, page.agency)
  const right = `第 ${task.agencies.indexOf(page.agency) + 1} 个,共 ${task.agencies.length} 个;${left === 0 ? "都已评过" : `还有 ${left} 个没有评`}`
  const room = columns - width(right) - 2
  const main = textColumns(state.size)
  const texts = scoringTexts(state, page, { columns: main, colours })
  const body = roomOf(state, page)
  const seen = texts.slice(page.top, page.top + body)
  const beside = main < columns ? ownLines(state, page, { columns: columns - main - 3, colours }, body) : []
  const { form } = page
  const field = (label: string, slot: "points" | "reason", note: string): string => {
    const head = padEnd(label, labelRoom)
    const active = form.slot === slot
    const text = typing(form[slot], active, { columns: Math.max(12, columns - labelRoom - width(note) - 2), colours })
    return `${active ? colours.own(head) : colours.faint(head)}${text}${note === "" ? "" : `  ${colours.faint(note)}`}`
  }
  const noted = own === null ? "" : own.line === null ? own.place : `已评,改了另记一条;${own.place}`
  return [
    `${colours.title(padEnd(clip(`${sheet.name}(${sheet.group})`, room), room))}  ${left === 0 ? colours.good(right) : right}`,
    rule(drawing),
    ...Array.from({ length: body }, (_, line) =>
      beside.length === 0
        ? (seen[line] ?? "")
        : `${padEnd(seen[line] ?? "", main)} ${colours.faint("│")} ${beside[line] ?? ""}`,
    ),
    more(page.top + body < texts.length, drawing),
    field(
      `${sheet.lose ? "扣分" : "评分"} ${sheet.range.replace("扣 ", "")}`,
      "points",
      clip(noted, Math.max(0, columns - labelRoom - 8 - width(form.points))),
    ),
    field("理由", "reason", ""),
  ]
}

const labelRoom = 16

/** With room, what one gave the others on this criterion: one's own measure, to stay with. */
const ownLines = (
  state: RecordState,
  { criterion, agency }: RecordPageOf<"scoring">,
  { columns, colours }: Drawing,
  room: number,
): ReadonlyArray<string> => {
  const { scoring } = state.desk
  const agencies = scoring?.tasks.find((task) => task.criterion === criterion)?.agencies ?? []
  const from = Math.max(0, Math.min(agencies.indexOf(agency) - Math.floor(room / 2), agencies.length - room + 1))
  const lines = agencies.slice(from, from + room - 1).map((code) => {
    const own = scoring?.own(criterion, code) ?? null
    const name = scoring?.sheet(criterion, code)?.name ?? code
    const text = clip(`${padEnd(clip(name, 28), 30)}${padStart(own?.points ?? "", 6)}  ${own?.reason ?? ""}`, columns)
    return code === agency ? colours.own(text) : own === null ? colours.faint(text) : text
  })
  return [colours.heading("本人在这一项上的评分"), ...lines]
}
