import type { GroupPlan, MarkDocument } from "@fadu/engine"
import { asideOf, besideBase } from "../asideOf.ts"
import { type Cell, empty, live, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

const heads = [
  ["编号", 9],
  ["指标", 34],
  ["分值", 10],
  ["得分", 14],
  ["未得", 10],
  ["状态", 18],
  ["同组平均", 11],
  ["同组最高", 11],
] as const

/** 概览: one agency's own result, criterion by criterion. Of others it holds only a group's mean and best, where the document gives them. */
export const overviewSheet = (view: PartView, member: Member): SheetDraft => {
  const rows: Array<RowDraft> = [
    ...heading(view, `得分概览(${member.unit.name})`, { columns: heads.length }),
    ...summaryRows(view, member),
    row(
      heads.map(([title]) => text(title, "head")),
      { height: 22 },
    ),
  ]
  const top = rows.length
  for (const section of member.group.sections) {
    const own = member.card.marks.filter((mark) => mark.section === section.section.code)
    rows.push(
      row(
        [
          text(section.section.code, "block"),
          text(`${section.section.title}${asideOf(section)}`, "block"),
          number(section.full, view.formats.points, "blockFigure"),
          view.range(section.total, section.high, { member, format: view.formats.points, role: "blockFigure" }),
          ...Array.from({ length: 4 }, () => empty("blockFigure")),
        ],
        { height: 20 },
      ),
      ...own.map((mark) => row(markCells(view, member, mark), { height: 20 })),
    )
  }
  const notes = notesOf(view)
  const firstNote = rows.length + 1
  rows.push(...notes.map((note) => row([text(note, "note")], { height: 16 })))
  return sheet({
    name: view.names.ranking,
    widths: heads.map(([, width]) => width),
    heading: { rows: top, columns: 2 },
    merges: [
      ...headingMerges(heads.length),
      ...notes.map((_, index) => [firstNote + index, 1, firstNote + index, heads.length] as const),
    ],
    rows,
  })
}

const summaryRows = (view: PartView, member: Member): ReadonlyArray<RowDraft> => {
  const { slots } = member.group
  const { card } = member
  const format = view.formats.total
  const place = card.place === null ? (card.total === null ? "待定" : "—") : `第 ${card.place} 名(共 ${card.of} 个)`
  return [
    row(
      [
        text("分组", "head"),
        text(member.group.title, "centre"),
        text("基础分", "head"),
        view.live(slots.base, member, { format }),
        text(besideBase(view.part.plan), "head"),
        slots.bonus === null ? text("—", "muted") : view.live(slots.bonus, member, { format }),
        text("调整", "head"),
        number(
          card.adjustments.filter(({ label }) => label === "会议决定调整").reduce((sum, { points }) => sum + points, 0),
          format,
        ),
      ],
      { height: 22 },
    ),
    row(
      [
        text("名次", "head"),
        text(place, "centre"),
        text("总分", "head"),
        view.range(slots.total, slots.high, { member, format, role: "strong" }),
        text("等次", "head"),
        slots.grade === null ? text("—", "muted") : view.live(slots.grade, member, { format: "@", role: "centre" }),
        text("适用满分", "head"),
        view.live(slots.applicable, member, { format: view.formats.points }),
      ],
      { height: 22 },
    ),
    ...(card.among ?? []).map(({ label, kind, place: own, of }) =>
      row([text(`${label}内`, "head"), text(own === null ? "—" : `${kind}第 ${own} 名(共 ${of} 个)`, "centre")], {
        height: 22,
      }),
    ),
  ]
}

const markCells = (view: PartView, member: Member, mark: MarkDocument): ReadonlyArray<Cell> => {
  const format = view.formats.points
  const plan = markPlan(member.group, mark.criterion)
  const peer = view.document.peers.find(
    ({ rubric, group, criterion }) =>
      rubric === view.part.plan.rubric.id && group === member.group.id && criterion === mark.criterion,
  )
  const full =
    plan === undefined || plan.fullSlot === null
      ? number(mark.full, format)
      : view.live(plan.fullSlot, member, { format })
  const from = plan === undefined || plan.fullSlot === null ? String(mark.full) : view.at(plan.fullSlot, member)
  return [
    text(mark.criterion, "centre"),
    text(mark.title),
    full,
    plan === undefined
      ? number(mark.awarded, format)
      : view.range(plan.awarded, plan.high, { member, format, role: "strong" }),
    plan === undefined || mark.bonus
      ? empty("figure")
      : live(
          `ROUND(${from}-${view.at(plan.high, member)},6)`,
          view.lessBy(fullOf(view, member, mark), view.number(plan.high, member)),
          { format },
        ),
    text(mark.state, "centre"),
    peer === undefined ? text("—", "muted") : number(peer.mean, format),
    peer === undefined ? text("—", "muted") : number(peer.best, format),
  ]
}

const fullOf = (view: PartView, member: Member, mark: MarkDocument) => {
  const plan = markPlan(member.group, mark.criterion)
  if (plan === undefined) return view.number(member.group.slots.base, member)
  return plan.fullSlot === null ? plan.full : view.number(plan.fullSlot, member)
}

const markPlan = (group: GroupPlan, code: string) => group.marks.find(({ criterion }) => criterion.code === code)

const notesOf = (view: PartView): ReadonlyArray<string> => [
  "本件只含本单位数据。同组平均、最高在五个以上单位有确定得分时列出。",
  "名次为写出时的结果,不随本表重算;其余各数取自“计算”。扣分的事由、依据见“扣分明细”,待定的见“待办”。",
  ...(view.members.some(({ card }) => card.provisional) ? ["名次、等次为暂列:尚未审定,或者尚有单位的分值待定。"] : []),
]
