import type { CasesRun, Issue, Rubric } from "@fadu/engine"
import type { Demands } from "@fadu/engine/author"
import { casesLines } from "./cases.ts"
import type { Layout } from "./heading.ts"
import { issueLines } from "./issues.ts"
import { wrap } from "./width.ts"

/** A rubric after checking: problems, what it asks of a bureau, its worked examples, and what is still to be confirmed. */
export interface CheckedRubric {
  /** Null where the file cannot be understood. */
  readonly rubric: Rubric | null
  readonly file: string
  readonly issues: ReadonlyArray<Issue>
  readonly demands: ReadonlyArray<Demands>
  readonly cases: ReadonlyArray<CasesRun>
  readonly unconfirmed: ReadonlyArray<string>
}

export const checkedRubricLines = (checked: CheckedRubric, layout: Layout): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const { rubric, issues, unconfirmed } = checked
  // one line for them all, below
  const listed = issues.filter(({ code }) => code !== "rubric/unconfirmed")
  const count = (severity: Issue["severity"]): number => issues.filter((issue) => issue.severity === severity).length
  return [
    ...wrap(rubric === null ? checked.file : `${rubric.title} ${rubric.version}`, columns).map(paint.title),
    ...(listed.length === 0 ? [] : ["", ...issueLines(listed, new Map(), layout)]),
    ...(checked.demands.length === 0 ? [] : ["", paint.title("要被考核单位做的")]),
    ...checked.demands.flatMap((demands) => wrap(demandText(demands), columns, 2)),
    ...(unconfirmed.length === 0
      ? []
      : [
          "",
          paint.title(`待确认(${unconfirmed.length} 条)`),
          ...wrap(`  ${unconfirmed.join("、")}`, columns, 2),
          ...wrap("  对照原文逐条核对,无误的删去“待确认”;审定前须全部确认。", columns, 2),
        ]),
    "",
    ...casesLines(checked.cases, layout),
    `错误 ${count("error")} 处,提醒 ${count("warning")} 处,说明 ${count("note")} 处。`,
  ]
}

const demandText = ({ title, figures, own, supplied, papers, judged, couldSupply }: Demands): string => {
  const offices = supplied.map(({ source, count }) => `${source} ${count} 项`).join("、")
  const could = couldSupply.map(({ source, figures: labels }) => `${source}(${labels.join("、")})`).join(";")
  const alternatives = couldSupply.reduce((sum, { figures: labels }) => sum + labels.length, 0)
  return [
    `${title}:共用 ${figures} 项数据,其中自报 ${own} 项${offices === "" ? "" : `,其余由${offices}提供`}`,
    `佐证材料必附 ${papers.required} 种${papers.optional === 0 ? "" : `、可附 ${papers.optional} 种`}`,
    ...(judged === 0 ? [] : [`由人评分 ${judged} 项指标`]),
    ...(alternatives === 0
      ? []
      : [`自报的有 ${alternatives} 项与别的机关所供数据同在一个指标,可请其一并提供:${could}`]),
  ]
    .join(";")
    .concat("。")
}
