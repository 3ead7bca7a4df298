import type { Applicability, Decision } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import type { Issue } from "../Issue.ts"
import { appliesWords, type Plan } from "../plan/Plan.ts"
import type { Unit } from "./Figures.ts"
import { setAside } from "./overrules.ts"
import type { Submissions } from "./Submissions.ts"

export interface AppliesTable {
  readonly word: (
    unit: Unit,
    criterion: string,
  ) => { readonly word: string; readonly decisions: ReadonlyArray<Decision>; readonly line: Applicability | null }
  /** Whether a criterion that reads the field was declared applicable to the agency. */
  readonly confirmed: (unit: Unit, field: FieldId) => boolean
}

export const settleApplicability = (
  plan: Plan,
  units: ReadonlyArray<Unit>,
  given: Submissions,
  issues: Array<Issue>,
): AppliesTable => {
  const readers = new Map<FieldId, Set<string>>()
  for (const mark of plan.groups.flatMap((group) => group.marks)) {
    for (const field of mark.losses.flatMap((loss) => loss.needs)) {
      readers.set(field, (readers.get(field) ?? new Set()).add(mark.criterion.code))
    }
  }
  const treated = new Set(
    plan.groups.flatMap((group) =>
      group.marks.flatMap((mark) => (mark.treatment === null ? [] : [mark.criterion.code])),
    ),
  )
  const criteria = new Set(plan.groups.flatMap((group) => group.marks.map((mark) => mark.criterion.code)))
  const lines = new Map<string, Applicability>()
  const contradicted = new Map<string, Applicability>()
  const known = new Set(units.map((unit) => unit.code))
  const groups = new Set(plan.groups.map(({ id }) => id))
  /** Tells of a word on a criterion for which the rubric says nothing but that it applies. */
  const untreated = ({ criterion, agency, at, applies }: Applicability): boolean => {
    if (applies === "applies" || treated.has(criterion)) return false
    issues.push({
      severity: "error",
      code: "applicability/untreated",
      message: `指标 ${criterion} 被列为${appliesWords[applies]},但评分细则没有写明不适用时如何计分`,
      remedy: `在评分细则 ${criterion} 中写明 applies 的 otherwise(full、zero 或 rescaled);在此之前按适用计`,
      at,
      agency,
    })
    return true
  }
  for (const line of given.applicability) {
    if (!criteria.has(line.criterion)) continue
    // a criterion of the same code in the rubric of other groups
    if (line.agency === null ? line.group !== null && !groups.has(line.group) : !known.has(line.agency)) continue
    if (untreated(line)) continue
    const key = `${line.agency ?? `@${line.group ?? ""}`}\n${line.criterion}`
    const earlier = lines.get(key)
    if (earlier === undefined) lines.set(key, line)
    else if (earlier.applies !== line.applies) contradicted.set(key, line)
  }
  for (const [key, line] of contradicted) {
    lines.delete(key)
    issues.push({
      severity: "error",
      code: "applicability/conflict",
      message: `适用指标表对指标 ${line.criterion} 写了两次且不一致`,
      remedy: "保留一行;在此之前两行都不采用",
      at: line.at,
      agency: line.agency,
    })
  }
  const settled = Map.groupBy(
    given.decisions.filter(({ kind, agency, target: criterion, reason, basis, at }) => {
      if (kind !== "applies" && kind !== "notApplicable" && kind !== "notSampled") return false
      if (!known.has(agency) || !criteria.has(criterion)) return true
      return !untreated({ agency, group: null, criterion, applies: kind, reason, basis, at })
    }),
    (decision) => `${decision.agency}\n${decision.target}`,
  )
  for (const [key, list] of settled) {
    const aside = setAside(list, () => true)
    const standing = list.filter((decision) => !aside.has(decision))
    settled.set(key, standing)
    const [first, ...rest] = standing
    const rival = rest.find((decision) => decision.kind !== first?.kind)
    if (rival === undefined || !known.has(rival.agency)) continue
    issues.push({
      severity: "error",
      code: "decision/conflict",
      message: `对${units.find((unit) => unit.code === rival.agency)?.name ?? rival.agency}指标 ${rival.target} 是否适用有两份认定意见且不一致`,
      remedy: "由考核组统一意见,保留一份;在此之前两份都不采用",
      at: rival.at,
      agency: rival.agency,
    })
    settled.delete(key)
  }
  const word: AppliesTable["word"] = (unit, criterion) => {
    const decisions = settled.get(`${unit.code}\n${criterion}`) ?? []
    const [decision] = decisions
    if (
      decision !== undefined &&
      (decision.kind === "applies" || decision.kind === "notApplicable" || decision.kind === "notSampled")
    ) {
      return { word: appliesWords[decision.kind], decisions, line: null }
    }
    const line = lines.get(`${unit.code}\n${criterion}`) ?? lines.get(`@${unit.group}\n${criterion}`)
    return { word: line === undefined ? "" : appliesWords[line.applies], decisions: [], line: line ?? null }
  }
  return {
    word,
    confirmed: (unit, field) =>
      [...(readers.get(field) ?? [])].some((criterion) => word(unit, criterion).word === appliesWords.applies),
  }
}
