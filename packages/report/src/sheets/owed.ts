import type { MarkDocument, MarkPlan } from "@fadu/engine"
import { type Cell, live, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { headingMerges, titleRows } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

const heads = [
  ["单位", 24],
  ["指标", 22],
  ["事由", 40],
  ["待谁", 20],
  ["办什么", 44],
  ["最多影响分值", 10],
] as const

/** 待办: what is still open, who has to do what, and how many points depend on it. */
export const owedSheet = (views: ReadonlyArray<PartView>, title: string): SheetDraft => {
  const rows = views.flatMap((view) =>
    view.groups().flatMap(({ group, members }) =>
      members.flatMap((member) =>
        member.card.marks.flatMap((mark) => {
          const plan = group.marks.find(({ criterion }) => criterion.code === mark.criterion)
          return mark.open.map((open) =>
            row([
              text(member.unit.name),
              text(`${mark.criterion} ${mark.title}`),
              text(open.why),
              text(open.owes.map(({ who }) => who).join("、")),
              text(open.owes.map(({ what }) => what).join(";")),
              openCell(view, member, { plan, open }),
            ]),
          )
        }),
      ),
    ),
  )
  return sheet({
    name: "待办",
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 1 },
    merges: headingMerges(heads.length),
    filter: rows.length === 0 ? null : { row: 3, columns: heads.length },
    rows: [
      ...titleRows(
        `${title}待办事项`,
        rows.length === 0 ? "没有待定分值" : `共 ${rows.length} 项;办结前所涉分值待定`,
        heads.length,
      ),
      row(heads.map(([head]) => text(head, "head"))),
      ...rows,
    ],
  })
}

const openCell = (
  view: PartView,
  member: Member,
  { plan, open }: { readonly plan: MarkPlan | undefined; readonly open: MarkDocument["open"][number] },
): Cell => {
  const format = view.formats.points
  const slot = plan?.losses.find(({ id }) => id === open.id)?.open
  if (slot !== undefined && slot !== null) return view.live(slot, member, { format, role: "strong" })
  return plan === undefined
    ? number(open.points, format, "strong")
    : live(
        `ROUND(${view.at(plan.high, member)}-${view.at(plan.awarded, member)},6)`,
        view.lessBy(view.number(plan.high, member), view.number(plan.awarded, member)),
        {
          format,
          role: "strong",
        },
      )
}
