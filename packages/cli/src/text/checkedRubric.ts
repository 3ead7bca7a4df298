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
    ...checked.demands.flatMap((demands) => demandLines(demands, columns)),
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

/** One sentence a line, the group before the first. */
const demandLines = (demands: Demands, columns: number): ReadonlyArray<string> =>
  demandSentences(demands).flatMap((sentence, index) =>
    wrap(index === 0 ? `${demands.title}:${sentence}。` : `  ${sentence}。`, columns, 4),
  )

const demandSentences = (demands: Demands): ReadonlyArray<string> => {
  const { figures, own, unscored, provisional, ledgers, supplied, papers, judged, couldSupply } = demands
  const alternatives = couldSupply.reduce((sum, { figures: labels }) => sum + labels.length, 0)
  return [
    `共用 ${figures} 项数据,自报 ${own} 项,别的机关提供 ${figures - own} 项`,
    ...(supplied.length === 0
      ? []
      : [`提供的是${supplied.map(({ source, count }) => `${source} ${count} 项`).join("、")}`]),
    ...(provisional === 0 ? [] : [`别的机关提供的有 ${provisional} 项也请填报,数据未到时暂以自报数计`]),
    ...(unscored === 0 ? [] : [`另填 ${unscored} 项,不计分,用于核对和说明`]),
    ...(ledgers.length === 0 ? [] : [`须交台账 ${ledgers.length} 种:${ledgers.join("、")}`]),
    ...(own === 0 ? [] : [papersText(papers)]),
    ...(judged === 0 ? [] : [`由人评分的指标 ${judged} 项`]),
    ...(alternatives === 0
      ? []
      : [
          `自报的有 ${alternatives} 项与别的机关所供数据同在一个指标,可请其一并提供:${couldSupply.map(({ source, figures: labels }) => `${source}(${labels.join("、")})`).join(";")}`,
        ]),
  ]
}

const papersText = ({ required, optional }: Demands["papers"]): string =>
  [
    ...(required === 0 ? ["不须附佐证材料"] : [`必附佐证材料 ${required} 种`]),
    ...(optional === 0 ? [] : [`可附 ${optional} 种`]),
  ].join(",")
