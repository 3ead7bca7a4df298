import {
  type Assessment,
  type AssessmentDocument,
  type Claim,
  type FieldId,
  mend,
  mendableTitle,
  type Owner,
  type Rational,
  type ScorecardDocument,
} from "@fadu/engine"
import { type Cell, empty, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { formatsOf } from "../formats.ts"
import { dayWords } from "../heading.ts"
import type { Role } from "../Role.ts"
import { writeXlsx } from "../writeXlsx.ts"
import { wideText } from "./rows.ts"

/** What a bureau knows of itself: one scored sheet, what it gave itself, and who in the house supplies what. */
export interface ChecklistRequest {
  readonly assessment: Assessment
  /** The bureau's own copy. */
  readonly document: AssessmentDocument
  readonly card: ScorecardDocument
  readonly claims: ReadonlyArray<Claim>
  readonly owners: ReadonlyArray<Owner>
}

/** 自查清单: what is certain and what is open, what can still be regained and by whom, what others owe, what is left for next year. */
export const checklist = (request: ChecklistRequest): Promise<Uint8Array> => {
  const { stamp } = request.document
  const [rubric] = stamp.rubric
  return writeXlsx({
    title: `${request.card.agency.name}自查清单`,
    author: "法度",
    asOf: stamp.asOf,
    foot: { left: `${request.card.agency.name}自查清单`, middle: rubric?.notice ?? "" },
    sheets: [listSheet(request), marksSheet(request)],
  })
}

const COLUMNS = 7

const listSheet = ({ assessment, document, card, claims, owners }: ChecklistRequest): SheetDraft => {
  const { stamp } = document
  const [part] = assessment.parts
  const plan = part?.plan
  const { points, total } = formatsOf(plan?.rubric ?? { precision: undefined })
  const fixed = (value: number): string => value.toFixed(total.length - 2)
  const mending = part === undefined ? { open: [], closed: [] } : mend(part, card.agency.code, assessment.stamp)
  const offices = new Map(owners.map(({ field, office }) => [field, office]))
  const fields = new Map(plan?.fields.map((field) => [field.id, field]) ?? [])
  const officeOf = (ids: ReadonlyArray<FieldId>): string =>
    [...new Set(ids.flatMap((id) => offices.get(id) ?? fields.get(id)?.field?.office ?? []))].join("、")
  const labels = (ids: ReadonlyArray<FieldId>): string =>
    [...new Set(ids)].map((id) => fields.get(id)?.label ?? id).join("、")

  const rows: Array<RowDraft> = []
  const merges: Array<readonly [number, number, number, number]> = []
  const wideRow = (value: string, role: Role, height: number | null = null): void => {
    rows.push(row(wideText(value, role, COLUMNS), { height }))
    merges.push([rows.length, 1, rows.length, COLUMNS])
  }
  const heads = (...names: ReadonlyArray<string>): void => {
    rows.push(row(names.map((name) => text(name, "head"))))
  }
  const pending = round(card.range.high - card.range.low)
  const own = claimed(claims)

  wideRow(`${card.agency.name}自查清单`, "title", 30)
  wideRow(
    `${stamp.title}(${stamp.rubric.map(({ version }) => version).join("、")})  ${card.agency.groupTitle}  基准日:${dayWords(stamp.asOf)}`,
    "subtitle",
  )
  wideRow(
    `已确定 ${fixed(card.range.low)} 分,待定 ${fixed(pending)} 分,最终在 ${fixed(card.range.low)} 分至 ${fixed(card.range.high)} 分之间。`,
    "strongText",
    24,
  )
  if (own !== null) {
    wideRow(`自评得分合计 ${trim(own)} 分,${compared(own, card.range)}。各项差异见“与自评对照”表。`, "text", 20)
  }
  for (const { what, effect, state, found, remedy } of card.limits) {
    const facts = found === "" ? "" : `认定情况:${found}。`
    const mending = remedy == null ? "" : `整改:${remedy}。`
    const said = state === "成立" ? `限制:${what},${effect}。` : `限制待定:是否${what}尚未确定,成立的${effect}。`
    wideRow(`${said}${facts}${mending}`, "text", 32)
  }
  wideRow(`一、还可补报、补正的(按可挽回的分值排列,共 ${mending.open.length} 项)`, "block", 22)
  heads("序号", "编号", "指标", "可挽回分值", "要办什么", "责任科室", "期限和办法")
  mending.open.forEach((item, index) => {
    const ids = item.edits.map(({ field }) => field)
    rows.push(
      row([
        text(String(index + 1), "centre"),
        text(item.ids.join("、"), "centre"),
        text(mendableTitle(item)),
        number(item.points, points),
        text(`${item.reported ? "补交佐证材料" : verbs[item.mend]}:${labels(ids)}`),
        text(officeOf(ids), "centre"),
        text(item.text ?? "请补报或更正填报表后重新自查"),
      ]),
    )
  })
  const others = card.marks.flatMap((mark) =>
    mark.open.filter((one) => one.owes.every(({ who }) => who !== card.agency.name)).map((one) => ({ mark, one })),
  )
  wideRow(`二、待考核组或其他机关提供、认定的(共 ${others.length} 项)`, "block", 22)
  heads("序号", "编号", "指标", "最多影响", "等什么", "由谁提供", "说明")
  others
    .sort((a, b) => b.one.points - a.one.points)
    .forEach(({ mark, one }, index) => {
      rows.push(
        row([
          text(String(index + 1), "centre"),
          text(one.id, "centre"),
          text(mark.title),
          number(one.points, points),
          text([...new Set(one.owes.map(({ what }) => what))].join(";")),
          text([...new Set(one.owes.map(({ who }) => who))].join("、"), "centre"),
          text(one.why),
        ]),
      )
    })
  wideRow(`三、本期已不可改变、列入下一年度的(共 ${mending.closed.length} 项)`, "block", 22)
  heads("序号", "编号", "指标", "失分", "为何失分", "责任科室", "下一年度")
  mending.closed.forEach(({ id, mark, loss, points: lost, text: said }, index) => {
    const deduction = card.marks
      .find(({ criterion }) => criterion === mark.criterion.code)
      ?.deductions.find((one) => one.id === id)
    rows.push(
      row([
        text(String(index + 1), "centre"),
        text(id, "centre"),
        text(mark.criterion.title),
        number(lost, points),
        text(deduction?.reason ?? ""),
        text(officeOf(loss?.needs ?? []), "centre"),
        text(said ?? ""),
      ]),
    )
  })
  wideRow(
    "本表按本单位填报数据测算;指定来源的数据以其提供的为准,最终得分以考核组审定为准。可挽回分值为单独办理该项所增加的总分,各项不能简单相加。",
    "note",
  )
  return sheet({
    name: "自查清单",
    widths: [6, 12, 20, 11, 40, 16, 56],
    heading: { rows: 3, columns: 0 },
    merges,
    rows,
  })
}

const verbs = { evidence: "补报", correct: "更正", act: "办理" } as const

const marksSheet = ({ assessment, card, claims }: ChecklistRequest): SheetDraft => {
  const [part] = assessment.parts
  const { points } = formatsOf(part?.plan.rubric ?? { precision: undefined })
  const byCode = new Map(claims.map((claim) => [claim.criterion, claim]))
  const heads = ["编号", "指标", "满分", "已确定", "最高可得", "自评得分", "与自评之差", "自评说明"]
  return sheet({
    name: "与自评对照",
    widths: [8, 28, 9, 10, 10, 10, 26, 50],
    heading: { rows: 2, columns: 2 },
    merges: [[1, 1, 1, heads.length]],
    rows: [
      row(wideText(`${card.agency.name}各项得分与自评对照`, "workTitle", heads.length), { height: 26 }),
      row(heads.map((head) => text(head, "head"))),
      ...card.marks.map((mark) => {
        const claim = byCode.get(mark.criterion)
        const own = claim?.points ?? null
        const high = round(mark.awarded + mark.pending)
        const figure = (value: number): Cell => ({ value, formula: null, role: "figure", format: points })
        return row([
          text(mark.criterion, "centre"),
          text(mark.title),
          figure(mark.full),
          figure(mark.awarded),
          figure(high),
          own === null ? empty("figure") : number(own, points),
          text(own === null ? "" : compared(own, { low: mark.awarded, high })),
          text(claim?.remark ?? ""),
        ])
      }),
    ],
  })
}

/** What the bureau gave itself in all; null where it gave nothing. */
const claimed = (claims: ReadonlyArray<Claim>): Rational | null =>
  claims.reduce<Rational | null>(
    (sum, { points }) => (points === null ? sum : sum === null ? points : sum.plus(points)),
    null,
  )

const compared = (own: Rational, { low, high }: { readonly low: number; readonly high: number }): string => {
  const value = own.toNumber()
  if (value > high) return `比最高可得多 ${trim(round(value - high))} 分`
  if (value < low) return `比已确定得分少 ${trim(round(low - value))} 分`
  return low === high ? "相同" : "在待定范围之内"
}

const trim = (value: Rational | number): string => String(round(typeof value === "number" ? value : value.toNumber()))
const round = (value: number): number => Math.round(value * 1e6) / 1e6
