import { type DeductionDocument, type MarkDocument, type MarkPlan, Rational, rowsText, showAddress } from "@fadu/engine"
import { type Cell, live, number, type RowDraft, row, rowsFor, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { Member, PartView } from "../PartView.ts"

const heads = [
  ["编号", 8],
  ["单位", 15],
  ["指标", 15],
  ["扣分", 7],
  ["评分标准", 26],
  ["事由", 30],
  ["计算", 24],
  ["依据", 22],
  ["整改", 22],
  ["出处", 17],
] as const

/** 扣分明细: one row a deduction, with the sentence, the working, the basis and the cells it came from. A bonus not earned is no loss. */
export const deductionsSheet = (view: PartView): SheetDraft => {
  const [first] = lossesOf(view)
  return sheet({
    name: view.names.deductions,
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 4 },
    merges: headingMerges(heads.length),
    filter: first === undefined ? null : { row: 3, columns: heads.length },
    rows: rowsFor(
      [
        ...heading(view, "扣分明细", { columns: heads.length }),
        row(
          heads.map(([title]) => text(title, "head")),
          { height: 22 },
        ),
      ],
      { [Symbol.iterator]: () => lossesOf(view) },
      (loss) => lossRow(view, loss),
    ),
  })
}

interface LossOfMember {
  readonly member: Member
  readonly mark: MarkDocument
  readonly plan: MarkPlan
  readonly deduction: DeductionDocument
}

function* lossesOf(view: PartView): Generator<LossOfMember, undefined> {
  for (const { group, members } of view.groups()) {
    for (const member of members) {
      for (const mark of member.card.marks) {
        const plan = group.marks.find(({ criterion }) => criterion.code === mark.criterion)
        if (plan === undefined) continue
        for (const deduction of mark.deductions)
          if (!(mark.bonus && deduction.verb === "未得")) yield { member, mark, plan, deduction }
      }
    }
  }
}

const lossRow = (view: PartView, { member, mark, plan, deduction }: LossOfMember): RowDraft =>
  row([
    text(deduction.id, "centre"),
    text(member.unit.name),
    text(`${mark.criterion} ${mark.title}`),
    pointsCell(view, member, { plan, deduction }),
    text(deduction.clause),
    text(
      [deduction.reason, deduction.found, ...deduction.rows.flatMap(rowsText)].filter((part) => part !== "").join("\n"),
    ),
    text([deduction.workings, deduction.limit].filter((part) => part !== "").join("\n")),
    text(
      deduction.basis
        .filter(({ verified }) => verified !== "no")
        .map(({ text: cited }) => cited)
        .join(";\n"),
    ),
    text(deduction.remedy ?? ""),
    text([...deduction.at.map(showAddress), ...(deduction.decision === null ? [] : ["认定意见"])].join(";\n")),
  ])

/** The balance before less the balance after, both on 计算. */
const pointsCell = (
  view: PartView,
  member: Member,
  { plan, deduction }: { readonly plan: MarkPlan; readonly deduction: DeductionDocument },
): Cell => {
  const format = view.formats.points
  const loss = plan.losses.find(({ id }) => id === deduction.id)
  if (loss === undefined) {
    const slot = deduction.id.endsWith("-0a")
      ? (plan.average?.lost ?? null)
      : deduction.id.endsWith("-0m")
        ? null
        : plan.refused
    return slot === null
      ? number(Rational.of(deduction.points), format, "strong")
      : view.live(slot, member, { format, role: "strong" })
  }
  const before = loss.before ?? plan.fullSlot
  const from = before === null ? plan.full.toString() : view.at(before, member)
  const value = view.lessBy(before === null ? plan.full : view.number(before, member), view.number(loss.after, member))
  return live(`ROUND(${from}-${view.at(loss.after, member)},6)`, value, { format, role: "strong" })
}
