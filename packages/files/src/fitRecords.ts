import { type Agency, type Decision, type Issue, nearest, Rational, type Rubric, type Score } from "@fadu/engine"
import type { RecordLog } from "./RecordLog.ts"

/**
 * The records that speak of an agency and a figure or criterion of this round; the others are told and left out. They were right when
 * they were written: a roster or rubric that has changed since is the usual reason.
 */
export const fitRecords = (
  logs: ReadonlyArray<RecordLog>,
  { rubrics, agencies }: { readonly rubrics: ReadonlyArray<Rubric>; readonly agencies: ReadonlyArray<Agency> },
): {
  readonly decisions: ReadonlyArray<Decision>
  readonly scores: ReadonlyArray<Score>
  readonly issues: ReadonlyArray<Issue>
} => {
  const codes = new Set(agencies.map(({ code }) => code))
  const fields = new Map(rubrics.flatMap((rubric) => Object.entries(rubric.fields)))
  const criteria = new Set(
    rubrics.flatMap((rubric) => rubric.sections.flatMap((section) => section.criteria.map(({ code }) => code))),
  )
  const issues: Array<Issue> = []
  const told = (record: Decision | Score, message: string, remedy: string): false => {
    const agency = codes.has(record.agency) ? record.agency : null
    issues.push({
      severity: "error",
      code: "record/unfit",
      message: `${message},该行未采用`,
      remedy,
      at: record.at,
      agency,
    })
    return false
  }
  const isKnown = (record: Decision | Score): boolean =>
    codes.has(record.agency) ||
    told(record, `名录中没有编号为“${record.agency}”的单位`, "请核对单位名录的编号;编号改过的,请撤回后重新录入")
  const isCriterion = (record: Decision | Score, code: string): boolean =>
    criteria.has(code) ||
    told(record, `细则中没有指标“${code}”${didYouMean(code, [...criteria])}`, "细则改过的,请撤回后重新录入")
  const fits = (decision: Decision): boolean => {
    const { kind, target } = decision
    switch (kind) {
      case "applies":
      case "notApplicable":
      case "notSampled":
        return isCriterion(decision, target)
      case "adjust":
        return (
          (decision.new?.state === "filled" && decision.new.value instanceof Rational) ||
          told(decision, "调整总分没有写明加减的分值", "请撤回后重新录入")
        )
      default: {
        const field = fields.get(target)
        if (field === undefined) {
          return told(
            decision,
            `没有填报项“${target}”${didYouMean(target, [...fields.keys()])}`,
            "细则改过的,请撤回后重新录入",
          )
        }
        const value = decision.new?.state === "filled" ? decision.new.value : null
        const isNeeded = kind === "correct" && decision.new === null
        return (
          (!isNeeded && (value === null || typeOf(value) === kinds[field.kind])) ||
          told(decision, `对“${field.label}”的认定没有可用的新值`, "请撤回后重新录入")
        )
      }
    }
  }
  const decisions = logs.flatMap((log) => log.decisions).filter((decision) => isKnown(decision) && fits(decision))
  for (const decision of decisions) {
    if (new Set(decision.by).size >= 2) continue
    issues.push({
      severity: "warning",
      code: "decision/too-few-persons",
      message: decision.by.length === 0 ? "没有写认定人,应为两人" : `认定人只有“${decision.by.join()}”一人,应为两人`,
      remedy: "请由另一人复核后重新录入",
      at: decision.at,
      agency: decision.agency,
    })
  }
  const scores = logs
    .flatMap((log) => log.scores)
    .filter((score) => isKnown(score) && isCriterion(score, score.criterion))
  return { decisions, scores, issues }
}

const kinds = {
  count: "number",
  number: "number",
  rate: "number",
  day: "number",
  "yes-no": "boolean",
  level: "string",
  text: "string",
} as const

const typeOf = (value: Rational | boolean | string): "number" | "boolean" | "string" =>
  value instanceof Rational ? "number" : typeof value === "boolean" ? "boolean" : "string"

const didYouMean = (text: string, names: ReadonlyArray<string>): string => {
  const guess = nearest(text, names)
  return guess === null ? "" : `,是否为“${guess}”?`
}
