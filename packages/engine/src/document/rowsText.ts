import { showAddress } from "../Issue.ts"
import type { DeductionDocument } from "./Document.ts"

/** `行政诉讼案件台账 3 条:案号 (2026)云01行初12号(C12)、…`: the rows that cost points, as a sentence names them. */
export const rowsText = ({ ledger, key, count, named }: DeductionDocument["rows"][number]): string => {
  const names = named.map((row) => {
    const cell = row.at.kind === "cell" ? row.at.cell : showAddress(row.at)
    return row.key === "" ? `${cell} 所在行` : `${row.key}(${cell})`
  })
  const rest = count > named.length ? `等,共 ${count} 条` : ""
  return `${ledger} ${count} 条:${key} ${names.join("、")}${rest}`
}
