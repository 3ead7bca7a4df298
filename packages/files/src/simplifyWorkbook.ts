import { posix } from "node:path"
import type { Merge } from "@fadu/engine"
import { Result } from "effect"
import { type FormatKind, formatKind } from "./numberFormat.ts"
import { columnOf, columnOfLetters, numbered, ordered } from "./orderCells.ts"
import { damaged, type Refusal, suspicious, tooLarge, type WorkbookParts } from "./preflight.ts"
import { attribute, unescapeXml } from "./xml.ts"
import { zip } from "./zip.ts"

/** A workbook reduced to values: `archive` holds sheets 1, 2, 3 … of plain cells; what else we need of each stands in `sheets`. */
export interface SimpleWorkbook {
  readonly archive: Buffer
  readonly sheets: ReadonlyArray<SheetFrame>
}

export interface SheetFrame {
  readonly name: string
  readonly hidden: boolean
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: ReadonlyArray<{ readonly from: number; readonly to: number }>
  readonly merges: ReadonlyArray<Merge>
}

/**
 * Cells with content in all sheets, XML elements and characters that they take, and cells covered by merges: 3,000 agencies with 40
 * columns.
 */
export const cellLimits = { cells: 120_000, elements: 900_000, characters: 10_000_000, merged: 500_000 } as const

/** The four number formats that the simple workbook has, by what they are to a reader; exceljs shows their codes. */
export const simpleFormats: { readonly [K in FormatKind]: { readonly id: number; readonly code: string } } = {
  plain: { id: 0, code: "General" },
  percent: { id: 9, code: "0%" },
  day: { id: 14, code: "mm-dd-yy" },
  time: { id: 20, code: "h:mm" },
}

/**
 * Lays a workbook out anew with nothing in it but values, so that the reader behind never meets what it stumbles over: prefixed or
 * unnumbered elements, parts in unusual places, comments, charts, tables, whole-column validations and names, ghost rows, and results
 * of formulas whose kind it loses. Every pattern here is bounded by `<` or `>`, so that hostile text costs no more than its length.
 */
export const simplifyWorkbook = (parts: WorkbookParts): Result.Result<SimpleWorkbook, Refusal> =>
  Result.gen(function* () {
    const root = related(parts, "").find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml"
    const workbook = xmlOf(parts, root)
    if (workbook === null) return yield* Result.fail(damaged)
    const relations = related(parts, root)
    const partOf = (type: string) => {
      const target = relations.find((relation) => relation.type === type)?.target
      return target === undefined ? null : xmlOf(parts, target)
    }

    const strings = dropPhonetic(partOf("sharedStrings") ?? `<sst xmlns="${main}"/>`)
    const budget: Budget = { ...cellLimits }
    if (!spendElements(strings, budget)) return yield* Result.fail(damaged)
    if (isSpent(budget)) return yield* Result.fail(tooLarge)
    const sheets: Array<SheetFrame> = []
    const bodies: Array<string> = []
    const byId = new Map(relations.map((relation) => [relation.id, relation]))
    const seen = new Set<string>()
    for (const [tag] of workbook.matchAll(/<sheet(?=\s)[^<>]*>/g)) {
      const relation = byId.get(attributes.relation(tag) ?? "")
      if (relation?.type !== "worksheet") continue
      if (seen.has(relation.target)) return yield* Result.fail(suspicious)
      seen.add(relation.target)
      const xml = xmlOf(parts, relation.target)
      if (xml === null) return yield* Result.fail(damaged)
      const { cells, hiddenRows } = yield* plainCells(xml, budget)
      const merges = yield* mergesOf(xml, budget)
      bodies.push(cells)
      sheets.push({
        name: unescapeXml(attributes.name(tag) ?? ""),
        hidden: (attributes.state(tag) ?? "visible") !== "visible",
        hiddenRows,
        hiddenColumns: hiddenColumnsOf(xml),
        merges,
      })
    }

    const date1904 = isTrue(attributes.date1904(/<workbookPr(?=[\s/>])[^<>]*>/.exec(workbook)?.[0] ?? ""))
    const archive = pack(bodies, {
      date1904,
      styles: stylesOf(partOf("styles") ?? ""),
      strings,
    })
    return { archive, sheets }
  })

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

interface Relation {
  readonly id: string
  /** The last word of its address; the rest differs between the two editions of the standard. */
  readonly type: string
  readonly target: string
}

const related = (parts: WorkbookParts, source: string): ReadonlyArray<Relation> => {
  const folder = posix.dirname(source)
  const xml = xmlOf(parts, posix.join(folder, "_rels", `${posix.basename(source)}.rels`)) ?? ""
  return [...xml.matchAll(/<Relationship(?=\s)[^<>]*>/g)].map(([tag]) => {
    const target = unescapeXml(attributes.target(tag) ?? "").trim()
    return {
      id: attributes.id(tag) ?? "",
      type: attributes.type(tag)?.split("/").at(-1) ?? "",
      target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
    }
  })
}

/** The text of a part, without byte order mark and without the prefix some programs put before every element. */
const xmlOf = (parts: WorkbookParts, name: string): string | null => {
  const xml = parts
    .get(name.toLowerCase())
    ?.toString("utf8")
    .replace(/^\ufeff/, "")
  if (xml === undefined) return null
  const prefix = /<(\w+):(?:workbook|worksheet|sst|styleSheet|Relationships)(?=[\s>])/.exec(xml)?.[1]
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, "<").replaceAll(`</${prefix}:`, "</")
}

const attributes = {
  date1904: attribute("date1904"),
  formatCode: attribute("formatCode"),
  hidden: attribute("hidden"),
  id: attribute("Id"),
  max: attribute("max"),
  min: attribute("min"),
  name: attribute("name"),
  numFmtId: attribute("numFmtId"),
  r: attribute("r"),
  ref: attribute("ref"),
  relation: attribute("\\w+:id"),
  s: attribute("s"),
  state: attribute("state"),
  t: attribute("t"),
  target: attribute("Target"),
  type: attribute("Type"),
} as const

const isTrue = (value: string | null): boolean => value === "1" || value === "true"

/** Pinyin over a word is no part of the word. */
const dropPhonetic = (xml: string): string =>
  xml.replace(/<rPh(?=[\s>])[^<>]*>\s*<t(?=[\s/>])[^<>]*>(?:[^<]*<\/t>)?\s*<\/rPh>/g, "")

/** What of the limits is left. */
type Budget = { -readonly [K in keyof typeof cellLimits]: number }

const isSpent = (budget: Budget): boolean => budget.elements < 0 || budget.characters < 0

/** Spends the elements of a text, and tells whether they lie in each other no deeper than those of a sheet ever do. */
const spendElements = (xml: string, budget: Budget): boolean => {
  budget.characters -= xml.length
  let depth = 0
  for (let at = xml.indexOf("<"); at >= 0 && budget.elements >= 0; at = xml.indexOf("<", at + 1)) {
    budget.elements -= 1
    if (xml.charCodeAt(at + 1) === slash) depth -= 1
    else if (xml.charCodeAt(xml.indexOf(">", at) - 1) !== slash) depth += 1
    if (depth > deepest) return false
  }
  return true
}

const slash = "/".charCodeAt(0)
const deepest = 12

/** Tags before empty rows and cells are dropped. Programs leave hundreds of thousands of those behind, but not millions. */
const tagLimit = 2_000_000

const hasTooManyTags = (xml: string): boolean => {
  let count = 0
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at + 1)) {
    count += 1
    if (count > tagLimit) return true
  }
  return false
}

const plainCells = (
  xml: string,
  budget: Budget,
): Result.Result<{ readonly cells: string; readonly hiddenRows: ReadonlySet<number> }, Refusal> => {
  const start = /<sheetData(?=[\s/>])[^<>]*>/.exec(xml)
  if (start === null || start[0].endsWith("/>")) return Result.succeed({ cells: "", hiddenRows: new Set() })
  const end = xml.lastIndexOf("</sheetData>")
  if (end < start.index) return Result.fail(damaged)
  if (hasTooManyTags(xml)) return Result.fail(tooLarge)

  const data = dropPhonetic(numbered(xml.slice(start.index + start[0].length, end)))
    // A formula with a result is its result; one whose result is the empty text is an empty cell.
    .replace(/<f(?=[\s/>])[^<>]*(?:\/>|>[^<]*<\/f>)(?=\s*<v(?=[\s>])[^<>]*>[^<])/g, "")
    .replace(
      /<c(?=\s)(?=[^<>]*\st\s*=\s*["']str["'])[^<>]*>\s*<f(?=[\s/>])[^<>]*(?:\/>|>[^<]*<\/f>)\s*<v(?=[\s/>])[^<>]*>(?:<\/v>)?\s*<\/c>/g,
      "",
    )
    .replace(/<c(?=[\s/>])[^<>]*(?:\/>|>\s*<\/c>)/g, "")
    .replace(/<row(?=[\s/>])[^<>]*(?:\/>|>\s*<\/row>)/g, "")

  const isFlat = spendElements(data, budget)
  if (isSpent(budget)) return Result.fail(tooLarge)
  if (!isFlat) return Result.fail(damaged)
  const first = layOut(data)
  const { cells, hiddenRows, count, isSound } = first.isSound ? first : layOut(ordered(data))
  budget.cells -= count
  const isClosed = (name: string) => cells.split(`<${name} `).length === cells.split(`</${name}>`).length
  if (!isSound || !isClosed("row") || !isClosed("c")) return Result.fail(damaged)
  return budget.cells < 0 ? Result.fail(tooLarge) : Result.succeed({ cells, hiddenRows })
}

interface LaidOut {
  readonly cells: string
  readonly hiddenRows: ReadonlySet<number>
  readonly count: number
  /** Every row and cell stands after the one before. */
  readonly isSound: boolean
}

const layOut = (data: string): LaidOut => {
  const hiddenRows = new Set<number>()
  let count = 0
  let isSound = true
  let row = 0
  let column = 0
  const cells = data.replace(/<(row|c)(?=[\s>])[^<>]*>/g, (tag, kind) => {
    if (kind === "row") {
      const next = Number(attributes.r(tag))
      if (!(next > row && next <= 1_048_576)) isSound = false
      row = next
      column = 0
      if (isTrue(attributes.hidden(tag))) hiddenRows.add(row)
      return `<row r="${row}">`
    }
    const address = attributes.r(tag) ?? ""
    const next = columnOf(address, row)
    if (next <= column) isSound = false
    column = next
    count += 1
    const type = attributes.t(tag)
    // A day written as text is read as text; exceljs would keep only its year.
    const simpler = type === "d" ? "str" : type
    const style = Number(attributes.s(tag) ?? 0) + 1
    return `<c r="${address}" s="${style}"${simpler === null ? "" : ` t="${simpler}"`}>`
  })
  return { cells, hiddenRows, count, isSound }
}

const mergesOf = (xml: string, budget: Budget): Result.Result<ReadonlyArray<Merge>, Refusal> => {
  const merges: Array<Merge> = []
  for (const [tag] of xml.slice(xml.lastIndexOf("</sheetData>") + 1).matchAll(/<mergeCell(?=\s)[^<>]*>/g)) {
    const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(attributes.ref(tag) ?? "")
    if (found === null) continue
    const [, left = "", top = "", right = "", bottom = ""] = found
    const merge = {
      row: Number(top),
      column: columnOfLetters(left),
      rows: Number(bottom) - Number(top) + 1,
      columns: columnOfLetters(right) - columnOfLetters(left) + 1,
    }
    if (merge.rows < 1 || merge.columns < 1) return Result.fail(damaged)
    budget.merged -= merge.rows * merge.columns
    if (budget.merged < 0) return Result.fail(tooLarge)
    merges.push(merge)
  }
  return Result.succeed(merges)
}

const hiddenColumnsOf = (xml: string): SheetFrame["hiddenColumns"] =>
  [...xml.slice(0, Math.max(0, xml.indexOf("<sheetData"))).matchAll(/<col(?=\s)[^<>]*>/g)].flatMap(([tag]) =>
    isTrue(attributes.hidden(tag))
      ? [{ from: Number(attributes.min(tag) ?? 0), to: Number(attributes.max(tag) ?? 0) }]
      : [],
  )

/** One number format for every cell style, in order. */
const stylesOf = (xml: string): string => {
  const codes = new Map<number, string>()
  for (const [tag] of xml.matchAll(/<numFmt(?=\s)[^<>]*>/g)) {
    codes.set(Number(attributes.numFmtId(tag)), unescapeXml(attributes.formatCode(tag) ?? ""))
  }
  const from = xml.indexOf("<cellXfs")
  const until = xml.indexOf("</cellXfs>", from)
  const styles = from < 0 || until < 0 ? [] : [...xml.slice(from, until).matchAll(/<xf(?=[\s/>])[^<>]*>/g)]
  const ids = styles.map(([tag]) => {
    const id = Number(attributes.numFmtId(tag) ?? 0)
    return simpleFormats[formatKind(id, codes.get(id))].id
  })
  // The first style of a workbook goes unread by exceljs, so that ours are counted from 1.
  return [0, ...ids].map((id) => `<xf numFmtId="${id}"/>`).join("")
}

const pack = (
  bodies: ReadonlyArray<string>,
  shared: { readonly date1904: boolean; readonly styles: string; readonly strings: string },
): Buffer => {
  const numbers = bodies.map((_, index) => index + 1)
  const part = (name: string, xml: string) => [name, Buffer.from(xml)] as const
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  return zip([
    part(
      "xl/workbook.xml",
      `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${shared.date1904 ? 1 : 0}"/><sheets>${numbers
        .map((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)
        .join("")}</sheets></workbook>`,
    ),
    part(
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbers
        .map((n) => relation(`rId${n}`, "worksheet", `worksheets/sheet${n}.xml`))
        .join("")}</Relationships>`,
    ),
    part("xl/styles.xml", `<styleSheet xmlns="${main}"><cellXfs>${shared.styles}</cellXfs></styleSheet>`),
    part("xl/sharedStrings.xml", shared.strings),
    ...bodies.map((cells, index) =>
      part(
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`,
      ),
    ),
  ])
}
