import type { Day } from "../Day.ts"
import {
  type Agency,
  type Applicability,
  type Decision,
  type DecisionKind,
  decisionKinds,
  type Entry,
  type Reading,
  type Score,
} from "../Entry.ts"
import type { FieldId, Value } from "../formula/Formula.ts"
import { type Issue, placeOf, showAddress } from "../Issue.ts"
import { adjustField, appliesField, appliesWords, type Plan, type PlanField, rankedField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import { type State, stateIndex } from "../State.ts"
import { show } from "../show.ts"
import { emptyColumn } from "./evaluate.ts"
import type { FieldColumn, Figures, Origin, ScoreRows, Unit } from "./Figures.ts"
import { Placed } from "./Placed.ts"
import { lacksLedger, reconcile } from "./reconcile.ts"

/** Everything that people wrote about the agencies of one plan. */
export interface Submissions {
  readonly agencies: ReadonlyArray<Agency>
  readonly entries: ReadonlyArray<Entry>
  readonly scores: ReadonlyArray<Score>
  readonly decisions: ReadonlyArray<Decision>
  readonly applicability: ReadonlyArray<Applicability>
}

/** The days of the round that settle a state. Null: no such day was set, so nothing is late. */
export interface Calendar {
  readonly asOf: Day
  readonly due: Day | null
  readonly evidenceDue: Day | null
}

/**
 * Which figure counts: decision, then the named source, then the self-report; and in what state it is.
 * Differences between sources and conflicts between decisions are told, never settled by an order of files.
 */
export const settle = (
  plan: Plan,
  submissions: Submissions,
  calendar: Calendar,
): { readonly figures: Figures; readonly issues: ReadonlyArray<Issue> } => {
  const given = inOrder(submissions)
  const issues: Array<Issue> = []
  const groupOrder = new Map(plan.groups.map((group, index) => [group.id, index]))
  const submitted = new Set<string>()
  for (const { source, agency } of given.entries) if (source === "self") submitted.add(agency)
  // where the rubric asks the agencies for nothing, none is late
  const asks = plan.fields.some(
    ({ field }) => field !== null && (sourceOf(field) === "self" || field.otherwise === "self"),
  )
  const units: ReadonlyArray<Unit> = given.agencies
    .filter((agency) => groupOrder.has(agency.group))
    .map((agency) => ({ ...agency, submitted: !asks || submitted.has(agency.code) }))
    .sort((a, b) => (groupOrder.get(a.group) ?? 0) - (groupOrder.get(b.group) ?? 0) || compareText(a.code, b.code))

  const fieldPlaces = new Map(plan.fields.map(({ id }, index) => [id, index]))
  const unitPlaces = new Map(units.map(({ code }, index) => [code, index]))
  const entries = new Placed(given.entries, { fields: plan.fields.length, units: units.length }, (entry) => {
    const [field, unit] = [fieldPlaces.get(entry.field), unitPlaces.get(entry.agency)]
    return field === undefined || unit === undefined ? null : [field, unit]
  })
  const decisionsByTarget = groupBy(given.decisions, ({ target }) => target)
  const applies = settleApplicability(plan, units, given, issues)

  const fields = new Map<FieldId, FieldColumn>()
  plan.fields.forEach((field, position) => {
    const source = field.field === null ? "" : sourceOf(field.field)
    // what the team decides for a whole agency has no target
    const decisions = groupBy(decisionsByTarget.get(field.field === null ? "" : field.id) ?? [], ({ agency }) => agency)
    const column = emptyColumn(field.type, units.length)
    const states = new Uint8Array(units.length)
    const origins: Array<Origin> = []
    units.forEach((unit, index) => {
      const settled =
        field.field === null
          ? settleTeamField(field, unit, { applies, decisions })
          : settleField(
              {
                field,
                source,
                unit,
                entries: sorted(entries.at(position, index), ({ at, source, raw, evidence }) => [
                  placeOf(at),
                  source,
                  raw,
                  evidence ?? "",
                ]),
                decisions: decisions.get(unit.code) ?? [],
              },
              { calendar, appliesHere: () => applies.confirmed(unit, field.id), tell: (issue) => issues.push(issue) },
            )
      states[index] = stateIndex(settled.state)
      origins[index] = settled.origin
      const { value } = settled
      if (column.type === "number" && value instanceof Rational) column.values[index] = value
      if (column.type === "boolean" && typeof value === "boolean") column.values[index] = value
      if (column.type === "text" && typeof value === "string") column.values[index] = value
    })
    fields.set(field.id, { column, states, origins })
  })
  return {
    figures: {
      units,
      fields,
      scores: settleScores(plan, units, given.scores, issues),
      persons: [
        ...new Set([...given.scores.map(({ scorer }) => scorer), ...given.decisions.flatMap(({ by }) => by)]),
      ].sort(compareText),
    },
    issues,
  }
}

interface Settled {
  readonly state: State
  readonly value: Value
  readonly origin: Origin
}

const nowhere: Origin = { entry: null, others: [], decisions: [], line: null }

interface FieldCase {
  readonly field: PlanField
  readonly source: string
  readonly unit: Unit
  readonly entries: ReadonlyArray<Entry>
  readonly decisions: ReadonlyArray<Decision>
}

interface Settling {
  readonly calendar: Calendar
  /** The team has said that the criterion which reads this field applies to the agency. */
  readonly appliesHere: () => boolean
  readonly tell: (issue: Issue) => void
}

const settleField = (given: FieldCase, settling: Settling): Settled => {
  const reported = choose(given, settling)
  return decide(given, gate(given, reported, settling), settling)
}

/** The entry that counts before anyone decided. */
const choose = (
  { field, source, unit, entries: written }: FieldCase,
  { calendar, appliesHere, tell }: Settling,
): Settled => {
  const entries = reconcile({ field, unit, entries: written }, tell)
  const self = agreed(
    entries.filter((entry) => entry.source === "self"),
    { field, unit, tell },
  )
  if (source !== "self") {
    const named = agreed(
      entries.filter((entry) => entry.source === source),
      { field, unit, tell },
    )
    if (named === "disputed") return { state: "disputed", value: null, origin: { ...nowhere, others: entries } }
    const others = self === null || self === "disputed" ? [] : [self]
    if (named !== null && named.reading.state === "filled") {
      const own = others[0]
      if (own !== undefined && own.reading.state === "filled" && !sameValue(own.reading.value, named.reading.value)) {
        tell({
          severity: "warning",
          code: "source/difference",
          message: `${unit.name}的“${field.label}”:自报 ${own.raw},指定来源为 ${named.raw};按指定来源计`,
          remedy: "请核对两个数据的口径;确需更正的,以认定意见更正",
          at: own.at,
          agency: unit.code,
        })
      }
      return { state: "filled", value: named.reading.value, origin: { ...nowhere, entry: named, others } }
    }
    if (named !== null && named.reading.state === "none")
      return { state: "none", value: null, origin: { ...nowhere, entry: named, others } }
    // a silent agency does not end the wait for the source
    if (field.field?.otherwise !== "self" || self === null || self === "disputed" || self.reading.state === "blank") {
      return { state: "awaitingSource", value: null, origin: { ...nowhere, entry: named, others } }
    }
    return fromReading(self)
  }
  if (self === "disputed") return { state: "disputed", value: null, origin: { ...nowhere, others: entries } }
  const late = calendar.due === null || calendar.asOf > calendar.due
  if (self === null || self.reading.state === "blank") {
    return { state: late ? "blank" : "due", value: null, origin: { ...nowhere, entry: self } }
  }
  // a claim that the team has answered with 适用 is as good as nothing said
  if (self.reading.state === "claimed" && appliesHere()) {
    return { state: late ? "blank" : "due", value: null, origin: { ...nowhere, entry: self } }
  }
  return fromReading(self)
}

const fromReading = (entry: Entry): Settled => ({
  state: entry.reading.state,
  value: entry.reading.state === "filled" ? entry.reading.value : null,
  origin: { ...nowhere, entry },
})

/** One entry for several that say the same; `disputed` and an issue when they do not. */
const agreed = (
  entries: ReadonlyArray<Entry>,
  { field, unit, tell }: { readonly field: PlanField; readonly unit: Unit; readonly tell: (issue: Issue) => void },
): Entry | null | "disputed" => {
  const said = entries.filter((entry) => entry.reading.state !== "blank")
  const [first, ...rest] = said.length === 0 ? entries : said
  if (first === undefined) return null
  const other = rest.find((entry) => !sameReading(entry.reading, first.reading))
  if (other === undefined) return rest.find((entry) => entry.evidence !== null && first.evidence === null) ?? first
  tell({
    severity: "error",
    code: "source/conflict",
    message: `${unit.name}的“${field.label}”填报了两次且不一致:此处为“${other.raw}”,${showAddress(first.at)} 为“${first.raw}”`,
    remedy: "请确认以哪一个为准,删去另一个,或以认定意见确定",
    at: other.at,
    agency: unit.code,
  })
  return "disputed"
}

/** Whether papers can no longer be handed in. */
const lateFor = ({ asOf, evidenceDue }: Calendar): boolean => evidenceDue === null || asOf > evidenceDue

/** What stands between a filled value and its use: evidence, and recognition of claims. */
const gate = ({ field }: FieldCase, settled: Settled, { calendar }: Settling): Settled => {
  if (settled.state !== "filled" || field.field === null) return settled
  if (lacksLedger(field, settled.origin.entry)) return { ...settled, state: lateFor(calendar) ? "noEvidence" : "due" }
  const gains = settled.value !== false && !(settled.value instanceof Rational && settled.value.sign === 0)
  if (!gains) return settled
  const { entry } = settled.origin
  const lacksEvidence = field.field.evidence?.need === "required" && entry?.source === "self" && entry.evidence === null
  if (lacksEvidence) {
    return { ...settled, state: lateFor(calendar) ? "noEvidence" : "due" }
  }
  return field.field.recognise === true ? { ...settled, state: "awaitingRecognition" } : settled
}

const decide = ({ field, unit, decisions }: FieldCase, settled: Settled, { tell }: Settling): Settled => {
  const current: Reading = readingOf(settled)
  const isCurrent = ({ old }: Decision): boolean => old === null || sameReading(old, current)
  const own = decisions.filter(({ kind }) => fieldDecisions.has(kind))
  const aside = setAside(own, isCurrent)
  const stale: Array<Decision> = []
  const valid = own.filter((decision) => {
    if (aside.has(decision)) return false
    if (isCurrent(decision)) return true
    stale.push(decision)
    tell({
      severity: "error",
      code: "decision/stale",
      message: `对${unit.name}“${field.label}”的认定意见所写原值为 ${decision.old === null ? "" : showReading(decision.old, field)},现为 ${showReading(current, field)}`,
      remedy: `认定后数据有变动,请重新核对后更新认定意见;在此之前${overrides.has(decision.kind) ? "本项待定" : "不采用"}`,
      at: decision.at,
      agency: unit.code,
    })
    return false
  })
  const [first, ...rest] = valid
  if (first === undefined) {
    // handing in another figure must not undo what the team decided against the last one
    return stale.some(({ kind }) => overrides.has(kind))
      ? { state: "disputed", value: null, origin: { ...settled.origin, decisions: stale } }
      : settled
  }
  const rival = rest.find((decision) => !sameDecision(first, decision))
  if (rival !== undefined) {
    tell({
      severity: "error",
      code: "decision/conflict",
      message: `对${unit.name}“${field.label}”有两份认定意见且不一致:${showDecision(first, field)};${showDecision(rival, field)}`,
      remedy: "由考核组统一意见,保留一份;在此之前本项待定",
      at: rival.at,
      agency: unit.code,
    })
    return { state: "disputed", value: null, origin: { ...settled.origin, decisions: valid } }
  }
  // the one that counts stands last
  const origin: Origin = { ...settled.origin, decisions: [...aside, ...valid] }
  const value = first.new?.state === "filled" ? first.new.value : settled.value
  switch (first.kind) {
    case "correct":
      if (first.new?.state === "none") return { state: "none", value: null, origin }
      return value === null ? { ...settled, origin } : { state: "corrected", value, origin }
    case "confirm":
    case "evidence":
    case "recognise":
      return value === null
        ? { ...settled, origin }
        : {
            state:
              first.new === null || settled.value === null || sameValue(value, settled.value)
                ? "verified"
                : "corrected",
            value,
            origin,
          }
    case "refute":
      return { state: "refuted", value: settled.value, origin }
    default:
      return { ...settled, origin }
  }
}

/** Decisions that speak of a field; a criterion may have the same name. */
export const fieldDecisions: ReadonlySet<DecisionKind> = new Set([
  "correct",
  "confirm",
  "recognise",
  "refute",
  "evidence",
])

/** Decisions that set a figure aside; the others only let it count. */
const overrides: ReadonlySet<DecisionKind> = new Set(["correct", "refute"])

/** Those that another, itself in force, expressly sets aside. Two that set each other aside both stay, and contradict each other. */
const setAside = (
  decisions: ReadonlyArray<Decision>,
  isInForce: (decision: Decision) => boolean,
): ReadonlySet<Decision> =>
  new Set(
    decisions.filter((one) =>
      decisions.some((other) => isInForce(other) && overrules(other, one) && !overrules(one, other)),
    ),
  )

/** Whether a decision names another among those it sets aside. */
export const overrules = (decision: Decision, other: Decision): boolean =>
  decision !== other &&
  (decision.overrules ?? []).some((said) => said.file === other.at.file && sameDecision(said, other))

const sameDecision = (a: Pick<Decision, "kind" | "new">, b: Pick<Decision, "kind" | "new">): boolean =>
  a.kind === b.kind && (a.new === null ? b.new === null : b.new !== null && sameReading(a.new, b.new))

const readingOf = ({ state, value }: Settled): Reading => {
  if (value !== null) return { state: "filled", value }
  return state === "none" || state === "claimed" || state === "unreadable" ? { state } : { state: "blank" }
}

export const sameValue = (a: Value, b: Value): boolean =>
  a instanceof Rational && b instanceof Rational ? a.equals(b) : a === b

export const sameReading = (a: Reading, b: Reading): boolean =>
  a.state === b.state && (a.state !== "filled" || (b.state === "filled" && sameValue(a.value, b.value)))

/** `更正数值为 3`, `核验一致` */
const showDecision = (decision: Decision, field: PlanField): string =>
  `${decisionKinds[decision.kind]}${decision.new === null ? "" : `为 ${showReading(decision.new, field)}`}`

const showReading = (reading: Reading, field: PlanField): string =>
  reading.state === "blank" ? "空白" : reading.state === "unreadable" ? "无法识别" : written(reading, field)

/** A reading as somebody would write it into the cell; empty where nothing can be said. */
export const written = (reading: Reading, { format }: PlanField): string => {
  switch (reading.state) {
    case "filled":
      return reading.value instanceof Rational
        ? show(reading.value, format)
        : typeof reading.value === "boolean"
          ? reading.value
            ? "是"
            : "否"
          : reading.value
    case "none":
      return "未办理"
    case "claimed":
      return "不涉及"
    case "blank":
    case "unreadable":
      return ""
  }
}

// ── what the team decides for a whole criterion or agency ────────────────────────────────────────────────────

interface AppliesTable {
  readonly word: (
    unit: Unit,
    criterion: string,
  ) => { readonly word: string; readonly decisions: ReadonlyArray<Decision>; readonly line: Applicability | null }
  /** Whether a criterion that reads the field was declared applicable to the agency. */
  readonly confirmed: (unit: Unit, field: FieldId) => boolean
}

const settleApplicability = (
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
  const settled = groupBy(
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

const settleTeamField = (
  field: PlanField,
  unit: Unit,
  {
    applies,
    decisions,
  }: { readonly applies: AppliesTable; readonly decisions: ReadonlyMap<string, ReadonlyArray<Decision>> },
): Settled => {
  if (field.id === rankedField) return { state: "filled", value: unit.ranked && unit.submitted, origin: nowhere }
  if (field.id === adjustField) {
    const adjusting = (decisions.get(unit.code) ?? []).filter((decision) => decision.kind === "adjust")
    const value = adjusting.reduce(
      (total, decision) =>
        decision.new?.state === "filled" && decision.new.value instanceof Rational
          ? total.plus(decision.new.value)
          : total,
      Rational.zero,
    )
    return { state: "filled", value, origin: { ...nowhere, decisions: adjusting } }
  }
  const criterion = field.id.slice(appliesField("").length)
  const { word, decisions: deciding, line } = applies.word(unit, criterion)
  return { state: "filled", value: word, origin: { ...nowhere, decisions: deciding, line } }
}

/** The scores that count, sorted by unit. A scorer counts once for a criterion, and never for more than the rule gives. */
const settleScores = (
  plan: Plan,
  units: ReadonlyArray<Unit>,
  scores: ReadonlyArray<Score>,
  issues: Array<Issue>,
): ScoreRows => {
  const given = groupBy(scores, ({ agency }) => agency)
  const mostByGroup = new Map(
    plan.groups.map(({ id, marks }) => [
      id,
      new Map(
        marks.flatMap(({ criterion, losses }) =>
          losses.flatMap((loss) => (loss.judged ? [[criterion.code, loss.most] as const] : [])),
        ),
      ),
    ]),
  )
  const sidesByGroup = new Map(
    plan.groups.map(({ id, marks }) => [
      id,
      new Map(
        marks.flatMap(({ criterion, losses }) =>
          losses.flatMap(({ rule }) =>
            rule.kind === "judged" && rule.sides !== undefined ? [[criterion.code, rule.sides] as const] : [],
          ),
        ),
      ),
    ]),
  )
  const offsets = new Int32Array(units.length + 1)
  const rows: Array<Score> = []
  units.forEach((unit, index) => {
    const tell = (score: Score, code: string, message: string, remedy: string): void => {
      issues.push({
        severity: "error",
        code,
        message: `${unit.name}指标 ${score.criterion} ${message}`,
        remedy,
        at: score.at,
        agency: unit.code,
      })
    }
    const fitting = (given.get(unit.code) ?? []).filter((score) => {
      const most = mostByGroup.get(unit.group)?.get(score.criterion)
      if (most === undefined) {
        tell(score, "score/not-judged", "不由考核人员评分,该评分未采用", "请核对指标编号")
        return false
      }
      const sides = sidesByGroup.get(unit.group)?.get(score.criterion)
      if (sides !== undefined && (score.side === undefined || !Object.hasOwn(sides, score.side))) {
        const known = Object.entries(sides).map(([id, { title }]) => `${id}(${title})`)
        tell(
          score,
          "score/no-side",
          `评分人“${score.scorer}”${score.side === undefined ? "没有写明属于哪一方" : `写作“${score.side}”一方,细则中没有`},该评分未采用`,
          `在 round.yaml 的 sides 中写明,或在评分表加“评分方”一列:${known.join("、")}`,
        )
        return false
      }
      if (score.points.sign >= 0 && score.points.compare(most) <= 0) return true
      const found = show(score.points, "points")
      tell(score, "score/range", `评 ${found} 分,应在 0 至 ${show(most, "points")} 分之间,未采用`, "请更正评分")
      return false
    })
    for (const [first, ...rest] of groupBy(fitting, ({ criterion, scorer }) => `${criterion}\n${scorer}`).values()) {
      if (first === undefined) continue
      const other = rest.find(({ points }) => !points.equals(first.points))
      if (other === undefined) rows.push(first)
      else {
        const [one, two] = [first, other].map(({ points }) => show(points, "points"))
        tell(other, "score/duplicate", `有同一人的两次评分:${one} 分和 ${two} 分,都未采用`, "请只保留一次评分")
      }
    }
    offsets[index + 1] = rows.length
  })
  return { rows, offsets }
}

/** Everything in an order of its own, so that the order in which files were read decides nothing. */
const inOrder = (given: Submissions): Submissions => ({
  agencies: given.agencies,
  // of these there are many, and only those of one figure need an order among themselves
  entries: given.entries,
  scores: sorted(given.scores, ({ at, criterion, scorer, points, reason }) => [
    criterion,
    scorer,
    placeOf(at),
    points.toString(),
    reason ?? "",
  ]),
  decisions: sorted(given.decisions, ({ on, at, kind, reason, by }) => [
    on ?? "",
    placeOf(at),
    kind,
    reason,
    by.join(),
  ]),
  applicability: sorted(given.applicability, ({ at, applies }) => [placeOf(at), applies]),
})

const sorted = <A>(list: ReadonlyArray<A>, key: (one: A) => ReadonlyArray<string>): ReadonlyArray<A> =>
  list.length < 2
    ? list
    : list
        .map((one) => ({ one, key: key(one).join("\n") }))
        // two that stand in one place are told apart by all they say
        .sort((a, b) => compareText(a.key, b.key) || compareText(JSON.stringify(a.one), JSON.stringify(b.one)))
        .map(({ one }) => one)

const groupBy = <A>(list: ReadonlyArray<A>, key: (one: A) => string): Map<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const one of list) {
    const id = key(one)
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [one])
    else group.push(one)
  }
  return groups
}

/** By code units: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
