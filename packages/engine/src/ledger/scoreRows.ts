import { assess } from "../assess/Assessment.ts"
import { deductionText } from "../assess/explain.ts"
import { Reader } from "../assess/Showing.ts"
import { scorecard } from "../assess/scorecard.ts"
import type { Day } from "../Day.ts"
import { type Agency, type Entry, plainAgency, type Reading } from "../Entry.ts"
import type { FieldId, Formula } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
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

/** So many rows are scored at once: enough that preparing the plan costs little, few enough to be held. */
export const atOnce = 1000

/**
 * Scores rows as if they were agencies, each by itself: a plan of rows compares nobody (`rankWithin: none`), and one that does is given one
 * row at a time. Null where the class of a row is not known.
 */
export const scoreRows = (
  ledger: LedgerPlan,
  plan: Plan,
  { asOf, rows }: { readonly asOf: Day; readonly rows: ReadonlyArray<(column: FieldId) => Reading> },
): ReadonlyArray<RowScore | null> => {
  const size = compares(plan) ? 1 : atOnce
  const scores: Array<RowScore | null> = []
  for (let from = 0; from < rows.length; from += size) {
    scores.push(...scoreSome(ledger, plan, { asOf, rows: rows.slice(from, from + size) }))
  }
  return scores
}

const scoreSome = (
  { ledger }: LedgerPlan,
  plan: Plan,
  { asOf, rows }: { readonly asOf: Day; readonly rows: ReadonlyArray<(column: FieldId) => Reading> },
): ReadonlyArray<RowScore | null> => {
  const by = ledger.scored?.by
  const columns = Object.keys(ledger.columns)
  const agencies: Array<Agency> = []
  const entries: Array<Entry> = []
  rows.forEach((cell, index) => {
    const kind = by === undefined ? undefined : cell(by)
    const group = kind === undefined ? plan.groups[0]?.id : kind.state === "filled" ? String(kind.value) : undefined
    if (group === undefined || plan.groups.every(({ id }) => id !== group)) return
    const agency = String(index)
    agencies.push(plainAgency({ code: agency, name: agency, group, ranked: false, at }))
    for (const field of columns)
      entries.push({ agency, field, source: "self", reading: cell(field), raw: "", evidence: null, at })
  })
  const given = { agencies, entries, scores: [], decisions: [], applicability: [] }
  const { part } = assess(plan, given, { asOf, due: null, evidenceDue: null })
  let reader: Reader | null = null
  const scores: Array<RowScore | null> = rows.map(() => null)
  part.figures.units.forEach(({ code }, unit) => {
    const card = scorecard(part, unit)
    if (card === null) return
    let words: string | null = null
    scores[Number(code)] = {
      score: card.total,
      words: () => {
        reader ??= new Reader(part)
        words ??= wordsOf(reader, unit)
        return words
      },
    }
  })
  return scores
}

const at = { kind: "file", file: "" } as const

const compares = ({ slots }: Plan): boolean => slots.some(({ formulas }) => [...formulas.values()].some(comparesIn))

const comparesIn = (formula: Formula): boolean => [...nodesOf(formula)].some(({ kind }) => kind === "cohort")

/** `得 82 分;F3-a 扣 10 分:…;F5-b 扣 8 分:…` */
const wordsOf = (reader: Reader, unit: number): string => {
  const card = scorecard(reader.part, unit)
  if (card === null) return ""
  const lost = card.marks.flatMap((mark) =>
    mark.deductions.flatMap((deduction) => {
      if (deduction.points.sign === 0) return []
      const { reason } = deductionText(reader, unit, mark, deduction)
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
