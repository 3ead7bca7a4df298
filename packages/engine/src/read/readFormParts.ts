import { dayToNumber } from "../Day.ts"
import { Rational } from "../Rational.ts"
import { isNote, isSignature } from "./asides.ts"
import type { Claim, Paper } from "./Claim.ts"
import { quote } from "./fold.ts"
import { findHeader, type Header, type HeaderRule, repeatsHeader } from "./headers.ts"
import type { Page, Row } from "./Page.ts"
import { readDay, readSerial } from "./readDay.ts"
import { readNumber } from "./readNumber.ts"

/** What the sheets of a form beside the figures hold: 自评表 and 佐证材料目录. */
export interface FormParts {
  readonly claims: ReadonlyArray<Claim>
  readonly papers: ReadonlyArray<Paper>
}

type PaperRole = "number" | "criteria" | "title" | "document" | "on" | "pages" | "file" | "aside"
type ClaimRole = "criterion" | "points" | "remark" | "aside"

const paperWords: { readonly [word: string]: PaperRole } = {
  编号: "number",
  佐证编号: "number",
  材料编号: "number",
  序号: "aside",
  对应指标: "criteria",
  指标编号: "criteria",
  材料名称: "title",
  名称: "title",
  佐证材料名称: "title",
  文号: "document",
  成文日期: "on",
  日期: "on",
  页数: "pages",
  文件名: "file",
  文件名称: "file",
  备注: "aside",
}

const claimWords: { readonly [word: string]: ClaimRole } = {
  指标编号: "criterion",
  编号: "criterion",
  指标名称: "aside",
  评分标准: "aside",
  分值: "aside",
  自评得分: "points",
  自评分: "points",
  自评说明: "remark",
  佐证编号: "aside",
  退回意见: "aside",
  备注: "aside",
}

const ruleOf = <Role extends string>(
  words: { readonly [word: string]: Role },
  needs: ReadonlyArray<Role>,
): HeaderRule<Role> => ({
  match: (_, last) => {
    const text = last.replace(/\([^()]*\)$/, "")
    return Object.hasOwn(words, text) ? (words[text] ?? null) : null
  },
  weigh: (roles) => (needs.every((role) => roles.includes(role)) ? roles.length : 0),
})

const paperRule = ruleOf(paperWords, ["title", "file"])
const claimRule = ruleOf(claimWords, ["criterion", "points"])

/** Sheets that a form writes for itself: nothing in them is anybody's figure. Told apart from others by the 表号 at their head. */
const ownSheets: ReadonlySet<string> = new Set(["封面", "选项", "自评试算", "试算过程", "台账核算", "工作日历"])

export const isOwnSheet = (page: Page): boolean =>
  ownSheets.has(page.table.sheet ?? "") && page.key(0).startsWith("表号:")

/** Reads a table that is no table of figures; null where it is none of these. `owner` says whose it is. */
export const readFormPart = (page: Page, owner: Owner): FormParts | null => {
  const papers = findHeader(page, paperRule)
  if (papers !== null) return { claims: [], papers: readRows(page, papers, owner, paperOf) }
  const claims = findHeader(page, claimRule)
  return claims === null ? null : { claims: readRows(page, claims, owner, claimOf), papers: [] }
}

type Owner = (above: ReadonlyArray<Row>) => string | null

/** One row: the cell of each role, -1 where it is empty. */
interface PartRow<Role> {
  readonly page: Page
  readonly row: Row
  readonly agency: string | null
  readonly cell: (role: Role) => number
}

const readRows = <Role, A>(
  page: Page,
  header: Header<Role>,
  owner: Owner,
  read: (row: PartRow<Role>) => A | null,
): ReadonlyArray<A> => {
  const agency = owner(page.rows.slice(0, header.first))
  for (const row of page.rows.slice(0, header.last + 1)) page.recogniseRow(row)
  const columns = new Map(header.headings.map(({ column, role }) => [role, column]))
  const headed = new Set(header.headings.map(({ column }) => column))
  return page.rows.slice(header.last + 1).flatMap((row) => {
    const first = page.text(row.first)
    if (isSignature(first) || isNote(first) || repeatsHeader(page, header, row)) {
      page.recogniseRow(row)
      return []
    }
    for (const [index, { column }] of page.of(row)) if (headed.has(column)) page.recognised(index)
    const found = read({
      page,
      row,
      agency,
      cell: (role) => {
        const column = columns.get(role)
        return column === undefined ? -1 : page.index(row.number, column)
      },
    })
    return found === null ? [] : [found]
  })
}

const textAt = ({ page }: { readonly page: Page }, index: number): string | null => {
  const text = page.text(index)
  return text === "" ? null : text
}

const separators = /[,、;\s/]+/

const paperOf = (row: PartRow<PaperRole>): Paper | null => {
  const { page, agency, cell } = row
  const filled = (["criteria", "title", "document", "on", "pages", "file"] as const).map(cell).filter((one) => one >= 0)
  // a number that was printed for a paper that nobody listed
  if (filled.length === 0) return null
  for (const index of filled) page.used(index)
  page.used(cell("number"))
  return {
    agency,
    number: textAt(row, cell("number")),
    criteria: (textAt(row, cell("criteria")) ?? "").split(separators).filter((code) => code !== ""),
    title: textAt(row, cell("title")),
    document: textAt(row, cell("document")),
    pages: textAt(row, cell("pages")),
    on: dayAt(row, cell("on")),
    files: (textAt(row, cell("file")) ?? "")
      .split(/[,;\n]+/)
      .flatMap((name) => (name.trim() === "" ? [] : [name.trim()])),
    at: page.addressOf(cell("title") >= 0 ? cell("title") : (filled[0] ?? -1)),
  }
}

const dayAt = ({ page, agency }: PartRow<PaperRole>, index: number): number | null => {
  const content = page.contentOf(index)
  if (content === null) return null
  if (content.kind === "day") return Math.floor(content.day)
  const read = content.kind === "number" ? readSerial(content.value) : readDay(page.text(index))
  if (read.kind === "day") return dayToNumber(read.day).toNumber()
  page.tell(
    index,
    {
      severity: "warning",
      code: "paper/date",
      message: `成文日期${quote(page.raw(index))}不能识别,应为写到日的日期`,
      remedy: "请写明日期,如 2026-03-01",
    },
    agency,
  )
  return null
}

const claimOf = (row: PartRow<ClaimRole>): Claim | null => {
  const { page, agency, cell } = row
  const points = cell("points")
  const remark = cell("remark")
  const criterion = textAt(row, cell("criterion"))
  if (criterion === null || (points < 0 && remark < 0)) return null
  page.used(points)
  page.used(remark)
  return {
    agency,
    criterion,
    points: pointsAt(row, points),
    remark: textAt(row, remark),
    at: page.addressOf(points >= 0 ? points : remark),
  }
}

const pointsAt = ({ page, agency }: PartRow<ClaimRole>, index: number): Rational | null => {
  const content = page.contentOf(index)
  if (content === null) return null
  if (content.kind === "number" && !content.percent) return Rational.of(content.value)
  const read = readNumber(page.text(index), "分", null)
  if (content.kind === "text" && read.kind === "number" && (read.unit === null || read.unit === "分")) return read.value
  page.tell(
    index,
    {
      severity: "warning",
      code: "claim/points",
      message: `自评得分${quote(page.raw(index))}不是分数`,
      remedy: "请只填数字,如 2.5",
    },
    agency,
  )
  return null
}
