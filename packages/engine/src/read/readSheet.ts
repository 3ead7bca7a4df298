import type { Agency } from "../Entry.ts"
import { LedgerBook } from "../ledger/LedgerBook.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyFinder, agencyNames, withoutSeal } from "./agencyNames.ts"
import { isInstruction } from "./asides.ts"
import { Entries, type KeptEntries } from "./Entries.ts"
import { EntryList } from "./EntryList.ts"
import { FieldNames } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { findHeader, type Header, type HeaderRule, headerAt } from "./headers.ts"
import { findLedger, type LedgerHeader } from "./ledgerHeader.ts"
import { Page, type Row } from "./Page.ts"
import { type FormRole, formRule, readForm } from "./readForm.ts"
import { type FormParts, isOwnSheet, readFormPart } from "./readFormParts.ts"
import { readLedger } from "./readLedger.ts"
import { findTransposed, isSure, readTransposed, tellUnsure } from "./readTransposed.ts"
import { readWide } from "./readWide.ts"
import type { Sheet, SheetHint, SheetRead } from "./Sheet.ts"
import { cellName, type Table } from "./Table.ts"
import { isNameWord, type WideRole, wideRule } from "./wideRule.ts"

/**
 * Understands submitted tables (指标填报表) of one round: `readSheet(rubric, roster)(table, hint)`. A table has one row for each agency
 * (wide), one for each field (form), or a row for each field and a column for each agency (transposed); which, its header tells. A table that cannot be read is an issue, never an exception. Rows of
 * a ledger (台账) go into the book, whose entries are there once every table has been read.
 */
export const readSheet = (
  rubric: Rubric,
  roster: ReadonlyArray<Agency>,
  book: LedgerBook = new LedgerBook({ ledgers: [], workdays: null }, 0),
): ((table: Table, hint: SheetHint) => SheetRead) => {
  const fields = new FieldNames(rubric)
  const names = agencyNames(roster)
  const wide = wideRule(fields)
  return (table, given) => {
    const page = new Page(table)
    const kept = new EntryList(given.source, fields.fields.length)
    const sheet = sheetOn(page, { rubric, fields, names }, given, kept)
    const parts = understand(sheet, wide, book)
    return { entries: kept.list, table: null, ...parts, ...page.finish() }
  }
}

/** A table before anything in it is understood. */
export const sheetOn = (
  page: Page,
  known: Pick<Sheet, "rubric" | "fields" | "names">,
  { source, agency }: SheetHint,
  kept: KeptEntries,
): Sheet => ({
  ...known,
  page,
  findAgency: agencyFinder(known.names),
  // a folder may be called by the name of the agency, or by something else altogether
  hint: { source, agency: agency === null ? null : (known.names.only(agency)?.code ?? null) },
  entries: new Entries(source, kept),
})

const noParts: FormParts = { claims: [], papers: [] }

const understand = (sheet: Sheet, wide: HeaderRule<WideRole>, book: LedgerBook): FormParts => {
  const { page } = sheet
  if (page.rows.length === 0) {
    page.tell(-1, {
      severity: "warning",
      code: "sheet/empty",
      message: "表中没有任何内容",
      remedy: "请确认是否误交了空表",
    })
    return noParts
  }
  if (isOwnSheet(page)) {
    for (const row of page.rows) page.recogniseRow(row)
    return noParts
  }
  const shape = shapeOf(page, wide)
  const ledger = ledgerInstead(page, shape, book)
  if (ledger !== null) {
    tellHidden(page)
    const above = page.rows.slice(0, ledger.header.first)
    for (const row of page.rows.slice(0, ledger.header.last + 1)) page.recogniseRow(row)
    const owner = ownerOf(sheet, above)
    readLedger(sheet, ledger, owner === null ? null : sheet.names.only(owner))
    return noParts
  }
  const transposed = shape === null ? findTransposed(sheet) : null
  if (transposed !== null && isSure(transposed)) {
    tellHidden(page)
    readTransposed(sheet, transposed)
    return noParts
  }
  if (shape === null) {
    const parts = readFormPart(page, (above) => ownerOf(sheet, above))
    if (parts === null && transposed !== null && transposed.known > 0) tellUnsure(sheet, transposed)
    else if (parts === null) tellNoHeader(page)
    return parts ?? noParts
  }
  const above = settleHead(page, shape.header, wide)
  if (shape.kind === "wide") {
    readWide(sheet, shape.header)
    return noParts
  }
  const agency = settleForm(sheet, shape.header, above)
  if (agency !== undefined) readForm(sheet, shape.header, agency)
  return noParts
}

/** The header of a table with a row for each agency, what stands above it settled; null where the table is another. */
export const openWide = ({ page }: Sheet, wide: HeaderRule<WideRole>, book: LedgerBook): Header<WideRole> | null => {
  if (page.rows.length === 0 || isOwnSheet(page)) return null
  const shape = shapeOf(page, wide)
  if (shape?.kind !== "wide" || ledgerInstead(page, shape, book) !== null) return null
  settleHead(page, shape.header, wide)
  return shape.header
}

/** The ledger that a table is: by its name, or as its header says more of it. */
const ledgerInstead = (page: Page, shape: Shape | null, book: LedgerBook): LedgerHeader | null => {
  const ledger = findLedger(page, book.ledgers)
  const isLedger = ledger !== null && (ledger.named || shape === null || shape.header.weight < ledger.header.weight)
  return isLedger ? ledger : null
}

/** Settles the header and what stands above it; gives the titles. */
const settleHead = (page: Page, header: Header<unknown>, wide: HeaderRule<WideRole>): ReadonlyArray<Row> => {
  tellHidden(page)
  const above = titles(page, header, wide)
  settleAbove(page, header, above)
  return above
}

/** Whose a sheet beside the figures is, by code: who handed it in, else who is named above it or by the file. */
export const ownerOf = (sheet: Sheet, above: ReadonlyArray<Row>): string | null => {
  const { names, hint } = sheet
  const hinted = hint.agency === null ? null : names.only(hint.agency)
  const written = agencyAbove(sheet.page, above)
  const named = written === null ? null : sheet.findAgency(written.name).agency
  return (hinted ?? named ?? agencyOfFile(sheet))?.code ?? null
}

type Shape =
  | { readonly kind: "wide"; readonly header: Header<WideRole> }
  | { readonly kind: "form"; readonly header: Header<FormRole> }

/** Whether a table has a row for each agency or for each field: as which its header says more. */
const shapeOf = (page: Page, wide: HeaderRule<WideRole>): Shape | null => {
  const asWide = findHeader(page, wide)
  const asForm = findHeader(page, formRule)
  if (asForm !== null && (asWide === null || asWide.weight <= asForm.weight)) return { kind: "form", header: asForm }
  return asWide === null ? null : { kind: "wide", header: asWide }
}

/** The rows above a header, as far as they are titles: a whole other table may begin there. */
const titles = (page: Page, header: Header<unknown>, wide: HeaderRule<WideRole>): ReadonlyArray<Row> => {
  const above = page.rows.slice(0, header.first)
  const other = above.findIndex((_, place) => {
    const alone = { first: place, last: place }
    return headerAt(page, alone, wide) !== null || headerAt(page, alone, formRule) !== null
  })
  return other < 0 ? above : above.slice(0, other)
}

/** Titles and the header are not scored; what else stands above the header is told. */
const settleAbove = (page: Page, header: Header<unknown>, above: ReadonlyArray<Row>): void => {
  for (const row of [...above, ...page.rows.slice(header.first, header.last + 1)]) page.recogniseRow(row)
  const lost = page.rows.slice(above.length, header.first)
  const [first] = lost
  if (first === undefined) return
  page.tell(first.first, {
    severity: "error",
    code: "sheet/second-header",
    message: `一张表里有两个表头,第 ${first.number} 行至第 ${(page.rows[header.first]?.number ?? 1) - 1} 行未采用`,
    remedy: "请把两个表分放在两张工作表里",
  })
  for (const row of lost) page.nameRow(row)
}

/** The agency of a form: null when only its rows can tell, undefined when nobody can or the form contradicts itself, and was told so. */
const settleForm = (sheet: Sheet, header: Header<FormRole>, above: ReadonlyArray<Row>): Agency | null | undefined => {
  const { page, names, hint } = sheet
  const hinted = hint.agency === null ? null : names.only(hint.agency)
  const written = agencyAbove(page, above)
  if (written === null) return hinted ?? agencyOfFile(sheet)
  const found = sheet.findAgency(written.name)
  if (found.agency === null) {
    const agency = hinted ?? agencyOfFile(sheet)
    const note = found.note()
    page.tell(
      written.index,
      agency === null
        ? { ...note, message: `${note.message},整张表未采用` }
        : { ...note, severity: "warning", message: `${note.message},按“${agency.name}”采用` },
      agency?.code ?? null,
    )
    const mayTell = header.headings.some(({ role }) => role === "agency" || role === "unitOrAgency")
    if (agency !== null || mayTell) return agency
    page.nameRest()
    return undefined
  }
  if (hinted === null || hinted === found.agency) {
    page.used(written.index)
    return found.agency
  }
  page.tell(written.index, {
    severity: "error",
    code: "sheet/agency-mismatch",
    message: `本表由“${hinted.name}”报送,表上写的却是“${found.agency.name}”,整张表未采用`,
    remedy: "请核对是否交错了表",
  })
  page.nameRest()
  return undefined
}

/** The cell above a form that names its agency: 填报单位:水务局, or 水务局 at the right of 填报单位. */
const agencyAbove = (
  page: Page,
  above: ReadonlyArray<Row>,
): { readonly index: number; readonly name: string } | null => {
  for (const row of above) {
    for (let index = row.first; index < row.end; index++) {
      const text = page.text(index)
      const colon = text.indexOf(":")
      const word = key(colon < 0 ? text : text.slice(0, colon)).replace(/\([^()]*\)$/, "")
      if (!isNameWord(word)) continue
      // 填报单位:水务局 填报日期:2026年3月1日
      const name =
        colon < 0
          ? ""
          : text
              .slice(colon + 1)
              .replace(/ \S+:.*$/, "")
              .trim()
      if (name !== "") return { index, name: withoutSeal(name) }
      if (index + 1 < row.end) return { index: index + 1, name: withoutSeal(page.text(index + 1)) }
    }
  }
  return null
}

/** The name that a table gives for its one agency, where no roster is at hand (单位自查); null where it names none or several. */
export const agencyNameIn = (rubric: Rubric, table: Table): string | null => {
  const page = new Page(table)
  const wide = wideRule(new FieldNames(rubric))
  const shape = shapeOf(page, wide)
  if (shape === null) return null
  if (shape.kind === "form") return agencyAbove(page, titles(page, shape.header, wide))?.name ?? null
  const { header } = shape
  const column = header.headings.find(({ role }) => role?.kind === "name")?.column
  if (column === undefined) return null
  const names = page.rows.slice(header.last + 1).flatMap((row) => {
    const text = page.text(page.index(row.number, column))
    return text === "" ? [] : [text]
  })
  const [only] = names
  return names.length === 1 && only !== undefined ? only : null
}

/** The agency that a sheet, file or folder is named after. */
const agencyOfFile = ({ page, names }: Sheet): Agency | null => {
  const folders = page.table.file.split("/")
  const places = [
    page.table.sheet ?? "",
    (folders[folders.length - 1] ?? "").replace(/\.[^.]*$/, ""),
    ...folders.slice(0, -1).reverse(),
  ]
  for (const place of places) {
    const agency = names.only(place) ?? names.within(place)
    if (agency !== null) return agency
  }
  return null
}

const tellNoHeader = (page: Page): void => {
  if (isInstruction(page.table.sheet)) {
    for (const row of page.rows) page.recogniseRow(row)
    page.tellAt(
      { kind: "file", file: page.table.file },
      {
        severity: "note",
        code: "sheet/skipped",
        message: `工作表${quote(page.table.sheet ?? "")}是说明,不计分`,
        remedy: "其中如有填报值,请移到填报表",
      },
      null,
    )
    return
  }
  page.nameRest()
  page.tell(0, {
    severity: "error",
    code: "sheet/no-header",
    message: "没有认出表头,整张表未采用;应为“单位名称”和填报项各一列,或“填报项”“填报值”各一列",
    remedy: "请用下发的填报表;表头应在前 15 行之内",
  })
}

const tellHidden = (page: Page): void => {
  const { hidden } = page.table
  const rows = new Set(page.rows.map(({ number }) => number))
  const hiddenRows = hidden.rows.filter((row) => rows.has(row))
  const columns = new Set(hidden.columns)
  const hiddenColumns = new Set<number>()
  if (columns.size > 0) for (const { column } of page.cells) if (columns.has(column)) hiddenColumns.add(column)
  const told = [
    hidden.sheet ? "工作表是隐藏的" : "",
    hiddenRows.length > 0 ? `第 ${some(hiddenRows.map(String))} 行是隐藏的` : "",
    hiddenColumns.size > 0
      ? `${some([...hiddenColumns].sort((a, b) => a - b).map((column) => cellName(0, column).slice(0, -1)))} 列是隐藏的`
      : "",
  ].filter((text) => text !== "")
  if (told.length === 0) return
  page.tellAt(
    page.addressOf(0),
    {
      severity: "note",
      code: "sheet/hidden",
      message: `${told.join(",")},其中的值照样读取`,
      remedy: "请取消隐藏后核对;不应计入的请删除",
    },
    null,
  )
}

const some = (places: ReadonlyArray<string>): string =>
  places.length > 10 ? `${places.slice(0, 10).join("、")} 等 ${places.length}` : places.join("、")
