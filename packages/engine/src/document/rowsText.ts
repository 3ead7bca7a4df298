import { showAddress } from "../Issue.ts"
import type { DeductionDocument } from "./Document.ts"

/**
 * The rows that cost points, as sentences: `行政诉讼案件台账 3 条:案号 (2026)云01行初12号(C12)、…` in one; rows that were scored by
 * themselves each in one of its own, with what each got.
 */
export const rowsText = ({ ledger, key, count, named }: DeductionDocument["rows"][number]): ReadonlyArray<string> => {
  const names = named.map((row) => {
    const cell = row.at.kind === "cell" ? row.at.cell : showAddress(row.at)
    const name = row.key === "" ? `${cell} 所在行` : `${row.key}(${cell})`
    return row.words === null ? name : `${name}${row.words}`
  })
  const rest = count > named.length ? `等,共 ${count} 条` : ""
  return named.some(({ words }) => words !== null)
    ? [`${ledger} ${count} 条${rest === "" ? "" : `,列出 ${named.length} 条`}`, ...names]
    : [`${ledger} ${count} 条:${key} ${names.join("、")}${rest}`]
}
