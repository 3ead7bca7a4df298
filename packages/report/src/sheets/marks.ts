import type { GroupPlan, MarkPlan } from "@fadu/engine"
import { type Cell, columnName, empty, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"
import { linesIn } from "../width.ts"

const FIRST = 5
const WIDTH = 7.5

/** A criterion or the sum of a section, as one column for all groups. */
type Column =
  | { readonly kind: "mark"; readonly code: string; readonly title: string; readonly section: string }
  | { readonly kind: "sum"; readonly code: string; readonly section: string }

/** Rows of the agencies on 得分明细, for links to them. */
export const markRows = (view: PartView): ReadonlyMap<Member, number> => {
  const rows = new Map<Member, number>()
  let next = FIRST
  for (const { members } of view.groups()) {
    next++
    for (const member of members) rows.set(member, next++)
  }
  return rows
}

/** 得分明细: what every agency got for every criterion, beneath the full marks of its group. */
export const marksSheet = (view: PartView): SheetDraft => {
  const columns = columnsOf(view)
  const groups = view.groups()
  const total = columns.length + 2
  const lines = Math.max(3, ...columns.map((column) => (column.kind === "mark" ? 1 + linesIn(column.title, WIDTH) : 1)))
  const rows: Array<RowDraft> = [
    ...heading(view, "得分明细", total),
    row(
      [
        text("单位", "head"),
        ...columns.map((column, index) => text(startsSection(columns, index) ? column.section : "", "head")),
        text("总分", "head"),
      ],
      { height: 20 },
    ),
    row(
      [
        empty("head"),
        ...columns.map((column) => text(column.kind === "mark" ? `${column.code}\n${column.title}` : "小计", "head")),
        empty("head"),
      ],
      {
        height: lines * 13 + 6,
      },
    ),
  ]
  const marked: Array<SheetDraft["marked"][number]> = []
  groups.forEach(({ group, members }, index) => {
    const fullRow = rows.length + 1
    rows.push(
      row(
        [
          text(`${group.title}(满分)`, "block"),
          ...columns.map((column) => fullCell(view, group, column)),
          number(group.full, view.formats.total, "blockFigure"),
        ],
        {
          height: 20,
        },
      ),
    )
    members.forEach((member, position) => {
      rows.push(
        row(
          [
            text(member.unit.name),
            ...columns.map((column) => cellOf(view, member, column)),
            view.range(group.slots.total, group.slots.high, { member, format: view.formats.total, role: "strong" }),
          ],
          {
            height: 24,
            breakAfter: position === members.length - 1 && index < groups.length - 1 && members.length > 12,
          },
        ),
      )
    })
    if (members.length > 0) {
      const ref = `B${fullRow + 1}:${columnName(total - 1)}${fullRow + members.length}`
      marked.push({ ref, when: `AND(ISNUMBER(B${fullRow + 1}),ROUND(B$${fullRow}-B${fullRow + 1},6)>0)`, as: "lost" })
    }
  })
  rows.push(
    row(
      [
        text(
          "有色的为未得满分;灰色的为经认定不适用或未抽查;“~”前后为确定得分和最高可得。各数取自“" +
            view.names.slots +
            "”。",
          "note",
        ),
      ],
      { height: 18 },
    ),
  )
  return sheet({
    name: view.names.marks,
    widths: [22, ...columns.map((column) => (column.kind === "sum" ? 8.5 : WIDTH)), 13],
    heading: { rows: FIRST - 1, columns: 1 },
    pagesWide: Math.max(1, Math.ceil((columns.length * WIDTH + 35) / 190)),
    merges: [
      ...headingMerges(Math.min(total, 24)),
      [3, 1, 4, 1],
      [3, total, 4, total],
      ...sectionMerges(columns),
      [rows.length, 1, rows.length, Math.min(total, 16)],
    ],
    marked,
    rows,
  })
}

const columnsOf = (view: PartView): ReadonlyArray<Column> =>
  view.part.plan.rubric.sections.flatMap((section): ReadonlyArray<Column> => {
    const used = section.criteria.filter(({ code }) =>
      view.part.plan.groups.some((group) => group.marks.some((mark) => mark.criterion.code === code)),
    )
    if (used.length === 0) return []
    const title = `${section.code} ${section.title}`
    return [
      ...used.map(({ code, title: name }): Column => ({ kind: "mark", code, title: name, section: title })),
      { kind: "sum", code: section.code, section: title },
    ]
  })

const startsSection = (columns: ReadonlyArray<Column>, index: number): boolean =>
  columns[index]?.section !== columns[index - 1]?.section

const sectionMerges = (columns: ReadonlyArray<Column>): ReadonlyArray<readonly [number, number, number, number]> => {
  const merges: Array<readonly [number, number, number, number]> = []
  columns.forEach((column, index) => {
    if (!startsSection(columns, index)) return
    const last = columns.findLastIndex(({ section }) => section === column.section)
    if (last > index) merges.push([3, index + 2, 3, last + 2])
  })
  return merges
}

const markOf = (group: GroupPlan, code: string): MarkPlan | undefined =>
  group.marks.find(({ criterion }) => criterion.code === code)

const fullCell = (view: PartView, group: GroupPlan, column: Column): Cell => {
  const full =
    column.kind === "mark"
      ? markOf(group, column.code)?.full
      : group.sections.find(({ section }) => section.code === column.code)?.full
  return full === undefined ? text("—", "blockFigure") : number(full, view.formats.points, "blockFigure")
}

const cellOf = (view: PartView, member: Member, column: Column): Cell => {
  const format = view.formats.points
  if (column.kind === "sum") {
    const section = member.group.sections.find(({ section: { code } }) => code === column.code)
    return section === undefined
      ? text("—", "muted")
      : view.range(section.total, section.high, { member, format, role: "strong" })
  }
  const plan = markOf(member.group, column.code)
  if (plan === undefined) return text("—", "muted")
  const mark = member.card.marks.find(({ criterion }) => criterion === column.code)
  const apart = mark?.state === "不适用" || mark?.state === "未抽查"
  return view.range(plan.awarded, plan.high, { member, format, role: apart ? "muted" : "figure" })
}
