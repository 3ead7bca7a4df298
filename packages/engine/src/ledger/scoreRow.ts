import { assess, type Part } from "../assess/Assessment.ts"
import { deductionText } from "../assess/explain.ts"
import { Reader } from "../assess/Showing.ts"
import { scorecard } from "../assess/scorecard.ts"
import type { Day } from "../Day.ts"
import { plainAgency, type Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import type { LedgerPlan } from "../plan/LedgerPlan.ts"
import type { Plan } from "../plan/Plan.ts"
import type { Rational } from "../Rational.ts"
import { show } from "../show.ts"

/** One row scored by its own rubric (逐件评查). `score` is null while something of it is open. */
export interface RowScore {
  readonly score: Rational | null
  /** What it got and what that is made of, in one line. */
  readonly words: () => string
}

/** Scores a row as if it were an agency. Null where its class is not known. */
export const scoreRow = (
  { ledger }: LedgerPlan,
  plan: Plan,
  { asOf, cell }: { readonly asOf: Day; readonly cell: (column: FieldId) => Reading },
): RowScore | null => {
  const by = ledger.scored?.by
  const kind = by === undefined ? undefined : cell(by)
  const group = kind === undefined ? plan.groups[0]?.id : kind.state === "filled" ? String(kind.value) : undefined
  if (group === undefined || plan.groups.every(({ id }) => id !== group)) return null
  const at = { kind: "file", file: "" } as const
  const { part } = assess(
    plan,
    {
      agencies: [plainAgency({ code: "1", name: "1", group, ranked: false, at })],
      entries: Object.keys(ledger.columns).map((field) => ({
        agency: "1",
        field,
        source: "self",
        reading: cell(field),
        raw: "",
        evidence: null,
        at,
      })),
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf, due: null, evidenceDue: null },
  )
  const card = scorecard(part, 0)
  return card === null ? null : { score: card.total, words: () => wordsOf(part) }
}

/** `得 82 分;F3-a 扣 10 分:…;F5-b 扣 8 分:…` */
const wordsOf = (part: Part): string => {
  const card = scorecard(part, 0)
  if (card === null) return ""
  const reader = new Reader(part)
  const lost = card.marks.flatMap((mark) =>
    mark.deductions.flatMap((deduction) => {
      if (deduction.points.sign === 0) return []
      const { reason } = deductionText(reader, 0, mark, deduction)
      const id = deduction.loss?.id ?? mark.plan.criterion.code
      return [`${id} ${deduction.loss?.verb ?? "未得"} ${show(deduction.points, "points")} 分:${reason}`]
    }),
  )
  const total =
    card.total === null
      ? `待定(${show(card.low, "points")}~${show(card.high, "points")} 分)`
      : `得 ${show(card.total, "points")} 分`
  return [total, ...lost].join(";")
}
