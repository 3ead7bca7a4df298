import { columnReader } from "./Entries.ts"
import type { KnownField } from "./FieldNames.ts"
import { quote } from "./fold.ts"
import type { Header, Heading } from "./headers.ts"
import type { ValueRead } from "./readValue.ts"
import { accepts, type Sheet, tellForeignField } from "./Sheet.ts"
import type { Content } from "./Table.ts"
import type { WideRole } from "./wideRule.ts"

export interface ValueColumn {
  readonly column: number
  readonly known: KnownField
  readonly read: (content: Content | null) => ValueRead
  readonly evidence: number | null
  readonly heading: Heading<WideRole>
}

export interface ValueColumns {
  /** Those whose values are taken, each with the column of its evidence. */
  readonly columns: ReadonlyArray<ValueColumn>
  /** Those that are left out, and were told. */
  readonly left: ReadonlySet<number>
}

/** Where agencies are named, which columns are understood, and which are read by people only. */
export const columnsOf = (header: Header<WideRole>) => {
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

/** What columns hold values. Loose, doubled and foreign ones are told here. */
export const valueColumns = (sheet: Sheet, header: Header<WideRole>): ValueColumns => {
  const { page } = sheet
  const left = new Set<number>()
  const columns: Array<ValueColumn> = []
  const evidence = new Map<string, number>()
  const loose = header.headings.filter(({ role }) => role?.kind === "looseEvidence")
  const fieldHeadings = header.headings.filter(({ role }) => role?.kind === "field")
  for (const { column, role } of header.headings) {
    if (role?.kind === "evidence") evidence.set(role.found.known.id, column)
  }
  // 佐证材料 without a name belongs to the field at its left, where each field has its own
  for (const heading of loose) {
    const before = header.headings.findLast(({ column, role }) => column < heading.column && role?.kind === "field")
    const belongs = before?.role?.kind === "field" && (fieldHeadings.length === 1 || loose.length > 1)
    if (belongs && before?.role?.kind === "field" && !evidence.has(before.role.found.known.id)) {
      evidence.set(before.role.found.known.id, heading.column)
      continue
    }
    page.tell(heading.cells[heading.cells.length - 1] ?? -1, {
      severity: "warning",
      code: "sheet/loose-evidence",
      message: `表头${quote(heading.texts.join(""))}没有写明是哪个填报项的佐证,该列未采用`,
      remedy: "请写作“填报项名称+佐证材料”,或在每个填报项右边各设一列佐证材料",
    })
    left.add(heading.column)
  }
  const cellsOf = new Map<string, number>()
  for (const heading of fieldHeadings) {
    if (heading.role?.kind !== "field") continue
    const { known, unit } = heading.role.found
    const index = heading.cells[heading.cells.length - 1] ?? -1
    if (!accepts(sheet, known)) {
      tellForeignField(sheet, known, { index, agency: null })
      left.add(heading.column)
      const beside = evidence.get(known.id)
      if (beside !== undefined) left.add(beside)
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
  return { columns, left }
}
