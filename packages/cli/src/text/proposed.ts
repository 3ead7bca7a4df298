import type { Problem } from "@fadu/engine"
import type { ProposedRubric } from "@fadu/engine/author"
import type { Layout } from "./heading.ts"
import { issueLines } from "./issues.ts"
import { wrap } from "./width.ts"

/** What was read from an issued document: how much of it, what was not, and what does not add up. */
export const proposedLines = (
  { source, sentences, criteria, issues }: ProposedRubric,
  problems: ReadonlyArray<Problem>,
  layout: Layout,
): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const read = sentences.filter(({ by }) => by !== null)
  const unread = sentences.filter(({ by }) => by === null)
  const ways = Map.groupBy(read, ({ by }) => by ?? "")
  const errors = problems.filter(({ severity }) => severity === "error").length
  return [
    ...wrap(String(source.title), columns).map(paint.title),
    ...wrap(
      `读入 ${criteria} 个指标,计分的句子 ${sentences.length} 句,认出 ${read.length} 句${
        read.length === 0 ? "" : `(${[...ways].map(([way, list]) => `${way} ${list.length}`).join(",")})`
      }。认出的都标为待确认,没有认出的交人评分。`,
      columns,
    ),
    ...(issues.length === 0 ? [] : ["", ...issueLines(issues, new Map(), layout)]),
    ...(unread.length === 0 ? [] : ["", paint.title(`没有认出的(${unread.length} 句)`)]),
    ...unread.flatMap(({ at, criterion, sentence }) =>
      wrap(`  ${criterion}(表 ${at.table} 第 ${at.row} 行):${sentence}`, columns, 4),
    ),
    "",
    ...(errors === 0 ? [] : wrap(`现在检查有 ${errors} 处错误,多为分值对不上或待补的内容。`, columns)),
  ]
}
