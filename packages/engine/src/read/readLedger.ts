import type { Agency } from "../Entry.ts"
import type { OpenLedger } from "../ledger/LedgerBook.ts"
import { type Rubric, sourceOf } from "../rubric/Rubric.ts"
import type { Note } from "./codes.ts"
import { type Header, repeatsHeader } from "./headers.ts"
import { LedgerSheet } from "./LedgerSheet.ts"
import type { LedgerHeader, LedgerRole } from "./ledgerHeader.ts"
import type { Sheet } from "./Sheet.ts"

/** Reads a table that is a ledger into the book: each row counts for its agency, every cell is accounted for. */
export const readLedger = (sheet: Sheet, { ledger, header }: LedgerHeader, owner: Agency | null): void => {
  const { page, hint } = sheet
  const { plan } = ledger
  const headerCell = header.headings.find(({ role }) => role?.kind === "column")?.cells[0] ?? -1
  if (!ledgerSource(sheet.rubric, ledger, hint.source)) {
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
    page.tell(headerCell, missingColumns(ledger, missing), owner?.code ?? null)
  }
  const scored = scoredColumns(ledger, header)
  const unscored = header.headings.flatMap(({ role, texts }) => (role === null ? [texts.join("")] : []))
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

/** The issue about columns that something hangs on and that are not there. */
export const missingColumns = ({ plan }: OpenLedger, labels: ReadonlyArray<string>): Note => ({
  severity: "error",
  code: "ledger/missing-column",
  message: `台账“${plan.ledger.label}”缺少${labels.map((label) => `“${label}”`).join("、")}列,由它计数的填报项不能确定`,
  remedy: "请补上该列,或把表头改为下发的列名",
})

/** Whether rows of the ledger may come from a source: from everybody of his own, and from the source of a field counted from it. */
export const ledgerSource = (rubric: Rubric, { plan }: OpenLedger, source: string): boolean =>
  source === "self" ||
  plan.counts.some(({ field }) => {
    const declared = rubric.fields[field]
    return declared !== undefined && sourceOf(declared) === source
  })

/** The columns whose cells are part of a result. */
export const scoredColumns = (ledger: OpenLedger, header: Header<LedgerRole>): ReadonlySet<number> =>
  new Set(
    header.headings.flatMap(({ column, role }) => {
      if (role === null || role.kind === "aside") return []
      const isKey = role.kind === "column" && role.found.known.id === ledger.plan.ledger.key
      return role.kind === "agency" || isKey || ledger.reads(role.found.known.id) ? [column] : []
    }),
  )
