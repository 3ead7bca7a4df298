import { fold } from "./fold.ts"
import type { Table } from "./Table.ts"

/** What a form says of itself at its head (表号): by which rubric, in which version, and for which group it was written. */
export interface FormStamp {
  readonly rubric: string
  readonly version: string
  /** Title of the group. */
  readonly group: string
}

/** The stamp of a form, or null where a table is no form of ours. It stands in the first cell, unless somebody put a few before it. */
export const readStamp = (table: Table): FormStamp | null => {
  for (const { content } of table.cells.slice(0, searched)) {
    if (content.kind !== "text") continue
    const found = /^表号:\S+ 评分细则 (\S+) (\S+) (.+)$/.exec(fold(content.text))
    if (found === null) continue
    const [, rubric = "", version = "", group = ""] = found
    return { rubric, version, group }
  }
  return null
}

const searched = 20
