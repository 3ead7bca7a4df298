import type { OpenLedger } from "../ledger/LedgerBook.ts"
import { asideWords } from "./asides.ts"
import { type FieldFound, FieldNames } from "./FieldNames.ts"
import { key } from "./fold.ts"
import { findHeader, type Header } from "./headers.ts"
import { Names } from "./Names.ts"
import type { Page } from "./Page.ts"
import { isCodeWord, isNameWord } from "./wideRule.ts"

/** What a column of a ledger is. */
export type LedgerRole =
  | { readonly kind: "column"; readonly found: FieldFound }
  | { readonly kind: "agency" }
  | { readonly kind: "aside" }

export interface LedgerHeader {
  readonly ledger: OpenLedger
  readonly header: Header<LedgerRole>
  /** Whether the sheet is called by the name of the ledger: then it is that, whatever else its header resembles. */
  readonly named: boolean
}

/** Which ledger a table is, by its header and the name of its sheet; null when none. */
export const findLedger = (page: Page, ledgers: ReadonlyArray<OpenLedger>): LedgerHeader | null => {
  let best: LedgerHeader | null = null
  for (const ledger of ledgers) {
    const named = isNamed(page, ledger)
    const header = findHeader(page, ruleOf(ledger))
    if (header === null) continue
    const found = { ledger, header, named }
    if (best === null || (named && !best.named) || (named === best.named && header.weight > best.header.weight))
      best = found
  }
  return best
}

const isNamed = ({ table }: Page, { plan }: OpenLedger): boolean => {
  const names = new Names([plan.ledger.label, ...(plan.ledger.aliases ?? [])].map((name) => [name, plan] as const))
  const file = (table.file.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "")
  return table.sheet === null ? names.within(file) !== null : names.only(table.sheet) !== null
}

const ruleOf = ({ plan }: OpenLedger) => {
  const names = new FieldNames({ fields: plan.ledger.columns })
  // a ledger of many columns may be sent with fewer, but hardly with less than half of them
  const count = Object.keys(plan.ledger.columns).length
  const least = Math.min(count, Math.max(2, Math.ceil(count / 2)))
  return {
    match: (texts: ReadonlyArray<string>): LedgerRole | null => {
      const [found] = names.find(texts)
      if (found !== undefined) return { kind: "column", found }
      for (const text of [texts.join(""), texts[texts.length - 1] ?? ""]) {
        if (isNameWord(text) || isCodeWord(text)) return { kind: "agency" }
        if (asideWords.has(key(text))) return { kind: "aside" }
      }
      return null
    },
    weigh: (roles: ReadonlyArray<LedgerRole>): number => {
      const columns = new Set(roles.flatMap((role) => (role.kind === "column" ? [role.found.known.id] : [])))
      return columns.has(plan.ledger.key) && columns.size >= least ? columns.size : 0
    },
  }
}
