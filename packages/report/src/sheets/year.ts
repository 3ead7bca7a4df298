import { type AgencyYear, Rational, type YearLine, type YearOnYear } from "@fadu/engine"
import { type Cell, empty, live, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

const totals = [
  ["单位", 30],
  ["上年名次", 10],
  ["今年名次", 10],
  ["上年等次", 10],
  ["今年等次", 10],
  ["上年总分", 14],
  ["今年总分", 14],
  ["增减", 10],
  ["说明", 40],
] as const

const criteria = [
  ["单位", 28],
  ["指标", 30],
  ["上年满分", 9],
  ["今年满分", 9],
  ["上年得分", 9],
  ["今年得分", 9],
  ["增减", 9],
  ["上年得分率", 11],
  ["今年得分率", 11],
  ["折合增减", 9],
  ["说明", 28],
] as const

/** 上年得分 and 增减 among those columns. */
const BEFORE = "E"

interface Known {
  readonly member: Member
  readonly own: AgencyYear
}

const knownIn = (view: PartView, year: YearOnYear) =>
  view.groups().map(({ group, members }) => ({
    title: group.title,
    years: members.flatMap((member): ReadonlyArray<Known> => {
      const own = year.of(member.unit.code)
      return own === null ? [] : [{ member, own }]
    }),
  }))

const about = ({ previous }: YearOnYear): string =>
  `上年:${previous.title}(${previous.stage},${previous.rubric.map(({ version }) => version).join("、")})`

/**
 * 同上年比较: totals, places and grades of both years. The figures of this year are read from 计算; those of the year before are as they were
 * found. Null where no agency of the part was there then.
 */
export const yearSheet = (view: PartView, year: YearOnYear): SheetDraft | null => {
  const groups = knownIn(view, year)
  const all = groups.flatMap(({ years }) => years)
  if (all.length === 0) return null
  const rows: Array<RowDraft> = [
    ...heading(view, "同上年比较", { columns: totals.length, about: about(year) }),
    row(
      totals.map(([title]) => text(title, "head")),
      { height: 22 },
    ),
    ...groups.flatMap(({ title, years }) =>
      years.length === 0 ? [] : [blockRow(title), ...years.map((known) => totalRow(view, known))],
    ),
  ]
  const shown = new Set(all.map(({ member }) => member))
  const fresh = view.members.filter((member) => !shown.has(member)).map(({ unit }) => unit.name)
  const notes = [
    ...year.notes,
    ...(all.some(({ own }) => own.open) ? ["尚有待定分值的,增减按已确定的分计。"] : []),
    ...(fresh.length === 0 ? [] : [`上年没有结果的:${fresh.join("、")}`]),
    ...(year.gone.length === 0 ? [] : [`今年不在名录的:${year.gone.join("、")}`]),
  ]
  const firstNote = rows.length + 1
  rows.push(...notes.map((note) => row([text(note, "note")], { height: 16 })))
  return sheet({
    name: view.names.year,
    widths: totals.map(([, width]) => width),
    heading: { rows: 3, columns: 1 },
    merges: [
      ...headingMerges(totals.length),
      ...notes.map((_, index) => [firstNote + index, 1, firstNote + index, totals.length] as const),
    ],
    rows,
  })
}

/** 同上年逐项: what made the difference, agency by agency. The differences of an agency together are the difference of its total. */
export const yearMarksSheet = (view: PartView, year: YearOnYear): SheetDraft | null => {
  const all = knownIn(view, year).flatMap(({ years }) => years)
  if (all.length === 0) return null
  const rows: Array<RowDraft> = [
    ...heading(view, "同上年逐项比较", {
      columns: criteria.length,
      about: `${about(year)}  影响大的在前,不能比较的在后;一个单位各项增减之和即总分的增减`,
    }),
    row(
      criteria.map(([title]) => text(title, "head")),
      { height: 22 },
    ),
  ]
  for (const known of all)
    for (const line of known.own.lines) rows.push(lineRow(view, known, { line, at: rows.length + 1 }))
  return sheet({
    name: view.names.yearMarks,
    widths: criteria.map(([, width]) => width),
    heading: { rows: 3, columns: 2 },
    merges: headingMerges(criteria.length),
    filter: rows.length === 3 ? null : { row: 3, columns: criteria.length },
    rows,
  })
}

const blockRow = (title: string): RowDraft =>
  row([text(title, "block"), ...totals.slice(1).map(() => empty("blockFigure"))], { height: 20 })

const totalRow = (view: PartView, { member, own }: Known): RowDraft => {
  const { slots } = member.group
  const format = view.formats.total
  // the copy of one agency holds its place as a value, since the others are not in it
  const isOwn = view.audience.kind === "agency"
  return row(
    [
      text(member.unit.name),
      placeCell(own.before.place),
      slots.place === null || isOwn || own.now.place === null
        ? placeCell(own.now.place)
        : view.live(slots.place, member, { format: "0", role: "strong" }),
      text(own.before.grade ?? "—", "centre"),
      slots.grade === null
        ? text(own.now.grade ?? "—", "centre")
        : view.live(slots.grade, member, { format: "@", role: "centre" }),
      own.before.total === null
        ? text(`${own.before.range.low.toFixed(2)}~${own.before.range.high.toFixed(2)}`, "centre")
        : number(own.before.total, format),
      view.range(slots.total, slots.high, { member, format, role: "strong" }),
      live(`ROUND(${view.at(slots.total, member)}-${own.before.range.low},6)`, own.change, { format, role: "strong" }),
      text(
        [
          ...(own.places === null || own.places === 0
            ? []
            : [own.places > 0 ? `名次上升 ${own.places} 位` : `名次下降 ${-own.places} 位`]),
          ...(own.rate === null ? [] : [`满分不同:得分率 ${percent(own.rate.before)} → ${percent(own.rate.now)}`]),
          ...(own.open ? ["尚有待定分值"] : []),
        ].join(";"),
      ),
    ],
    { height: 20 },
  )
}

const placeCell = (place: number | null): Cell => (place === null ? text("—", "muted") : number(place, "0", "strong"))

const lineRow = (
  view: PartView,
  { member }: Known,
  { line, at }: { readonly line: YearLine; readonly at: number },
): RowDraft => {
  const { criterion, title, before, now, change, rate, merit, kind, why } = line
  const { points } = view.formats
  const plan = member.group.marks.find((mark) => mark.criterion.code === criterion)
  const missing = (): Cell => text("—", "muted")
  const renamed = before !== null && now !== null && before.title !== now.title ? [`上年名为“${before.title}”`] : []
  return row(
    [
      text(member.unit.name),
      text(criterion === null ? title : `${criterion} ${title}`),
      before === null ? missing() : number(before.full, points),
      now === null ? missing() : number(now.full, points),
      before === null ? missing() : number(before.awarded, points),
      now === null
        ? missing()
        : plan === undefined
          ? number(now.awarded, points)
          : view.live(plan.awarded, member, { format: points }),
      plan === undefined || now === null || before === null
        ? number(change, points, "strong")
        : live(
            `ROUND(${view.at(plan.awarded, member)}-${BEFORE}${at},6)`,
            view.lessBy(view.number(plan.awarded, member), Rational.of(before.awarded)),
            { format: points, role: "strong" },
          ),
      rate === null ? missing() : number(rate.before, "0.00%"),
      rate === null ? missing() : number(rate.now, "0.00%"),
      kind === "matched" ? number(merit, points) : missing(),
      text([...(why === "" ? [] : [why]), ...renamed].join(";")),
    ],
    { height: 20 },
  )
}

const percent = (rate: number): string => `${Math.round(rate * 10_000) / 100}%`
