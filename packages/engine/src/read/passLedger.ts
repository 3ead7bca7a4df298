import type { Agency } from "../Entry.ts"
import type { Issue } from "../Issue.ts"
import type { LedgerBook } from "../ledger/LedgerBook.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyNames } from "./agencyNames.ts"
import { EntryList } from "./EntryList.ts"
import { FieldNames } from "./FieldNames.ts"
import { LedgerSheet } from "./LedgerSheet.ts"
import { findLedger } from "./ledgerHeader.ts"
import { type Account, Page } from "./Page.ts"
import { ledgerSource, missingColumns, scoredColumns } from "./readLedger.ts"
import { ownerOf, sheetOn } from "./readSheet.ts"
import type { SheetHint } from "./Sheet.ts"
import { type Content, cellName, type Table } from "./Table.ts"

/** A ledger whose rows pass by, because there are too many to be held (大台账). Columns are counted from 1. */
export interface PassingLedger {
  /** The row of the header: rows up to it are not taken. */
  readonly headerRow: number
  readonly take: (row: number, texts: ReadonlyArray<string>) => void
  readonly finish: () => { readonly issues: ReadonlyArray<Issue>; readonly account: Account }
}

/** Understands the first rows of a large table; null where they are not those of a ledger of the rubric. */
export const passLedger =
  (rubric: Rubric, roster: ReadonlyArray<Agency>, book: LedgerBook) =>
  (head: Table, hint: SheetHint): PassingLedger | null => {
    const page = new Page(head)
    const found = findLedger(page, book.ledgers)
    if (found === null || !ledgerSource(rubric, found.ledger, hint.source)) return null
    const { ledger, header } = found
    const names = agencyNames(roster)
    const fields = new FieldNames(rubric)
    const kept = new EntryList(hint.source, fields.fields.length)
    const sheet = sheetOn(page, { rubric, fields, names }, hint, kept)
    const own = sheet.hint
    const owner = ownerOf(sheet, page.rows.slice(0, header.first))
    const headerRow = page.rows[header.last]?.number ?? 1
    const issues: Array<Issue> = []
    const letters: Array<string> = []
    const named = new Set<number>()
    /** Cells of earlier rows of which something was told later: rows that are scored wait for each other. */
    const late = new Set<string>()
    let present = 0
    const account = { read: 0, used: 0, recognised: 0, named: 0 }
    const recount = (cell: string, column: number): void => {
      late.add(cell)
      account.named++
      if (scored.has(column)) account.used--
      else account.recognised--
    }
    const scored = scoredColumns(ledger, header)
    const reader = new LedgerSheet(
      ledger,
      header,
      {
        source: own.source,
        owner: owner === null ? null : names.only(owner),
        hint: own.agency,
        findAgency: sheet.findAgency,
        address: (row, column) => {
          letters[column] ??= cellName(0, column).slice(0, -1)
          return { kind: "cell", file: head.file, sheet: null, cell: `${letters[column]}${row}` }
        },
        tell: (row, column, { severity, code, message, remedy }, agency) => {
          const cell = cellName(row, column)
          if (severity !== "note") {
            if (row === present) named.add(column)
            else if (!late.has(cell)) recount(cell, column)
          }
          issues.push({
            severity,
            code,
            message,
            remedy,
            at: { kind: "cell", file: head.file, sheet: null, cell },
            agency,
          })
        },
      },
      headerRow,
    )
    const missing = reader.missing()
    if (missing.length > 0) {
      const { severity, code, message, remedy } = missingColumns(ledger, missing)
      issues.push({ severity, code, message, remedy, at: { kind: "file", file: head.file }, agency: owner })
    }
    for (const row of page.rows.slice(0, header.last + 1)) {
      account.read += row.end - row.first
      account.recognised += row.end - row.first
    }
    const filled: Array<number> = []
    let texts: ReadonlyArray<string> = []
    const at = (column: number): Content | null => {
      const text = texts[column - 1] ?? ""
      return text === "" ? null : { kind: "text", text }
    }
    return {
      headerRow,
      take: (row, record) => {
        filled.length = 0
        named.clear()
        texts = record
        present = row
        for (let index = 0; index < record.length; index++) if (isFilled(record[index])) filled.push(index + 1)
        if (filled.length === 0) return
        const fate = reader.row(row, filled, at)
        account.read += filled.length
        if (fate === "aside") account.recognised += filled.length
        else if (fate === "left") account.named += filled.length
        else
          for (const column of filled) {
            if (named.has(column)) account.named++
            else if (scored.has(column)) account.used++
            else account.recognised++
          }
      },
      finish: () => {
        reader.finish()
        return { issues, account }
      },
    }
  }

const isFilled = (text: string | undefined): boolean => {
  if (text === undefined || text === "") return false
  const first = text.charCodeAt(0)
  // most cells begin with something that can be seen
  return (first > 32 && first < 127) || (first >= 0x4e00 && first < 0xa000) || text.trim() !== ""
}
