import { Rational, type ScorecardDocument } from "@fadu/engine"
import { limitSentence } from "../text/limitSentence.ts"
import { brief, fixed } from "../text/points.ts"
import { clip, padEnd, padStart, width, wrap } from "../text/width.ts"
import { lostOf, minus } from "./contents.ts"
import type { Results, Row } from "./Results.ts"
import { byPlace } from "./sortRows.ts"
import type { Drawing } from "./whyLines.ts"

/** What leaders ask (差距): how far to the places above and below and to the next grade, and which criteria make it. */
export const gapLines = (results: Results, agency: string, drawing: Drawing): ReadonlyArray<string> => {
  const row = results.row(agency)
  if (row === undefined) return []
  const { columns, colours } = drawing
  const { card } = row
  const rows = [...(results.boards[results.boardOf(agency)]?.rows ?? [])]
    .filter(({ standing }) => standing === "placed")
    .sort(byPlace)
  const { place } = card
  const above = place === null ? undefined : rows.findLast((one) => (one.card.place ?? 0) < place)
  const below = place === null ? undefined : rows.find((one) => (one.card.place ?? 0) > place)
  return [
    ...(place === null
      ? wrap(
          `本单位暂无名次(${row.standing === "pending" ? "尚有分值待定" : card.agency.status}),总分在 ${fixed(card.range.low)} 分至 ${fixed(card.range.high)} 分之间。`,
          columns,
        ).map(colours.waiting)
      : []),
    ...(above === undefined
      ? place === null
        ? []
        : [colours.title("前面没有单位"), ""]
      : [
          `${colours.title(`与第 ${above.card.place} 名 ${above.card.agency.name}`)}  ${colours.lost(`差 ${differenceText(above.card, card)}`)}`,
          ...differences(card, above.card, drawing),
          "",
        ]),
    ...(below === undefined
      ? place === null
        ? []
        : [colours.title("后面没有单位"), ""]
      : [
          `${colours.title(`与第 ${below.card.place} 名 ${below.card.agency.name}`)}  ${colours.good(`高 ${differenceText(card, below.card)}`)}`,
          ...differences(card, below.card, drawing),
          "",
        ]),
    ...gradeLines(results, row, drawing),
    ...(row.basePlace === null
      ? []
      : [
          colours.title("不计加分"),
          `  基础分 ${fixed(card.base)},按基础分列第 ${row.basePlace} 名;${card.bonus < 0 ? "加减分" : "加分"} ${fixed(card.bonus)},计入后列第 ${card.place} 名。`,
        ]),
  ]
}

/** Of totals that are printed alike and yet are not, how much it is in truth. */
const differenceText = (better: ScorecardDocument, worse: ScorecardDocument): string => {
  const printed = minus(better.range.low, worse.range.low)
  const [more, less] = [better.exact, worse.exact].map((text) => (text === undefined ? null : Rational.parse(text)))
  if (printed !== 0 || more == null || less == null) return `${fixed(printed)} 分`
  return `${more.minus(less).toDecimal(6) ?? "0"} 分(印出的总分相同)`
}

/** The criteria, bonus and adjustments that make the difference of two totals, largest first; each side's points beside it. */
const differences = (
  own: ScorecardDocument,
  other: ScorecardDocument,
  { columns, colours }: Drawing,
): ReadonlyArray<string> => {
  const theirs = new Map(other.marks.map((mark) => [mark.criterion, mark.awarded]))
  const lines = own.marks
    .map((mark) => ({
      mark,
      other: theirs.get(mark.criterion) ?? 0,
      gap: minus(mark.awarded, theirs.get(mark.criterion) ?? 0),
    }))
    .filter(({ gap }) => gap !== 0)
    .sort((a, b) => Math.abs(b.gap) - Math.abs(a.gap))
  const room = Math.min(34, columns - 36)
  const most = 6
  return [
    ...lines.slice(0, most).map(({ mark, other, gap }) => {
      const title = padEnd(clip(`${mark.criterion} ${mark.title}`, room), room)
      const points = `本单位 ${padStart(fixed(mark.awarded), 5)}  对方 ${padStart(fixed(other), 5)}`
      const paint = gap < 0 ? colours.lost : colours.good
      return `  ${title}  ${points}  ${paint(`${gap < 0 ? "−" : "+"}${fixed(Math.abs(gap))}`)}`
    }),
    ...(lines.length > most
      ? [colours.faint(`  另有 ${lines.length - most} 项不同;在排名中用空格选中两家,按 c 逐项对比`)]
      : []),
  ]
}

const gradeLines = (results: Results, { card }: Row, { columns, colours }: Drawing): ReadonlyArray<string> => {
  const bands = results.bands(card)
  const next = bands.filter(({ from }) => from > card.range.low).sort((a, b) => a.from - b.from)[0]
  const held = heldBack(card, { columns, colours })
  if (next === undefined && bands.length > 0 && held.length > 0) return [...held, ""]
  if (next === undefined) return bands.length === 0 ? [] : [colours.title(`已达最高等次 ${card.grade ?? ""}`), ""]
  const need = minus(next.from, card.range.low)
  const losses = card.marks.filter((mark) => lostOf(mark) > 0).sort((a, b) => lostOf(b) - lostOf(a))
  return [
    `${colours.title(`到${next.grade}(${brief(next.from)} 分${next.rationed ? ",限名额" : ""})`)}  ${colours.lost(`差 ${fixed(need)} 分`)}`,
    ...wrap(
      `  失分最多的:${losses
        .slice(0, 6)
        .map((mark) => `${mark.criterion} ${mark.title} ${fixed(lostOf(mark))}`)
        .join("、")}。`,
      columns,
      2,
    ),
    ...held,
    "",
  ]
}

/** What stands between the total and the grade: limits, and grades of which only so many are given. */
export const heldBack = (card: ScorecardDocument, { columns, colours }: Drawing): ReadonlyArray<string> => [
  ...card.limits.flatMap((limit) =>
    wrap(limitSentence(limit), columns, 2).map(limit.state === "成立" ? colours.lost : colours.waiting),
  ),
  ...(card.quota === undefined ? [] : wrap(`${card.quota}。`, columns, 2).map(colours.waiting)),
]

/** One line that fits a heading. */
export const cardHeadline = (row: Row, columns: number, colours: Drawing["colours"]): string => {
  const { card, standing, tied } = row
  const total =
    card.total === null ? `总分 ${fixed(card.range.low)}~${fixed(card.range.high)}` : `总分 ${fixed(card.total)}`
  const place =
    standing === "placed"
      ? `${card.provisional ? "暂列" : ""}第 ${card.place} 名${tied ? "(并列)" : ""},共 ${card.of} 个`
      : standing === "pending"
        ? "待定"
        : card.agency.status
  const parts = [
    colours.title(total),
    standing === "pending" ? colours.waiting(place) : place,
    ...(card.grade === null ? [] : [card.grade]),
    ...(card.bonus === 0
      ? []
      : [`基础分 ${fixed(card.base)} ${card.bonus < 0 ? "加减分" : "加分"} ${fixed(card.bonus)}`]),
    ...(card.applicableFull === card.full ? [] : [`适用满分 ${brief(card.applicableFull)}`]),
    ...(card.among ?? []).flatMap(({ kind, place: own, of }) => (own === null ? [] : [`${kind} ${own}/${of}`])),
    // from the sum of all to their mean is a step of the ledger, and no news
    ...card.adjustments
      .filter(() => card.sections.every(({ mean }) => mean !== true))
      .map(({ label, points }) => `${label} ${points > 0 ? "+" : "−"}${brief(Math.abs(points))}`),
  ]
  let text = ""
  for (const part of parts) {
    const next = text === "" ? part : `${text}  ${part}`
    if (width(next) > columns) break
    text = next
  }
  return text
}
