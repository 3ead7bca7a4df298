import type { Agency, Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { type Address, showAddress } from "../Issue.ts"
import type { LedgerRow, OpenLedger, Taken } from "../ledger/LedgerBook.ts"
import { atOnce } from "../ledger/scoreRows.ts"
import type { AgencyFinder } from "./agencyNames.ts"
import { isCounting, isNote, isSignature, isTotal } from "./asides.ts"
import type { Note } from "./codes.ts"
import { columnReader } from "./Entries.ts"
import { fold, key, quote } from "./fold.ts"
import type { Header } from "./headers.ts"
import type { LedgerRole } from "./ledgerHeader.ts"
import { rawText, type ValueRead } from "./readValue.ts"
import type { Content } from "./Table.ts"

/** What became of one row of a ledger. */
export type RowFate = "taken" | "aside" | "left"

/** Where a ledger's rows come from, and where what must be told of them goes. */
export interface LedgerPlace {
  readonly source: string
  /** Whose rows they are where no column says it. */
  readonly owner: Agency | null
  /** The agency that handed the table in; rows of others are then not taken. */
  readonly hint: string | null
  readonly findAgency: AgencyFinder
  readonly address: (row: number, column: number) => Address
  readonly tell: (row: number, column: number, note: Note, agency: string | null) => void
}

/**
 * The rows of one table of a ledger, understood one at a time (台账的一张表): the same for a page held in memory and for a file of a
 * million lines that passes by. Of problems that repeat themselves in a column the first ones are told each, the rest as a number.
 */
export class LedgerSheet {
  private readonly ledger: OpenLedger
  private readonly place: LedgerPlace
  private readonly cells = new Map<
    FieldId,
    { readonly column: number; readonly read: (c: Content | null) => ValueRead }
  >()
  private readonly agencies: ReadonlyArray<number>
  private readonly known: ReadonlySet<number>
  private readonly keyColumn: number
  private readonly headed: Address
  private readonly isWhole: boolean
  private readonly rowPlace: { readonly address: (row: number) => Address }
  private readonly told = new Map<string, Repeated>()
  private waiting: Array<Waiting> = []
  private lastAgency: { readonly text: string; readonly agency: Agency } | null = null

  constructor(ledger: OpenLedger, header: Header<LedgerRole>, place: LedgerPlace, headerRow: number) {
    this.ledger = ledger
    this.place = place
    for (const { column, role } of header.headings) {
      if (role?.kind !== "column" || this.cells.has(role.found.known.id)) continue
      this.cells.set(role.found.known.id, { column, read: columnReader(role.found.known, role.found.unit) })
    }
    this.known = new Set([...this.cells.values()].map(({ column }) => column))
    this.agencies = header.headings.flatMap(({ column, role }) => (role?.kind === "agency" ? [column] : []))
    this.keyColumn = this.cells.get(ledger.plan.ledger.key)?.column ?? 1
    this.headed = place.address(headerRow, this.keyColumn)
    this.rowPlace = { address: (row) => place.address(row, this.keyColumn) }
    this.isWhole = this.missing().length === 0
    if (this.agencies.length > 0 && place.hint === null) ledger.covers(place.source, this.headed)
    if (place.owner !== null && this.agencies.length === 0) {
      ledger.account(place.owner.code, place.source).opened(this.headed)
    }
  }

  /** The columns that something hangs on and that the table does not have. */
  missing(): ReadonlyArray<string> {
    const { ledger } = this
    return Object.entries(ledger.plan.ledger.columns).flatMap(([id, { label }]) =>
      ledger.reads(id) && !this.cells.has(id) ? [label] : [],
    )
  }

  /** Takes one row; `filled` are its columns that hold something, `at` gives their content. */
  row(number: number, filled: ReadonlyArray<number>, at: (column: number) => Content | null): RowFate {
    const first = filled[0]
    if (first === undefined) return "aside"
    const opening = at(first)
    // figures and dockets, by far the most, begin no note
    const isUsual = opening?.kind !== "text" || /^[\w((]/.test(opening.text)
    if (!isUsual && isAside(textOf(opening), filled.length)) return "aside"
    const own = filled.filter((column) => this.known.has(column))
    // numbers written down for rows still to come
    if (own.length === 0) return "aside"
    const agency = this.agencyOf(number, at)
    if (agency === null) return "left"
    const account = this.ledger.account(agency.code, this.place.source)
    account.opened(this.headed)
    const only = own.length === 1 ? own[0] : undefined
    if (only !== undefined && saysNone(textOf(at(only)))) {
      account.none()
      return "taken"
    }
    const keyText = textOf(at(this.keyColumn))
    const note = (column: number, told: Note): void => this.repeat(number, column, told, agency.code)
    if (keyText === "") {
      note(this.keyColumn, {
        severity: "warning",
        code: "ledger/no-key",
        message: `台账“${this.ledger.plan.ledger.label}”这一行没有写${this.keyLabel},照样计入`,
        remedy: `请补填${this.keyLabel},以便核对和查重`,
      })
    }
    const row: LedgerRow = {
      agency: agency.code,
      source: this.place.source,
      id: key(keyText),
      key: () => rawOf(at(this.keyColumn)),
      number,
      sheet: this.rowPlace,
      cell: (column) => this.read(column, at, note),
    }
    if (this.ledger.isScored) {
      this.waiting.push({ row: this.ledger.held(row), keyText, note })
      if (this.waiting.length >= atOnce) this.settle()
    } else this.tellTaken({ row, keyText, note }, this.ledger.take(row))
    return "taken"
  }

  /** Rows that are scored go in many at once. */
  private settle(): void {
    const { waiting } = this
    this.waiting = []
    const taken = this.ledger.takeAll(waiting.map(({ row }) => row))
    for (const [index, one] of waiting.entries()) {
      const found = taken[index]
      if (found !== undefined) this.tellTaken(one, found)
    }
  }

  private tellTaken({ keyText, note }: Waiting, { earlier, open }: Taken): void {
    if (earlier !== null) {
      note(this.keyColumn, {
        severity: earlier.same ? "warning" : "error",
        code: "ledger/duplicate-key",
        message: `${this.keyLabel}${quote(keyText)}与 ${showAddress(earlier.earlier)} 重复,${earlier.same ? "两行内容一致,只计一次" : "两行内容不一致,由本台账计数的填报项都不能确定"}`,
        remedy: earlier.same ? "请删去重复的一行" : `请核对后只保留正确的一行;确是两件的,请分别写明${this.keyLabel}`,
      })
    }
    // a missing column is told once for all rows
    for (const [why, fields] of earlier === null && this.isWhole ? (open ?? []) : []) {
      note(this.keyColumn, {
        severity: "warning",
        code: "ledger/open-row",
        message: `${this.keyLabel}${quote(keyText)}的${why},${fields.map((label) => `“${label}”`).join("、")}因此不能确定`,
        remedy: "请补填该行空着的格;尚未办理的日期写“未办理”",
      })
    }
  }

  /** Takes what waits, and tells how many more problems of each kind there were than were told. */
  finish(): void {
    this.settle()
    for (const { count, row, column, label, agency } of this.told.values()) {
      if (count <= mostTold) continue
      this.place.tell(
        row,
        column,
        {
          severity: "warning",
          code: "ledger/more",
          message: `台账“${this.ledger.plan.ledger.label}”的${quote(label)}一列从此处起还有 ${count - mostTold} 处同样的问题,不再逐一列出`,
          remedy: "请对整列按同样的办法核对更正",
        },
        agency,
      )
    }
  }

  private get keyLabel(): string {
    const { plan } = this.ledger
    return plan.columns.find(({ id }) => id === plan.ledger.key)?.label ?? plan.ledger.key
  }

  private read(
    id: FieldId,
    at: (column: number) => Content | null,
    note: (column: number, told: Note) => void,
  ): Reading {
    const cell = this.cells.get(id)
    if (cell === undefined) return { state: "blank" }
    const { reading, notes } = cell.read(at(cell.column))
    // a cell may hold a name: its text is quoted for the agency and the team only, which this code says
    for (const told of notes) if (told.severity !== "note") note(cell.column, { ...told, code: "ledger/cell" })
    // 不涉及 in a row says no more than an empty cell
    return reading.state === "claimed" ? { state: "blank" } : reading
  }

  private repeat(row: number, column: number, note: Note, agency: string | null): void {
    const name = `${column} ${note.code}`
    const known = this.told.get(name)
    const label = [...this.cells].find(([, cell]) => cell.column === column)?.[0] ?? ""
    if (known === undefined) {
      this.told.set(name, {
        count: 1,
        row,
        column,
        label: this.ledger.plan.columns.find(({ id }) => id === label)?.label ?? label,
        agency,
      })
    } else {
      known.count++
      if (known.count === mostTold + 1) known.row = row
      if (known.agency !== agency) known.agency = null
    }
    if ((known?.count ?? 1) <= mostTold) this.place.tell(row, column, note, agency)
  }

  private agencyOf(row: number, at: (column: number) => Content | null): Agency | null {
    const { owner, hint, findAgency } = this.place
    const column = this.agencies.find((one) => textOf(at(one)) !== "")
    if (column === undefined) {
      if (owner !== null) return owner
      this.place.tell(
        row,
        this.keyColumn,
        {
          severity: "error",
          code: "sheet/no-agency",
          message: `台账第 ${row} 行没有写单位,也看不出由哪个单位报送,该行未采用`,
          remedy: "请加“单位名称”一列,或把文件放到该单位的文件夹",
        },
        null,
      )
      return null
    }
    const text = textOf(at(column))
    if (this.lastAgency?.text === text) return this.lastAgency.agency
    const found = findAgency(text)
    if (found.agency === null) {
      const note = found.note()
      this.repeat(row, column, { ...note, message: `${note.message},该行未采用` }, null)
      return null
    }
    if (hint !== null && found.agency.code !== hint) {
      this.place.tell(
        row,
        column,
        {
          severity: "error",
          code: "sheet/foreign-agency",
          message: `本台账由“${owner?.name ?? hint}”报送,这一行却是“${found.agency.name}”的,未采用`,
          remedy: "请由该单位自行报送,或把本表放到数据来源的文件夹",
        },
        hint,
      )
      return null
    }
    this.lastAgency = { text, agency: found.agency }
    return found.agency
  }
}

/** A row on its way into the ledger, and how to speak of it. */
interface Waiting {
  readonly row: LedgerRow
  readonly keyText: string
  readonly note: (column: number, told: Note) => void
}

interface Repeated {
  count: number
  row: number
  readonly column: number
  readonly label: string
  agency: string | null
}

/** So many problems of one kind are told one by one in each column. */
const mostTold = 20

/** As it was written, in one line. */
const rawOf = (content: Content | null): string =>
  content === null ? "" : rawText(content).replace(/\s+/g, " ").trim()

const textOf = (content: Content | null): string => (content === null ? "" : fold(rawText(content)))

const isAside = (text: string, cells: number): boolean =>
  isTotal(text) || isCounting(text) || (cells <= 3 && (isSignature(text) || isNote(text)))

/** 本期无: nothing to be entered. */
const saysNone = (text: string): boolean => none.has(key(text).replace(/[()]/g, ""))

/** The words that say so (视为无记录). */
export const noRowWords: ReadonlyArray<string> =
  "无 没有 本期无 本年度无 本年无 本单位无 零报告 零 0 无案件 无记录 无此类案件 无此类事项 不涉及 本期不涉及 无发生 未发生".split(
    " ",
  )

const none: ReadonlySet<string> = new Set(noRowWords)
