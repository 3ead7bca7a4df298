import { Result, Schema } from "effect"
import type { Address, Issue } from "../Issue.ts"
import { nearest } from "../nearest.ts"
import { type Columns, type Line, type Lines, openList, unknownColumn } from "../read/Lines.ts"
import type { Table } from "../read/Table.ts"
import { describeSchemaIssue } from "./describeSchemaIssue.ts"
import type { Problem } from "./Problem.ts"
import { WrittenTables } from "./Tables.ts"

type Path = ReadonlyArray<string | number>
type Keys = { readonly [key: string]: unknown }

/** A rubric file whose tables have become plain fields, criteria and sections. */
export interface FromTables {
  readonly source: unknown
  readonly problems: ReadonlyArray<Problem>
  readonly issues: ReadonlyArray<Issue>
  /** Where what stands at a path was written: a cell of a table, or another path of the file. */
  readonly locate: (path: Path) => { readonly cell: Address } | { readonly path: Path }
}

const columns = {
  title: "指标的表",
  words: {
    section: ["部分", "部分编号", "一级指标编号", "section"],
    sectionTitle: ["部分名称", "一级指标", "一级指标名称"],
    code: ["编号", "指标编号", "二级指标编号", "code"],
    title: ["名称", "指标", "指标名称", "二级指标", "title"],
    label: ["表头", "填报项", "label"],
    definition: ["口径", "definition"],
    unit: ["计量单位", "unit"],
    full: ["分值", "满分", "full"],
    clause: ["评分标准", "原文", "clause"],
    reading: ["评分口径", "reading"],
    scale: ["量表", "scale"],
  },
  needs: [["section"], ["code"], ["title"]],
} as const satisfies Columns<string>
type Name = keyof (typeof columns)["words"]

/** The files that a rubric's tables stand in, by table; empty for one that is written out. */
export const tablesNamed = (source: unknown): ReadonlyMap<string, string> => {
  const tables = isKeys(source) && isKeys(source.tables) ? Object.entries(source.tables) : []
  return new Map(
    tables.flatMap(([id, table]) =>
      isKeys(table) && typeof table.from === "string" ? [[id, table.from] as const] : [],
    ),
  )
}

/** Whether there is anything to work out. */
export const isWritten = (source: unknown): boolean =>
  isKeys(source) && (source.tables !== undefined || source.scales !== undefined)

export const fromTables = (source: unknown, read: ReadonlyMap<string, Table>): FromTables => {
  const asWritten: Pick<FromTables, "issues" | "locate"> = { issues: [], locate: (path) => ({ path }) }
  if (!isKeys(source)) return { source, problems: [], ...asWritten }
  const { tables, scales, ...plain } = source
  const written = { ...(tables === undefined ? {} : { tables }), ...(scales === undefined ? {} : { scales }) }
  const decoded = Schema.decodeUnknownResult(WrittenTables, { errors: "all", onExcessProperty: "error" })(written)
  if (Result.isFailure(decoded))
    return { source: undefined, problems: describeSchemaIssue(decoded.failure.issue, written), ...asWritten }
  const made = new Making(plain, decoded.success)
  for (const [id, table] of Object.entries(decoded.success.tables ?? {})) {
    const rows = read.get(id)
    if (rows !== undefined) made.add(id, table, openList<Name>(rows, columns))
  }
  return made.done()
}

interface Row {
  readonly id: string
  readonly line: Line<Name>
  /** Keys of the criterion and of the field that the row writes; the others come from the template. */
  readonly written: ReadonlyMap<string, Name>
}

class Making {
  private readonly plain: Keys
  private readonly scales: NonNullable<WrittenTables["scales"]>
  private readonly fields: Record<string, unknown> = {}
  private readonly sections: Array<{ readonly own: Keys; readonly criteria: Array<unknown> }>
  private readonly declared: number
  private readonly views: Record<string, Record<string, Array<unknown>>> = {}
  private readonly problems: Array<Problem> = []
  private readonly issues: Array<Issue> = []
  private readonly places = new Map<
    string,
    { readonly cell: Address } | { readonly row: Row; readonly of: "field" | "criterion" }
  >()

  constructor(plain: Keys, { scales = {} }: WrittenTables) {
    this.plain = plain
    this.scales = scales
    const sections = Array.isArray(plain.sections) ? plain.sections.filter(isKeys) : []
    this.sections = sections.map((own) => ({ own, criteria: Array.isArray(own.criteria) ? [...own.criteria] : [] }))
    this.declared = sections.length
    if (isKeys(plain.views))
      for (const [title, parts] of Object.entries(plain.views))
        if (isKeys(parts))
          this.views[title] = Object.fromEntries(
            Object.entries(parts).map(([name, codes]) => [name, Array.isArray(codes) ? [...codes] : []]),
          )
  }

  add(id: string, { field, criterion }: NonNullable<WrittenTables["tables"]>[string], list: Lines<Name>): void {
    const { page, lines, others } = list
    const views = others.flatMap(({ column, texts, cells }) => {
      const [, title] = /^分法[:：]\s*(.+)$/.exec(texts.join("")) ?? []
      if (title === undefined) {
        page.tell(cells.at(-1) ?? -1, unknownColumn(columns)(texts.join("")))
        return []
      }
      return [{ column, title }]
    })
    for (const line of lines) {
      const code = line.required("code", "编号")
      const title = code === null ? null : line.required("title", "名称")
      const section = title === null ? null : line.required("section", "部分")
      if (code === null || title === null || section === null) continue
      const name = `${id}.${code}`
      const scale = this.scaleOf(line)
      const written = (names: ReadonlyArray<Name>): Keys =>
        Object.fromEntries(names.flatMap((key) => (line.text(key) === "" ? [] : [[key, line.text(key)]])))
      const full = line.text("full")
      const given = scale === null ? {} : { levels: Object.keys(scale) }
      const ofField = this.inScales({ label: title, ...field, ...written(["label", "definition", "unit"]), ...given })
      const ofCriterion = this.inScales({
        clause: title,
        ...named(criterion, name),
        code,
        title,
        ...written(["clause", "reading"]),
        ...(full === "" ? {} : { full: Number.isFinite(Number(full)) ? Number(full) : full }),
      })
      const row = (names: ReadonlyArray<Name>): Row => ({
        id,
        line,
        written: new Map(names.filter((key) => line.text(key) !== "").map((key) => [key, key])),
      })
      this.fields[name] = ofField
      this.places.set(keyOf(["fields", name]), { row: row(["label", "definition", "unit"]), of: "field" })
      const s = this.sectionOf(section, line, isKeys(ofCriterion) ? ofCriterion.full : undefined)
      const own = this.sections[s]?.criteria ?? []
      this.places.set(keyOf(["sections", s, "criteria", own.length]), {
        row: row(["code", "title", "clause", "reading", "full"]),
        of: "criterion",
      })
      own.push(scale === null ? ofCriterion : withScale(ofCriterion, scale))
      for (const view of views) {
        const index = page.index(line.row.number, view.column)
        for (const part of (index < 0 ? "" : page.text(index)).split(/[、,,;;]/).map((text) => text.trim())) {
          if (part === "") continue
          page.used(index)
          const parts = this.views[view.title] ?? {}
          const codes = parts[part] ?? []
          this.views[view.title] = parts
          parts[part] = codes
          this.places.set(keyOf(["views", view.title, part, codes.length]), {
            cell: page.address(line.row.number, view.column),
          })
          codes.push(code)
        }
      }
    }
    this.issues.push(...page.finish().issues)
  }

  private scaleOf(line: Line<Name>): Keys | null {
    const name = line.text("scale")
    if (name === "") return null
    const found = Object.hasOwn(this.scales, name) ? this.scales[name] : undefined
    if (found !== undefined) return found
    const guess = nearest(name, Object.keys(this.scales))
    line.reject("scale", {
      severity: "error",
      code: "list/unknown-word",
      message: `没有名称为“${name}”的量表`,
      remedy: guess === null ? "在细则的 scales 中写明它" : `是否为“${guess}”?`,
    })
    return null
  }

  /** Levels and points that are called by the name of a scale. */
  private inScales(value: Keys): Keys {
    const scaleNamed = (name: unknown): Keys | null =>
      typeof name === "string" && Object.hasOwn(this.scales, name) ? (this.scales[name] ?? null) : null
    const levels = scaleNamed(value.levels)
    const rule = isKeys(value.rule) ? value.rule : null
    const points = rule === null ? null : scaleNamed(rule.points)
    return {
      ...value,
      ...(levels === null ? {} : { levels: Object.keys(levels) }),
      ...(points === null ? {} : { rule: { ...rule, points } }),
    }
  }

  private sectionOf(code: string, line: Line<Name>, full: unknown): number {
    const found = this.sections.findIndex(({ own }) => own.code === code)
    if (found >= 0) return found
    const title = line.text("sectionTitle")
    this.sections.push({ own: { code, title: title === "" ? code : title, full }, criteria: [] })
    this.places.set(keyOf(["sections", this.sections.length - 1]), { cell: line.at("section") })
    return this.sections.length - 1
  }

  done(): FromTables {
    const sections = this.sections.map(({ own, criteria }, s) => {
      const isMade = s >= this.declared
      const isMean = (own.combine ?? this.plain.combine) === "mean"
      const full = isMade && !isMean ? sumOf(criteria) : own.full
      return { ...own, ...(full === undefined ? {} : { full }), criteria }
    })
    const source = {
      ...this.plain,
      ...(Object.keys(this.views).length === 0 ? {} : { views: this.views }),
      fields: { ...(isKeys(this.plain.fields) ? this.plain.fields : {}), ...this.fields },
      sections,
    }
    return { source, problems: this.problems, issues: this.issues, locate: (path) => this.locate(path) }
  }

  private locate(path: Path): { readonly cell: Address } | { readonly path: Path } {
    for (let depth = path.length; depth > 0; depth--) {
      const found = this.places.get(keyOf(path.slice(0, depth)))
      if (found === undefined) continue
      if ("cell" in found) return found
      const { row, of } = found
      const [key, ...rest] = path.slice(depth)
      if (key === undefined) return { cell: row.line.at("code") }
      const column = row.written.get(String(key))
      return column === undefined ? { path: ["tables", row.id, of, key, ...rest] } : { cell: row.line.at(column) }
    }
    return { path }
  }
}

const sumOf = (criteria: ReadonlyArray<unknown>): number =>
  criteria.reduce<number>((sum, one) => sum + (isKeys(one) && typeof one.full === "number" ? one.full : 0), 0)

/** The template with the row's field where its formulas say `it`. */
const named = (template: Keys, field: string): Keys => {
  const inTexts = (value: unknown, key: string): unknown =>
    typeof value === "string"
      ? free.has(key)
        ? value
        : value.replace(/(?<![\w.\p{Script=Han}])it(?![\w.\p{Script=Han}])/gu, field)
      : Array.isArray(value)
        ? value.map((one) => inTexts(one, key))
        : isKeys(value)
          ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inTexts(inner, name)]))
          : value
  const made = inTexts(template, "")
  return isKeys(made) ? made : {}
}

/** Texts for people. */
const free: ReadonlySet<string> = new Set(["says", "found", "clause", "reading", "title", "now", "next", "what"])

const withScale = (criterion: Keys, points: Keys): Keys =>
  isKeys(criterion.rule) ? { ...criterion, rule: { ...criterion.rule, points } } : criterion

const isKeys = (value: unknown): value is Keys => typeof value === "object" && value !== null && !Array.isArray(value)

const keyOf = (path: Path): string => JSON.stringify(path)
