import { showPlaces } from "@fadu/engine"
import { clip, padEnd, width } from "../text/width.ts"
import { type IssueLine, issueLines } from "./contents.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight, issueDetail } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"
import { labelled } from "./whyLines.ts"

const words = { error: "错误", warning: "提醒", note: "说明" } as const

/** 问题: what is wrong with what was handed in, where it stands, and what to do; and who still owes what. */
export const IssuesScreen = ({ page, state, results, colours }: Shown<PageOf<"issues">>) => {
  const { columns } = state.size
  const lines = issueLines(results, page)
  const height = bodyHeight(state.size, "issues")
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(text) : colours.faint(text))
  const counts = { issues: 0, owed: 0 }
  counts.issues = issueLines(results, { ...page, pane: "issues" }).length
  counts.owed = issueLines(results, { ...page, pane: "owed" }).length
  const selected = lines[page.list.selected]
  const shown = lines.slice(page.list.top, page.list.top + height).map((line, index) => {
    const text = oneLine(line, results.name, columns, colours)
    return page.list.top + index === page.list.selected ? colours.chosen(padEnd(text.plain, columns)) : text.painted
  })
  return (
    <Lines
      lines={[
        `${tab(` 问题 ${counts.issues} `, page.pane === "issues")} ${tab(` 欠办 ${counts.owed} `, page.pane === "owed")}`,
        ...shown,
        ...(lines.length === 0 ? [colours.good("  没有")] : []),
        ...Array.from({ length: Math.max(0, height - Math.max(shown.length, 1)) }, () => ""),
        colours.faint("─".repeat(columns)),
        ...(selected === undefined ? [] : detail(selected, results.name, { columns, colours })).slice(
          0,
          issueDetail - 1,
        ),
      ]}
    />
  )
}

type Colours = Shown<unknown>["colours"]

const oneLine = (
  line: IssueLine,
  name: (agency: string) => string,
  columns: number,
  colours: Colours,
): { readonly plain: string; readonly painted: string } => {
  if (line.kind === "owed") {
    const text = clip(`  ${line.owed.who}:${line.owed.what}(${line.owed.criterion},${name(line.owed.agency)})`, columns)
    return { plain: text, painted: text }
  }
  const { issue } = line
  const tone =
    issue.severity === "error" ? colours.lost : issue.severity === "warning" ? colours.waiting : colours.faint
  const word = words[issue.severity]
  const about = issue.agency === null ? "细则、批次" : name(issue.agency)
  const room = 28
  const rest = `  ${padEnd(clip(about, room), room)}  ${clip(issue.message, columns - width(word) - room - 6)}`
  return { plain: `  ${word}${rest}`, painted: `  ${tone(word)}${rest}` }
}

const detail = (
  line: IssueLine,
  name: (agency: string) => string,
  drawing: { readonly columns: number; readonly colours: Colours },
): ReadonlyArray<string> =>
  line.kind === "owed"
    ? [
        ...labelled("谁办", line.owed.who, drawing),
        ...labelled("办什么", line.owed.what, drawing),
        ...labelled("单位", name(line.owed.agency), drawing),
        ...labelled("指标", line.owed.criterion, drawing),
      ]
    : [
        ...labelled("出处", showPlaces(line.issue), drawing),
        ...labelled("问题", line.issue.message, drawing),
        ...labelled("办法", line.issue.remedy, drawing),
      ]
