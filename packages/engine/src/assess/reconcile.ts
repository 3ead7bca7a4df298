import type { Entry } from "../Entry.ts"
import { type Issue, showAddress } from "../Issue.ts"
import type { PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { show } from "../show.ts"
import type { Unit } from "./Figures.ts"

/**
 * Of a counted field, what the ledger gives beside what somebody wrote: one of the two is left for each source, as the rubric says, and
 * a difference is told. A number without its ledger stays, and is not counted until the ledger is there (`lacksLedger`).
 */
export const reconcile = (
  { field, unit, entries }: { readonly field: PlanField; readonly unit: Unit; readonly entries: ReadonlyArray<Entry> },
  tell: (issue: Issue) => void,
): ReadonlyArray<Entry> => {
  const counted = field.field?.counted
  if (counted === undefined) return entries
  const kept: Array<Entry> = []
  for (const source of new Set(entries.map((entry) => entry.source))) {
    const own = entries.filter((entry) => entry.source === source)
    const ledger = own.find((entry) => entry.rows !== undefined)
    const stated = own.filter((entry) => entry.rows === undefined)
    const said = stated.filter(({ reading }) => reading.state !== "blank")
    const isEmpty = ledger === undefined || (ledger.reading.state === "blank" && ledger.rows?.count === 0)
    if (isEmpty) {
      const [first] = said
      if (first?.reading.state === "filled" && lacksLedger(field, first)) tell(missing({ field, unit, stated: first }))
      kept.push(...(said.length > 0 ? said : ledger === undefined ? stated : [ledger]))
      continue
    }
    const other = said.find((entry) => !agrees(entry, ledger))
    const takesStated = counted.counts === "stated" && said.length > 0
    if (other !== undefined) tell(difference({ field, unit, stated: other, ledger, takesStated }))
    kept.push(...(takesStated ? said.map((entry) => ({ ...entry, rows: withoutClasses(ledger) })) : [ledger]))
  }
  return kept
}

/** Whether a number is there whose ledger is not: it must not count, or leaving the ledger out would pay. */
export const lacksLedger = (field: PlanField, entry: Entry | null): boolean =>
  field.field?.counted !== undefined &&
  field.field.counted.without !== "stated" &&
  entry !== null &&
  entry.rows === undefined

/** The rows say nothing of how another number came about. */
const withoutClasses = (ledger: Entry): NonNullable<Entry["rows"]> => ({
  ...(ledger.rows ?? { ledger: "", label: "", keyLabel: "", count: 0, open: new Map(), doubled: [] }),
  classes: [],
})

const agrees = (stated: Entry, ledger: Entry): boolean => {
  if (stated.reading.state !== "filled") return false
  // what cannot be counted yet contradicts nothing
  if (ledger.reading.state !== "filled") return true
  const [a, b] = [stated.reading.value, ledger.reading.value]
  if (!(a instanceof Rational) || !(b instanceof Rational)) return a === b
  return a.equals(b) || a.equals(b.rounded(unitOf(stated.raw), "half-up"))
}

/** The place to which a number was written: 97.4% is exact to a thousandth. */
const unitOf = (raw: string): Rational => {
  const decimals = /\.(\d+)/.exec(raw)?.[1]?.length ?? 0
  return Rational.ratio(1, 10n ** BigInt(decimals + (/[%％]/.test(raw) ? 2 : 0)))
}

const missing = ({
  field,
  unit,
  stated,
}: {
  readonly field: PlanField
  readonly unit: Unit
  readonly stated: Entry
}): Issue => ({
  severity: "warning",
  code: "ledger/missing",
  message: `${unit.name}的“${field.label}”填报 ${stated.raw},但没有交台账,该数不能采用`,
  remedy: "请交来台账;确无记录的,在台账第一行写“无”",
  at: stated.at,
  agency: unit.code,
})

const difference = ({
  field,
  unit,
  stated,
  ledger,
  takesStated,
}: {
  readonly field: PlanField
  readonly unit: Unit
  readonly stated: Entry
  readonly ledger: Entry
  readonly takesStated: boolean
}): Issue => {
  const counted =
    ledger.reading.state === "filled" && ledger.reading.value instanceof Rational
      ? show(ledger.reading.value, field.format)
      : "不能确定"
  return {
    severity: "warning",
    code: "ledger/difference",
    message: `${unit.name}的“${field.label}”填报 ${stated.raw},按台账“${ledger.rows?.label ?? ""}”(${showAddress(ledger.at)},${ledger.rows?.count ?? 0} 行)计数为 ${counted};按${takesStated ? "填报数" : "台账"}计`,
    remedy: "请核对台账有无漏登、重登,并使填报数与台账一致",
    at: stated.at,
    agency: unit.code,
  }
}
