import type { FieldId, Formula } from "../formula/Formula.ts"
import type { Counted, Ledger } from "../rubric/Ledger.ts"
import type { PlanField } from "./Plan.ts"

/** A ledger ready to be counted (台账): its columns, and what is made of its rows. */
export interface LedgerPlan {
  readonly id: string
  readonly ledger: Ledger
  /** In the order of the rubric; formulas of the rows name them. */
  readonly columns: ReadonlyArray<PlanField>
  readonly counts: ReadonlyArray<CountPlan>
}

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
}
