import type { FieldId } from "@fadu/engine"
import { type FormView, sheetNames } from "./FormView.ts"
import { type CountedPlaces, LedgerBlock, type WorkingColumn } from "./LedgerBlock.ts"

/**
 * The ledgers of a form counted by formulas (台账核算), as `LedgerBook` counts them: row by row the state and value of each cell that
 * something hangs on, whether the row counts, and what all rows come to.
 */
export class LedgerWorkings {
  readonly columns: ReadonlyArray<WorkingColumn>
  private readonly counts = new Map<FieldId, CountedPlaces>()
  private readonly hints = new Map<string, string>()

  constructor(view: FormView) {
    const columns: Array<WorkingColumn> = []
    for (const ledger of view.ledgers) {
      const block = new LedgerBlock(view, ledger, columns)
      for (const [field, places] of block.counts) this.counts.set(field, places)
      this.hints.set(ledger.id, block.hint)
    }
    this.columns = columns
  }

  counted(field: FieldId): CountedPlaces | null {
    return this.counts.get(field) ?? null
  }

  /** The column that says what must be rewritten in a row. */
  hint(ledger: string, row: number): string {
    return `${sheetNames.ledgers}!$${this.hints.get(ledger) ?? "A"}$${row}`
  }
}
