import type { Agency } from "../Entry.ts"
import { withoutSeal } from "./agencyNames.ts"
import { asideWords, isNote, isPart, isSignature, isTotal } from "./asides.ts"
import { type FieldFound, type KnownField, unitBeside } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { searchedRows } from "./headers.ts"
import { didYouMean } from "./Names.ts"
import type { Row } from "./Page.ts"
import { RateColumn } from "./RateColumn.ts"
import { fieldsOf } from "./readForm.ts"
import { readValue } from "./readValue.ts"
import { accepts, isForeign, type Sheet, tellForeignAgency, tellForeignField } from "./Sheet.ts"
import { isUnit } from "./units.ts"
import { isCodeWord } from "./wideRule.ts"

/** A table with one row for each field and one column for each agency (转置表): its header names agencies of the roster. */
export interface Transposed {
  /** Place of the header in `page.rows`. */
  readonly place: number
  readonly agencies: ReadonlyArray<AgencyColumn>
  /** Columns before the first agency: names of fields, and units. */
  readonly before: ReadonlyArray<number>
  /** Rows below that have a name, and those of them whose name is a field. */
  readonly named: number
  readonly known: number
}

interface AgencyColumn {
  readonly column: number
  readonly index: number
  readonly agency: Agency
}

/**
 * The row that names most agencies, if it names at least two, and more agencies than other things beside them. Whether the table is
 * what it looks like its first column tells: see `isSure`.
 */
export const findTransposed = (sheet: Sheet): Transposed | null => {
  const { page, names } = sheet
  let best: Omit<Transposed, "named" | "known"> | null = null
  for (const [place, row] of page.rows.slice(0, searchedRows).entries()) {
    const agencies: Array<AgencyColumn> = []
    const before: Array<number> = []
    let others = 0
    for (const [index, { column }] of page.of(row)) {
      const agency = names.only(withoutSeal(page.text(index)))
      if (agency !== null) agencies.push({ column, index, agency })
      else if (agencies.length > 0 && !isAside(page.text(index))) others += 1
    }
    const [first] = agencies
    if (first === undefined || new Set(agencies.map(({ agency }) => agency)).size < 2) continue
    if (agencies.length <= others || (best !== null && best.agencies.length >= agencies.length)) continue
    for (let column = 1; column < first.column; column++) before.push(column)
    best = { place, agencies, before }
  }
  if (best === null) return null
  const columns = best.before.map((column) => page.down(column))
  let named = 0
  let known = 0
  for (const row of page.rows.slice(best.place + 1)) {
    const cells = columns.map((down) => down(row.number)).filter((index) => index >= 0)
    if (cells.length === 0 || isRemark(page.text(row.first))) continue
    const isField = fieldsOf(sheet, cells).length > 0
    // the heading of a part stands alone
    if (isField) known += 1
    if (isField || row.end - row.first > 1) named += 1
  }
  return { ...best, named, known }
}

/** At least two fields, and at least half of all names. */
export const isSure = ({ named, known }: Transposed): boolean => known >= 2 && known * 2 >= named

const isAside = (heading: string): boolean => asideWords.has(key(heading)) || isTotal(heading)

const isRemark = (text: string): boolean => isSignature(text) || isNote(text) || isPart(text)

/** Tells a table that names agencies across but whose rows are hardly fields: it could be anything. */
export const tellUnsure = ({ page }: Sheet, { place, agencies, named, known }: Transposed): void => {
  page.nameRest()
  const first = agencies[0]?.index ?? -1
  page.tell(first, {
    severity: "error",
    code: "sheet/no-header",
    message: `第 ${page.rows[place]?.number ?? 1} 行横向写有 ${agencies.length} 个单位,其下 ${named} 行中只有 ${known} 行的名称是填报项,不能确认是一列一单位的表,整张表未采用`,
    remedy: "请用下发的填报表;或在首列写填报项的名称、编号,一行一项",
  })
}

/** Reads a table with one column for each agency. */
export const readTransposed = (sheet: Sheet, found: Transposed): void => {
  const { page } = sheet
  const header = page.rows[found.place]
  if (header === undefined) return
  for (const row of page.rows.slice(0, found.place)) page.recogniseRow(row)
  const columns = agencyColumns(sheet, found)
  const aside = headedAside(sheet, header, found)
  const rows = page.rows.slice(found.place + 1)
  // a column headed 单位 may hold units, or be headed by what the agencies are
  const units = found.before.filter((column) => {
    const cells = rows.map((row) => page.index(row.number, column)).filter((index) => index >= 0)
    return cells.length > 0 && cells.every((index) => isUnit(page.text(index)) || isRemark(page.text(index)))
  })
  const reading: Reading = {
    sheet,
    columns,
    aside,
    names: found.before.filter((column) => !units.includes(column)).map((column) => page.down(column)),
    units: units.map((column) => page.down(column)),
  }
  const evidence = new Map<string, number>()
  for (const row of rows) {
    const names = namesOf(reading, row)
    const [supported] =
      fieldsOf(sheet, names).length > 0 ? [] : sheet.fields.findEvidence(names.map((at) => page.text(at)))
    if (supported !== undefined) evidence.set(supported.known.id, row.number)
  }
  for (const row of rows) {
    const names = namesOf(reading, row)
    const fields = fieldsOf(sheet, names)
    const [field] = fields
    for (const [index, { column }] of page.of(row)) if (aside.has(column)) page.recognised(index)
    for (const index of names) page.recognised(index)
    if (field !== undefined && fields.length === 1)
      readRow(reading, row, { field, evidence: evidence.get(field.known.id) })
    else if ([...evidence.values()].includes(row.number)) recogniseNames(reading, row)
    else settleOther(reading, row, fields)
  }
}

interface Reading {
  readonly sheet: Sheet
  readonly columns: ReadonlyArray<AgencyColumn>
  readonly aside: ReadonlySet<number>
  readonly names: ReadonlyArray<(row: number) => number>
  readonly units: ReadonlyArray<(row: number) => number>
}

const namesOf = ({ names }: Reading, row: Row): ReadonlyArray<number> =>
  names.map((down) => down(row.number)).filter((index) => index >= 0)

/** The columns whose values are taken. One of another agency than the sender is told, and an agency of two columns. */
const agencyColumns = (sheet: Sheet, { place, agencies }: Transposed): ReadonlyArray<AgencyColumn> => {
  const { page } = sheet
  const seen = new Map<Agency, AgencyColumn>()
  return agencies.filter((own) => {
    const { agency, index, column } = own
    if (isForeign(sheet, agency)) {
      tellForeignAgency(sheet, index, agency)
      nameColumn(sheet, place, column)
      return false
    }
    page.used(index)
    const first = seen.get(agency)
    seen.set(agency, first ?? own)
    if (first !== undefined) {
      page.tell(
        index,
        {
          severity: "error",
          code: "sheet/duplicate-agency",
          message: `“${agency.name}”有两列:${page.nameOf(first.index)} 和 ${page.nameOf(index)};两列不同的值都不采用`,
          remedy: "请核对后只保留一列",
        },
        agency.code,
      )
    }
    return true
  })
}

const nameColumn = ({ page }: Sheet, place: number, column: number): void => {
  for (const row of page.rows.slice(place + 1)) page.named(page.index(row.number, column))
}

/** The columns beside the agencies that are not scored; an agency that nobody knows is told, and its column left out. */
const headedAside = (sheet: Sheet, header: Row, { place, agencies, before }: Transposed): ReadonlySet<number> => {
  const { page } = sheet
  const known = new Set([...agencies.map(({ column }) => column), ...before])
  const aside = new Set<number>()
  for (const [index, { column }] of page.of(header)) {
    const text = page.text(index)
    if (before.includes(column)) page.recognised(index)
    if (known.has(column)) continue
    if (isAside(text)) {
      page.recognised(index)
      aside.add(column)
      continue
    }
    const { agency, note } = sheet.findAgency(text)
    if (agency !== null) continue
    const told = note()
    page.tell(index, { ...told, message: `${told.message},该列未采用` })
    nameColumn(sheet, place, column)
  }
  return aside
}

const readRow = (
  reading: Reading,
  row: Row,
  { field, evidence }: { readonly field: FieldFound; readonly evidence: number | undefined },
): void => {
  const { sheet, columns } = reading
  const { page } = sheet
  const { known } = field
  if (!accepts(sheet, known)) {
    const index = columns.map(({ column }) => page.index(row.number, column)).find((at) => at >= 0) ?? -1
    if (index < 0) return
    tellForeignField(sheet, known, { index, agency: null })
    page.nameRow(row)
    return
  }
  const unit = field.unit ?? unitOf(reading, row, known)
  const rates = new RateColumn()
  for (const { column, agency } of columns) {
    const index = page.index(row.number, column)
    const content = page.contentOf(index)
    if (known.field.kind === "rate") rates.count(content)
    const read = readValue(known.field, content, unit)
    const place = { row: row.number, column, index }
    const beside = evidence === undefined ? -1 : page.index(evidence, column)
    const same = sheet.entries.add(page, { agency: agency.code, known, ...place, read, evidence: beside })
    if (same?.reading.state === "filled" && index >= 0) tellTwice(sheet, known, { index, agency })
  }
  if (rates.isMixed) page.tell(namesOf(reading, row)[0] ?? -1, rates.note(`“${known.field.label}”一行`))
}

const unitOf = ({ sheet, units }: Reading, row: Row, known: KnownField): string | null => {
  for (const down of units) {
    const index = down(row.number)
    sheet.page.recognised(index)
    const text = index < 0 ? "" : sheet.page.text(index)
    if (isUnit(text)) return unitBeside(known, text)
  }
  return null
}

const tellTwice = (
  { page }: Sheet,
  known: KnownField,
  { index, agency }: { readonly index: number; readonly agency: Agency },
): void =>
  page.tell(
    index,
    {
      severity: "warning",
      code: "sheet/duplicate-field",
      message: `“${known.field.label}”填了两次,两处相同,采用一次`,
      remedy: "请只保留一处",
    },
    agency.code,
  )

/** Names of evidence and codes of agencies are settled with the cells they belong to. */
const recogniseNames = ({ sheet, units }: Reading, row: Row): void => {
  for (const down of units) sheet.page.recognised(down(row.number))
}

/** A row that names no field: a remark, the codes of the agencies, or something to tell. */
const settleOther = (reading: Reading, row: Row, fields: ReadonlyArray<FieldFound>): void => {
  const { sheet, columns } = reading
  const { page } = sheet
  const values = columns.flatMap(({ column, agency }) => {
    const index = page.index(row.number, column)
    return index < 0 ? [] : [{ index, agency }]
  })
  const isCodes =
    isCodeWord(page.text(row.first)) &&
    values.every(({ index, agency }) => sheet.names.only(page.text(index)) === agency)
  if (values.length === 0 || isRemark(page.text(row.first)) || isCodes) {
    page.recogniseRow(row)
    return
  }
  const names = namesOf(reading, row)
  const last = names[names.length - 1] ?? row.first
  const lost = `该行 ${values.length} 个值未采用`
  if (fields.length > 1) {
    page.tell(last, {
      severity: "error",
      code: "sheet/ambiguous-header",
      message: `${quote(page.raw(last))}可指多个填报项:${fields.map(({ known }) => known.id).join("、")},${lost}`,
      remedy: "请写填报项的编号",
    })
  } else {
    const near = names.map((index) => sheet.fields.nearest(page.text(index))).find((each) => each !== null) ?? null
    page.tell(last, {
      severity: "warning",
      code: "sheet/unknown-field",
      message: `${quote(page.raw(last))}不是填报项${didYouMean(near)},${lost}`,
      remedy: "请改为填报项的名称或编号",
    })
  }
  page.nameRow(row)
}
