import { parseDay } from "../Day.ts"
import type { Entry } from "../Entry.ts"
import type { Address } from "../Issue.ts"
import { LedgerBook } from "../ledger/LedgerBook.ts"
import type { Plan } from "../plan/Plan.ts"
import { readValue } from "../read/readValue.ts"
import type { Content } from "../read/Table.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import type { Case } from "./cases.ts"

const nowhere: Address = { kind: "file", file: "cases.yaml" }

/** What a case writes for a cell. */
export const contentOf = (value: string | number | boolean): Content =>
  typeof value === "string"
    ? { kind: "text", text: value }
    : typeof value === "number"
      ? { kind: "number", value, percent: false }
      : { kind: "boolean", value }

/** The rows of every case, counted. */
export const caseLedgers = (
  plan: Plan,
  cases: ReadonlyArray<{ readonly one: Pick<Case, "ledgers">; readonly code: string }>,
): ReadonlyArray<Entry> => {
  const book = new LedgerBook(plan, parseDay(plan.rubric.period.to) ?? 0)
  cases.forEach(({ one, code: agency }) => {
    for (const [id, rows] of Object.entries(one.ledgers ?? {})) {
      const ledger = book.ledgers.find((each) => each.plan.id === id)
      const [first] = ledger?.plan.counts ?? []
      const field = first === undefined ? undefined : plan.rubric.fields[first.field]
      if (ledger === undefined || field === undefined) continue
      const source = sourceOf(field)
      ledger.account(agency, source).opened(nowhere)
      if (rows.length === 0) ledger.account(agency, source).none()
      rows.forEach((row) => {
        const name = String(row[ledger.plan.ledger.key] ?? "")
        ledger.take({
          agency,
          source,
          id: name,
          key: () => name,
          number: 1,
          sheet: { address: () => nowhere },
          cell: (column) => {
            const value = row[column]
            const declared = ledger.plan.ledger.columns[column]
            return value === undefined || declared === undefined
              ? { state: "blank" }
              : readValue(declared, contentOf(value)).reading
          },
        })
      })
    }
  })
  return book.entries([])
}
