import { type ClaimCard, type ClaimLine, Rational, showAddress } from "@fadu/engine"
import { type Cell, live, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

const heads = [
  ["单位", 30],
  ["指标", 32],
  ["满分", 9],
  ["自评得分", 10],
  ["核定得分", 10],
  ["自评高出", 10],
  ["自评说明", 44],
  ["出处", 30],
] as const

/** 自评对照: what agencies gave themselves beside what was settled, the most overstated agency and criterion first. Null where nobody did. */
export const claimsSheet = (view: PartView, claims: ReadonlyArray<ClaimCard>): SheetDraft | null => {
  const members = new Map(view.members.map((member) => [member.unit.code, member]))
  const own = claims.flatMap(({ card, lines }) => {
    const member = members.get(card.agency.code)
    return member === undefined ? [] : lines.map((line) => ({ member, line }))
  })
  if (own.length === 0) return null
  return sheet({
    name: view.names.claims,
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 2 },
    merges: headingMerges(heads.length),
    filter: { row: 3, columns: heads.length },
    rows: [
      ...heading(view, "自评与核定对照", {
        columns: heads.length,
        about: "按单位、指标自评高出的分排列;自评得分取自填报表的自评表,不计分",
      }),
      row(
        heads.map(([title]) => text(title, "head")),
        { height: 22 },
      ),
      ...own.map(({ member, line }, index) => row(cellsOf(view, member, { line, at: index + 4 }))),
    ],
  })
}

const cellsOf = (
  view: PartView,
  member: Member,
  { line, at }: { readonly line: ClaimLine; readonly at: number },
): ReadonlyArray<Cell> => {
  const { points } = view.formats
  const plan = member.group.marks.find(({ criterion }) => criterion.code === line.criterion)
  return [
    text(member.unit.name),
    text(`${line.criterion} ${line.title}`),
    number(line.full, points),
    number(line.claimed, points),
    line.awarded === null || plan === undefined
      ? text("待定", "centre")
      : view.live(plan.awarded, member, { format: points }),
    line.over === null || plan === undefined
      ? text("—", "muted")
      : live(`ROUND(D${at}-E${at},6)`, view.lessBy(Rational.of(line.claimed), view.number(plan.awarded, member)), {
          format: points,
          role: "strong",
        }),
    text(line.remark ?? ""),
    text(showAddress(line.at)),
  ]
}
