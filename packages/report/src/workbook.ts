import {
  type Assessment,
  type AssessmentDocument,
  type Audience,
  type ClaimCard,
  conceal,
  personsOf,
  type YearOnYear,
} from "@fadu/engine"
import type { SheetDraft } from "./Draft.ts"
import { PartView, type SheetNames } from "./PartView.ts"
import { claimsSheet } from "./sheets/claims.ts"
import { comparisonSheet } from "./sheets/comparison.ts"
import { deductionsSheet } from "./sheets/deductions.ts"
import { figuresSheet } from "./sheets/figures.ts"
import { issuesSheet } from "./sheets/issues.ts"
import { ledgerRowsSheet } from "./sheets/ledgerRows.ts"
import { marksSheet } from "./sheets/marks.ts"
import { overviewSheet } from "./sheets/overview.ts"
import { owedSheet } from "./sheets/owed.ts"
import { publishedSheet } from "./sheets/published.ts"
import { rankingSheet } from "./sheets/ranking.ts"
import { rubricSheet } from "./sheets/rubric.ts"
import { scoresSheet } from "./sheets/scores.ts"
import { slotsSheet } from "./sheets/slots.ts"
import { viewsSheet } from "./sheets/views.ts"
import { yearMarksSheet, yearSheet } from "./sheets/year.ts"
import { workdaysSheet } from "./workdaysSheet.ts"
import { writeXlsx } from "./writeXlsx.ts"

/** For whom a workbook is, and what it shows besides the result where it is known. */
export interface WorkbookRequest {
  readonly audience: Audience
  /** Made of copies for the same audience. */
  readonly year?: YearOnYear | null
  /** 自评对照: shown to the team only. */
  readonly claims?: ReadonlyArray<ClaimCard>
}

/**
 * The workbook of a round (考核结果工作簿), as bytes. `document` must be the copy for the audience (`restrict`); whom the workbook shows is
 * taken from it. Every point is a live formula down to the figures that count, so that a spreadsheet program recalculates what Fadu computed.
 */
export const workbook = (
  assessment: Assessment,
  document: AssessmentDocument,
  request: WorkbookRequest,
): Promise<Uint8Array> => {
  const { stamp } = document
  const [rubric] = stamp.rubric
  const notices = [...new Set(stamp.rubric.flatMap(({ notice }) => (notice === null ? [] : [notice])))]
  return writeXlsx({
    title: stamp.title,
    author: stamp.issuer ?? "法度",
    asOf: stamp.asOf,
    foot: {
      left: `${stamp.title}${rubric === undefined ? "" : `(细则 ${rubric.version})`}`,
      middle: notices.join(";"),
    },
    sheets: request.audience.kind === "public" ? [publishedSheet(document)] : sheetsOf(assessment, document, request),
  })
}

const sheetsOf = (
  assessment: Assessment,
  document: AssessmentDocument,
  { audience, year = null, claims = [] }: WorkbookRequest,
): ReadonlyArray<SheetDraft> => {
  const agencies = assessment.parts.flatMap(({ figures }) => figures.units)
  const issued = assessment.parts.flatMap(({ plan }) => Object.values(plan.rubric.sources ?? {}))
  const hide = conceal({ persons: personsOf(assessment), agencies, issued }, audience)
  const several = assessment.parts.length > 1
  const views = assessment.parts
    .map(
      (part, index) =>
        new PartView(part, sheetNames(several ? String(index + 1) : "", audience), { audience, document, hide }),
    )
    .filter(({ members }) => members.length > 0)
  const each = (write: (view: PartView) => SheetDraft | null): ReadonlyArray<SheetDraft> =>
    views.flatMap((view) => write(view) ?? [])
  const own = audience.kind === "agency"
  return [
    ...(own
      ? views.flatMap((view) => view.members.map((member) => overviewSheet(view, member)))
      : [...each(rankingSheet), ...each(marksSheet)]),
    ...each(viewsSheet),
    ...each(deductionsSheet),
    ...(year === null ? [] : [...each((view) => yearSheet(view, year)), ...each((view) => yearMarksSheet(view, year))]),
    ...[ledgerRowsSheet(views, document.stamp.title) ?? []].flat(),
    ...(audience.kind === "internal" ? each((view) => claimsSheet(view, claims)) : []),
    owedSheet(views, document.stamp.title),
    ...each(rubricSheet),
    ...(own ? [] : [issuesSheet(document)]),
    ...each(comparisonSheet),
    ...each(figuresSheet),
    ...each(scoresSheet),
    ...each(slotsSheet),
    ...each(({ names, part: { plan } }) =>
      plan.workdays === null ? null : workdaysSheet(names.workdays, plan.workdays, { isHidden: false }),
    ),
  ]
}

const sheetNames = (suffix: string, audience: Audience): SheetNames => ({
  ranking: `${audience.kind === "agency" ? "概览" : "排名"}${suffix}`,
  marks: `得分明细${suffix}`,
  deductions: `扣分明细${suffix}`,
  figures: `填报数据${suffix}`,
  scores: `评分${suffix}`,
  slots: `计算${suffix}`,
  rubric: `评分细则${suffix}`,
  comparison: `核对${suffix}`,
  workdays: `工作日历${suffix}`,
  year: `同上年比较${suffix}`,
  yearMarks: `同上年逐项${suffix}`,
  claims: `自评对照${suffix}`,
  views: `其他分法${suffix}`,
})
