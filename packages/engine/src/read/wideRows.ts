import type { Agency } from "../Entry.ts"
import { isCounting, isNote, isPart, isSignature, isTotal } from "./asides.ts"
import { key, quote } from "./fold.ts"
import { type Header, repeatsHeader } from "./headers.ts"
import type { Row } from "./Page.ts"
import type { Sheet } from "./Sheet.ts"
import type { WideRole } from "./wideRule.ts"

/** A row with the cells that name its agency; -1 where there is none. */
export interface AgencyCells {
  readonly row: Row
  /** Whether it is the first below the header. */
  readonly isFirst: boolean
  readonly name: number
  readonly code: number
}

/** Whose row it is; null when it is nobody's, and then the row has been recognised or told. */
export const agencyOf = (
  sheet: Sheet,
  header: Header<WideRole>,
  { row, isFirst, name, code }: AgencyCells,
): Agency | null => {
  const { page } = sheet
  if (name < 0 && code < 0) {
    settleNameless(sheet, header, { row, isFirst })
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
  if (
    isRowAside(sheet, header, { row, isFirst, index: row.first }) ||
    isRowAside(sheet, header, { row, isFirst, index })
  ) {
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
  { row, isFirst, index }: Pick<AgencyCells, "row" | "isFirst"> & { readonly index: number },
): boolean => {
  const text = sheet.page.text(index)
  if (isSignature(text) || isTotal(text) || (isCounting(text) && isFirst)) return true
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

const settleNameless = (
  sheet: Sheet,
  header: Header<WideRole>,
  { row, isFirst }: Pick<AgencyCells, "row" | "isFirst">,
): void => {
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
  if (
    isRowAside(sheet, header, { row, isFirst, index: row.first }) ||
    merged ||
    (onlyAsides && row.end - row.first <= 1)
  ) {
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
