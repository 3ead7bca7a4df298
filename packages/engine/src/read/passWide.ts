import type { Agency } from "../Entry.ts"
import type { EntryTable } from "../EntryTable.ts"
import type { Issue } from "../Issue.ts"
import type { LedgerBook } from "../ledger/LedgerBook.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyNames } from "./agencyNames.ts"
import { EntryColumns } from "./EntryColumns.ts"
import { FieldNames } from "./FieldNames.ts"
import { FirstIssues } from "./FirstIssues.ts"
import { type Account, Page } from "./Page.ts"
import { openWide, sheetOn } from "./readSheet.ts"
import { WideReader } from "./readWide.ts"
import type { SheetHint } from "./Sheet.ts"
import type { Cell, Table } from "./Table.ts"
import { wideRule } from "./wideRule.ts"

/** A table with a row for each agency whose rows pass by, because there are too many to be held (大汇总表). Columns are counted from 1. */
export interface PassingWide {
  /** The last row that is read already: rows up to it are not taken. */
  readonly readTo: number
  readonly take: (row: number, texts: ReadonlyArray<string>) => void
  readonly finish: () => WideRead
}

export interface WideRead {
  readonly table: EntryTable
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
}

/** So many cells are held at a time. */
const pageCells = 50_000

/** Understands the first rows of a large table; null where they are not those of a table with a row for each agency. */
export const passWide = (
  rubric: Rubric,
  roster: ReadonlyArray<Agency>,
  book: LedgerBook,
): ((head: Table, hint: SheetHint, most?: number) => PassingWide | null) => {
  const fields = new FieldNames(rubric)
  const names = agencyNames(roster)
  const rule = wideRule(fields)
  return (head, hint, most = pageCells) => {
    const first = new Page(head)
    const kept = new EntryColumns(hint.source, head, fields.fields.length)
    const sheet = sheetOn(first, { rubric, fields, names }, hint, kept)
    const header = openWide(sheet, rule, book)
    if (header === null) return null
    const reader = new WideReader(sheet, header)
    reader.take(first, first.rows.slice(header.last + 1))

    const issues = new FirstIssues(head.file)
    const account = { read: 0, used: 0, recognised: 0, named: 0 }
    const finished = (page: Page): void => {
      const { issues: told, account: own } = page.finish()
      for (const issue of told) issues.add(issue)
      for (const part of ["read", "used", "recognised", "named"] as const) account[part] += own[part]
    }
    let cells: Array<Cell> = []
    const turn = (): void => {
      const page = new Page({ ...head, cells })
      cells = []
      reader.take(page, page.rows)
      finished(page)
    }
    return {
      readTo: first.rows.at(-1)?.number ?? 0,
      take: (row, texts) => {
        for (const [index, text] of texts.entries()) {
          if (text.trim() !== "") cells.push({ row, column: index + 1, content: { kind: "text", text } })
        }
        if (cells.length >= most) turn()
      },
      finish: () => {
        turn()
        reader.finish()
        finished(first)
        kept.close()
        return { table: kept, issues: issues.told(), account }
      },
    }
  }
}
