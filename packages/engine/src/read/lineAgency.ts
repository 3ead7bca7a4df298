import type { Agency } from "../Entry.ts"
import type { AgencyFinder } from "./agencyNames.ts"
import { quote } from "./fold.ts"
import type { Line } from "./Lines.ts"

/** Headings of the columns that name an agency in a list. */
export const agencyHeadings: ReadonlyArray<string> = [
  "单位",
  "单位名称",
  "被考核单位",
  "考核对象",
  "部门",
  "部门名称",
  "机关",
  "单位代码",
  "单位编码",
  "代码",
  "agency",
]

/** The agency of a row; null when none or two are named, and then the row is left out and told. */
export const lineAgency = <Name extends string>(line: Line<Name | "agency">, find: AgencyFinder): Agency | null => {
  if (line.required("agency", "单位") === null) return null
  let agency: Agency | null = null
  for (const index of line.indexes("agency")) {
    const found = find(line.page.text(index))
    if (found.agency === null) {
      const note = found.note()
      line.reject("agency", { ...note, message: `${note.message},该行未采用` })
      return null
    }
    if (agency !== null && agency !== found.agency) {
      line.reject("agency", {
        severity: "error",
        code: "sheet/agency-mismatch",
        message: `代码和名称是两个单位:“${agency.name}”和${quote(line.page.raw(index))},该行未采用`,
        remedy: "请核对单位代码和名称",
      })
      return null
    }
    agency = found.agency
  }
  return agency
}
