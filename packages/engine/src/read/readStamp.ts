import { fold } from "./fold.ts"
import type { Table } from "./Table.ts"

/** What a form says of itself at its head (表号): by which rubric, in which version, and for which group it was written. */
export interface FormStamp {
  readonly rubric: string
  readonly version: string
  /** Title of the group. */
  readonly group: string
}

/** The stamp of a form, or null where a table is no form of ours. It stands in the first cell. */
export const readStamp = (table: Table): FormStamp | null => {
  const [first] = table.cells
  if (first === undefined || first.content.kind !== "text") return null
  const found = /^表号:\S+ 评分细则 (\S+) (\S+) (.+)$/.exec(fold(first.content.text))
  if (found === null) return null
  const [, rubric = "", version = "", group = ""] = found
  return { rubric, version, group }
}
