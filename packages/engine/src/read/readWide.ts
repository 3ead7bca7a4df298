import type { Agency } from "../Entry.ts"
import { asideWords, isCounting, isNote, isPart, isSignature, isTotal } from "./asides.ts"
import type { Note } from "./codes.ts"
import { columnReader, remembered } from "./Entries.ts"
import { evidenceWords, type FieldFound, type FieldNames, type KnownField } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { type Header, type HeaderRule, type Heading, repeatsHeader } from "./headers.ts"
import type { Row } from "./Page.ts"
import type { ValueRead } from "./readValue.ts"
import { accepts, isForeign, type Sheet, tellForeignAgency, tellForeignField, tellUnknownHeading } from "./Sheet.ts"
import { type Content, cellName } from "./Table.ts"

/** What a column of a wide table (一行一单位) is. */
export type WideRole =
  | { readonly kind: "name" | "code" | "aside" | "looseEvidence" }
  | { readonly kind: "field" | "evidence"; readonly found: FieldFound }
  | { readonly kind: "several"; readonly found: ReadonlyArray<FieldFound> }

const nameWords: ReadonlySet<string> = new Set(
  "单位 单位名称 部门 部门名称 被考核单位 考核对象 机关 机关名称 填报单位 报送单位 县区 区县 县市区 县(市,区) 地区 市县".split(
    " ",
  ),
)
const codeWords: ReadonlySet<string> = new Set("单位代码 单位编码 单位编号 代码 编码 机构代码".split(" "))

export const isNameWord = (text: string): boolean => nameWords.has(key(text))
export const isCodeWord = (text: string): boolean => codeWords.has(key(text))

export const wideRule = (fields: FieldNames): HeaderRule<WideRole> => {
  // forms repeat their texts a thousand times
  const known = new Map<string, WideRole | null>()
  return {
    match: (texts, last) => remembered(known, texts.join("\n"), () => roleOf(fields, texts, last)),
    weigh: (roles) => {
      const knows = (kind: WideRole["kind"]) => roles.some((role) => role.kind === kind)
      return (knows("name") || knows("code")) && knows("field") ? roles.length : 0
    },
  }
}

const roleOf = (fields: FieldNames, texts: ReadonlyArray<string>, last: string): WideRole | null => {
  const found = fields.find(texts)
  if (found.length > 1) return { kind: "several", found }
  const [field] = found
  if (field !== undefined) return { kind: "field", found: field }
  const [evidence] = fields.findEvidence(texts)
  if (evidence !== undefined) return { kind: "evidence", found: evidence }
  for (const text of [texts.length === 1 ? last : key(texts.join("")), last]) {
    if (nameWords.has(text)) return { kind: "name" }
    if (codeWords.has(text)) return { kind: "code" }
    if (evidenceWords.has(text)) return { kind: "looseEvidence" }
    if (asideWords.has(text)) return { kind: "aside" }
  }
  return null
}

interface ValueColumn {
  readonly column: number
  readonly known: KnownField
  readonly read: (content: Content | null) => ValueRead
  readonly evidence: number | null
  readonly heading: Heading<WideRole>
}

/** Reads a table with one row for each agency. */
export const readWide = (sheet: Sheet, header: Header<WideRole>): void => {
  const { page } = sheet
  const columns = valueColumns(sheet, header)
  const rates = columns
    .filter(({ known }) => known.field.kind === "rate")
    .map((column) => ({ column, written: new RateColumn() }))
  const place = columnsOf(header)
  const nameDown = place.name === null ? () => -1 : page.down(place.name)
  const codeDown = place.code === null ? () => -1 : page.down(place.code)
  const seen = new Map<string, number>()
  const width = Math.max(...header.headings.map(({ column }) => column))
  const at = new Int32Array(width + 1)
  const strays = new Map<number, number>()

  for (const row of page.rows.slice(header.last + 1)) {
    const name = nameDown(row.number)
    const code = codeDown(row.number)
    const agency = agencyOf(sheet, header, { row, name, code })
    if (agency === null) continue
    if (isForeign(sheet, agency)) {
      tellForeignAgency(sheet, name >= 0 ? name : code, agency)
      page.nameRow(row)
      continue
    }
    page.used(name)
    page.used(code)
    const before = seen.get(agency.code)
    if (before === undefined) seen.set(agency.code, row.number)
    else {
      page.tell(
        name >= 0 ? name : code,
        {
          severity: "error",
          code: "sheet/duplicate-agency",
          message: `“${agency.name}”在第 ${before} 行已经填过;两行不同的值都不采用`,
          remedy: "请核对后只保留一行",
        },
        agency.code,
      )
    }
    at.fill(-1)
    for (let index = row.first; index < row.end; index++) {
      const column = page.cells[index]?.column ?? 0
      if (column <= width) at[column] = index
      if (place.aside.has(column)) page.recognised(index)
      else if (!place.known.has(column)) {
        page.named(index)
        strays.set(column, (strays.get(column) ?? 0) + 1)
      }
    }
    for (const column of columns) {
      const index = at[column.column] ?? -1
      sheet.entries.add({
        agency: agency.code,
        known: column.known,
        row: row.number,
        column: column.column,
        index,
        read: column.read(page.contentOf(index)),
        evidence: column.evidence === null ? -1 : (at[column.evidence] ?? -1),
      })
    }
    for (const { column, written } of rates) written.count(page.contentOf(at[column.column] ?? -1))
  }

  tellStrays(sheet, header, strays)
  for (const { column, written } of rates) {
    if (!written.isMixed) continue
    const heading = column.heading.cells[column.heading.cells.length - 1] ?? -1
    page.tell(heading, written.note(`“${column.known.field.label}”一列`))
  }
}

/** How the rates of one field are written for all agencies: 0.85 beside 85 is one of them written wrongly. */
export class RateColumn {
  private shares = 0
  private percents = 0

  count(content: Content | null): void {
    const bare =
      content?.kind === "number" && !content.percent
        ? content.value
        : content?.kind === "text" && /^\s*\d+(\.\d+)?\s*$/.test(content.text)
          ? Number(content.text)
          : 0
    if (bare > 0 && bare < 1) this.shares++
    if (bare > 1 && bare <= 100) this.percents++
  }

  get isMixed(): boolean {
    return this.shares > 0 && this.percents > 0
  }

  note(what: string): Note {
    return {
      severity: "warning",
      code: "sheet/mixed-rates",
      message: `${what}既有小数(如 0.85,${this.shares} 处)又有不带百分号的百分数(如 85,${this.percents} 处)`,
      remedy: `请整${what.slice(-1)}统一写作带百分号的百分数,如 85%`,
    }
  }
}

const columnsOf = (header: Header<WideRole>) => {
  const first = (kind: WideRole["kind"]): number | null =>
    header.headings.find(({ role }) => role?.kind === kind)?.column ?? null
  const name = first("name")
  const code = first("code")
  const known = new Set<number>()
  const aside = new Set<number>()
  for (const { column, role } of header.headings) {
    if (role === null || role.kind === "several") continue
    known.add(column)
    // a second column of names is read by people only
    if (role.kind === "aside" || ((role.kind === "name" || role.kind === "code") && column !== name && column !== code))
      aside.add(column)
  }
  return { name, code, known, aside }
}

/** The columns whose values are taken, each with the column of its evidence. Doubled and foreign ones are told here. */
const valueColumns = (sheet: Sheet, header: Header<WideRole>): ReadonlyArray<ValueColumn> => {
  const { page } = sheet
  const columns: Array<ValueColumn> = []
  const evidence = new Map<string, number>()
  const loose = header.headings.filter(({ role }) => role?.kind === "looseEvidence")
  const fieldHeadings = header.headings.filter(({ role }) => role?.kind === "field")
  for (const { column, role } of header.headings) {
    if (role?.kind === "evidence") evidence.set(role.found.known.id, column)
  }
  // 佐证材料 without a name belongs to the field at its left, where each field has its own
  for (const heading of loose) {
    const left = header.headings.findLast(({ column, role }) => column < heading.column && role?.kind === "field")
    const belongs = left?.role?.kind === "field" && (fieldHeadings.length === 1 || loose.length > 1)
    if (belongs && left?.role?.kind === "field" && !evidence.has(left.role.found.known.id)) {
      evidence.set(left.role.found.known.id, heading.column)
      continue
    }
    page.tell(heading.cells[heading.cells.length - 1] ?? -1, {
      severity: "warning",
      code: "sheet/loose-evidence",
      message: `表头${quote(heading.texts.join(""))}没有写明是哪个填报项的佐证,该列未采用`,
      remedy: "请写作“填报项名称+佐证材料”,或在每个填报项右边各设一列佐证材料",
    })
    nameColumn(sheet, header, heading.column)
  }
  const cellsOf = new Map<string, number>()
  for (const heading of fieldHeadings) {
    if (heading.role?.kind !== "field") continue
    const { known, unit } = heading.role.found
    const index = heading.cells[heading.cells.length - 1] ?? -1
    if (!accepts(sheet, known)) {
      tellForeignField(sheet, known, { index, agency: null })
      nameColumn(sheet, header, heading.column)
      const beside = evidence.get(known.id)
      if (beside !== undefined) nameColumn(sheet, header, beside)
      continue
    }
    const twin = cellsOf.get(known.id)
    if (twin === undefined) cellsOf.set(known.id, index)
    else {
      page.tell(index, {
        severity: "error",
        code: "sheet/duplicate-field",
        message: `“${known.field.label}”有两列:${page.nameOf(twin)} 和 ${page.nameOf(index)};两列相同的值才采用`,
        remedy: "请只保留一列",
      })
    }
    columns.push({
      column: heading.column,
      known,
      read: columnReader(known, unit),
      evidence: evidence.get(known.id) ?? null,
      heading,
    })
  }
  return columns
}

const nameColumn = (sheet: Sheet, header: Header<WideRole>, column: number): void => {
  for (const row of sheet.page.rows.slice(header.last + 1)) sheet.page.named(sheet.page.index(row.number, column))
}

/** A row with the cells that name its agency; -1 where there is none. */
interface AgencyCells {
  readonly row: Row
  readonly name: number
  readonly code: number
}

/** Whose row it is; null when it is nobody's, and then the row has been recognised or told. */
const agencyOf = (sheet: Sheet, header: Header<WideRole>, { row, name, code }: AgencyCells): Agency | null => {
  const { page } = sheet
  if (name < 0 && code < 0) {
    settleNameless(sheet, header, row)
    return null
  }
  const byName = name < 0 ? null : sheet.findAgency(page.text(name))
  const byCode = code < 0 ? null : sheet.findAgency(page.text(code))
  const agency = byName?.agency ?? byCode?.agency ?? null
  if (agency !== null) {
    if (byName?.agency && byCode?.agency && byName.agency !== byCode.agency) {
      page.tell(code, {
        severity: "error",
        code: "sheet/agency-mismatch",
        message: `代码${quote(page.raw(code))}是“${byCode.agency.name}”,名称却是“${byName.agency.name}”,该行未采用`,
        remedy: "请核对单位代码和名称",
      })
      page.nameRow(row)
      return null
    }
    const wrong = byName?.agency === null ? name : byCode?.agency === null ? code : -1
    if (wrong >= 0) {
      page.tell(
        wrong,
        {
          severity: "warning",
          code: "sheet/unknown-agency",
          message: `单位名录中没有${quote(page.raw(wrong))},按“${agency.name}”(${agency.code})采用`,
          remedy: "请核对单位代码和名称",
        },
        agency.code,
      )
    }
    return agency
  }
  const index = name >= 0 ? name : code
  if (isRowAside(sheet, header, { row, index: row.first }) || isRowAside(sheet, header, { row, index })) {
    page.recogniseRow(row)
    return null
  }
  const note = (name >= 0 ? byName : byCode)?.note?.()
  if (note) page.tell(index, { ...note, message: `${note.message},该行未采用` })
  page.nameRow(row)
  return null
}

/** Whether a row is not scored by its nature, judged by one of its cells. */
const isRowAside = (
  sheet: Sheet,
  header: Header<WideRole>,
  { row, index }: { readonly row: Row; readonly index: number },
): boolean => {
  const text = sheet.page.text(index)
  if (isSignature(text) || isTotal(text) || (isCounting(text) && row === sheet.page.rows[header.last + 1])) return true
  if (isNote(text)) return !holdsFigures(sheet, header, row)
  const alone = row.end - row.first === 1
  if (alone && (isPart(text) || Object.values(sheet.rubric.groups).some((group) => key(group) === key(text))))
    return true
  return repeatsHeader(sheet.page, header, row)
}

const holdsFigures = (sheet: Sheet, header: Header<WideRole>, row: Row): boolean => {
  const fields = new Set(header.headings.filter(({ role }) => role?.kind === "field").map(({ column }) => column))
  return [...sheet.page.of(row)].some(([, cell]) => fields.has(cell.column) && cell.content.kind !== "text")
}

const settleNameless = (sheet: Sheet, header: Header<WideRole>, row: Row): void => {
  const { page } = sheet
  const alone = row.end - row.first === 1
  const fields = new Set(
    header.headings.filter(({ role }) => role === null || role.kind !== "aside").map(({ column }) => column),
  )
  const onlyAsides = [...page.of(row)].every(([, cell]) => !fields.has(cell.column))
  const merged =
    alone &&
    page.table.merges.some(
      ({ row: top, column, columns }) => top === row.number && columns > 1 && column === page.cells[row.first]?.column,
    )
  if (isRowAside(sheet, header, { row, index: row.first }) || merged || (onlyAsides && row.end - row.first <= 1)) {
    page.recogniseRow(row)
    return
  }
  page.tell(row.first, {
    severity: "error",
    code: "sheet/no-agency",
    message: `第 ${row.number} 行有 ${row.end - row.first} 个值,却没有写单位,未采用`,
    remedy: "请填写单位名称或代码;是说明的请以“注:”开头",
  })
  page.nameRow(row)
}

const tellStrays = (sheet: Sheet, header: Header<WideRole>, strays: ReadonlyMap<number, number>): void => {
  for (const heading of header.headings) {
    if (heading.role !== null && heading.role.kind !== "several") continue
    const values = strays.get(heading.column) ?? 0
    tellUnknownHeading(sheet, heading, { several: heading.role?.found ?? [], values })
  }
  const headed = new Set(header.headings.map(({ column }) => column))
  for (const [column, values] of strays) {
    if (headed.has(column)) continue
    const letters = cellName(0, column).slice(0, -1)
    sheet.page.tellAt(
      sheet.page.address(sheet.page.rows[header.last]?.number ?? 1, column),
      {
        severity: "warning",
        code: "sheet/unknown-header",
        message: `${letters} 列没有表头,该列 ${values} 个值未采用`,
        remedy: "请补上表头,或删去该列",
      },
      null,
    )
  }
}
