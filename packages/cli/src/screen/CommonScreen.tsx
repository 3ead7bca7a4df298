import { fixed } from "../text/points.ts"
import { clip, padEnd, padStart, width } from "../text/width.ts"
import { bar } from "./bar.ts"
import { commonLines } from "./contents.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"

/** 共性问题: the criteria where most agencies lost points. */
export const CommonScreen = ({ page, state, results, colours }: Shown<PageOf<"common">>) => {
  const { columns } = state.size
  const lines = commonLines(results, page)
  const height = bodyHeight(state.size, "common")
  const title = Math.min(40, Math.max(20, columns - 52))
  const room = Math.max(8, Math.min(24, columns - title - 34))
  const tabs = results.boards
    .map((board, index) => {
      const text = ` ${board.title} `
      return index === page.board ? colours.chosen(text) : colours.faint(text)
    })
    .join(" ")
  const heading = `  ${padEnd("指标", title)}${padStart("失分单位", 10)}  ${" ".repeat(room)}${padStart("共失", 8)}  涉及单位`
  return (
    <Lines
      lines={[
        tabs,
        colours.heading(colours.faint(padEnd(heading, columns))),
        ...lines.slice(page.list.top, page.list.top + height).map((line, index) => {
          const chosen = page.list.top + index === page.list.selected
          const head = `  ${padEnd(clip(`${line.criterion} ${line.title}`, title), title)}${padStart(`${line.agencies.length}/${line.of}`, 10)}  `
          const share = { low: line.agencies.length, high: line.agencies.length, most: line.of }
          const tail = `${padStart(fixed(line.lost), 8)}  `
          const names = clip(
            line.agencies.map(({ name }) => name).join("、"),
            Math.max(2, columns - width(head) - room - width(tail)),
          )
          const same = (text: string): string => text
          const quiet = { good: same, lost: same, waiting: same, faint: same }
          return chosen
            ? colours.chosen(padEnd(`${head}${bar(share, room, quiet)}${tail}${names}`, columns))
            : `${head}${bar(share, room, { ...colours, good: colours.lost })}${tail}${colours.faint(names)}`
        }),
        ...(lines.length === 0 ? ["", colours.good("  没有失分的指标")] : []),
      ]}
    />
  )
}
