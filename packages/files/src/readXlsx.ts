import { posix } from "node:path"
import type { Merge, Table } from "@fadu/engine"
import { Result } from "effect"
import { columnOfLetters } from "./columns.ts"
import { type Budget, cellLimits } from "./limits.ts"
import { type FormatKind, formatKind } from "./numberFormat.ts"
import { damaged, type Refusal, suspicious, tooLarge, type WorkbookParts } from "./preflight.ts"
import { readCells, readStrings } from "./readCells.ts"
import { type SheetFrame, tableOf } from "./tableOf.ts"
import { attribute, unescapeXml } from "./xml.ts"

/**
 * Reads the sheets of an XLSX workbook as they stand, formulas by their stored results: also where elements are prefixed, unnumbered or
 * out of order, or parts lie in unusual places. What stands beside the values (comments, charts, tables, validations, names) is not
 * looked at.
 */
export const readXlsx = (parts: WorkbookParts, file: string): Result.Result<ReadonlyArray<Table>, Refusal> =>
  Result.gen(function* () {
    const root = related(parts, "").find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml"
    const workbook = xmlOf(parts, root)
    if (workbook === null) return yield* Result.fail(damaged)
    const relations = related(parts, root)
    const partOf = (type: string) => {
      const target = relations.find((relation) => relation.type === type)?.target
      return target === undefined ? null : xmlOf(parts, target)
    }

    const budget: Budget = { ...cellLimits }
    const shared = {
      strings: yield* readStrings(partOf("sharedStrings") ?? "", budget),
      kinds: kindsOf(partOf("styles") ?? ""),
      date1904: isTrue(attributes.date1904(/<workbookPr(?=[\s/>])[^<>]*>/.exec(workbook)?.[0] ?? "")),
    }
    const tables: Array<Table> = []
    const byId = new Map(relations.map((relation) => [relation.id, relation]))
    const seen = new Set<string>()
    for (const [tag] of workbook.matchAll(/<sheet(?=\s)[^<>]*>/g)) {
      const relation = byId.get(attributes.relation(tag) ?? "")
      if (relation?.type !== "worksheet") continue
      if (seen.has(relation.target)) return yield* Result.fail(suspicious)
      seen.add(relation.target)
      const xml = xmlOf(parts, relation.target)
      if (xml === null) return yield* Result.fail(damaged)
      const { cells, hiddenRows } = yield* readCells(xml, shared, budget)
      const frame = {
        name: unescapeXml(attributes.name(tag) ?? ""),
        hidden: (attributes.state(tag) ?? "visible") !== "visible",
        hiddenRows,
        hiddenColumns: hiddenColumnsOf(xml),
        merges: yield* mergesOf(xml, budget),
      }
      tables.push(tableOf(file, frame, cells))
    }
    return tables
  })

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
  ref: attribute("ref"),
  relation: attribute("\\w+:id"),
  state: attribute("state"),
  target: attribute("Target"),
  type: attribute("Type"),
} as const

const isTrue = (value: string | null): boolean => value === "1" || value === "true"

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

/** What a number is to its reader in every cell style, in order. */
const kindsOf = (xml: string): ReadonlyArray<FormatKind> => {
  const codes = new Map<number, string>()
  for (const [tag] of xml.matchAll(/<numFmt(?=\s)[^<>]*>/g)) {
    codes.set(Number(attributes.numFmtId(tag)), unescapeXml(attributes.formatCode(tag) ?? ""))
  }
  const from = xml.indexOf("<cellXfs")
  const until = xml.indexOf("</cellXfs>", from)
  const styles = from < 0 || until < 0 ? [] : [...xml.slice(from, until).matchAll(/<xf(?=[\s/>])[^<>]*>/g)]
  return styles.map(([tag]) => {
    const id = Number(attributes.numFmtId(tag) ?? 0)
    return formatKind(id, codes.get(id))
  })
}
