import { clip, padEnd, padStart, width } from "../../text/width.ts"
import { listLines, more, rule } from "./frameParts.ts"
import type { RecordPageOf, RecordState } from "./RecordState.ts"
import { roomOf } from "./recordLayout.ts"
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
