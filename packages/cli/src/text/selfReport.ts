import type { AssessmentDocument, DeductionDocument, MarkDocument, ScorecardDocument } from "@fadu/engine"
import { heading, type Layout } from "./heading.ts"
import { issueLines } from "./issues.ts"
import { limitSentence } from "./limitSentence.ts"
import { owesText } from "./owes.ts"
import { brief, fixed, sum } from "./points.ts"
import { wrap } from "./width.ts"

/** What a bureau can know of itself: what is certain, what is open and who owes it, what can be mended, what is closed. */
export const selfLines = (
  document: AssessmentDocument,
  card: ScorecardDocument,
  layout: Layout,
): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const pending = card.marks.filter((mark) => mark.pending !== 0)
  const losses = card.marks
    .filter((mark) => !mark.bonus)
    .flatMap((mark) => mark.deductions.filter(({ points }) => points !== 0).map((deduction) => ({ mark, deduction })))
    .sort((a, b) => b.deduction.points - a.deduction.points)
  const mendable = losses.filter(({ deduction }) => deduction.mend !== null && deduction.mend !== "closed")
  const closed = losses.filter(({ deduction }) => deduction.mend === null || deduction.mend === "closed")
  const owedBy = (own: boolean) =>
    pending
      .flatMap((mark) => mark.open.map((one) => ({ mark, one })))
      .filter(({ one }) => one.owes.some(({ who }) => who === card.agency.name) === own)
      .sort((a, b) => b.one.points - a.one.points)
  return [
    ...heading(document, layout),
    "",
    paint.title(`${card.agency.name}(${card.agency.groupTitle}) 自查`),
    `已确定 ${fixed(card.range.low)} 分,待定 ${fixed(sum(card.range.high, -card.range.low))} 分,最终在 ${fixed(card.range.low)} 分至 ${fixed(card.range.high)} 分之间。`,
    ...(card.applicableFull === card.full
      ? []
      : [`适用满分 ${brief(card.applicableFull)} 分,已按 ${brief(card.full)} 分折算。`]),
    ...section(
      "总分、等次的限制",
      card.limits.flatMap((limit) => wrap(`  ${limitSentence(limit)}`, columns, 4)),
      paint.waiting,
    ),
    ...section(
      "本单位还要补报、补正的(按影响分值排列)",
      owedBy(true).flatMap(({ mark, one }) => openLines(mark, one, columns)),
      paint.waiting,
    ),
    ...section(
      "已失分、还可补救的",
      mendable.flatMap(({ mark, deduction }) => lossLines(mark, deduction, columns)),
      paint.waiting,
    ),
    ...section("待考核组或其他机关提供、认定的", othersLines(owedBy(false), columns), paint.title),
    ...section(
      "本期已不可改变的,请列入下一年度",
      closed.flatMap(({ mark, deduction }) => lossLines(mark, deduction, columns)),
      paint.title,
    ),
    ...section(
      "填报表中的问题",
      issueLines(document.issues, new Map([[card.agency.code, card.agency.name]]), layout),
      paint.lost,
    ),
    "",
    ...wrap("以上为按本单位填报数据的测算;指定来源的数据以其提供的为准,最终得分以考核组审定为准。", columns).map(
      paint.faint,
    ),
  ]
}

const section = (
  title: string,
  lines: ReadonlyArray<string>,
  paint: (text: string) => string,
): ReadonlyArray<string> => (lines.length === 0 ? [] : ["", paint(title), ...lines])

const openLines = (mark: MarkDocument, one: MarkDocument["open"][number], columns: number): ReadonlyArray<string> =>
  wrap(`  ${one.id} ${mark.title}:最多 ${brief(one.points)} 分。${one.why}。${owesText(one.owes)}`, columns, 4)

const lossLines = (mark: MarkDocument, deduction: DeductionDocument, columns: number): ReadonlyArray<string> =>
  wrap(
    `  ${deduction.id} ${mark.title}:${deduction.verb} ${brief(deduction.points)} 分。${deduction.reason}。${deduction.remedy === null ? "" : `${deduction.remedy}。`}`.replaceAll(
      "。。",
      "。",
    ),
    columns,
    4,
  )

type Open = { readonly mark: MarkDocument; readonly one: MarkDocument["open"][number] }

/** What others owe, one paragraph for each of them: nothing the bureau can do about it but ask. */
const othersLines = (open: ReadonlyArray<Open>, columns: number): ReadonlyArray<string> => {
  const whom = (one: Open["one"]): string => one.owes.map(({ who }) => who).join("、")
  const who = [...new Set(open.map(({ one }) => whom(one)))]
  return who.flatMap((name) => {
    const own = open.filter(({ one }) => whom(one) === name)
    const points = sum(...own.map(({ one }) => one.points))
    const text = own.map(({ mark, one }) => `${one.id} ${mark.title} ${brief(one.points)} 分`).join("、")
    return wrap(`  ${name}(${own.length} 项,最多 ${brief(points)} 分):${text}。`, columns, 4)
  })
}
