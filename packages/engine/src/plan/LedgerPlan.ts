import type { FieldId, Formula } from "../formula/Formula.ts"
import type { Rational, Rounding } from "../Rational.ts"
import type { Counted } from "../rubric/Ledger.ts"
import type { Ledger } from "../rubric/Rubric.ts"
import type { Plan, PlanField } from "./Plan.ts"

/** A ledger ready to be counted (台账): its columns, and what is made of its rows. */
export interface LedgerPlan {
  readonly id: string
  readonly ledger: Ledger
  /** In the order of the rubric; formulas of the rows name them. */
  readonly columns: ReadonlyArray<PlanField>
  readonly counts: ReadonlyArray<CountPlan>
  /** How each row is scored by itself; null where rows are only counted. */
  readonly scored: Plan | null
}

/** The column that holds what a row was scored (得分); empty while something of it is open. */
export const scoreColumn: FieldId = "score"

/** One field made from the rows of a ledger. */
export interface CountPlan {
  readonly field: FieldId
  readonly label: string
  readonly how: Counted["how"]
  /** Yes/no of a row: whether it counts. */
  readonly where: Formula
  /** Yes/no of a row: whether it is in the denominator of a share. Holds for every row of anything else. */
  readonly among: Formula
  /** The number of a row; null where rows are only counted. */
  readonly of: Formula | null
  /** To which step a share or a mean is rounded when it is formed; null for what is not rounded. */
  readonly rounding: { readonly step: Rational; readonly mode: Rounding } | null
}
