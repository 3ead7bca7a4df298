import type { GroupPlan } from "@fadu/engine"
import { type Cell, live, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

type Part = GroupPlan["views"][number]["parts"][number]

const heads = [
  ["单位", 30],
  ["分法", 16],
  ["类别", 22],
  ["满分", 10],
  ["得分", 14],
  ["得分率", 10],
] as const

/** 其他分法: the same criteria divided in other ways, one row for each agency and part; null where the rubric knows none. */
export const viewsSheet = (view: PartView): SheetDraft | null => {
  if (view.part.plan.groups.every(({ views }) => views.length === 0)) return null
  const rows: Array<RowDraft> = [
    ...heading(view, "其他分法", { columns: heads.length, about: "同一些指标按其他分法归类,各类可以重复,不影响总分" }),
    row(
      heads.map(([title]) => text(title, "head")),
      { height: 22 },
    ),
  ]
  const top = rows.length
  for (const member of view.members) {
    for (const { title, parts } of member.group.views) {
      for (const part of parts) rows.push(row(partCells(view, member, { title, part }), { height: 20 }))
    }
  }
  return sheet({
    name: view.names.views,
    widths: heads.map(([, width]) => width),
    heading: { rows: top, columns: 1 },
    filter: { row: top, columns: heads.length },
    merges: headingMerges(heads.length),
    rows,
  })
}

const partCells = (
  view: PartView,
  member: Member,
  { title, part }: { readonly title: string; readonly part: Part },
): ReadonlyArray<Cell> => {
  const { points } = view.formats
  const [full, awarded] = [view.number(part.full, member), view.number(part.awarded, member)]
  const [fullAt, awardedAt] = [view.at(part.full, member), view.at(part.awarded, member)]
  return [
    text(member.unit.name),
    text(title),
    text(part.title),
    view.live(part.full, member, { format: points }),
    view.range(part.awarded, part.high, { member, format: points, role: "strong" }),
    live(`IF(${fullAt}=0,"",${awardedAt}/${fullAt})`, full.sign === 0 ? "" : awarded.over(full).toNumber(), {
      format: "0.00%",
    }),
  ]
}
