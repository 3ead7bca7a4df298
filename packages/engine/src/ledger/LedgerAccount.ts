import type { Entry, Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { type Address, placeOf } from "../Issue.ts"
import type { CountPlan, LedgerPlan } from "../plan/LedgerPlan.ts"
import { Rational } from "../Rational.ts"
import { type CountedRows, mostNamed, type NamedRow, type OpenRows, type Tally } from "./CountedRows.ts"
import { FirstRows } from "./FirstRows.ts"
import type { LedgerRow, RowVerdict } from "./LedgerBook.ts"
import { SeenKeys } from "./SeenKeys.ts"

/** What one count says of one row: not in it, in the denominator only, or counted. */
const OUT = 0
const AMONG = 1
const YES = 2

interface ClassTally {
  count: number
  readonly codes: ReadonlyArray<number>
  readonly sums: Array<Rational>
  readonly rows: FirstRows<NamedRow>
}

interface OpenTally {
  count: number
  unreadable: boolean
  readonly rows: FirstRows<OpenRows["rows"][number]>
}

/**
 * The rows of one agency in one ledger from one source, added up as they come (台账累计). Rows are not kept, only what they come to and
 * the first few of each kind by name, so that neither the order of rows nor of files matters, nor how many there are.
 */
export class LedgerAccount {
  readonly agency: string
  readonly source: string
  private readonly plan: LedgerPlan
  private readonly classes = new Map<string, ClassTally>()
  private readonly open = new Map<FieldId, OpenTally>()
  private readonly best = new Map<FieldId, Rational>()
  private readonly unrecognised = new Map<FieldId, OpenTally>()
  private left: OpenTally | null = null
  private readonly seen = new SeenKeys()
  private readonly sheets: Array<LedgerRow["sheet"]> = []
  private readonly doubled = new Map<string, NamedRow>()
  private rows = 0
  /** 本期无: somebody said that there is nothing to enter. */
  private saidNone = false
  private headed: Address | null = null

  constructor(plan: LedgerPlan, agency: string, source: string) {
    this.plan = plan
    this.agency = agency
    this.source = source
  }

  /** A sheet for these rows was handed in. */
  opened(at: Address): void {
    if (this.headed === at) return
    if (this.headed === null || placeOf(at) < placeOf(this.headed)) this.headed = at
  }

  none(): void {
    this.saidNone = true
  }

  /** A row of a register that does not count: the register was handed in all the same. */
  strike(row: LedgerRow, why: string): void {
    this.opened(row.sheet.address(row.number))
    this.none()
    this.left ??= openTally()
    this.left.count++
    this.left.rows.add(row.id, () => ({ ...nameOf(row), why }))
  }

  /**
   * Takes a row. `id` is its key however it was typed, by which rows repeat; empty where none was written. One that repeats another gives
   * the earlier one back: `same` says the same and is not counted again.
   */
  add(
    row: LedgerRow,
    verdicts: ReadonlyArray<RowVerdict>,
  ): { readonly earlier: Address; readonly same: boolean } | null {
    const { id } = row
    const codes = verdicts.map(codeOf)
    const name = codes.join("")
    if (id !== "") {
      const earlier = this.seen.add(id, this.numberOf(row.sheet), row.number, saidBy(name, verdicts))
      if (earlier !== null) {
        const at = this.sheets[earlier.sheet]?.address(earlier.row) ?? row.sheet.address(row.number)
        this.repeated(row, { key: row.key(), at }, earlier.same)
        return { earlier: at, same: earlier.same }
      }
    }
    this.rows++
    this.classify(row, { codes, name }, verdicts)
    return null
  }

  private numberOf(sheet: LedgerRow["sheet"]): number {
    const last = this.sheets.length - 1
    if (this.sheets[last] === sheet) return last
    const known = this.sheets.indexOf(sheet)
    return known >= 0 ? known : this.sheets.push(sheet) - 1
  }

  private repeated(row: LedgerRow, earlier: NamedRow, same: boolean): void {
    const own = nameOf(row)
    if (same) {
      for (const { rows } of this.classes.values()) rows.repeated(row.id, own)
      return
    }
    const known = this.doubled.get(row.id)
    const all = [earlier, own, ...(known === undefined ? [] : [known])]
    this.doubled.set(
      row.id,
      all.reduce((a, b) => (placeOf(b.at) < placeOf(a.at) ? b : a)),
    )
  }

  private classify(
    row: LedgerRow,
    { codes, name: plain }: { readonly codes: ReadonlyArray<number>; readonly name: string },
    verdicts: ReadonlyArray<RowVerdict>,
  ): void {
    // rows that are scored by themselves are few, and each is one of its own
    const name = row.scored == null ? plain : `${plain} ${this.rows}`
    let group = this.classes.get(name)
    if (group === undefined) {
      group = { count: 0, codes, sums: codes.map(() => Rational.zero), rows: new FirstRows() }
      this.classes.set(name, group)
    }
    group.count++
    group.rows.add(row.id, () => nameOf(row))
    for (let index = 0; index < verdicts.length; index++) {
      const verdict = verdicts[index]
      const count = this.plan.counts[index]
      if (verdict === undefined || count === undefined) continue
      if (verdict.open !== null) {
        this.leave(this.open, count.field, row, verdict.open.why).unreadable ||= verdict.open.unreadable
        continue
      }
      if (codes[index] !== YES) continue
      if (row.recognised === false) this.leave(this.unrecognised, count.field, row, "")
      if (verdict.of === null) continue
      group.sums[index] = (group.sums[index] ?? Rational.zero).plus(verdict.of)
      const best = this.best.get(count.field) ?? verdict.of
      this.best.set(count.field, count.how === "lowest" ? best.min(verdict.of) : best.max(verdict.of))
    }
  }

  private leave(tallies: Map<FieldId, OpenTally>, field: FieldId, row: LedgerRow, why: string): OpenTally {
    const tally = tallies.get(field) ?? openTally()
    tallies.set(field, tally)
    tally.count++
    tally.rows.add(row.id, () => ({ ...nameOf(row), why }))
    return tally
  }

  /** One entry for each field counted from the ledger; none where no sheet was handed in. */
  entries(): ReadonlyArray<Entry> {
    const { headed } = this
    if (headed === null) return []
    const rows = this.counted()
    return this.plan.counts.map((count, index) => {
      const reading = this.readingOf(count, index, rows)
      return {
        agency: this.agency,
        field: count.field,
        source: this.source,
        reading,
        raw: this.rows > 0 ? `台账 ${this.rows} 行` : this.saidNone ? "台账写明无记录" : "",
        evidence: this.rows > 0 || this.saidNone ? this.plan.ledger.label : null,
        at: headed,
        rows,
      }
    })
  }

  private counted(): CountedRows {
    const { id, ledger, columns, counts } = this.plan
    const doubled = [...this.doubled.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, mostNamed)
    return {
      ledger: id,
      label: ledger.label,
      keyLabel: columns.find((column) => column.id === ledger.key)?.label ?? ledger.key,
      count: this.rows,
      // which of two contradicting rows came first must not be seen
      classes:
        doubled.length > 0
          ? []
          : [...this.classes]
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([, { count, codes, sums, rows }]) => ({
                count,
                tallies: counts.flatMap(({ field }, index): ReadonlyArray<Tally> => {
                  const code = codes[index] ?? OUT
                  return code === OUT
                    ? []
                    : [{ field, among: count, yes: code === YES ? count : 0, sum: sums[index] ?? Rational.zero }]
                }),
                rows: rows.list(),
              })),
      open: named(this.open),
      doubled,
      ...(this.left === null ? {} : { struck: { count: this.left.count, rows: this.left.rows.list() } }),
      ...(ledger.register === undefined ? {} : { unrecognised: named(this.unrecognised) }),
    }
  }

  private readingOf(count: CountPlan, index: number, { doubled }: CountedRows): Reading {
    if (this.rows === 0 && !this.saidNone) return { state: "blank" }
    if (doubled.length > 0) return { state: "unreadable" }
    const open = this.open.get(count.field)
    if (open !== undefined) return { state: open.unreadable ? "unreadable" : "blank" }
    const total = [...this.classes.values()].reduce(
      (sum, { count: rows, codes, sums }) => ({
        among: sum.among + (codes[index] === OUT ? 0 : rows),
        yes: sum.yes + (codes[index] === YES ? rows : 0),
        sum: sum.sum.plus(sums[index] ?? Rational.zero),
      }),
      { among: 0, yes: 0, sum: Rational.zero },
    )
    const value = countedValue(count, { ...total, best: this.best.get(count.field) ?? null })
    // a mean of nothing: that there is nothing to be counted is for the team to confirm
    return value === null ? { state: "claimed" } : { state: "filled", value }
  }
}

const openTally = (): OpenTally => ({ count: 0, unreadable: false, rows: new FirstRows() })

const named = (tallies: ReadonlyMap<FieldId, OpenTally>): ReadonlyMap<FieldId, OpenRows> =>
  new Map([...tallies].map(([field, { count, rows }]) => [field, { count, rows: rows.list() }]))

/** The value of a count, rounded as it is formed; null where there is nothing to divide by or to choose from. */
export const countedValue = (
  { how, rounding }: Pick<CountPlan, "how" | "rounding">,
  { among, yes, sum, best }: Omit<Tally, "field"> & { readonly best: Rational | null },
): Rational | null => {
  const rounded = (value: Rational): Rational =>
    rounding === null ? value : value.rounded(rounding.step, rounding.mode)
  switch (how) {
    case "count":
      return Rational.of(yes)
    case "sum":
      return sum
    case "share":
      return among === 0 ? null : rounded(Rational.ratio(yes, among))
    case "mean":
      return yes === 0 ? null : rounded(sum.over(Rational.of(yes)))
    case "highest":
    case "lowest":
      return best
  }
}

const nameOf = (row: LedgerRow): NamedRow => ({
  key: row.key(),
  at: row.sheet.address(row.number),
  ...(row.scored == null ? {} : { words: row.scored.words }),
})

/** All that a row says to the counts: two rows of one key are one if they say the same. */
const saidBy = (codes: string, verdicts: ReadonlyArray<RowVerdict>): string => {
  let said = codes
  for (const { of, open } of verdicts) {
    if (open !== null) said += `?${open.why}`
    else if (of !== null) said += ` ${of.toString()}`
  }
  return said
}

const codeOf = ({ among, where, open }: RowVerdict): number =>
  open !== null || among !== "yes" ? OUT : where === "yes" ? YES : AMONG
