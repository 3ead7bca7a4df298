import { fixed } from "../text/points.ts"
import { clip, padEnd, padStart, width } from "../text/width.ts"
import { bar } from "./bar.ts"
import { type CardLine, cardLines, lostOf, minus } from "./contents.ts"
import { cardHeadline } from "./gapLines.ts"
import { Beside, Lines } from "./Lines.tsx"
import { bodyHeight, panes } from "./layout.ts"
import type { Row } from "./Results.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"
import { markHeadline, whyLines } from "./whyLines.ts"

/** 得分单: the criteria of one agency with what each gave, beside the group's mean and best. */
export const ScorecardScreen = ({ page, state, results, colours }: Shown<PageOf<"scorecard">>) => {
  const row = results.row(page.agency)
  if (row === undefined) return <Lines lines={["没有这个单位"]} />
  const { main, side } = panes(state.size, "scorecard")
  const height = bodyHeight(state.size, "scorecard")
  const lines = cardLines(results, page)
  const seen = lines.slice(page.list.top, page.list.top + height)
  const draw = page.pane === "tree" ? treeLine : lossLine
  const drawn = seen.map((line, index) => {
    const chosen = page.list.top + index === page.list.selected
    const text = draw(line, { row, results, columns: main, colours: chosen ? untoned(colours) : colours })
    return chosen ? colours.chosen(padEnd(text, main)) : text
  })
  const body = [
    headingOf(page.pane, main, colours),
    ...drawn,
    ...(lines.length === 0 ? ["", colours.good("  各项均未失分")] : []),
  ]
  const line = lines[page.list.selected]
  const mark = line?.kind === "mark" ? line.mark : null
  return (
    <>
      <Lines lines={[cardHeadline(row, state.size.columns, colours), tabs(page, row, colours)]} />
      {side === 0 ? (
        <Lines lines={body} />
      ) : (
        <Beside
          main={body}
          side={
            mark === null
              ? []
              : [
                  colours.title(clip(`${mark.criterion} ${mark.title}`, side)),
                  markHeadline({ mark, peer: undefined }, { columns: side, colours }),
                  "",
                  ...whyLines(mark, { columns: side, colours }),
                ]
          }
          columns={main}
          height={height + 1}
          faint={colours.faint}
        />
      )}
    </>
  )
}

type Colours = Shown<unknown>["colours"]

/** Within a reversed line other colours would only make noise. */
const untoned = (colours: Colours): Colours => {
  const same = (text: string): string => text
  return { ...colours, title: same, faint: same, good: same, lost: same, waiting: same, own: same }
}

const tabs = (page: PageOf<"scorecard">, { card }: Row, colours: Colours): string => {
  const lossy = card.marks.filter((mark) => lostOf(mark) > 0).length
  const open = card.marks.filter(({ pending }) => pending !== 0).length
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(text) : colours.faint(text))
  return `${tab(` 全部指标 ${card.marks.length} `, page.pane === "tree")} ${tab(
    ` 失分 ${lossy}${open === 0 ? "" : ` 待定 ${open}`} `,
    page.pane === "losses",
  )}`
}

interface Drawn {
  readonly row: Row
  readonly results: Shown<unknown>["results"]
  readonly columns: number
  readonly colours: Colours
}

const numbers = ["满分", "得分", "失分", "组均", "最高"]
const numberWidth = 7
const stateWidth = 12

/** Columns left for titles, and for a bar where there is room. */
const roomOf = (columns: number): { readonly title: number; readonly bar: number } => {
  const rest = columns - numbers.length * numberWidth - stateWidth - 2
  const bar = rest >= 46 ? Math.min(16, rest - 36) : 0
  return { title: Math.max(16, rest - (bar === 0 ? 0 : bar + 2)), bar }
}

const headingOf = (pane: "tree" | "losses", columns: number, colours: Colours): string => {
  if (pane === "losses")
    return colours.heading(padEnd(`  ${padEnd("指标", 30)}  ${padStart("失分", 7)}  理由`, columns))
  const room = roomOf(columns)
  const text = `  ${padEnd("指标", room.title - 2)}${numbers.map((title) => padStart(title, numberWidth)).join("")}${
    room.bar === 0 ? "" : " ".repeat(room.bar + 2)
  }  状态`
  return colours.heading(colours.faint(padEnd(text, columns)))
}

const treeLine = (line: CardLine, { row, results, columns, colours }: Drawn): string => {
  const room = roomOf(columns)
  const cell = (text: string): string => padStart(text, numberWidth)
  if (line.kind === "section") {
    const { section, folded } = line
    const title = `${folded ? "+" : "-"} ${section.code} ${section.title}`
    const lost = section.bonus ? 0 : minus(section.full, section.high)
    const bars =
      room.bar === 0
        ? ""
        : `  ${bar({ low: section.awarded, high: section.high, most: section.full }, room.bar, { ...colours, lost: colours.good })}`
    return `${colours.title(padEnd(clip(title, room.title), room.title))}${colours.title(
      `${cell(fixed(section.full))}${cell(fixed(section.awarded))}`,
    )}${lost > 0 ? colours.lost(cell(fixed(lost))) : cell("")}${cell("")}${cell("")}${bars}`
  }
  const { mark } = line
  const lost = lostOf(mark)
  const peer = results.peer(row.card, mark.criterion)
  const title = padEnd(clip(`    ${mark.criterion} ${mark.title}`, room.title), room.title)
  const points =
    mark.pending !== 0
      ? colours.waiting(cell(`${fixed(mark.pending)}?`))
      : lost > 0
        ? colours.lost(cell(fixed(lost)))
        : cell("")
  const bars =
    room.bar === 0
      ? ""
      : `  ${bar({ low: mark.awarded, high: mark.awarded + mark.pending, most: mark.full }, room.bar, colours)}`
  const quiet = lost === 0 && mark.pending === 0 ? colours.faint : (text: string): string => text
  return `${quiet(title)}${quiet(cell(fixed(mark.full)))}${quiet(cell(fixed(mark.awarded)))}${points}${colours.faint(
    `${cell(peer === undefined ? "" : fixed(peer.mean))}${cell(peer === undefined ? "" : fixed(peer.best))}`,
  )}${bars}  ${stateText(mark.state, colours)}`
}

const stateText = (state: string, colours: Colours): string =>
  state.startsWith("待")
    ? colours.waiting(state)
    : ["已填报", "核验一致", "已评分"].includes(state)
      ? colours.faint(state)
      : clip(state, stateWidth)

const lossLine = (line: CardLine, { columns, colours }: Drawn): string => {
  if (line.kind !== "mark") return ""
  const { mark } = line
  const lost = lostOf(mark)
  const first = mark.deductions.filter(({ points }) => points !== 0)
  const reason = [...first.map(({ reason }) => reason), ...mark.open.map(({ why }) => why)].join(";")
  const points =
    mark.pending !== 0
      ? colours.waiting(padStart(`${fixed(mark.pending)}?`, 7))
      : colours.lost(padStart(fixed(lost), 7))
  const head = `  ${padEnd(clip(`${mark.criterion} ${mark.title}`, 30), 30)}  ${points}  `
  return `${head}${clip(reason, Math.max(8, columns - width(head)))}`
}
