import { fixed } from "../text/points.ts"
import { clip, padEnd, padStart } from "../text/width.ts"
import { compareLines } from "./contents.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight } from "./layout.ts"
import { placeText, totalText } from "./rankingColumns.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"

/** 对比: two to four agencies side by side, what differs most first. */
export const CompareScreen = ({ page, state, results, colours }: Shown<PageOf<"compare">>) => {
  const { columns } = state.size
  const rows = page.agencies.flatMap((agency) => results.row(agency) ?? [])
  const lines = compareLines(results, page)
  const height = bodyHeight(state.size, "compare")
  const cell = Math.max(11, Math.min(26, Math.floor((columns - 34) / Math.max(1, rows.length))))
  const title = Math.max(18, Math.min(44, columns - cell * rows.length - 16))
  const heads = rows.map((row, index) => {
    const text = padStart(clip(row.card.agency.short ?? row.card.agency.name, cell - 2), cell)
    return index === page.column ? colours.key(text) : text
  })
  const totals = rows.map((row) => padStart(`${totalText(row)}`, cell))
  return (
    <Lines
      lines={[
        `${padEnd("", title + 8)}${rows
          .map((row) => padStart(`${placeText(row)}${row.card.grade === null ? "" : ` ${row.card.grade}`}`, cell))
          .map(colours.faint)
          .join("")}`,
        `${padEnd(page.pane === "differences" ? `相异 ${lines.length} 项` : `全部 ${lines.length} 项`, title)}${padStart("满分", 8)}${heads.join("")}${colours.faint(padStart("相差", 8))}`,
        colours.title(`${padEnd("  总分", title + 8)}${totals.join("")}`),
        ...lines.slice(page.list.top, page.list.top + height - 1).map((line, index) => {
          const chosen = page.list.top + index === page.list.selected
          const known = line.awarded.flatMap((one) => (one === null ? [] : [one]))
          const best = Math.max(...known)
          const worst = Math.min(...known)
          const cells = line.awarded.map((one, at) => {
            const open = line.pending[at] ?? 0
            const text = padStart(one === null ? "—" : `${fixed(one)}${open === 0 ? "" : "+"}`, cell)
            if (chosen || one === null || line.spread === 0) return text
            return one === best ? colours.good(text) : one === worst ? colours.lost(text) : text
          })
          const text = `${padEnd(clip(`  ${line.code} ${line.title}`, title), title)}${padStart(fixed(line.full), 8)}${cells.join("")}${padStart(line.spread === 0 ? "" : fixed(line.spread), 8)}`
          return chosen ? colours.chosen(padEnd(text, columns)) : text
        }),
      ]}
    />
  )
}
