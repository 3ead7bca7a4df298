import type { FieldId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import type { Field } from "../rubric/Rubric.ts"
import { isKnownState, type State } from "../State.ts"
import { countPapers } from "./countPapers.ts"
import type { FieldColumn } from "./Figures.ts"
import { nowhere } from "./Origins.ts"
import type { Settled } from "./Settled.ts"
import type { Calendar } from "./Submissions.ts"
import { lateFor } from "./settleField.ts"

/** States in which a figure stands there, whatever it is worth. */
const written: ReadonlySet<State> = new Set([
  "filled",
  "verified",
  "corrected",
  "noEvidence",
  "refuted",
  "awaitingRecognition",
])

/**
 * How many papers stand beside a figure. Where the figure itself is missing the count is missing in the same way; before papers are due
 * only enough of them settle it; papers that the team has accepted, or figures that others supply, are enough.
 */
export const settlePapers = (
  fields: ReadonlyMap<FieldId, FieldColumn>,
  unit: number,
  {
    of,
    evidence,
    state,
    calendar,
  }: {
    readonly of: FieldId
    readonly evidence: Field["evidence"] | undefined
    readonly state: State
    readonly calendar: Calendar
  },
): Settled => {
  const figure = fields.get(of)
  const { entry, decisions } = figure?.origins.at(unit) ?? nowhere
  // the rows of a figure are none of its papers
  const { rows: _, ...beside } = entry ?? { rows: undefined }
  const origin = { ...nowhere, entry: "agency" in beside ? beside : null, decisions }
  const isDue = state === "due" && entry?.reading.state === "filled"
  if (!written.has(state) && !isDue) return { state: state === "none" ? "blank" : state, value: null, origin }
  const value = figure?.column.values[unit]
  const many = value instanceof Rational && !value.isUndefined ? value : Rational.one
  const wanted = evidence?.each === true ? many : evidence?.count === undefined ? null : Rational.of(evidence.count)
  const count = Rational.of(countPapers(entry?.evidence ?? null))
  const isAccepted = isKnownState(state) && decisions.at(-1)?.kind === "evidence"
  // what others supply, or rows show, needs no paper
  if (isAccepted || (entry !== null && (entry.source !== "self" || entry.rows !== undefined)))
    return { state: isAccepted ? "verified" : "filled", value: count.max(wanted ?? Rational.one), origin }
  return !lateFor(calendar) && (wanted === null || count.compare(wanted) < 0)
    ? { state: "due", value: null, origin }
    : { state: "filled", value: count, origin }
}
