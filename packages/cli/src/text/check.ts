import type { Account, AssessmentDocument, CasesRun } from "@fadu/engine"
import { casesLines } from "./cases.ts"
import { heading, type Layout } from "./heading.ts"
import { issueLines } from "./issues.ts"
import { wrap } from "./width.ts"

/** Everything that is wrong or still owed, worst first, and the account of cells. */
export const checkLines = (
  document: AssessmentDocument,
  { account, cases }: { readonly account: Account; readonly cases: ReadonlyArray<CasesRun> },
  layout: Layout,
): ReadonlyArray<string> => {
  const { columns } = layout
  const names = new Map(document.scorecards.map((card) => [card.agency.code, card.agency.name]))
  const general = document.issues.filter(({ agency }) => agency === null)
  const byAgency = Map.groupBy(document.issues, ({ agency }) => agency)
  const codes = [...names.keys()]
    .map((code) => ({ code, issues: byAgency.get(code) ?? [] }))
    .filter(({ issues }) => issues.length > 0)
    .sort((a, b) => errors(b.issues) - errors(a.issues) || b.issues.length - a.issues.length)
  const strangers = document.issues.filter(({ agency }) => agency !== null && !names.has(agency))
  const count = (severity: string): number => document.issues.filter((issue) => issue.severity === severity).length
  return [
    ...heading(document, layout),
    ...block("评分细则与批次文件", [...general, ...strangers], names, layout),
    ...codes.flatMap(({ code, issues }) =>
      block(`${names.get(code) ?? code}(${issues.length} 处)`, issues, names, layout),
    ),
    ...owedLines(document, names, layout),
    "",
    ...wrap(
      `共读取 ${account.read} 个单元格:采用 ${account.used},表头、说明、签字等不计分 ${account.recognised},在问题中列明 ${account.named},遗漏 ${
        account.read - account.used - account.recognised - account.named
      }。`,
      columns,
    ),
    ...casesLines(cases, layout),
    `错误 ${count("error")} 处,提醒 ${count("warning")} 处,说明 ${count("note")} 处,欠办 ${document.owed.length} 件。`,
  ]
}

type Issues = AssessmentDocument["issues"]

const errors = (issues: Issues): number => issues.filter(({ severity }) => severity === "error").length

const block = (
  title: string,
  issues: Issues,
  names: ReadonlyMap<string, string>,
  layout: Layout,
): ReadonlyArray<string> =>
  issues.length === 0 ? [] : ["", layout.paint.title(title), ...issueLines(issues, names, layout)]

const owedLines = (
  document: AssessmentDocument,
  names: ReadonlyMap<string, string>,
  { columns, paint }: Layout,
): ReadonlyArray<string> => {
  if (document.owed.length === 0) return []
  return [
    "",
    paint.title(`欠办(${document.owed.length} 件)`),
    ...[...Map.groupBy(document.owed, ({ who }) => who)].flatMap(([who, owed]) =>
      owed.flatMap(({ what, criterion, agency }) => {
        const about = names.get(agency) ?? agency
        return wrap(`${who}:${what}(${criterion}${about === who ? "" : `,${about}`})`, columns, 4)
      }),
    ),
  ]
}
