import { type AssessmentDocument, showPlaces } from "@fadu/engine"
import { row, type SheetDraft, sheet, text } from "../Draft.ts"
import { headingMerges, titleRows } from "../heading.ts"

const heads = [
  ["轻重", 8],
  ["单位", 24],
  ["问题", 62],
  ["处理办法", 48],
  ["位置", 40],
] as const

const severities = { error: "错误", warning: "提醒", note: "提示" } as const

/** 问题: everything found wrong with what people wrote, where it stands and what to do. */
export const issuesSheet = ({ issues, scorecards, stamp }: AssessmentDocument): SheetDraft => {
  const names = new Map(scorecards.map(({ agency }) => [agency.code, agency.name]))
  return sheet({
    name: "问题",
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 2 },
    merges: headingMerges(heads.length),
    filter: issues.length === 0 ? null : { row: 3, columns: heads.length },
    rows: [
      ...titleRows(
        `${stamp.title}问题清单`,
        issues.length === 0 ? "没有发现问题" : `共 ${issues.length} 个`,
        heads.length,
      ),
      row(
        heads.map(([title]) => text(title, "head")),
        { height: 22 },
      ),
      ...issues.map((issue) =>
        row([
          text(severities[issue.severity], "centre"),
          text(issue.agency === null ? "" : (names.get(issue.agency) ?? issue.agency)),
          text(issue.message),
          text(issue.remedy),
          text(showPlaces(issue)),
        ]),
      ),
    ],
  })
}
