import type { FieldId, Formula } from "../formula/Formula.ts"
import { type CountedRows, mostNamed, type NamedRow, type RowClass, type Tally } from "../ledger/CountedRows.ts"
import { countedValue } from "../ledger/LedgerAccount.ts"
import type { CountPlan } from "../plan/LedgerPlan.ts"
import type { LossPlan } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { stateAt } from "./Assessment.ts"
import type { Reader } from "./Showing.ts"

/** Rows of one ledger that a loss hangs on (涉及的台账记录): how many, and the first of them by name. */
export interface CostingRows {
  readonly label: string
  readonly keyLabel: string
  readonly count: number
  readonly rows: ReadonlyArray<NamedRow>
}

/**
 * The rows without which the loss would be smaller. Rows that the counted fields of the loss treat alike are left out together: those heard at
 * which nobody appeared raise the rate when they are gone, the others lower it. Where nothing would be left to divide by, they are the cause.
 */
export const costingRows = (reader: Reader, unit: number, loss: LossPlan): ReadonlyArray<CostingRows> => {
  const cost = costOf(loss, reader.number(loss.exact, unit))
  return ledgersOf(reader, unit, loss.needs).flatMap(({ counted, fields }) => {
    const classes = alike(counted.classes, fields)
    const totals = totalsOf(reader, { counted, fields })
    // rows that say the same numbers cost the same
    const known = new Map<string, boolean>()
    const alone = classes.filter((one) => {
      const values = without(totals, one)
      if (values === null) return false
      const name = [...values].map(([field, value]) => `${field} ${value.toString()}`).join()
      const told = known.get(name)
      if (told !== undefined) return told
      const read = (formula: Formula): Rational => reader.numberWith(formula, unit, { kept: loss.kept, values })
      const left = loss.divisors.some((divisor) => read(divisor).sign === 0) ? null : costOf(loss, read(loss.exact))
      const costs = left === null || left.isUndefined || left.compare(cost) < 0
      known.set(name, costs)
      return costs
    })
    // where no single file moves a tier, all that lost points do
    const costing = alone.length > 0 || cost.sign <= 0 ? alone : classes.filter(isScored)
    const count = costing.reduce((sum, one) => sum + one.count, 0)
    const rows = firstOf(costing.flatMap(({ rows }) => rows))
    return count === 0 ? [] : [{ label: counted.label, keyLabel: counted.keyLabel, count, rows }]
  })
}

/** Rows because of which a field of the loss is not known. */
export const openRows = (reader: Reader, unit: number, field: FieldId): string => {
  const rows = rowsOf(reader, unit, field)
  if (rows === null) return ""
  if (rows.doubled.length > 0) {
    return `台账“${rows.label}”有${rows.keyLabel}重复而内容不一致的记录:${rows.doubled.map(({ key }) => key).join("、")}`
  }
  const open = rows.open.get(field)
  if (open === undefined) return ""
  const named = open.rows.map(({ key, at, why }) => {
    const name = key === "" ? (at.kind === "cell" ? `${at.cell} 所在行` : "") : key
    return `${name}(${why})`
  })
  const rest = open.count > named.length ? ` 等 ${open.count} 行` : ""
  return `台账“${rows.label}”有 ${open.count} 行不能判断:${named.join("、")}${rest}`
}

const rowsOf = (reader: Reader, unit: number, field: FieldId): CountedRows | null =>
  reader.part.figures.fields.get(field)?.origins.at(unit)?.entry?.rows ?? null

/** The classes of rows as far as some fields tell them apart. */
const alike = (classes: ReadonlyArray<RowClass>, fields: ReadonlyArray<FieldId>): ReadonlyArray<RowClass> => {
  const merged = new Map<string, RowClass>()
  for (const one of classes) {
    const tallies = one.tallies.filter(({ field }) => fields.includes(field))
    const own = isScored(one) ? `${merged.size} ` : ""
    const name = own + tallies.map(({ field, yes }) => `${field} ${yes > 0 ? "计入" : "分母"}`).join()
    const known = merged.get(name)
    merged.set(
      name,
      known === undefined
        ? { ...one, tallies }
        : {
            count: known.count + one.count,
            tallies: tallies.map((tally) => ({ field: tally.field, ...plus(tally, tallyOf(known, tally.field)) })),
            rows: [...known.rows, ...one.rows],
          },
    )
  }
  return [...merged.values()]
}

/** A row that is scored by itself is a class of its own. */
const isScored = ({ rows }: RowClass): boolean => rows[0]?.words !== undefined

const tallyOf = ({ tallies }: RowClass, field: FieldId): Tally | undefined =>
  tallies.find((tally) => tally.field === field)

interface OfLedger {
  readonly counted: CountedRows
  readonly fields: ReadonlyArray<FieldId>
}

/** The ledgers behind some fields. A figure that the team corrected no longer comes from its rows. */
const ledgersOf = (reader: Reader, unit: number, needs: ReadonlyArray<FieldId>): ReadonlyArray<OfLedger> => {
  const found = new Map<CountedRows, Array<FieldId>>()
  for (const field of needs) {
    const counted = rowsOf(reader, unit, field)
    const state = stateAt(reader.part.figures, field, unit)
    if (counted === null || (state !== "filled" && state !== "verified")) continue
    found.set(counted, [...(found.get(counted) ?? []), field])
  }
  return [...found].map(([counted, fields]) => ({ counted, fields }))
}

interface Total {
  readonly count: CountPlan
  readonly all: Omit<Tally, "field">
}

/** What all rows put into each field; none for a field that one row alone gives. */
const totalsOf = (reader: Reader, { counted, fields }: OfLedger): ReadonlyMap<FieldId, Total> =>
  new Map(
    fields.flatMap((field): ReadonlyArray<readonly [FieldId, Total]> => {
      const count = reader.part.plan.ledgers
        .find(({ id }) => id === counted.ledger)
        ?.counts.find((one) => one.field === field)
      if (count === undefined || count.how === "highest" || count.how === "lowest") return []
      const none = { among: 0, yes: 0, sum: Rational.zero }
      return [[field, { count, all: counted.classes.reduce((sum, each) => plus(sum, tallyOf(each, field)), none) }]]
    }),
  )

/** The fields as they would be without a class of rows; null where that cannot be said or changes nothing. */
const without = (totals: ReadonlyMap<FieldId, Total>, one: RowClass): ReadonlyMap<FieldId, Rational> | null => {
  const values = new Map<FieldId, Rational>()
  for (const [field, { count, all }] of totals) {
    const gone = tallyOf(one, field)
    if (gone === undefined) continue
    const left = { among: all.among - gone.among, yes: all.yes - gone.yes, sum: all.sum.minus(gone.sum), best: null }
    values.set(field, countedValue(count, left) ?? Rational.undefined)
  }
  return values.size === 0 ? null : values
}

const plus = (a: Omit<Tally, "field">, b: Omit<Tally, "field"> | undefined): Omit<Tally, "field"> =>
  b === undefined ? a : { among: a.among + b.among, yes: a.yes + b.yes, sum: a.sum.plus(b.sum) }

const costOf = (loss: LossPlan, points: Rational): Rational =>
  loss.loss.how === "award" ? loss.most.minus(points) : points

const firstOf = (rows: ReadonlyArray<NamedRow>): ReadonlyArray<NamedRow> =>
  [...rows].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).slice(0, mostNamed)
