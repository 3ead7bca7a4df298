import type { Entry } from "../Entry.ts"
import { type Issue, showAddress } from "../Issue.ts"
import type { PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { decide } from "./decide.ts"
import type { Unit } from "./Figures.ts"
import { nowhere } from "./Origins.ts"
import { sameReading, sameValue } from "./readings.ts"
import { lacksLedger, reconcile } from "./reconcile.ts"
import type { FieldCase, Settled, Settling } from "./Settled.ts"
import type { Calendar } from "./Submissions.ts"

export const settleField = (given: FieldCase, settling: Settling): Settled => {
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
export const lateFor = ({ asOf, evidenceDue }: Calendar): boolean => evidenceDue === null || asOf > evidenceDue

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
  return field.field.recognise === true && !isRecognised(field, entry)
    ? { ...settled, state: "awaitingRecognition" }
    : settled
}

/** Whether the team recognised each row of the register that counts for the field. */
const isRecognised = ({ id }: PlanField, entry: Entry | null): boolean => {
  const unrecognised = entry?.rows?.unrecognised
  return unrecognised !== undefined && !unrecognised.has(id)
}
