import type { GroupPlan, MarkPlan } from "@fadu/engine"
import { type Cell, columnName, empty, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

const FIRST = 5
const WIDTH = 7.5

/** A criterion or the sum of a section, as one column for all groups. */
type Column =
  | {
      readonly kind: "mark"
      readonly code: string
      readonly title: string
      readonly section: string
      readonly bonus: boolean
    }
  | { readonly kind: "sum"; readonly code: string; readonly section: string; readonly bonus: boolean }

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
  const total = columns.length + 2
  const about = `有色的为未得满分,灰色的为经认定不适用、未抽查或不计入,“~”前后为确定得分和最高可得`
  const rows: Array<RowDraft> = [
    ...heading(view, "得分明细", { columns: Math.min(total, TITLE_COLUMNS), about }),
    row(
      [
        text("单位", "head"),
        ...columns.map((column, index) => text(startsSection(columns, index) ? column.section : "", "head")),
        text("总分", "head"),
      ],
      { height: 20 },
    ),
    row([
      empty("head"),
      ...columns.map((column) => text(column.kind === "mark" ? `${column.code}\n${column.title}` : "小计", "head")),
      empty("head"),
    ]),
  ]
  const marked: Array<SheetDraft["marked"][number]> = []
  const wide = new Set<number>()
  const groups = view.groups()
  groups.forEach(({ group, members }, index) => {
    const fullRow = rows.length + 1
    rows.push(
      row(
        [
          text(`${group.title}(满分)`, "block"),
          ...columns.map((column) => fullCell(view, group, column)),
          number(group.full, view.formats.total, "blockFigure"),
        ],
        { height: 20 },
      ),
    )
    members.forEach((member, position) => {
      const cells = columns.map((column) => cellOf(view, member, column))
      cells.forEach(({ value }, column) => {
        if (typeof value === "string" && value.includes("~")) wide.add(column)
      })
      const closes = position === members.length - 1 && index < groups.length - 1
      rows.push(
        row(
          [
            text(member.unit.name),
            ...cells,
            view.range(group.slots.total, group.slots.high, { member, format: view.formats.total, role: "strong" }),
          ],
          { height: 22, breakAfter: closes },
        ),
      )
    })
    marked.push(...lossesIn(columns, fullRow, members.length))
  })
  const widths = columns.map((column, index) => (wide.has(index) ? 12.5 : column.kind === "sum" ? 8.5 : WIDTH))
  return sheet({
    name: view.names.marks,
    widths: [24, ...widths, 14],
    heading: { rows: FIRST - 1, columns: 1 },
    pagesWide: Math.max(1, Math.ceil(widths.reduce((sum, width) => sum + width, 14) / PAGE)),
    merges: [
      ...headingMerges(Math.min(total, TITLE_COLUMNS)),
      [3, 1, 4, 1],
      [3, total, 4, total],
      ...sectionMerges(columns),
    ],
    marked,
    rows,
  })
}

/** How many columns the title stands over: those of the first printed page. */
const TITLE_COLUMNS = 18
/** How wide the columns of a printed page are together. */
const PAGE = 240

/** Where less than the full marks is shown in a colour; not in bonus sections, where nothing is lost. */
const lossesIn = (columns: ReadonlyArray<Column>, fullRow: number, members: number): SheetDraft["marked"] => {
  const first = fullRow + 1
  return columns.flatMap((column, index) => {
    if (column.bonus || (index > 0 && columns[index - 1]?.bonus === false)) return []
    const end = columns.findIndex((other, position) => position > index && other.bonus)
    const [from, to] = [columnName(index + 2), columnName((end < 0 ? columns.length : end) + 1)]
    return [
      {
        ref: `${from}${first}:${to}${fullRow + members}`,
        when: `AND(ISNUMBER(${from}${first}),ROUND(${from}$${fullRow}-${from}${first},6)>0)`,
        as: "lost" as const,
      },
    ]
  })
}

const columnsOf = (view: PartView): ReadonlyArray<Column> =>
  view.part.plan.rubric.sections.flatMap((section): ReadonlyArray<Column> => {
    const used = section.criteria.filter(({ code }) =>
      view.part.plan.groups.some((group) => group.marks.some((mark) => mark.criterion.code === code)),
    )
    if (used.length === 0) return []
    const title = `${section.code} ${section.title}`
    const bonus = section.bonus === true
    return [
      ...used.map(({ code, title: name }): Column => ({ kind: "mark", code, title: name, section: title, bonus })),
      { kind: "sum", code: section.code, section: title, bonus },
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
  const apart = mark?.state === "不适用" || mark?.state === "未抽查" || mark?.state === "不计入"
  return view.range(plan.awarded, plan.high, { member, format, role: apart ? "muted" : "figure" })
}
