import { type Cell, empty, live, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"
import { linesIn } from "../width.ts"
import { markRows } from "./marks.ts"

interface Column {
  readonly title: string
  readonly width: number
  readonly full: (member: Member) => Cell
  readonly of: (member: Member) => Cell
}

/** One stretch of the list under a line of its own. */
interface Block {
  readonly title: string
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
  const lines = Math.max(2, ...columns.map(({ title, width }) => linesIn(title, width)))
  const links = markRows(view)
  const rows: Array<RowDraft> = [
    ...heading(view, ranks ? "排名" : "得分", count),
    row(
      [
        ...(ranks ? [text("名次", "head")] : []),
        text("单位", "head"),
        ...columns.map(({ title }) => text(title, "head")),
      ],
      {
        height: lines * 14 + 8,
      },
    ),
  ]
  for (const block of blocksOf(view)) {
    const first = block.members[0]?.member
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
    for (const { member, place } of block.members) {
      rows.push(
        row(
          [
            ...(ranks ? [placeCell(view, member, place)] : []),
            nameCell(view, member, links),
            ...columns.map((column) => column.of(member)),
          ],
          { height: 22 },
        ),
      )
    }
  }
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
  const sections = plan.rubric.sections.filter(({ code }) =>
    plan.groups.some((group) => group.sections.some(({ section }) => section.code === code)),
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
          slot("加分", 8, (member) =>
            member.group.slots.bonus === null
              ? text("—", "muted")
              : view.live(member.group.slots.bonus, member, { format: total }),
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
  ]
}

/** What the meeting changed and what a ceiling took: total − base − bonus. */
const adjustment = (view: PartView, member: Member): Cell => {
  const { total, base, bonus } = member.group.slots
  const value = view
    .number(total, member)
    .minus(view.number(base, member))
    .minus(bonus === null ? view.number(base, member).minus(view.number(base, member)) : view.number(bonus, member))
  return live(
    `ROUND(${[total, base, ...(bonus === null ? [] : [bonus])].map((slot) => view.at(slot, member)).join("-")},6)`,
    value.toNumber(),
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
      members: members.map((one) => ({ member: one, place: "" })),
    }))
  }
  return rankings.flatMap((ranking) => {
    const blocks: ReadonlyArray<Block> = [
      { title: ranking.title, members: ranking.places.flatMap(({ code }) => member(code, "live")) },
      {
        title: `${ranking.title}:分值待定,暂不排名`,
        members: ranking.pending.flatMap(({ code }) => member(code, "待定")),
      },
      {
        title: `${ranking.title}:不参加排名`,
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
    `各数取自“${view.names.slots}”,改动填报数据后自动重算;各行次序为写出时的次序。总分相同的名次相同。`,
    ...apart.map(({ unit }) => `${unit.name}:${unit.remark ?? ""}`),
  ]
}
