import { brief, fixed } from "../text/points.ts"
import { clip, padEnd, padStart, width, wrap } from "../text/width.ts"
import { type TrialLine, trialLines } from "./contents.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight, whatifDetail } from "./layout.ts"
import type { Results } from "./Results.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"
import type { Outcome, Standing } from "./Trials.ts"

/** 测算: what would become of mark, total, place and grade, and who else would move. */
export const WhatifScreen = ({ page, state, results, colours }: Shown<PageOf<"whatif">>) => {
  const { columns } = state.size
  const lines = trialLines(results, page)
  const height = bodyHeight(state.size, "whatif")
  const outcome = results.trials?.outcome(page.agency, page.tried) ?? null
  const mark = results.mark(page.agency, page.criterion)
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(text) : colours.faint(text))
  const seen = lines.slice(page.list.top, page.list.top + height).map((line, index) => {
    const chosen = page.list.top + index === page.list.selected
    const text = lineOf(line, columns)
    return chosen ? colours.chosen(padEnd(text, columns)) : line.kind === "closed" ? colours.faint(text) : text
  })
  const selected = lines[page.list.selected]
  const long = selected === undefined || selected.kind === "value" ? null : selected.text
  const detail = [
    ...(long === null ? [] : wrap(long, columns).slice(0, 2).map(colours.faint)),
    ...wrap(
      page.tried.length === 0
        ? "尚未试填。Enter 试填所选一项;u 撤去最后一次;离开本屏即全部作废。"
        : `已试 ${page.tried.length} 次:${page.tried.map(({ says }) => says).join(";")}`,
      columns,
    ).slice(0, 2),
    ...(outcome === null || page.tried.length === 0 ? [] : movesLines(outcome, results, columns).slice(0, 2)),
  ]
  return (
    <Lines
      lines={[
        outcome === null ? "" : outcomeLine(outcome, page.criterion, mark?.title ?? "", { columns, colours }),
        `${tab(` 数据 ${page.criterion} `, page.pane === "values")} ${tab(" 先补什么 ", page.pane === "mend")}  ${colours.waiting("测算,不作填报依据")}`,
        colours.heading(colours.faint(padEnd(headingOf(page.pane, columns), columns))),
        ...seen,
        ...(lines.length === 0 ? [colours.faint(page.pane === "mend" ? "  没有失分" : "  本项没有可试填的数据")] : []),
        ...Array.from({ length: Math.max(0, height - Math.max(1, seen.length)) }, () => ""),
        colours.faint("─".repeat(columns)),
        ...Array.from({ length: whatifDetail - 1 }, (_, index) => detail[index] ?? ""),
      ]}
    />
  )
}

type Colours = Shown<unknown>["colours"]

const arrow = (before: string, after: string, colours: Colours, better: boolean): string =>
  before === after ? before : `${before} → ${(better ? colours.good : colours.lost)(after)}`

const totalText = ({ low, high }: Standing): string => (low === high ? fixed(low) : `${fixed(low)}~${fixed(high)}`)
const placeText = ({ place }: Standing): string => (place === null ? "未定" : `第 ${place}`)

const outcomeLine = (
  { before, after }: Outcome,
  criterion: string,
  title: string,
  { columns, colours }: { readonly columns: number; readonly colours: Colours },
): string => {
  const own = [before.awarded.get(criterion) ?? 0, after.awarded.get(criterion) ?? 0] as const
  const text = [
    `${colours.title("总分")} ${arrow(totalText(before), totalText(after), colours, after.low >= before.low)}`,
    `${colours.title("名次")} ${arrow(placeText(before), placeText(after), colours, (after.place ?? 999999) <= (before.place ?? 999999))}`,
    `${colours.title("等次")} ${arrow(before.grade ?? "未定", after.grade ?? "未定", colours, after.low >= before.low)}`,
    `${colours.title(criterion)} ${arrow(fixed(own[0]), fixed(own[1]), colours, own[1] >= own[0])}`,
  ].join("   ")
  const room = columns - width(text) - 1
  return room > 6 ? `${text} ${colours.faint(clip(title, room))}` : text
}

const movesLines = ({ moves, sent }: Outcome, results: Results, columns: number): ReadonlyArray<string> => {
  if (!sent) return ["本单位未报送,没有名次;只测算得分。"]
  if (moves.length === 0) return ["其他单位的名次、等次不变。"]
  const place = (one: number | null): string => (one === null ? "未定" : String(one))
  // no more than fit two lines
  const text = moves
    .slice(0, 40)
    .map(({ agency, from, to }) => {
      const name = results.row(agency)?.card.agency.short ?? results.name(agency)
      return `${name} ${place(from.place)}→${place(to.place)}${from.grade === to.grade ? "" : ` ${from.grade}→${to.grade}`}`
    })
    .join("、")
  return wrap(`随之变动 ${moves.length} 个:${text}`, columns)
}

const mends = { evidence: "补佐证", correct: "更正", act: "期内办" } as const

const headingOf = (pane: "values" | "mend", columns: number): string =>
  pane === "values"
    ? `  ${padEnd("填报项", labelRoom(columns))}  ${padEnd("现值", 20)}  试填`
    : `  ${padEnd("编号", 10)}${padEnd("指标", 26)}${padStart("可得", 7)}  ${padEnd("办法", 10)}办什么`

const labelRoom = (columns: number): number => Math.max(20, Math.min(50, columns - 50))

const lineOf = (line: TrialLine, columns: number): string => {
  switch (line.kind) {
    case "value": {
      const room = labelRoom(columns)
      return `  ${padEnd(clip(line.label, room), room)}  ${padEnd(clip(line.now, 20), 20)}  ${line.tried ?? ""}${line.closed ? `${line.tried === null ? "" : "  "}(本期已定,只能测算)` : ""}`
    }
    case "open": {
      const head = `  ${padEnd(clip(line.ids, 9), 10)}${padEnd(clip(line.title, 25), 26)}${padStart(`+${brief(line.points)}`, 7)}  ${padEnd(mends[line.mend], 10)}`
      return `${head}${clip(`${line.tried.says}${line.text === null ? "" : `;${line.text}`}`, columns - width(head))}`
    }
    case "closed": {
      const head = `  ${padEnd(clip(line.ids, 9), 10)}${padEnd(clip(line.title, 25), 26)}${padStart(brief(line.points), 7)}  ${padEnd("下一年度", 10)}`
      return `${head}${clip(line.text ?? "本期已不可改变", columns - width(head))}`
    }
  }
}
