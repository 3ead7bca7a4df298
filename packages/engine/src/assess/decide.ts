import { type Decision, type DecisionKind, decisionKinds, type Reading } from "../Entry.ts"
import type { PlanField } from "../plan/Plan.ts"
import type { Origin } from "./Origins.ts"
import { sameDecision, setAside } from "./overrules.ts"
import { sameReading, sameValue, written } from "./readings.ts"
import type { FieldCase, Settled, Settling } from "./Settled.ts"

export const decide = ({ field, unit, decisions }: FieldCase, settled: Settled, { tell }: Settling): Settled => {
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

const readingOf = ({ state, value }: Settled): Reading => {
  if (value !== null) return { state: "filled", value }
  return state === "none" || state === "claimed" || state === "unreadable" ? { state } : { state: "blank" }
}

/** `更正数值为 3`, `核验一致` */
const showDecision = (decision: Decision, field: PlanField): string =>
  `${decisionKinds[decision.kind]}${decision.new === null ? "" : `为 ${showReading(decision.new, field)}`}`

const showReading = (reading: Reading, field: PlanField): string =>
  reading.state === "blank" ? "空白" : reading.state === "unreadable" ? "无法识别" : written(reading, field)
