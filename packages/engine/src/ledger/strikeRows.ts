import type { Day } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { placeOf } from "../Issue.ts"
import type { LedgerPlan } from "../plan/LedgerPlan.ts"
import { Rational } from "../Rational.ts"
import type { LedgerRow } from "./LedgerBook.ts"

/** A row of a register with its cells, and why it does not count, if it does not (登记的一行). */
export interface RegisteredRow {
  readonly row: LedgerRow
  readonly cells: ReadonlyMap<FieldId, Reading>
  readonly struck: string | null
}

/**
 * Which rows of one agency's register count: those of the period, and of one matter only the one at the highest level. What cannot be read
 * strikes nothing: a row whose day is unknown counts as its other cells say.
 */
export const strikeRows = (
  { ledger }: LedgerPlan,
  period: { readonly from: Day; readonly to: Day },
  rows: ReadonlyArray<Omit<RegisteredRow, "struck">>,
): ReadonlyArray<RegisteredRow> => {
  const { register } = ledger
  if (register === undefined) return rows.map((one) => ({ ...one, struck: null }))
  const levels = register.level === undefined ? [] : (ledger.columns[register.level]?.levels ?? [])
  const rankOf = ({ cells }: Pick<RegisteredRow, "cells">): number => {
    const reading = register.level === undefined ? undefined : cells.get(register.level)
    const at = reading?.state === "filled" ? levels.indexOf(String(reading.value)) : -1
    return at < 0 ? levels.length : at
  }
  const best = new Map<string, Omit<RegisteredRow, "struck">>()
  const isOutside = ({ cells }: Pick<RegisteredRow, "cells">): boolean => {
    const reading = register.on === undefined ? undefined : cells.get(register.on)
    if (reading?.state !== "filled" || !(reading.value instanceof Rational)) return false
    const day = reading.value.toNumber()
    return day < period.from || day > period.to
  }
  const matterOf = ({ cells }: Pick<RegisteredRow, "cells">): string => {
    const reading = cells.get(register.matter)
    return reading?.state === "filled" ? String(reading.value).replace(/\s+/g, "") : ""
  }
  const ordered = rows.toSorted((a, b) => {
    const [x, y] = [a, b].map(({ row }) => placeOf(row.sheet.address(row.number)))
    return rankOf(a) - rankOf(b) || ((x ?? "") < (y ?? "") ? -1 : 1)
  })
  for (const one of ordered) {
    const matter = matterOf(one)
    if (matter !== "" && !isOutside(one) && !best.has(matter)) best.set(matter, one)
  }
  return ordered.map((one) => {
    const counted = best.get(matterOf(one))
    if (isOutside(one)) return { ...one, struck: "日期不在考核期内" }
    if (counted === undefined || counted === one) return { ...one, struck: null }
    return { ...one, struck: `同一事项已按${counted.row.key()}计${rankOf(counted) < rankOf(one) ? "(级别更高)" : ""}` }
  })
}
