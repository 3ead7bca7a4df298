import { cardHeadline, gapLines } from "./gapLines.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"

/** 差距: how far to the places above and below and to the next grade. */
export const GapScreen = ({ page, state, results, colours }: Shown<PageOf<"gap">>) => {
  const row = results.row(page.agency)
  if (row === undefined) return <Lines lines={["没有这个单位"]} />
  const { columns } = state.size
  const lines = gapLines(results, page.agency, { columns, colours })
  return (
    <Lines
      lines={[
        cardHeadline(row, columns, colours),
        colours.faint("─".repeat(columns)),
        ...lines.slice(page.top, page.top + bodyHeight(state.size, "gap")),
      ]}
    />
  )
}
