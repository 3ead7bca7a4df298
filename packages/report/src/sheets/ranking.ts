import { Rational } from "@fadu/engine"
import { besideBase } from "../asideOf.ts"
import { type Cell, empty, live, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"
import { markRows } from "./marks.ts"

interface Column {
  readonly title: string
  readonly width: number
  readonly full: (member: Member) => Cell
  readonly of: (member: Member) => Cell
}

/** How many rows of agencies and headings a printed page has room for. */
const ROWS_OF_A_PAGE = 20

/** One stretch of the list under a line of its own. */
interface Block {
  readonly title: string
  /** Whether it opens a group, with the full marks in its line. */
  readonly full: boolean
  readonly members: ReadonlyArray<{ readonly member: Member; readonly place: "live" | string }>
}

/**
 * 排名: place, agency, totals and sections. The figures are read from 计算; the order of the rows is that of the day of writing. Who still has
 * open points, is not ranked or handed in nothing stands apart.
 */
export const rankingSheet = (view: PartView): SheetDraft => {
  const ranks = view.part.plan.rubric.rankWithin !== "none"
  const columns = columnsOf(view)
  const count = columns.length + (ranks ? 2 : 1)
  const links = markRows(view)
  const rows: Array<RowDraft> = [
    ...heading(view, ranks ? "排名" : "得分", { columns: count }),
    row([
      ...(ranks ? [text("名次", "head")] : []),
      text("单位", "head"),
      ...columns.map(({ title }) => text(title, "head")),
    ]),
  ]
  const blocks = blocksOf(view)
  // every group on a page of its own, unless all of it fits on one
  const several = blocks.reduce((sum, { members }) => sum + members.length + 1, 0) > ROWS_OF_A_PAGE
  blocks.forEach((block, index) => {
    const first = block.full ? block.members[0]?.member : undefined
    const next = blocks[index + 1]
    rows.push(
      row(
        [
          text(block.title, "block"),
          ...(ranks ? [empty("block")] : []),
          ...columns.map((column) => (first === undefined ? empty("blockFigure") : column.full(first))),
        ],
        { height: 20 },
      ),
    )
    block.members.forEach(({ member, place }, position) => {
      rows.push(
        row(
          [
            ...(ranks ? [placeCell(view, member, place)] : []),
            nameCell(view, member, links),
            ...columns.map((column) => column.of(member)),
          ],
          { height: 22, breakAfter: several && position === block.members.length - 1 && next?.full === true },
        ),
      )
    })
  })
  const notes = notesOf(view)
  const firstNote = rows.length + 1
  rows.push(...notes.map((note) => row([text(note, "note")], { height: 16 })))
  return sheet({
    name: view.names.ranking,
    widths: [...(ranks ? [10] : []), 30, ...columns.map(({ width }) => width)],
    heading: { rows: 3, columns: ranks ? 2 : 1 },
    merges: [
      ...headingMerges(count),
      ...(ranks
        ? rows.flatMap((drafted, index) =>
            drafted.cells[0]?.role === "block" ? [[index + 1, 1, index + 1, 2] as const] : [],
          )
        : []),
      ...notes.map((_, index) => [firstNote + index, 1, firstNote + index, count] as const),
    ],
    rows,
  })
}

const columnsOf = (view: PartView): ReadonlyArray<Column> => {
  const { plan } = view.part
  const { points, total } = view.formats
  const blank = (): Cell => empty("blockFigure")
  // the bonus has a column of its own
  const sections = plan.rubric.sections.filter(
    ({ code, bonus }) =>
      bonus !== true && plan.groups.some((group) => group.sections.some(({ section }) => section.code === code)),
  )
  const sectionOf = (member: Member, code: string) => member.group.sections.find(({ section }) => section.code === code)
  const hasBonus = plan.groups.some(({ slots }) => slots.bonus !== null)
  const rescaled = view.members.some(({ card }) => card.applicableFull !== card.full)
  const adjusted = view.members.some(({ card }) => Math.abs(card.range.low - card.base - card.bonus) > 1e-9)
  const slot = (
    title: string,
    width: number,
    of: (member: Member) => Cell,
    full: (member: Member) => Cell = blank,
  ): Column => ({
    title,
    width,
    full,
    of: (member) => (member.unit.submitted ? of(member) : text("—", "muted")),
  })
  return [
    ...sections.map((section) =>
      slot(
        section.title,
        12,
        (member) => {
          const own = sectionOf(member, section.code)
          return own === undefined ? text("—", "muted") : view.range(own.total, own.high, { member, format: points })
        },
        (member) => {
          const own = sectionOf(member, section.code)
          return own === undefined ? text("—", "blockFigure") : number(own.full, points, "blockFigure")
        },
      ),
    ),
    ...(rescaled
      ? [slot("适用满分", 10, (member) => view.live(member.group.slots.applicable, member, { format: points }))]
      : []),
    ...(hasBonus || adjusted
      ? [
          slot(
            "基础分",
            12,
            (member) => view.live(member.group.slots.base, member, { format: total }),
            (member) => number(member.group.full, total, "blockFigure"),
          ),
        ]
      : []),
    ...(hasBonus
      ? [
          slot(
            besideBase(plan),
            12,
            (member) => bonusCell(view, member),
            (member) => bonusFull(view, member),
          ),
        ]
      : []),
    ...(adjusted ? [slot("调整", 8, (member) => adjustment(view, member))] : []),
    slot("总分", 15, (member) =>
      view.range(member.group.slots.total, member.group.slots.high, { member, format: total, role: "strong" }),
    ),
    ...(plan.groups.some(({ slots }) => slots.grade !== null)
      ? [
          slot("等次", 9, (member) =>
            member.group.slots.grade === null
              ? empty("centre")
              : view.live(member.group.slots.grade, member, { format: "@", role: "centre" }),
          ),
        ]
      : []),
    ...(plan.groups[0]?.slots.placesAmong ?? []).flatMap(({ label, place, kind }) => [
      slot(label, 12, (member) => view.live(kind, member, { format: "@", role: "centre" })),
      slot(`${label}内名次`, 11, (member) => view.live(place, member, { format: "0", role: "strong" })),
    ]),
  ]
}

/** A range while a claim is open; several bonus sections show only what is certain. */
const bonusCell = (view: PartView, member: Member): Cell => {
  const { bonus } = member.group.slots
  if (bonus === null) return text("—", "muted")
  const format = view.formats.total
  const [only, ...others] = member.group.sections.filter((section) => section.bonus)
  return only !== undefined && others.length === 0
    ? view.range(only.total, only.high, { member, format })
    : view.live(bonus, member, { format })
}

const bonusFull = (view: PartView, member: Member): Cell => {
  const full = member.group.sections
    .filter((section) => section.bonus)
    .reduce((sum, section) => sum.plus(section.full), Rational.zero)
  return number(full, view.formats.total, "blockFigure")
}

/** What the meeting changed and what a ceiling took: total − base − bonus. */
const adjustment = (view: PartView, member: Member): Cell => {
  const { total, base, bonus } = member.group.slots
  const added = view.number(base, member).plus(bonus === null ? Rational.zero : view.number(bonus, member))
  return live(
    `ROUND(${[total, base, ...(bonus === null ? [] : [bonus])].map((slot) => view.at(slot, member)).join("-")},6)`,
    view.lessBy(view.number(total, member), added),
    {
      format: view.formats.total,
    },
  )
}

const placeCell = (view: PartView, member: Member, place: string): Cell => {
  const { place: slot } = member.group.slots
  return place === "live" && slot !== null
    ? view.live(slot, member, { format: "0", role: "strong" })
    : text(place, "centre")
}

const nameCell = (view: PartView, member: Member, links: ReadonlyMap<Member, number>): Cell => {
  const row = links.get(member)
  const sheet = `'${view.names.marks}'`
  return row === undefined
    ? text(member.unit.name)
    : live(`HYPERLINK("#${sheet}!A${row}",${sheet}!$A$${row})`, member.unit.name, { role: "link" })
}

const blocksOf = (view: PartView): ReadonlyArray<Block> => {
  const byCode = new Map(view.members.map((member) => [member.unit.code, member]))
  const member = (code: string, place: string): Block["members"] => {
    const found = byCode.get(code)
    return found === undefined ? [] : [{ member: found, place }]
  }
  const rankings = view.document.rankings.filter(({ rubric }) => rubric === view.part.plan.rubric.id)
  if (rankings.length === 0) {
    return view.groups().map(({ group, members }) => ({
      title: group.title,
      full: true,
      members: members.map((one) => ({ member: one, place: "" })),
    }))
  }
  return rankings.flatMap((ranking) => {
    const apart = [...new Set(ranking.apart.map(({ status }) => status))].join("、")
    const blocks: ReadonlyArray<Block> = [
      { title: ranking.title, full: true, members: ranking.places.flatMap(({ code }) => member(code, "live")) },
      {
        title: `${ranking.title}:分值待定,暂不排名`,
        full: ranking.places.length === 0,
        members: ranking.pending.flatMap(({ code }) => member(code, "待定")),
      },
      {
        title: `${ranking.title}:${apart}`,
        full: ranking.places.length + ranking.pending.length === 0,
        members: ranking.apart.flatMap(({ code, status }) => member(code, status)),
      },
    ]
    return blocks.filter(({ members }) => members.length > 0)
  })
}

const notesOf = (view: PartView): ReadonlyArray<string> => {
  const provisional = view.members.some(({ card }) => card.provisional)
  const pending = view.members.some(({ card }) => card.total === null)
  const apart = view.members.filter(({ unit }) => (!unit.ranked || !unit.submitted) && unit.remark !== null)
  return [
    ...(provisional ? ["名次、等次为暂列:尚未审定,或者尚有单位的分值待定。"] : []),
    ...(pending ? ["总分、部分得分写作“83.20~86.20”的,为确定得分和最高可得;各项待办事项见“待办”。"] : []),
    `各数取自“${view.names.slots}”,改动填报数据后自动重算;各行次序为写出时的次序。`,
    ...new Set(
      view.document.rankings.filter(({ rubric }) => rubric === view.part.plan.rubric.id).map(({ rule }) => `${rule}。`),
    ),
    ...apart.map(({ unit }) => `${unit.name}:${unit.remark ?? ""}`),
    ...view.members.flatMap(({ unit, card: { leastApplicable, agency } }) =>
      leastApplicable === undefined || agency.status !== "不参加排名"
        ? []
        : [`${unit.name}:适用满分不足 ${leastApplicable} 分,不参加排名。`],
    ),
  ]
}
