import { type AssessmentDocument, showPlaces } from "@fadu/engine"
import type { Layout } from "./heading.ts"
import { wrap } from "./width.ts"

type IssueDocument = AssessmentDocument["issues"][number]

const words = { error: "错误", warning: "提醒", note: "说明" } as const

/** Problems in the order errors, warnings, notes; each with place, what was found and what to do. */
export const issueLines = (
  issues: ReadonlyArray<IssueDocument>,
  names: ReadonlyMap<string, string>,
  { columns, paint }: Layout,
): ReadonlyArray<string> =>
  issues.flatMap((issue) => {
    const colour = issue.severity === "error" ? paint.lost : issue.severity === "warning" ? paint.waiting : paint.faint
    const place =
      issue.at === null ? (issue.agency === null ? "" : (names.get(issue.agency) ?? issue.agency)) : showPlaces(issue)
    const text = `${place === "" ? "" : `${place}:`}${issue.message}。${issue.remedy}。`.replace(/([?。])。/g, "$1")
    const [first = "", ...rest] = wrap(`${words[issue.severity]}  ${text}`, columns, 6)
    return [colour(first.slice(0, 2)) + first.slice(2), ...rest]
  })
