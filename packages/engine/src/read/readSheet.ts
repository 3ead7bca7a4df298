import type { Agency } from "../Entry.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyFinder, agencyNames } from "./agencyNames.ts"
import { isInstruction } from "./asides.ts"
import { Entries } from "./Entries.ts"
import { FieldNames } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { findHeader, type Header, type HeaderRule, headerAt } from "./headers.ts"
import { Page } from "./Page.ts"
import { type FormRole, formRule, readForm } from "./readForm.ts"
import { isNameWord, readWide, type WideRole, wideRule } from "./readWide.ts"
import type { Sheet, SheetHint, SheetRead } from "./Sheet.ts"
import { cellName, type Table } from "./Table.ts"

/**
 * Understands submitted tables (指标填报表) of one round: `readSheet(rubric, roster)(table, hint)`. A table has one row for each agency
 * (wide) or one for each field (form); which, its header tells. A table that cannot be read is an issue, never an exception.
 */
export const readSheet = (
  rubric: Rubric,
  roster: ReadonlyArray<Agency>,
): ((table: Table, hint: SheetHint) => SheetRead) => {
  const fields = new FieldNames(rubric)
  const names = agencyNames(roster)
  const wide = wideRule(fields)
  return (table, hint) => {
    const page = new Page(table)
    const sheet: Sheet = {
      rubric,
      page,
      fields,
      names,
      findAgency: agencyFinder(names),
      hint,
      entries: new Entries(page, hint.source, fields.fields.length),
    }
    understand(sheet, wide)
    return { entries: sheet.entries.list, ...page.finish() }
  }
}

const understand = (sheet: Sheet, wide: HeaderRule<WideRole>): void => {
  const { page } = sheet
  if (page.rows.length === 0) {
    page.tell(-1, {
      severity: "warning",
      code: "sheet/empty",
      message: "表中没有任何内容",
      remedy: "请确认是否误交了空表",
    })
    return
  }
  const asWide = findHeader(page, wide)
  const asForm = findHeader(page, formRule)
  if (asWide === null && asForm === null) {
    tellNoHeader(page)
    return
  }
  tellHidden(page)
  if (asForm !== null && (asWide === null || asWide.weight <= asForm.weight)) {
    const agency = settleForm(sheet, asForm)
    if (agency !== undefined) readForm(sheet, asForm, agency)
  } else if (asWide !== null) {
    settleAbove(page, asWide, wide)
    readWide(sheet, asWide)
  }
}

/** Titles above a header are not scored; a whole other table above it is told. */
const settleAbove = <Role>(page: Page, header: Header<Role>, rule: HeaderRule<Role>): void => {
  for (let place = header.first; place <= header.last; place++) {
    const row = page.rows[place]
    if (row !== undefined) page.recogniseRow(row)
  }
  const other = page.rows
    .slice(0, header.first)
    .findIndex((_, place) => headerAt(page, { first: place, last: place }, rule) !== null)
  for (const [place, row] of page.rows.slice(0, header.first).entries()) {
    if (other < 0 || place < other) page.recogniseRow(row)
    else page.nameRow(row)
  }
  if (other < 0) return
  page.tell(page.rows[other]?.first ?? -1, {
    severity: "error",
    code: "sheet/second-header",
    message: `一张表里有两个表头,第 ${page.rows[other]?.number ?? 0} 行至第 ${(page.rows[header.first]?.number ?? 1) - 1} 行未采用`,
    remedy: "请把两个表分放在两张工作表里",
  })
}

/** The agency of a form: null when only its rows can tell, undefined when the form contradicts itself and was told so. */
const settleForm = (sheet: Sheet, header: Header<FormRole>): Agency | null | undefined => {
  const { page, names, hint } = sheet
  const hinted = hint.agency === null ? null : names.only(hint.agency)
  const written = agencyAbove(sheet, header)
  settleAbove(page, header, formRule)
  if (written === null) return hinted ?? agencyOfFile(sheet)
  const found = sheet.findAgency(written.name)
  if (found.agency === null) {
    const agency = hinted ?? agencyOfFile(sheet)
    const note = found.note()
    page.tell(
      written.index,
      agency === null ? note : { ...note, severity: "warning", message: `${note.message},按“${agency.name}”采用` },
      agency?.code ?? null,
    )
    return agency
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
  { page }: Sheet,
  header: Header<FormRole>,
): { readonly index: number; readonly name: string } | null => {
  for (const row of page.rows.slice(0, header.first)) {
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
      if (name !== "") return { index, name }
      if (index + 1 < row.end) return { index: index + 1, name: page.text(index + 1) }
    }
  }
  return null
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
