import {
  type AssessmentDocument,
  type ClaimCard,
  type ClaimLine,
  type DeductionDocument,
  type MarkDocument,
  meanStep,
  Rational,
  rowsText,
  type ScorecardDocument,
  show,
  showAddress,
} from "@fadu/engine"
import { heading, type Layout } from "./heading.ts"
import { limitSentence } from "./limitSentence.ts"
import { owesText } from "./owes.ts"
import { brief, fixed, sum } from "./points.ts"
import { wrap } from "./width.ts"

/** What is explained: one agency, or one criterion of it. */
export interface Explained {
  readonly card: ScorecardDocument
  readonly criterion: string | null
  /** What it gave itself; null where it did not. */
  readonly claims: ClaimCard | null
  /** Only its own sheet is known: nobody is ranked. */
  readonly alone?: boolean
}

/** Every lost and open point of one agency, in sentences. */
export const explanationLines = (
  document: AssessmentDocument,
  { card, criterion, claims, alone = false }: Explained,
  layout: Layout,
): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const marks = criterion === null ? card.marks : card.marks.filter((mark) => mark.criterion === criterion)
  const notable = marks.filter(
    (mark) =>
      criterion !== null ||
      mark.pending !== 0 ||
      mark.notes.length > 0 ||
      mark.shown !== undefined ||
      (mark.deductions.some(({ points, limit }) => points !== 0 || limit !== "") && !mark.bonus),
  )
  const full = marks.filter(
    (mark) => !mark.bonus && mark.awarded === mark.full && mark.pending === 0 && !notable.includes(mark),
  ).length
  return [
    ...heading(document, layout),
    "",
    paint.title(`${card.agency.name}(${card.agency.groupTitle})`),
    ...wrap(totalSentence(card, alone), columns),
    ...card.adjustments.flatMap((adjustment) =>
      wrap(`其中 ${adjustmentClause(card, adjustment)}`, columns, 2).concat(
        (adjustment.shown ?? []).flatMap((shown) => wrap(`  认定时已显示的影响:${end(shown)}`, columns, 4)),
      ),
    ),
    ...(criterion === null ? meanSentences(card).flatMap((sentence) => wrap(sentence, columns, 2)) : []),
    ...(criterion === null ? (card.views ?? []).flatMap((view) => wrap(viewSentence(view), columns, 2)) : []),
    ...(claims === null || criterion !== null ? [] : wrap(claimsSentence(claims), columns)),
    ...card.limits.flatMap((limit) =>
      wrap(limitSentence(limit), columns, 2).map(limit.state === "成立" ? paint.lost : paint.waiting),
    ),
    ...(card.quota === undefined ? [] : wrap(end(card.quota), columns, 2).map(paint.waiting)),
    ...notable.flatMap((mark) => [
      "",
      ...markLines(mark, layout),
      ...(claims?.lines ?? []).flatMap((line) =>
        line.criterion === mark.criterion ? wrap(`  自评:${claimSentence(line)}`, columns, 4) : [],
      ),
    ]),
    ...(criterion === null && full > 0
      ? ["", ...wrap(`其余 ${full} 项得满分或不失分。`, columns).map(paint.faint)]
      : []),
  ]
}

const totalSentence = (card: ScorecardDocument, alone: boolean): string => {
  const place = card.place === null ? "" : `,${card.provisional ? "暂列" : ""}第 ${card.place} 名(共 ${card.of} 个)`
  const among = (card.among ?? []).flatMap(({ kind, place: own, of }) =>
    own === null ? [] : [`,${kind}内第 ${own} 名(共 ${of} 个)`],
  )
  const grade = card.grade === null ? "" : `,${card.provisional ? "建议等次" : "等次"}${card.grade}`
  const total =
    card.total === null
      ? `总分待定,在 ${fixed(card.range.low)} 分至 ${fixed(card.range.high)} 分之间`
      : `总分 ${fixed(card.total)} 分`
  const bonus =
    card.bonus === 0
      ? ""
      : `(基础分 ${fixed(card.base)},${card.bonus < 0 ? "从总分中扣" : "加分"} ${fixed(Math.abs(card.bonus))})`
  const applicable = card.applicableFull === card.full ? "" : `,适用满分 ${brief(card.applicableFull)} 分`
  const least =
    card.leastApplicable === undefined || card.agency.status !== "不参加排名"
      ? ""
      : `(适用满分不足 ${brief(card.leastApplicable)} 分)`
  const status = alone || card.agency.status === "参加排名" ? "" : `${card.agency.status}${least};`
  return `${status}${total}${bonus}${applicable}${place}${among.join("")}${grade}。`
}

/** `总分取舍 +0.44 分`; of a mean what is averaged, since nobody lost the difference. */
const adjustmentClause = (card: ScorecardDocument, adjustment: ScorecardDocument["adjustments"][number]): string => {
  const { label, points, basis } = adjustment
  if (!label.startsWith(meanStep))
    return `${label} ${points > 0 ? "+" : "−"}${brief(Math.abs(points))} 分${basis === null ? "" : `(${basis})`}`
  const counted = card.marks.filter(({ full, bonus }) => full > 0 && !bonus)
  const earlier = card.adjustments.slice(0, card.adjustments.indexOf(adjustment))
  const whole = sum(...card.marks.map(({ awarded }) => awarded), ...earlier.map((step) => step.points))
  const levels = card.sections.filter(({ mean }) => mean === true).length > 1 ? "逐级平均" : "平均"
  return `各项得分合计 ${brief(whole)} 分,计入 ${counted.length} 项,${levels}得 ${brief(sum(whole, points))} 分${label.slice(meanStep.length)}`
}

/** 各部分平均:A 制度 0.75、B 落实 约 0.6667、C 监督 不计入。 */
const meanSentences = ({ sections, marks }: ScorecardDocument): ReadonlyArray<string> => {
  const means = sections.filter(({ mean }) => mean === true)
  const counts = (code: string): boolean => marks.some(({ section, full }) => section === code && full > 0)
  const text = means.map(
    ({ code, title, awarded, exact }) =>
      `${code} ${title} ${counts(code) ? (atMostFour(exact) ?? brief(awarded)) : "不计入"}`,
  )
  return means.length < 2 ? [] : [`各部分平均:${text.join("、")}。`]
}

const atMostFour = (exact: string | undefined): string | null => {
  const value = exact === undefined ? null : Rational.parse(exact)
  if (value === null) return null
  return value.toDecimal(4, null) ?? `约 ${value.toDecimal(4) ?? exact}`
}

/** 按主题:公开 3.2/5(64%)、效率 2/4(50%)。 */
const viewSentence = ({ title, parts }: NonNullable<ScorecardDocument["views"]>[number]): string =>
  `${title}:${parts
    .map(
      ({ title: name, full, awarded, high, exact, rate }) =>
        `${name} ${atMostFour(exact) ?? brief(awarded)}${high === awarded ? "" : `~${brief(high)}`}/${brief(full)}${rate === null ? "" : `(${show(Rational.of(rate), "rate")})`}`,
    )
    .join("、")}。`

const overSentence = (over: number): string =>
  over === 0 ? "与核定相同" : `比核定${over > 0 ? "高" : "低"} ${brief(Math.abs(over))} 分`

const claimsSentence = ({ lines, claimed, awarded, over }: ClaimCard): string =>
  `自评 ${lines.length} 项${lines.some((line) => line.awarded === null) ? "(其中待定的不比)" : ""},共 ${brief(claimed)} 分,核定 ${brief(awarded)} 分,${overSentence(over)}。`

const claimSentence = ({ claimed, over, remark }: ClaimLine): string =>
  end(
    `${brief(claimed)} 分,${over === null ? "本项尚待定" : overSentence(over)}${remark === null ? "" : `(说明:${remark})`}`,
  )

type Line = (label: string, text: string) => ReadonlyArray<string>

const markLines = (mark: MarkDocument, { columns, paint }: Layout): ReadonlyArray<string> => {
  const lost = mark.deductions.filter(({ points, limit }) => points !== 0 || limit !== "")
  const title = `${mark.criterion} ${mark.title}  得 ${brief(mark.awarded)} 分(${
    mark.full === 0 && !mark.bonus ? "不计入满分" : `${mark.bonus ? "最多" : "满分"} ${brief(mark.full)} 分`
  })${
    mark.pending === 0 ? "" : `,待定 ${brief(mark.pending)} 分`
  }${mark.state === "不适用" || mark.state === "未抽查" || mark.state === "不计入" ? `,${mark.state}` : ""}`
  const line: Line = (label, text) => (text === "" ? [] : wrap(`  ${label}:${text}`, columns, 4))
  const basis = [
    `本细则 ${mark.criterion}`,
    ...new Set(
      lost.flatMap((deduction) => deduction.basis.filter(({ verified }) => verified !== "no").map(({ text }) => text)),
    ),
  ]
  const remedies = [...new Set(lost.flatMap(({ remedy }) => (remedy === null ? [] : [remedy])))]
  return [
    ...wrap(title, columns, 3).map(mark.pending === 0 ? paint.title : paint.waiting),
    ...line("评分标准", mark.clause),
    ...(mark.reading === null ? [] : line("评分口径", mark.reading)),
    ...lost.flatMap((deduction) => deductionLines(deduction, line, paint.lost)),
    ...mark.open.flatMap((open) =>
      wrap(`  ${open.id} 待定,最多 ${brief(open.points)} 分:${end(open.why)}${owesText(open.owes)}`, columns, 4).map(
        paint.waiting,
      ),
    ),
    ...mark.notes.flatMap((note) => line("说明", end(note))),
    ...(mark.shown ?? []).flatMap((shown) => line("认定时已显示的影响", end(shown))),
    ...(lost.length === 0 ? [] : line("依据", end(basis.join(";")))),
    ...remedies.flatMap((remedy) => line("整改", end(remedy))),
  ]
}

const deductionLines = (
  deduction: DeductionDocument,
  line: Line,
  paint: (text: string) => string,
): ReadonlyArray<string> => [
  ...line(
    `${deduction.verb} ${brief(deduction.points)} 分(编号 ${deduction.id})`,
    end(`${deduction.reason}${deduction.limit === "" ? "" : `;${deduction.limit}`}`),
  ).map(paint),
  ...line("认定情况", end(deduction.found)),
  ...line("计算", end(deduction.workings)),
  ...deduction.rows.flatMap((rows) => {
    const [first = "", ...each] = rowsText(rows)
    return [...line("涉及记录", end(first)), ...each.flatMap((one) => line(rows.key, end(one)))]
  }),
  ...(deduction.decision === null ? [] : line("认定意见", end(decisionText(deduction.decision)))),
  ...line("出处", end(places(deduction))),
]

const decisionText = (decision: NonNullable<DeductionDocument["decision"]>): string =>
  [
    `${decision.kind}:${decision.reason}${decision.basis === null ? "" : `(${decision.basis})`}`,
    ...(decision.by.length === 0 ? [] : [decision.by.join("、")]),
    ...(decision.on === null ? [] : [decision.on]),
  ].join(",")

/** `sources/court.csv E14、C14;sheets/水务局.xlsx「填报表」D4`: cells of one sheet together. */
export const places = (deduction: DeductionDocument): string => {
  const groups = new Map<string, Array<string>>()
  for (const at of deduction.at) {
    const [sheet, cell] =
      at.kind === "cell"
        ? [at.sheet === null ? `${at.file} ` : `${at.file}「${at.sheet}」`, at.cell]
        : [showAddress(at), ""]
    groups.set(sheet, [...(groups.get(sheet) ?? []), cell])
  }
  return [...groups].map(([sheet, cells]) => `${sheet}${cells.join("、")}`).join(";")
}

const end = (text: string): string => (text === "" || /[。;]$/.test(text) ? text : `${text}。`)
