import type { Agency, Entry } from "../Entry.ts"
import { asideWords, isSignature } from "./asides.ts"
import { evidenceWords, type FieldFound, type KnownField, unitBeside, valueWords } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { type Header, type HeaderRule, repeatsHeader } from "./headers.ts"
import { didYouMean } from "./Names.ts"
import type { Page, Row } from "./Page.ts"
import { readValue } from "./readValue.ts"
import { accepts, isForeign, type Sheet, tellForeignAgency, tellForeignField, tellUnknownHeading } from "./Sheet.ts"
import { isUnit } from "./units.ts"
import { isNameWord } from "./wideRule.ts"

/** What a column of a form (一行一填报项) is. 单位 may be the unit of the value or the agency; its cells tell. */
export type FormRole = "id" | "label" | "value" | "evidence" | "unit" | "unitOrAgency" | "agency" | "aside"

const idWords: ReadonlySet<string> = new Set(
  "编号 填报项编号 指标编号 项目编号 编码 代码 填报项代码 指标代码".split(" "),
)
const labelWords: ReadonlySet<string> = new Set(
  "填报项 填报项目 填报指标 填报事项 填报项名称 指标名称 项目名称 项目 指标 指标项 考核指标".split(" "),
)

export const formRule: HeaderRule<FormRole> = {
  match: (_, text) => {
    if (idWords.has(text)) return "id"
    if (labelWords.has(text)) return "label"
    if (valueWords.has(text)) return "value"
    if (evidenceWords.has(text)) return "evidence"
    if (text === "单位") return "unitOrAgency"
    if (text === "计量单位") return "unit"
    if (isNameWord(text)) return "agency"
    return asideWords.has(text) ? "aside" : null
  },
  weigh: (roles) => (roles.includes("value") && (roles.includes("label") || roles.includes("id")) ? roles.length : 0),
}

/** Reads a table with one row for each field: the form of one agency, or of several where a column names them. */
export const readForm = (sheet: Sheet, header: Header<FormRole>, agency: Agency | null): void => {
  const { page } = sheet
  const columnsOf = (...roles: ReadonlyArray<FormRole>): ReadonlyArray<number> =>
    header.headings.filter(({ role }) => role !== null && roles.includes(role)).map(({ column }) => column)
  const form: Form = {
    sheet,
    header,
    agency,
    names: [...columnsOf("id"), ...columnsOf("label")].map((column) => page.down(column)),
    values: columnsOf("value"),
    evidence: columnsOf("evidence").map((column) => page.down(column)),
    units: columnsOf("unit", "unitOrAgency").map((column) => page.down(column)),
    agencies: columnsOf("agency", "unitOrAgency").map((column) => page.down(column)),
    unitColumns: new Set(columnsOf("unit", "unitOrAgency")),
    asides: new Set(columnsOf("aside", "unit", "unitOrAgency")),
    known: new Set(header.headings.filter(({ role }) => role !== null).map(({ column }) => column)),
    unknown: new Map(header.headings.filter(({ role }) => role === null).map(({ column }) => [column, { values: 0 }])),
    nobodys: [],
  }
  for (const row of page.rows.slice(header.last + 1)) readRow(form, row)
  tellNoAgency(page, form.nobodys)
  for (const heading of header.headings) {
    const unknown = form.unknown.get(heading.column)
    if (unknown !== undefined) tellUnknownHeading(sheet, heading, { several: [], values: unknown.values })
  }
}

/** A form with its columns by what they hold. The functions give the cell of a name, merged over rows or not. */
interface Form {
  readonly sheet: Sheet
  readonly header: Header<FormRole>
  readonly agency: Agency | null
  readonly names: ReadonlyArray<(row: number) => number>
  readonly values: ReadonlyArray<number>
  readonly evidence: ReadonlyArray<(row: number) => number>
  readonly units: ReadonlyArray<(row: number) => number>
  readonly agencies: ReadonlyArray<(row: number) => number>
  readonly unitColumns: ReadonlySet<number>
  readonly asides: ReadonlySet<number>
  readonly known: ReadonlySet<number>
  /** How many cells stand under each heading that nobody knows. */
  readonly unknown: ReadonlyMap<number, { values: number }>
  /** Rows of which nobody knows whose they are. */
  readonly nobodys: Array<Row>
}

const readRow = (form: Form, row: Row): void => {
  const { sheet } = form
  const { page } = sheet
  const names = form.names.map((down) => down(row.number)).filter((index) => index >= 0)
  const values = form.values.map((column) => page.index(row.number, column))
  const evidence = form.evidence.map((down) => down(row.number)).find((index) => index >= 0) ?? -1
  const value = values.find((index) => index >= 0) ?? -1
  const fields = fieldsOf(sheet, names)
  const [found] = fields

  if (found === undefined || fields.length > 1) {
    settleNameless(form, row, { names, value: Math.max(value, evidence), fields })
    return
  }
  for (const [index, { column }] of page.of(row)) {
    if (form.asides.has(column)) page.recognised(index)
    const unknown = form.unknown.get(column)
    if (unknown !== undefined) {
      page.named(index)
      unknown.values++
    }
  }
  for (const index of names) page.recognised(index)
  const agency = agencyOf(form, row)
  if (agency === null) {
    page.nameRow(row)
    return
  }
  if (!accepts(sheet, found.known)) {
    const index = Math.max(value, evidence)
    if (index >= 0) {
      tellForeignField(sheet, found.known, { index, agency: agency.code })
      page.nameRow(row)
    }
    return
  }
  const unit = found.unit ?? unitOf(form, row, { known: found.known, agency })
  for (const [order, column] of form.values.entries()) {
    const index = values[order] ?? -1
    const read = readValue(found.known.field, page.contentOf(index), unit)
    const place = { row: row.number, column, index }
    const same = sheet.entries.add(page, { agency: agency.code, known: found.known, ...place, read, evidence })
    if (same !== null) tellTwice(page, same, { index, known: found.known })
  }
}

const tellTwice = (
  page: Page,
  first: Entry,
  { index, known }: { readonly index: number; readonly known: KnownField },
): void => {
  const where = first.at.kind === "cell" ? first.at.cell : first.at.file
  page.tell(
    index,
    {
      severity: "warning",
      code: "sheet/duplicate-field",
      message: `“${known.field.label}”填了两次(${where} 和 ${page.nameOf(index)}),两处相同,采用一次`,
      remedy: "请只保留一处",
    },
    first.agency,
  )
}

/** The fields that the names of a row mean: the first name that means exactly one, else all names together. */
export const fieldsOf = (sheet: Sheet, names: ReadonlyArray<number>): ReadonlyArray<FieldFound> => {
  const texts = names.map((index) => sheet.page.text(index))
  let several: ReadonlyArray<FieldFound> = []
  for (const text of texts) {
    const found = sheet.fields.find([text])
    if (found.length === 1) return found
    if (found.length > 1) several = found
  }
  const whole = texts.length > 1 ? sheet.fields.find([texts.join("")]) : []
  return whole.length === 1 ? whole : several
}

/** The unit that a row gives to its value, where it is not the field's own. One that is no unit at all is told. */
const unitOf = (
  form: Form,
  row: Row,
  { known, agency }: { readonly known: KnownField; readonly agency: Agency },
): string | null => {
  const { page } = form.sheet
  for (const down of form.units) {
    const index = down(row.number)
    if (index < 0) continue
    const text = page.text(index)
    const unit = unitBeside(known, text)
    if (unit !== null) return unit
    if (isStrange(form.sheet, known, text)) {
      page.tell(
        index,
        {
          severity: "warning",
          code: "sheet/wrong-unit",
          message: `“${known.field.label}”的单位写作${quote(text)},应为“${known.field.unit ?? ""}”;值按“${known.field.unit ?? ""}”计`,
          remedy: "请核对单位",
        },
        agency.code,
      )
    }
  }
  return null
}

/** Whether a cell of units holds something else than units: 美元 for 元. Words for the kind of a value, such as 整数, say nothing. */
const isStrange = (sheet: Sheet, { field }: KnownField, text: string): boolean =>
  (field.kind === "count" || field.kind === "number") &&
  field.unit !== undefined &&
  key(text) !== key(field.unit) &&
  !isUnit(text) &&
  !/^(?:数字?|个数|整数|数量|数值|-|\/)$/.test(key(text)) &&
  sheet.names.find(text).length === 0

/** Whose value a row holds: of the agency it names, else of the agency of the form. */
const agencyOf = (form: Form, row: Row): Agency | null => {
  const { sheet, agency } = form
  const { page } = sheet
  const index = form.agencies.map((down) => down(row.number)).find((each) => each >= 0)
  if (index === undefined) {
    if (agency === null) form.nobodys.push(row)
    return agency
  }
  const found = sheet.findAgency(page.text(index))
  if (found.agency === null) {
    const isUnitCell = form.unitColumns.has(page.cells[index]?.column ?? 0)
    if (isUnitCell && agency !== null) return agency
    if (isUnitCell && isUnit(page.text(index))) form.nobodys.push(row)
    else page.tell(index, found.note())
    return null
  }
  if (isForeign(sheet, found.agency)) {
    tellForeignAgency(sheet, index, found.agency)
    return null
  }
  page.used(index)
  return found.agency
}

/** One issue for all of them: where a form does not say whose it is, none of its rows does. */
const tellNoAgency = (page: Page, rows: ReadonlyArray<Row>): void => {
  const [first] = rows
  if (first === undefined) return
  page.tell(first.first, {
    severity: "error",
    code: "sheet/no-agency",
    message: `第 ${first.number} 行${rows.length > 1 ? `等 ${rows.length} 行` : ""}没有写明是哪个单位的,未采用`,
    remedy: "请在表上方写“填报单位:单位名称”,或以单位名称作文件名",
  })
}

/** A row that names no field, or several. */
interface NamelessRow {
  readonly names: ReadonlyArray<number>
  /** A cell with a value or evidence, or -1. */
  readonly value: number
  readonly fields: ReadonlyArray<FieldFound>
}

const settleNameless = (form: Form, row: Row, nameless: NamelessRow): void => {
  const { page } = form.sheet
  const first = page.text(row.first)
  if (isSignature(first) || repeatsHeader(page, form.header, row)) {
    page.recogniseRow(row)
    return
  }
  if (nameless.value >= 0) {
    tellNameless(form.sheet, nameless)
    page.nameRow(row)
    return
  }
  // the heading of a part, a criterion without a value, or a note over the whole width
  for (const [index, { column }] of page.of(row)) {
    const unknown = form.unknown.get(column)
    if (unknown !== undefined && index !== row.first) {
      page.named(index)
      unknown.values++
    } else if (index === row.first || form.known.has(column)) page.recognised(index)
  }
}

const tellNameless = ({ page, fields: known }: Sheet, { names, value, fields }: NamelessRow): void => {
  const last = names[names.length - 1]
  const lost = `所填${quote(page.raw(value))}未采用`
  if (last === undefined) {
    page.tell(value, {
      severity: "warning",
      code: "sheet/unknown-field",
      message: `该行没有写填报项,${lost}`,
      remedy: "请写明填报项的名称或编号;是说明的请移到表外",
    })
  } else if (fields.length > 1) {
    page.tell(last, {
      severity: "error",
      code: "sheet/ambiguous-header",
      message: `${quote(page.raw(last))}可指多个填报项:${fields.map((each) => each.known.id).join("、")},${lost}`,
      remedy: "请写填报项的编号",
    })
  } else {
    const near = names.map((index) => known.nearest(page.text(index))).find((each) => each !== null) ?? null
    page.tell(last, {
      severity: "warning",
      code: "sheet/unknown-field",
      message: `${quote(page.raw(last))}不是填报项${didYouMean(near)},${lost}`,
      remedy: "请改为填报项的名称或编号",
    })
  }
}
