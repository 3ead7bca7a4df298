import { Beside, Lines } from "./Lines.tsx"
import { bodyHeight } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"
import { markHeadline } from "./whyLines.ts"
import { whyScreenLines } from "./whyScreenLines.ts"

/** 为何: why one mark is what it is, down to the cells. */
export const WhyScreen = ({ page, state, results, colours }: Shown<PageOf<"why">>) => {
  const mark = results.mark(page.agency, page.criterion)
  const row = results.row(page.agency)
  if (mark === undefined || row === undefined) return <Lines lines={["没有这项指标"]} />
  const { columns } = state.size
  const { main, side, mainColumns } = whyScreenLines(results, page, { columns, colours })
  const height = bodyHeight(state.size, "why")
  const seen = main.slice(page.top, page.top + height)
  return (
    <>
      <Lines
        lines={[
          markHeadline({ mark, peer: results.peer(row.card, mark.criterion) }, { columns, colours }),
          colours.faint("─".repeat(columns)),
        ]}
      />
      {side.length === 0 ? (
        <Lines lines={seen} />
      ) : (
        <Beside main={seen} side={side} columns={mainColumns} height={height} faint={colours.faint} />
      )}
    </>
  )
}
