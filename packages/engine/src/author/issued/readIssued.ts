import type { Issue } from "../../Issue.ts"
import { columnsOfHeads, type IssuedColumn } from "./headings.ts"
import { type IssuedDocument, type IssuedTable, type Place, placesOf } from "./IssuedTable.ts"
import { figure, folded, readFigure } from "./numbers.ts"

/** The lines of an issued table, understood as far as its layout goes (细则的表). */
export interface IssuedRubric {
  readonly sections: ReadonlyArray<IssuedSection>
  /** As the table states it; null where it does not. */
  readonly total: number | null
  readonly issues: ReadonlyArray<Issue>
}

export interface IssuedSection {
  readonly title: string
  /** As stated; null where it is only the sum of its criteria. */
  readonly full: number | null
  readonly bonus: boolean
  readonly criteria: ReadonlyArray<IssuedCriterion>
  readonly at: IssuedPlace
}

export interface IssuedCriterion {
  readonly title: string
  readonly full: number | null
  /** Word for word. */
  readonly clause: string
  readonly source: string
  readonly papers: string
  readonly basis: string
  readonly at: IssuedPlace
}

export interface IssuedPlace {
  readonly table: number
  /** From 1. */
  readonly row: number
}

export const issueOf = (
  file: string,
  at: IssuedPlace | null,
  severity: Issue["severity"],
  told: { readonly code: string; readonly message: string; readonly remedy: string },
): Issue => ({
  severity,
  code: `issued/${told.code}`,
  message: told.message,
  remedy: told.remedy,
  at: at === null ? { kind: "file", file } : { kind: "cell", file, sheet: `表 ${at.table}`, cell: `第 ${at.row} 行` },
  agency: null,
})

/** Reads every table that has a column of clauses. */
export const readIssued = (document: IssuedDocument): IssuedRubric => {
  const issues: Array<Issue> = []
  const sections: Array<Building> = []
  let total: number | null = null
  for (const table of document.tables) {
    const places = placesOf(table)
    const header = headerOf(places)
    if (header === null) {
      issues.push(
        issueOf(document.file, { table: table.number, row: 1 }, "note", {
          code: "not-a-rubric",
          message: "这张表没有“评分标准”一栏,没有读入",
          remedy: "是细则的,请把表头改为 一级指标、二级指标、分值、评分标准",
        }),
      )
      continue
    }
    const read = new TableReader(document.file, table, { places, ...header }, sections)
    total = read.run() ?? total
    issues.push(...read.issues)
  }
  return { sections, total, issues }
}

interface Building {
  title: string
  full: number | null
  bonus: boolean
  criteria: Array<IssuedCriterion>
  at: IssuedPlace
}

/** The row of heads, or two where the second refines the first (分值 under 二级指标). */
const headerOf = (
  places: ReadonlyArray<ReadonlyArray<Place | null>>,
): { readonly columns: ReadonlyArray<IssuedColumn | null>; readonly from: number } | null => {
  for (const [row, line] of places.slice(0, 6).entries()) {
    const columns = columnsOfHeads(line.map((place) => place?.text ?? ""))
    const distinct = new Set(line.map((place) => place?.first))
    if (columns.includes("clause") && distinct.size > 2) {
      const below = places[row + 1]
      const isPart =
        below?.every(
          (place, index) =>
            place === null ||
            !place.begins ||
            place.text === "" ||
            columnsOfHeads([place.text])[0] !== null ||
            line[index]?.first !== line[index]?.last,
        ) ?? false
      const refined = isPart && below !== undefined ? columnsOfHeads(below.map((place) => place?.text ?? "")) : null
      return refined?.includes("clause") === true ? { columns: refined, from: row + 2 } : { columns, from: row + 1 }
    }
  }
  return null
}

class TableReader {
  readonly issues: Array<Issue> = []
  private readonly file: string
  private readonly table: IssuedTable
  private readonly layout: {
    readonly places: ReadonlyArray<ReadonlyArray<Place | null>>
    readonly columns: ReadonlyArray<IssuedColumn | null>
    readonly from: number
  }
  private readonly sections: Array<Building>

  constructor(file: string, table: IssuedTable, layout: TableReader["layout"], sections: Array<Building>) {
    this.file = file
    this.table = table
    this.layout = layout
    this.sections = sections
  }

  /** The stated total, if a line states it. */
  run(): number | null {
    let total: number | null = null
    let last: Place | null = null
    const { places, columns, from } = this.layout
    for (const [row, line] of places.entries()) {
      if (row < from) continue
      const at: IssuedPlace = { table: this.table.number, row: row + 1 }
      const [lead] = line
      if (line.every((place) => place === null || place.text === "")) continue
      if (lead !== null && lead !== undefined && /^(?:合计|总计|总分|合\s*计)/.test(lead.text.trim())) {
        total = line.map((place) => statedPoints(place?.text ?? "")).find((value) => value !== null) ?? null
        continue
      }
      // one cell over the whole width begins a section, or is a remark
      if (lead !== null && lead !== undefined && lead.last === columns.length - 1) {
        if (/^[一二三四五六七八九十]+、|分[))]$/.test(lead.text.trim())) this.begin(lead.text, null, at)
        else this.tell(at, "note", "remark", `“${brief(lead.text)}”是说明,没有读入`, "需要的写进评分口径")
        last = null
        continue
      }
      const cell = (role: IssuedColumn): Place | null => line[columns.indexOf(role)] ?? null
      const section = cell("section")
      if (section !== null && section.text !== "" && section !== last && section.begins) {
        this.begin(section.text, this.sectionPoints(line), at)
        last = section
      }
      this.criterion(line, at)
    }
    return total
  }

  /** The points between the columns of the two levels are those of the section. */
  private sectionPoints(line: ReadonlyArray<Place | null>): number | null {
    const { columns } = this.layout
    const [section, criterion] = [columns.indexOf("section"), columns.indexOf("criterion")]
    const own = columns.findIndex((role, index) => role === "points" && index > section && index < criterion)
    return own < 0 ? null : statedPoints(line[own]?.text ?? "")
  }

  private begin(text: string, stated: number | null, at: IssuedPlace): void {
    const { title, points } = titleAndPoints(text)
    this.sections.push({ title, full: stated ?? points, bonus: /加分/.test(title), criteria: [], at })
    if (/扣分项|减分项|负面清单/.test(title)) {
      this.tell(
        at,
        "warning",
        "deducting-section",
        `“${title}”是在总分之外扣分的部分,现按普通部分读入`,
        "改写为各指标的扣分,或在会议决定中扣",
      )
    }
  }

  private criterion(line: ReadonlyArray<Place | null>, at: IssuedPlace): void {
    const { columns } = this.layout
    const textAt = (index: number): string => line[index]?.text.trim() ?? ""
    const cell = (role: IssuedColumn): Place | null => line[columns.indexOf(role)] ?? null
    const text = (role: IssuedColumn): string => cell(role)?.text.trim() ?? ""
    const [title, clause] = [cell("criterion"), cell("clause")]
    if (clause === null || clause.text.trim() === "" || !clause.begins) return
    let section = this.sections.at(-1)
    if (section === undefined) {
      section = { title: "考核内容", full: null, bonus: false, criteria: [], at }
      this.sections.push(section)
      this.tell(at, "warning", "no-section", "没有读到一级指标,暂称“考核内容”", "改为一级指标的名称")
    }
    const before = section.criteria.at(-1)
    // one criterion over several lines of clauses
    if (title !== null && !title.begins && before !== undefined) {
      section.criteria[section.criteria.length - 1] = { ...before, clause: `${before.clause}\n${clause.text.trim()}` }
      return
    }
    const named = titleAndPoints(title?.text.trim() === "" || title === null ? text("middle") : title.text)
    const middle = text("middle") === "" || title === null ? "" : `${titleAndPoints(text("middle")).title}:`
    const own = columns.findLastIndex((role, index) => role === "points" && index > columns.indexOf("section"))
    const isOwn = own > columns.indexOf("criterion") || columns.filter((role) => role === "points").length === 1
    section.criteria.push({
      title: `${middle}${named.title}` || "未命名",
      full: (own >= 0 && isOwn ? statedPoints(textAt(own)) : null) ?? named.points,
      clause: clause.text.trim(),
      source: text("source"),
      papers: text("papers"),
      basis: text("basis"),
      at,
    })
  }

  private tell(at: IssuedPlace, severity: Issue["severity"], code: string, message: string, remedy: string): void {
    this.issues.push(issueOf(this.file, at, severity, { code, message, remedy }))
  }
}

const brief = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text)

/** `一、依法行政(30分)`: the name, and the points where they stand behind it. */
const titleAndPoints = (text: string): { readonly title: string; readonly points: number | null } => {
  const line = text.replace(/\s+/g, " ").trim()
  const stated = new RegExp(`[((](?:共|计|满分)?\\s*(${figure})\\s*分[))]`, "u").exec(line.normalize("NFKC"))
  const title = line
    .normalize("NFKC")
    .replace(stated?.[0] ?? "", "")
    .replace(
      /^(?:第?[一二三四五六七八九十]+[、.部分]+|[(][一二三四五六七八九十]+[)]|[A-Za-z]?\d+(?:\.\d+)*[、.\s]*|[①-⑳])\s*/u,
      "",
    )
    .trim()
  return { title: title === "" ? line : title, points: readFigure(stated?.[1]) }
}

/** `4`, `4分`, `４ 分`; null where there is no number. */
const statedPoints = (text: string): number | null => {
  const found = new RegExp(`^(?:\\+|最高|最多)?(${figure})分?$`).exec(folded(text))
  return readFigure(found?.[1])
}
