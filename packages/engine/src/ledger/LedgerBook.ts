import { type Day, parseDay } from "../Day.ts"
import type { Decision, Entry, Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { fieldsOf } from "../formula/readings.ts"
import { type Address, type Issue, placeOf } from "../Issue.ts"
import { type CountPlan, type LedgerPlan, scoreColumn } from "../plan/LedgerPlan.ts"
import type { Plan, PlanField } from "../plan/Plan.ts"
import type { Rational } from "../Rational.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import type { Workdays } from "../Workdays.ts"
import { LedgerAccount } from "./LedgerAccount.ts"
import { RowDecisions } from "./RowDecisions.ts"
import { RowFormulas, type Verdict } from "./RowFormulas.ts"
import { type RowScore, scoreRows } from "./scoreRows.ts"
import { strikeRows } from "./strikeRows.ts"

/** What a count says of one row. `of` is its number, null where none is asked; `open` where a cell that it hangs on is not known. */
export interface RowVerdict {
  readonly among: Verdict
  readonly where: Verdict
  readonly of: Rational | null
  readonly open: { readonly why: string; readonly unreadable: boolean } | null
}

/** One row as it was read. Only cells that something hangs on are asked for. */
export interface LedgerRow {
  readonly agency: string
  readonly source: string
  /** The key however it was typed; empty where none was written. */
  readonly id: string
  /** The key as it was written. */
  readonly key: () => string
  readonly number: number
  /** The table it stands in: the same object for all its rows. */
  readonly sheet: { readonly address: (row: number) => Address }
  /** Of a row of a register: whether the team recognised it by itself. */
  readonly recognised?: boolean
  /** Of a row that is scored by itself. */
  readonly scored?: RowScore | null
  readonly cell: (column: FieldId) => Reading
}

interface Days {
  readonly asOf: Day
  readonly workdays: Workdays | null
  readonly period: { readonly from: Day; readonly to: Day }
}

/** All ledgers of one rubric while the files of a round are read (台账汇总). Rows go in one by one, entries come out at the end. */
export class LedgerBook {
  readonly ledgers: ReadonlyArray<OpenLedger>

  /** `asOf` is the day of reference: what is not done by then is late by so much at least. */
  constructor(plan: Pick<Plan, "ledgers" | "workdays"> & { readonly rubric?: Pick<Rubric, "period"> }, asOf: Day) {
    const { from, to } = plan.rubric?.period ?? { from: "", to: "" }
    const period = { from: parseDay(from) ?? 0, to: parseDay(to) ?? 0 }
    this.ledgers = plan.ledgers.map((ledger) => new OpenLedger(ledger, { asOf, workdays: plan.workdays, period }))
  }

  /** What was counted for the agencies of the roster, by code. Of the decisions those on single rows of registers are heard. */
  entries(roster: ReadonlyArray<string>, decisions: ReadonlyArray<Decision> = []): ReadonlyArray<Entry> {
    return this.ledgers.flatMap((ledger) => ledger.entries(roster, decisions))
  }

  /** What was struck out of registers, and decisions that meet no row; to be asked after `entries`. */
  issues(): ReadonlyArray<Issue> {
    return this.ledgers.flatMap((ledger) => ledger.issues)
  }
}

/** One ledger of a rubric with the rows of all agencies so far. */
export class OpenLedger {
  readonly plan: LedgerPlan
  /** Columns that some count hangs on. */
  readonly needed: ReadonlySet<FieldId>
  private readonly formulas: RowFormulas
  private readonly counts: ReadonlyArray<() => RowVerdict>
  /** Rows come agency by agency. */
  private last: LedgerAccount | null = null
  private readonly accounts = new Map<string, LedgerAccount>()
  private readonly neededList: ReadonlyArray<FieldId>
  private readonly asOf: Day
  private readonly days: Days
  /** Rows of a register wait until all of them are there: which of one matter counts, only all can tell. */
  private waiting: Array<{ readonly row: LedgerRow; readonly cells: ReadonlyMap<FieldId, Reading> }> = []
  readonly issues: Array<Issue> = []
  /** By which rows are scored. */
  private readonly rubric: Plan | null
  private readonly unreadable = new Set<FieldId>()
  private readonly covered = new Map<string, Address>()

  constructor(plan: LedgerPlan, days: Days) {
    this.days = days
    this.plan = plan
    this.formulas = new RowFormulas(plan.columns, days)
    const columns = new Map(plan.columns.map((column) => [column.id, column]))
    this.counts = plan.counts.map((count) => this.prepared(count, columns))
    this.needed = new Set(
      plan.counts.flatMap(({ where, among, of }) => [where, among, ...(of === null ? [] : [of])].flatMap(fieldsOf)),
    )
    this.neededList = [...this.needed]
    this.asOf = days.asOf
    this.rubric = plan.scored === null ? null : { ...plan.scored, workdays: days.workdays }
  }

  /** Whether a column is read: counts hang on it, or rows are scored by it. */
  reads(column: FieldId): boolean {
    const { register } = this.plan.ledger
    return (
      this.needed.has(column) ||
      Object.values(register ?? {}).includes(column) ||
      (this.plan.scored !== null && column !== scoreColumn)
    )
  }

  account(agency: string, source: string): LedgerAccount {
    const { last } = this
    if (last !== null && last.agency === agency && last.source === source) return last
    const place = `${source}\n${agency}`
    this.last = this.accounts.get(place) ?? null
    const known = this.accounts.get(place)
    if (known !== undefined) return known
    const made = new LedgerAccount(this.plan, agency, source)
    this.accounts.set(place, made)
    this.last = made
    return made
  }

  /** Whether rows are scored each by itself: that is done for many at once (`takeAll`), of rows that hold their cells (`held`). */
  get isScored(): boolean {
    return this.rubric !== null
  }

  /** The row with all its cells read, so that it can wait. */
  held(row: LedgerRow): LedgerRow {
    const key = row.key()
    const cells = this.cellsOf(row)
    return { ...row, key: () => key, cell: (column) => cells.get(column) ?? { state: "blank" } }
  }

  private cellsOf(row: LedgerRow): ReadonlyMap<FieldId, Reading> {
    return new Map(Object.keys(this.plan.ledger.columns).map((column) => [column, row.cell(column)]))
  }

  take(row: LedgerRow): Taken {
    return this.takeAll([row])[0] ?? nothingTaken
  }

  /** Takes rows; of each gives the row that it repeats, and why fields cannot be told from it where the cell itself was readable. */
  takeAll(rows: ReadonlyArray<LedgerRow>): ReadonlyArray<Taken> {
    if (this.plan.ledger.register === undefined) return this.countAll(rows)
    return rows.map((row) => {
      const held = this.held(row)
      this.waiting.push({ row: held, cells: this.cellsOf(held) })
      return nothingTaken
    })
  }

  /** Counts the rows of a register, each matter once, and without those that the team did not recognise. */
  private settle(decisions: ReadonlyArray<Decision>): void {
    const { ledger } = this.plan
    if (ledger.register === undefined) return
    const { waiting } = this
    this.waiting = []
    const words = new RowDecisions(this.plan, decisions)
    for (const [, rows] of Map.groupBy(waiting, ({ row }) => `${row.source}\n${row.agency}`)) {
      const heard = rows.map((one) => ({ ...one, word: words.of(one.row) }))
      const settled = strikeRows(
        this.plan,
        this.days.period,
        heard.filter(({ word }) => word?.recognised !== false),
      )
      this.countAll(
        settled.flatMap(({ row, struck }) =>
          struck === null ? [{ ...row, recognised: words.of(row)?.recognised === true }] : [],
        ),
      )
      const refused = heard.flatMap(({ row, word }) =>
        word?.recognised === false ? [{ row, struck: `考核组不予认定:${word.reason}` }] : [],
      )
      for (const { row, struck } of [...refused, ...settled]) if (struck !== null) this.strike(row, struck)
    }
    this.issues.push(...words.issues())
  }

  private strike(row: LedgerRow, why: string): void {
    this.account(row.agency, row.source).strike(row, why)
    this.issues.push({
      severity: "note",
      code: "ledger/struck",
      message: `台账“${this.plan.ledger.label}”的“${row.key()}”不计:${why}`,
      remedy: "不必处理;有不同意见的,请写明理由申诉",
      at: row.sheet.address(row.number),
      agency: row.agency,
    })
  }

  private countAll(rows: ReadonlyArray<LedgerRow>): ReadonlyArray<Taken> {
    const { rubric, asOf } = this
    if (rubric === null) return rows.map((row) => this.count(row, null))
    const held = rows.map((row) => this.held(row))
    const scores = scoreRows(this.plan, rubric, { asOf, rows: held.map(({ cell }) => cell) })
    return held.map((row, index) => this.count(withScore(row, scores[index] ?? null), scores[index] ?? null))
  }

  private count(row: LedgerRow, scored: RowScore | null): Taken {
    this.unreadable.clear()
    for (const column of this.neededList) {
      const reading = row.cell(column)
      this.formulas.set(column, reading)
      if (reading.state === "unreadable") this.unreadable.add(column)
    }
    const verdicts = this.counts.map((count) => count())
    const earlier = this.account(row.agency, row.source).add({ ...row, scored }, verdicts)
    const open = verdicts.some((verdict) => verdict.open !== null && !verdict.open.unreadable)
    return { earlier, open: open ? this.openFields(verdicts) : null }
  }

  /** The labels of the fields that a row leaves open, by why. */
  private openFields(verdicts: ReadonlyArray<RowVerdict>): ReadonlyMap<string, ReadonlyArray<string>> {
    const found = new Map<string, Array<string>>()
    verdicts.forEach(({ open }, index) => {
      const label = this.plan.counts[index]?.label
      if (open === null || open.unreadable || label === undefined) return
      found.set(open.why, [...(found.get(open.why) ?? []), label])
    })
    return found
  }

  /** A table of a source over many agencies was read. */
  covers(source: string, at: Address): void {
    const known = this.covered.get(source)
    if (known === undefined || placeOf(at) < placeOf(known)) this.covered.set(source, at)
  }

  entries(roster: ReadonlyArray<string>, decisions: ReadonlyArray<Decision>): ReadonlyArray<Entry> {
    this.settle(decisions)
    if (this.plan.ledger.unlisted === "none") {
      for (const [source, at] of this.covered) {
        for (const agency of roster) {
          const account = this.account(agency, source)
          account.opened(at)
          account.none()
        }
      }
    }
    return [...this.accounts.values()].flatMap((account) => account.entries())
  }

  private prepared(count: CountPlan, columns: ReadonlyMap<FieldId, PlanField>): () => RowVerdict {
    const { formulas } = this
    const among = formulas.verdict(count.among)
    const where = formulas.verdict(count.where)
    const of = count.of === null ? null : formulas.number(count.of)
    const needs = (part: "among" | "where" | "of"): ReadonlyArray<FieldId> => {
      const formula = count[part]
      return formula === null ? [] : fieldsOf(formula)
    }
    const [ofAmong, ofWhere, ofNumber] = [needs("among"), needs("where"), needs("of")]
    const open = (of: ReadonlyArray<FieldId>): NonNullable<RowVerdict["open"]> => {
      const missing = formulas.unknown([...new Set(of)])
      return {
        why:
          missing.length === 0
            ? "到基准日尚不能判断"
            : missing.includes(scoreColumn)
              ? "得分尚有待定"
              : `${missing.map((id) => `“${columns.get(id)?.label ?? id}”`).join("、")}未填或无法识别`,
        unreadable: missing.some((id) => this.unreadable.has(id)),
      }
    }
    return () => {
      const inside = among()
      if (inside === "no") return outside
      const counted = where()
      if (inside === "open" || counted === "open")
        return { among: inside, where: counted, of: null, open: open([...ofAmong, ...ofWhere]) }
      if (of === null) return counted === "yes" ? plainYes : plainAmong
      if (counted === "no") return plainAmong
      const value = of()
      return value.isUndefined
        ? { among: inside, where: counted, of: null, open: open(ofNumber) }
        : { among: inside, where: counted, of: value, open: null }
    }
  }
}

/** What became of a row that was taken. */
export interface Taken {
  readonly earlier: ReturnType<LedgerAccount["add"]>
  readonly open: ReadonlyMap<string, ReadonlyArray<string>> | null
}

const nothingTaken: Taken = { earlier: null, open: null }

/** The row with one more column, which holds what it was scored. */
const withScore = (row: LedgerRow, scored: RowScore | null): LedgerRow => {
  const score: Reading = scored?.score == null ? { state: "blank" } : { state: "filled", value: scored.score }
  return { ...row, cell: (column) => (column === scoreColumn ? score : row.cell(column)) }
}

const outside: RowVerdict = { among: "no", where: "no", of: null, open: null }
const plainYes: RowVerdict = { among: "yes", where: "yes", of: null, open: null }
const plainAmong: RowVerdict = { among: "yes", where: "no", of: null, open: null }
