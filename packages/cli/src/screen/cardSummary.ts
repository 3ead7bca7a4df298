import { fixed } from "../text/points.ts"
import { clip, padEnd, padStart, wrap } from "../text/width.ts"
import { bar } from "./bar.ts"
import { isNotable, lostOf } from "./contents.ts"
import { cardHeadline, heldBack } from "./gapLines.ts"
import type { Results, Row } from "./Results.ts"
import type { Drawing } from "./whyLines.ts"

/** One agency in short, beside the ranking: its sections, and where its points went. */
export const cardSummary = (results: Results, row: Row, drawing: Drawing): ReadonlyArray<string> => {
  const { columns, colours } = drawing
  const { card } = row
  const peer = results.peer(card, null)
  const room = Math.min(24, Math.max(10, columns - 44))
  const notable = card.marks.filter(isNotable).sort((a, b) => lostOf(b) + b.pending - lostOf(a) - a.pending)
  return [
    colours.title(
      `${card.agency.name}${card.agency.short === null ? "" : `(${card.agency.short})`}  ${card.agency.code}`,
    ),
    cardHeadline(row, columns, colours),
    ...(peer === undefined ? [] : [colours.faint(`组均 ${fixed(peer.mean)}  最高 ${fixed(peer.best)}`)]),
    ...heldBack(card, drawing),
    ...(card.agency.remark === null ? [] : wrap(card.agency.remark, columns).map(colours.faint)),
    "",
    ...card.sections.map(
      (section) =>
        `${padEnd(clip(`${section.code} ${section.title}`, 28), 28)} ${padStart(fixed(section.awarded), 6)}${colours.faint(`/${fixed(section.full)}`)} ${bar({ low: section.awarded, high: section.high, most: section.full }, room, { ...colours, lost: colours.good })}`,
    ),
    ...(card.views ?? []).flatMap(({ title, parts }) => [
      "",
      colours.title(title),
      ...parts.map(
        (part) =>
          `${padEnd(clip(part.title, 28), 28)} ${padStart(fixed(part.awarded), 6)}${colours.faint(`/${fixed(part.full)}`)} ${bar({ low: part.awarded, high: part.high, most: part.full }, room, { ...colours, lost: colours.good })}`,
      ),
    ]),
    "",
    ...(notable.length === 0 ? [colours.good("各项均未失分")] : [colours.title("失分与待定")]),
    ...notable.slice(0, 36).flatMap((mark) => {
      const lost = lostOf(mark)
      const reason = mark.deductions.find(({ points }) => points !== 0)?.reason ?? mark.open[0]?.why ?? ""
      const points =
        mark.pending === 0
          ? colours.lost(padStart(fixed(lost), 6))
          : colours.waiting(padStart(`${fixed(mark.pending)}?`, 6))
      const title = padEnd(clip(`${mark.criterion} ${mark.title}`, 26), 26)
      return [`${title} ${points}  ${colours.faint(clip(reason, columns - 36))}`]
    }),
  ]
}
