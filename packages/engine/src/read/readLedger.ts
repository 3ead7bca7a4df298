import type { Agency } from "../Entry.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import { repeatsHeader } from "./headers.ts"
import { LedgerSheet } from "./LedgerSheet.ts"
import type { LedgerHeader } from "./ledgerHeader.ts"
import type { Sheet } from "./Sheet.ts"

/** Reads a table that is a ledger into the book: each row counts for its agency, every cell is accounted for. */
export const readLedger = (sheet: Sheet, { ledger, header }: LedgerHeader, owner: Agency | null): void => {
  const { page, hint } = sheet
  const { plan } = ledger
  const headerCell = header.headings.find(({ role }) => role?.kind === "column")?.cells[0] ?? -1
  const fields = plan.counts.flatMap(({ field }) => sheet.rubric.fields[field] ?? [])
  const accepted = hint.source === "self" || fields.some((field) => sourceOf(field) === hint.source)
  if (!accepted) {
    page.tell(headerCell, {
      severity: "warning",
      code: "ledger/foreign",
      message: `台账“${plan.ledger.label}”不由本来源提供,未采用`,
      remedy: "请核对文件放置的位置;确由本来源提供的,请修改细则中相应填报项的来源",
    })
    page.nameRest()
    return
  }
  const reader = new LedgerSheet(
    ledger,
    header,
    {
      source: hint.source,
      owner,
      hint: hint.agency,
      findAgency: sheet.findAgency,
      address: (row, column) => page.address(row, column),
      tell: (row, column, note, agency) => {
        const index = page.index(row, column)
        if (index >= 0) page.tell(index, note, agency)
        else page.tellAt(page.address(row, column), note, agency)
      },
    },
    page.rows[header.last]?.number ?? 1,
  )
  const missing = reader.missing()
  if (missing.length > 0) {
    page.tell(
      headerCell,
      {
        severity: "error",
        code: "ledger/missing-column",
        message: `台账“${plan.ledger.label}”缺少${missing.map((label) => `“${label}”`).join("、")}列,由它计数的填报项不能确定`,
        remedy: "请补上该列,或把表头改为下发的列名",
      },
      owner?.code ?? null,
    )
  }
  const scored = new Set<number>()
  const unscored: Array<string> = []
  const isScored = (id: string): boolean => ledger.reads(id) || id === plan.ledger.key
  for (const { column, role, texts } of header.headings) {
    if (role === null) unscored.push(texts.join(""))
    else if (role.kind === "agency") scored.add(column)
    else if (role.kind === "column" && isScored(role.found.known.id)) scored.add(column)
  }
  if (unscored.length > 0) {
    page.tell(headerCell, {
      severity: "note",
      code: "ledger/unscored-column",
      message: `台账“${plan.ledger.label}”的${unscored.map((text) => `“${text}”`).join("、")}列不用于计分`,
      remedy: "不必处理;应当计分的,请把表头改为下发的列名",
    })
  }
  for (const row of page.rows.slice(header.last + 1)) {
    if (repeatsHeader(page, header, row)) {
      page.recogniseRow(row)
      continue
    }
    const filled: Array<number> = []
    for (const [, { column }] of page.of(row)) filled.push(column)
    const fate = reader.row(row.number, filled, (column) => page.contentOf(page.index(row.number, column)))
    if (fate === "aside") page.recogniseRow(row)
    else if (fate === "left") page.nameRow(row)
    else
      for (const [index, { column }] of page.of(row)) {
        if (scored.has(column)) page.used(index)
        else page.recognised(index)
      }
  }
  reader.finish()
}
