import type { ClaimCard, ClaimLine } from "@fadu/engine"
import { showAddress } from "@fadu/engine"
import { fixed, signed } from "../text/points.ts"
import { clip, padEnd, padStart, wrap } from "../text/width.ts"
import { type ClaimRow, claimRows, claimsOf } from "./claimRows.ts"
import { Lines } from "./Lines.tsx"
import { bodyHeight, claimsDetail } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { PageOf } from "./State.ts"

/** 自评对照: what agencies gave themselves beside what was settled, the most overstated first. */
export const ClaimsScreen = ({ page, state, results, colours }: Shown<PageOf<"claims">>) => {
  const { columns } = state.size
  const own = claimsOf(results, page.agency)
  const rows = claimRows(results, page)
  const height = bodyHeight(state.size, "claims")
  const tab = (text: string, on: boolean): string => (on ? colours.chosen(text) : colours.faint(text))
  const all = claimRows(results, { ...page, pane: "board" }).length
  const seen = rows.slice(page.list.top, page.list.top + height).map((row, index) => {
    const chosen = page.list.top + index === page.list.selected
    const text = row.kind === "criterion" ? criterionLine(row.line, columns) : agencyLine(row.own, columns)
    return chosen ? colours.chosen(padEnd(text, columns)) : painted(row, text, colours)
  })
  const selected = rows[page.list.selected]
  const detail = selected === undefined ? [] : wrap(detailOf(selected), columns)
  return (
    <Lines
      lines={[
        own === null ? colours.waiting("本单位没有填自评得分") : clip(headline(own), columns),
        `${tab(` 本单位 ${own?.lines.length ?? 0} 项 `, page.pane === "agency")} ${tab(` 全组 ${all} 个 `, page.pane === "board")}`,
        colours.heading(colours.faint(padEnd(headingOf(page.pane, columns), columns))),
        ...seen,
        ...(rows.length === 0 ? [colours.faint("  没有自评得分")] : []),
        ...Array.from({ length: Math.max(0, height - Math.max(1, seen.length)) }, () => ""),
        colours.faint("─".repeat(columns)),
        ...Array.from({ length: claimsDetail - 1 }, (_, index) => detail[index] ?? ""),
      ]}
    />
  )
}

type Colours = Shown<unknown>["colours"]

const painted = (row: ClaimRow, text: string, colours: Colours): string => {
  const over = row.kind === "criterion" ? row.line.over : row.own.over
  return over === null ? colours.waiting(text) : over > 0 ? colours.lost(text) : over < 0 ? colours.good(text) : text
}

/** `自评 27.50,核定 18.70,自评高 8.80 分(14 项)`. */
const headline = ({ lines, claimed, awarded, over }: ClaimCard): string =>
  `自评 ${fixed(claimed)}  核定 ${fixed(awarded)}  ${overText(over)}(填了 ${lines.length} 项${
    lines.some((line) => line.awarded === null) ? ",待定的未计" : ""
  })`

const overText = (over: number): string =>
  over === 0 ? "两者相同" : over > 0 ? `自评高 ${fixed(over)} 分` : `自评低 ${fixed(-over)} 分`

const room = (columns: number): number => Math.max(20, Math.min(46, columns - 52))

const headingOf = (pane: PageOf<"claims">["pane"], columns: number): string =>
  pane === "agency"
    ? `  ${padEnd("指标", room(columns))}${padStart("满分", 7)}${padStart("自评", 8)}${padStart("核定", 8)}${padStart("自评高出", 10)}  自评说明`
    : `  ${padEnd("单位", room(columns))}${padStart("项数", 7)}${padStart("自评", 8)}${padStart("核定", 8)}${padStart("自评高出", 10)}  高出最多的`

const criterionLine = (
  { criterion, title, full, claimed, awarded, over, remark }: ClaimLine,
  columns: number,
): string =>
  clip(
    `  ${padEnd(clip(`${criterion} ${title}`, room(columns) - 1), room(columns))}${padStart(fixed(full), 7)}${padStart(
      fixed(claimed),
      8,
    )}${padStart(awarded === null ? "待定" : fixed(awarded), 8)}${padStart(over === null ? "" : signed(over), 10)}  ${
      remark ?? ""
    }`,
    columns,
  )

const agencyLine = ({ card, lines, claimed, awarded, over }: ClaimCard, columns: number): string =>
  clip(
    `  ${padEnd(clip(card.agency.name, room(columns) - 1), room(columns))}${padStart(String(lines.length), 7)}${padStart(
      fixed(claimed),
      8,
    )}${padStart(fixed(awarded), 8)}${padStart(signed(over), 10)}  ${lines
      .filter((line) => (line.over ?? 0) > 0)
      .slice(0, 5)
      .map((line) => `${line.criterion} ${signed(line.over ?? 0)}`)
      .join("、")}`,
    columns,
  )

const detailOf = (row: ClaimRow): string => {
  if (row.kind === "agency") return `${row.own.card.agency.name}:${headline(row.own)}。`
  const { criterion, title, claimed, full, over, remark, at } = row.line
  return `${criterion} ${title}:自评 ${fixed(claimed)} 分${claimed > full ? `,超过满分 ${fixed(full)} 分` : ""};${
    over === null ? "分值待定,不能对照" : overText(over)
  }${remark === null ? "" : `。说明:${remark}`}。出处:${showAddress(at)}。`
}
