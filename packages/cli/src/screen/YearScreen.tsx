import type { AgencyYear, YearLine } from "@fadu/engine"
import { fixed, signed } from "../text/points.ts"
import { clip, padEnd, padStart, wrap } from "../text/width.ts"
import { changeText, gradesText, lineText, markText, percent, placesText, totalOf } from "../text/yearOnYear.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight, yearDetail } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"
import { type YearRow, yearRows } from "./yearRows.ts"

/** 同上年比较: total, place and grade of both years, and which criteria made the difference. */
export const YearScreen = ({ page, state, results, colours }: Shown<PageOf<"year">>) => {
  const { year } = results
  if (year === null) return <Lines lines={["没有上年结果"]} />
  const { columns } = state.size
  const own = year.of(page.agency)
  const rows = yearRows(results, page)
  const height = bodyHeight(state.size, "year")
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(text) : colours.faint(text))
  const lines = own?.lines.length ?? 0
  const seen = rows.slice(page.list.top, page.list.top + height).map((row, index) => {
    const chosen = page.list.top + index === page.list.selected
    const text = row.kind === "criterion" ? criterionLine(row.line, columns) : agencyLine(row.own, columns)
    return chosen ? colours.chosen(padEnd(text, columns)) : painted(row, text, colours)
  })
  const selected = rows[page.list.selected]
  const detail = [
    ...(selected === undefined ? [] : wrap(detailOf(selected), columns).slice(0, 2)),
    ...year.notes.flatMap((note) => wrap(`${note}。`, columns)).map(colours.faint),
  ]
  return (
    <Lines
      lines={[
        own === null ? colours.waiting("本单位上年没有结果") : clip(headline(own), columns),
        clip(`上年:${year.previous.title}(${year.previous.stage},基准日 ${year.previous.asOf})`, columns),
        `${tab(` 本单位 ${lines} 项 `, page.pane === "agency")} ${tab(" 全组 ", page.pane === "board")}`,
        colours.heading(colours.faint(padEnd(headingOf(page.pane, columns), columns))),
        ...seen,
        ...(rows.length === 0 ? [colours.faint(own === null ? "" : "  各项得分与上年相同")] : []),
        ...Array.from({ length: Math.max(0, height - Math.max(1, seen.length)) }, () => ""),
        colours.faint("─".repeat(columns)),
        ...Array.from({ length: yearDetail - 1 }, (_, index) => detail[index] ?? ""),
      ]}
    />
  )
}

type Colours = Shown<unknown>["colours"]

const painted = (row: YearRow, text: string, colours: Colours): string => {
  if (row.kind === "criterion" && row.line.kind === "other") return colours.faint(text)
  const change = row.kind === "criterion" ? row.line.merit : row.own.change
  return change < 0 ? colours.lost(text) : change > 0 ? colours.good(text) : text
}

const headline = (own: AgencyYear): string =>
  [
    `总分 ${totalOf(own.before)} → ${totalOf(own.now)}  ${changeText(own)}`,
    `名次 ${placesText(own)}`,
    `等次 ${gradesText(own)}`,
    ...(own.rate === null ? [] : [`得分率 ${percent(own.rate.before)} → ${percent(own.rate.now)}`]),
  ].join("   ")

const cell = 16

const titleRoom = (columns: number): number => Math.max(16, Math.min(44, columns - 2 * cell - 28))

const headingOf = (pane: PageOf<"year">["pane"], columns: number): string =>
  pane === "agency"
    ? `  ${padEnd("指标", titleRoom(columns))}${padStart("上年", cell)}${padStart("今年", cell)}${padStart("增减", 9)}  ${"说明"}`
    : `  ${padEnd("单位", nameRoom(columns))}${padStart("上年", 7)}${padStart("今年", 13)}${padStart("增减", 9)}  ${padEnd("名次", 12)}${padEnd("等次", 13)}差在哪里`

const criterionLine = (
  { criterion, title, before, now, change, rate, merit, kind, why }: YearLine,
  columns: number,
): string => {
  const room = titleRoom(columns)
  const name = padEnd(clip(criterion === null ? title : `${criterion} ${title}`, room), room)
  const mark = (one: YearLine["now"]): string => padStart(clip(one === null ? "—" : markText(one), cell - 1), cell)
  const about = rate === null ? why : `得分率 ${percent(rate.before)}→${percent(rate.now)}`
  const head = `  ${name}${mark(before)}${mark(now)}${padStart(signed(kind === "matched" ? merit : change), 9)}  `
  return clip(`${head}${about}`, columns)
}

const nameRoom = (columns: number): number => (columns >= 110 ? 32 : 12)

const agencyLine = (own: AgencyYear, columns: number): string => {
  const room = nameRoom(columns)
  const { agency } = own.now
  const name = columns >= 110 ? agency.name : (agency.short ?? agency.name)
  const made = own.lines
    .filter(({ kind }) => kind === "matched")
    .slice(0, 5)
    .map(({ criterion, merit }) => `${criterion} ${signed(merit)}`)
    .join("、")
  return clip(
    `  ${padEnd(clip(name, room - 1), room)}${padStart(fixed(own.before.range.low), 7)}${padStart(totalOf(own.now), 13)}${padStart(
      changeText(own),
      9,
    )}  ${padEnd(placesText(own), 12)}${padEnd(gradesText(own), 13)}${made}`,
    columns,
  )
}

const detailOf = (row: YearRow): string => {
  if (row.kind === "criterion") return `${lineText(row.line)}。`
  const { own } = row
  return `${own.now.agency.name}:总分上年 ${totalOf(own.before)} 分,今年 ${totalOf(own.now)} 分,增减 ${changeText(own)} 分${
    own.open ? "(尚有待定分值,按已确定的分计)" : ""
  }。`
}
