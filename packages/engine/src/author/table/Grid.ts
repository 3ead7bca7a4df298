import { writeDay } from "../../Day.ts"
import type { Address, Issue } from "../../Issue.ts"
import { nearest } from "../../nearest.ts"
import { Rational } from "../../Rational.ts"
import { type Content, cellName, type Table } from "../../read/Table.ts"
import { show } from "../../show.ts"

/** A sheet of the authoring workbook as it came back: which column is which, and the filled rows below. */
export interface Grid {
  readonly table: Table
  /** By head; columns count from 1. */
  readonly heads: ReadonlyMap<string, number>
  readonly rows: ReadonlyArray<GridRow>
  readonly issues: ReadonlyArray<Issue>
}

export interface GridRow {
  readonly number: number
  readonly cells: ReadonlyMap<number, Content>
}

/** Notes and bands stand above the heads: they are looked for in this many rows. */
const searched = 12

/** Finds the row of heads; null where no row has any of them. A column that is nobody's is told, with everything in it. */
export const gridOf = (table: Table, known: ReadonlyArray<string>): Grid | null => {
  const byRow = new Map<number, Map<number, Content>>()
  for (const { row, column, content } of table.cells) {
    const cells = byRow.get(row) ?? new Map<number, Content>()
    cells.set(column, content)
    byRow.set(row, cells)
  }
  const numbers = [...byRow.keys()].sort((a, b) => a - b)
  const wanted = new Set(known)
  const score = (number: number): number =>
    [...(byRow.get(number)?.values() ?? [])].filter((content) => wanted.has(headText(content))).length
  const [head] = numbers.slice(0, searched).sort((a, b) => score(b) - score(a) || a - b)
  if (head === undefined || score(head) === 0) return null
  const heads = new Map<string, number>()
  const issues: Array<Issue> = []
  const tell = (column: number, message: string, remedy: string): void => {
    issues.push(issueAt(addressOf(table, head, column), "error", "unknown-column", message, remedy))
  }
  for (const [column, content] of byRow.get(head) ?? []) {
    const text = headText(content)
    if (!wanted.has(text)) {
      const guess = nearest(text, known)
      tell(
        column,
        `没有“${text}”这一栏${guess === null ? "" : `,是否为“${guess}”?`}`,
        "改正表头;与细则无关的内容请移到另外的工作表",
      )
    } else if (heads.has(text)) tell(column, `有两栏都叫“${text}”`, "删去其中一栏")
    else heads.set(text, column)
  }
  const rows = numbers
    .filter((number) => number > head)
    .map((number) => ({ number, cells: byRow.get(number) ?? new Map<number, Content>() }))
  const owned = new Set(byRow.get(head)?.keys() ?? [])
  for (const row of rows) {
    for (const column of row.cells.keys()) {
      if (!owned.has(column))
        issues.push(
          issueAt(
            addressOf(table, row.number, column),
            "error",
            "outside",
            "内容写在没有表头的一栏",
            "移到有表头的栏中,或删去",
          ),
        )
    }
  }
  return { table, heads, rows, issues }
}

const headText = (content: Content): string => (content.kind === "text" ? content.text.replace(/\s+/g, "") : "")

export const addressOf = ({ file, sheet }: Table, row: number, column: number): Address => ({
  kind: "cell",
  file,
  sheet,
  cell: cellName(row, column),
})

export const issueAt = (
  at: Address,
  severity: Issue["severity"],
  code: string,
  message: string,
  remedy: string,
): Issue => ({ severity, code: `author/${code}`, message, remedy, at, agency: null })

/** What a cell holds, as the authoring workbook writes it; null for an error of a spreadsheet program. */
export const plainContent = (content: Content): string | number | boolean | null => {
  switch (content.kind) {
    case "text":
      return content.text
    case "number":
      return content.percent ? show(Rational.of(content.value), "rate") : content.value
    case "day":
      return writeDay(content.day)
    case "boolean":
      return content.value
    case "error":
      return null
  }
}
