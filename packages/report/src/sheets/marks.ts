import type { GroupPlan, MarkPlan } from "@fadu/engine"
import { type Cell, columnName, empty, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"
import { linesIn } from "../width.ts"

const FIRST = 5
const WIDTH = 8.5

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
  const rows: Array<RowDraft> = []
  const marked: Array<SheetDraft["marked"][number]> = []
  const wide = new Set<number>()
  const groups = view.groups()
  groups.forEach(({ group, members }, index) => {
    const fullRow = FIRST + rows.length
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
  const widths = columns.map((column, index) => (wide.has(index) ? 12.5 : column.kind === "sum" ? 9.5 : WIDTH))
  const breaks = breaksOf(columns, [...widths, TOTAL])
  const titled = Math.min(total, breaks[0] ?? total)
  const titles = columns.map((column) => (column.kind === "mark" ? `${column.code}\n${column.title}` : "小计"))
  const heads = [
    ...heading(view, "得分明细", { columns: titled, about }),
    row(
      [
        text("单位", "head"),
        ...columns.map((column, index) =>
          text(startsSection(columns, index) || breaks.includes(index + 1) ? column.section : "", "head"),
        ),
        text("总分", "head"),
      ],
      { height: 20 },
    ),
    row([empty("head"), ...titles.map((title) => text(title, "head")), empty("head")], {
      height: Math.max(...titles.map((title, index) => linesIn(title, widths[index] ?? WIDTH))) * 15 + 6,
    }),
  ]
  return sheet({
    name: view.names.marks,
    widths: [24, ...widths, TOTAL],
    heading: { rows: FIRST - 1, columns: 1 },
    columnBreaks: breaks,
    merges: [...headingMerges(titled), [3, 1, 4, 1], [3, total, 4, total], ...sectionMerges(columns, breaks)],
    marked,
    rows: [...heads, ...rows],
  })
}

/** How wide the columns of a printed page are together: on A4 in letters that can be read at a meeting. */
const PAGE = 160
/** How wide the column of totals is. */
const TOTAL = 14

/** After which columns a page ends: between sections, and within one only where it does not fit on a page by itself. */
const breaksOf = (columns: ReadonlyArray<Column>, widths: ReadonlyArray<number>): ReadonlyArray<number> => {
  const breaks: Array<number> = []
  let used = 0
  widths.forEach((width, index) => {
    const column = columns[index]
    const last = columns.findLastIndex(({ section }) => section === column?.section)
    // the totals stand beside the last section
    const end = last === columns.length - 1 ? widths.length - 1 : last
    const needed = startsSection(columns, index)
      ? widths.slice(index, end + 1).reduce((sum, each) => sum + each, 0)
      : width
    if (used > 0 && used + needed > PAGE) {
      // the names of the agencies stand in the column before
      breaks.push(index + 1)
      used = 0
    }
    used += width
  })
  return breaks
}

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

/** The heading of a section stands over its columns, page by page. */
const sectionMerges = (
  columns: ReadonlyArray<Column>,
  breaks: ReadonlyArray<number>,
): ReadonlyArray<readonly [number, number, number, number]> => {
  const merges: Array<readonly [number, number, number, number]> = []
  columns.forEach((column, index) => {
    if (!startsSection(columns, index)) return
    const last = columns.findLastIndex(({ section }) => section === column.section)
    const ends = [...breaks.map((end) => end - 2).filter((end) => end >= index && end < last), last]
    ends.forEach((end, at) => {
      const from = (ends[at - 1] ?? index - 1) + 1
      if (end > from) merges.push([3, from + 2, 3, end + 2])
    })
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
