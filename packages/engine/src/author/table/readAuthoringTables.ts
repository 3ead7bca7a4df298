import type { Address, Issue } from "../../Issue.ts"
import { nearest } from "../../nearest.ts"
import type { Table } from "../../read/Table.ts"
import { choiceWords } from "../choiceWords.ts"
import { choicesOf, isFreeTable, type KeyShape } from "../Shape.ts"
import { titleOf } from "../titles.ts"
import {
  aboutColumns,
  aboutKeys,
  entryColumns,
  idHead,
  levelsOf,
  methodHead,
  placeOf,
  sheetKeys,
  sheetNames,
} from "./AuthoringTables.ts"
import { readCell } from "./cells.ts"
import { type Column, type MethodColumns, samePath } from "./columns.ts"
import { addressOf, type Grid, type GridRow, gridOf, issueAt, plainContent } from "./Grid.ts"
import { type Names, namesOf } from "./Names.ts"

type Path = ReadonlyArray<string | number>

/** What an authoring workbook says: the same as the text of rubric.yaml, and in which cell everything stands. */
export interface AuthoredRubric {
  readonly source: unknown
  /** What is wrong with the sheets themselves. */
  readonly issues: ReadonlyArray<Issue>
  /** The cell of a value; of one that is not there, the cell where it belongs. */
  readonly locate: (path: Path) => Address
  /** What the column (or line) of a path is called; null where the path is no single cell. */
  readonly headOf: (path: Path) => string | null
  /** Whether what stands at a path has been told already. */
  readonly isTold: (path: Path) => boolean
}

/** Reads the sheets of an authoring workbook. Sheets of other names are left alone. */
export const readAuthoringTables = (tables: ReadonlyArray<Table>): AuthoredRubric => {
  const reading = new Reading(tables)
  const entries = sheetKeys().flatMap((key) => reading.entries(key))
  // what cells may call by name stands on these sheets
  const names = namesOf(Object.fromEntries(entries))
  const named = sheetKeys().flatMap((key) => reading.entries(key, names))
  const about = reading.about(names)
  const sections = reading.sections(names)
  return {
    source: { ...about, ...Object.fromEntries(named), sections },
    issues: reading.issues,
    locate: (path) => reading.locate(path),
    headOf: (path) => reading.heads.get(keyOf(path)) ?? null,
    isTold: (path) => reading.told.has(keyOf(path)),
  }
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String))

const noNames = namesOf({})

class Reading {
  readonly issues: Array<Issue> = []
  readonly told = new Set<string>()
  readonly heads = new Map<string, string>()
  private readonly places = new Map<string, Address>()
  private readonly tables: ReadonlyArray<Table>

  constructor(tables: ReadonlyArray<Table>) {
    this.tables = tables
  }

  locate(path: Path): Address {
    for (let length = path.length; length > 0; length--) {
      const found = this.places.get(keyOf(path.slice(0, length)))
      if (found !== undefined) return found
    }
    return { kind: "file", file: this.tables[0]?.file ?? "" }
  }

  /** Values that have no sheet of their own, one a row of 基本信息. */
  about(names: Names): object {
    const [itemHead, contentHead] = aboutColumns
    const grid = this.grid(sheetNames.about, [...aboutColumns], true)
    if (grid === null) return {}
    const known = new Map<string, Column>([
      ...sheetKeys().map((key): [string, Column] => {
        const head = titleOf(key, "")
        return [head, { path: [key.name], head, shape: key.shape, outer: "", isOptional: true }]
      }),
      ...aboutKeys().map((column): [string, Column] => [column.head, column]),
    ])
    const [item = 1, content = 2] = [grid.heads.get(itemHead), grid.heads.get(contentHead)]
    const pairs: Array<readonly [ReadonlyArray<string>, unknown]> = []
    for (const row of grid.rows) {
      const named = row.cells.get(item)
      const text = named === undefined ? "" : String(plainContent(named) ?? "").trim()
      const column = known.get(text)
      if (column === undefined) {
        if (text === "" && !row.cells.has(content)) continue
        const guess = nearest(text, known.keys())
        this.issues.push(
          issueAt(
            addressOf(grid.table, row.number, item),
            "error",
            "unknown-line",
            `没有“${text}”这一项目${guess === null ? "" : `,是否为“${guess}”?`}`,
            "改正项目的名称,或删去这一行",
          ),
        )
        continue
      }
      const value = this.value(grid, row, content, { column, names, path: column.path })
      if (value !== undefined) pairs.push([column.path, value])
    }
    return nested(pairs)
  }

  /** The entries of a key that has a sheet; nothing where the sheet is empty and need not be there. */
  entries(key: KeyShape, names: Names = noNames): ReadonlyArray<readonly [string, unknown]> {
    // the first pass only collects names
    const isSilent = names === noNames
    const columns = entryColumns(key)
    const isNamed = isFreeTable(key.shape)
    const grid = this.grid(
      titleOf(key, ""),
      [...(isNamed ? [idHead] : []), ...columns.map(({ head }) => head)],
      !key.isOptional && !isSilent,
      isSilent,
    )
    const rows = grid?.rows ?? []
    if (grid === null || (rows.length === 0 && key.isOptional)) return []
    const list: Array<readonly [string, unknown]> = []
    for (const row of rows) {
      const idColumn = grid.heads.get(idHead) ?? 1
      const content = row.cells.get(idColumn)
      const id = isNamed
        ? String((content === undefined ? null : plainContent(content)) ?? "").trim()
        : String(list.length)
      const path = [key.name, isNamed ? id : list.length]
      if (!isSilent) {
        const at = addressOf(grid.table, row.number, idColumn)
        if (isNamed && id === "") {
          this.issues.push(issueAt(at, "error", "no-id", "这一行没有编号", "补上编号,或清空这一行"))
          continue
        }
        if (list.some(([other]) => other === id)) {
          this.issues.push(issueAt(at, "error", "id-twice", `编号“${id}”用了两次`, "改用别的编号"))
          continue
        }
        this.places.set(keyOf(path), at)
      }
      list.push([id, this.table(grid, row, { columns, names, path, isSilent })])
    }
    if (isNamed) return [[key.name, Object.fromEntries(list)]]
    return [[key.name, list.map(([, value]) => value)]]
  }

  sections(names: Names): ReadonlyArray<unknown> {
    const levels = levelsOf()
    const heads = [...levels.section, ...levels.criterion, ...levels.rule.all].map(({ head }) => head)
    const grid = this.grid(sheetNames.rules, [...heads, methodHead], true)
    if (grid === null) return []
    const has = (row: GridRow, columns: ReadonlyArray<Column>): boolean =>
      columns.some(({ head }) => row.cells.has(grid.heads.get(head) ?? 0))
    const codeOf = (row: GridRow, columns: ReadonlyArray<Column>): string => {
      const content = row.cells.get(
        grid.heads.get(columns.find(({ path }) => path.join(".") === "code")?.head ?? "") ?? 0,
      )
      return content === undefined ? "" : String(plainContent(content) ?? "")
    }
    const sections: Array<{
      readonly row: GridRow
      readonly criteria: Array<{ readonly row: GridRow; readonly rules: Array<GridRow> }>
    }> = []
    for (const row of grid.rows) {
      const section = sections.at(-1)
      const starts = (columns: ReadonlyArray<Column>, current: GridRow | undefined): boolean =>
        has(row, columns) &&
        (current === undefined || codeOf(row, columns) === "" || codeOf(row, columns) !== codeOf(current, columns))
      const isNew = starts(levels.section, section?.row)
      if (isNew) sections.push({ row, criteria: [] })
      const own = sections.at(-1)
      if (own === undefined) {
        this.issues.push(
          issueAt(
            addressOf(grid.table, row.number, 1),
            "error",
            "no-section",
            "这一行之前没有一级指标",
            "在第一行写明一级指标的编号、名称和分值",
          ),
        )
        continue
      }
      if (starts(levels.criterion, isNew ? undefined : own.criteria.at(-1)?.row)) own.criteria.push({ row, rules: [] })
      const isRule = row.cells.has(grid.heads.get(methodHead) ?? 0) || has(row, levels.rule.all)
      const criterion = own.criteria.at(-1)
      if (!isRule) continue
      if (criterion === undefined) {
        this.issues.push(
          issueAt(
            addressOf(grid.table, row.number, 1),
            "error",
            "no-criterion",
            "这一行的计分规则不属于任何二级指标",
            "写明二级指标的编号、名称、分值和评分标准",
          ),
        )
      } else criterion.rules.push(row)
    }
    return sections.map((section, s) => {
      const path: Path = ["sections", s]
      const criteria = section.criteria.map((criterion, c) => {
        const inner: Path = [...path, "criteria", c]
        const own = this.table(grid, criterion.row, { columns: levels.criterion, names, path: inner })
        const rules = criterion.rules.map((row, index) =>
          this.rule(grid, row, {
            methods: levels.rule.methods,
            all: levels.rule.all,
            names,
            path: [...inner, ...(criterion.rules.length === 1 ? ["rule"] : ["rules", index])],
          }),
        )
        return { ...Object(own), ...(rules.length === 0 ? {} : rules.length === 1 ? { rule: rules[0] } : { rules }) }
      })
      return { ...Object(this.table(grid, section.row, { columns: levels.section, names, path })), criteria }
    })
  }

  private rule(
    grid: Grid,
    row: GridRow,
    given: {
      readonly methods: ReadonlyArray<MethodColumns>
      readonly all: ReadonlyArray<Column>
      readonly names: Names
      readonly path: Path
    },
  ): unknown {
    const { methods, names, path } = given
    const column = grid.heads.get(methodHead) ?? 1
    const at = addressOf(grid.table, row.number, column)
    this.places.set(keyOf(path), at)
    this.places.set(keyOf([...path, "kind"]), at)
    const content = row.cells.get(column)
    const text = content === undefined ? "" : String(plainContent(content) ?? "").trim()
    const method = methods.find(({ kind, title }) => title === text || kind === text)
    if (method === undefined) {
      const titles = methods.map(({ title }) => title)
      const guess = nearest(text, titles)
      this.told.add(keyOf([...path, "kind"]))
      this.issues.push(
        issueAt(
          at,
          "error",
          "method",
          text === "" ? "没有选计分方法" : `没有“${text}”这种计分方法${guess === null ? "" : `,是否为“${guess}”?`}`,
          `可选:${titles.join("、")}`,
        ),
      )
      return { kind: text }
    }
    for (const other of given.all) {
      const place = grid.heads.get(other.head) ?? 0
      if (!row.cells.has(place) || method.columns.some((one) => samePath(one, other))) continue
      this.issues.push(
        issueAt(
          addressOf(grid.table, row.number, place),
          "error",
          "column-of-another-method",
          `“${method.title}”没有“${other.head}”这一栏`,
          `清空这一格,或改选计分方法;“${method.title}”用:${method.columns.map(({ head }) => head).join("、")}`,
        ),
      )
    }
    const columns = method.columns.map((one) => ({
      ...one,
      head: given.all.find((other) => samePath(one, other))?.head ?? one.head,
    }))
    return { kind: method.kind, ...Object(this.table(grid, row, { columns, names, path })) }
  }

  /** The values of one row, as the table of keys that its columns belong to; the value itself where the column has no key. */
  private table(
    grid: Grid,
    row: GridRow,
    given: {
      readonly columns: ReadonlyArray<Column>
      readonly names: Names
      readonly path: Path
      readonly isSilent?: boolean
    },
  ): unknown {
    const pairs = given.columns.flatMap((column): ReadonlyArray<readonly [ReadonlyArray<string>, unknown]> => {
      const place = grid.heads.get(column.head)
      if (place === undefined) return []
      const value = this.value(grid, row, place, { ...given, column, path: [...given.path, ...column.path] })
      return value === undefined ? [] : [[column.path, value]]
    })
    return given.columns[0]?.path.length === 0 ? (pairs[0]?.[1] ?? "") : nested(pairs)
  }

  private value(
    grid: Grid,
    row: GridRow,
    place: number,
    {
      column,
      names,
      path,
      isSilent = false,
    }: { readonly column: Column; readonly names: Names; readonly path: Path; readonly isSilent?: boolean },
  ): unknown {
    const at = addressOf(grid.table, row.number, place)
    if (!isSilent) {
      this.places.set(keyOf(path), at)
      this.heads.set(keyOf(path), column.head)
    }
    const content = row.cells.get(place)
    if (content === undefined) return undefined
    const plain = plainContent(content)
    if (plain === null) {
      if (!isSilent)
        this.issues.push(
          issueAt(
            at,
            "error",
            "cell-error",
            `单元格显示 ${content.kind === "error" ? content.text : ""}`,
            "改为文字或数字",
          ),
        )
      return undefined
    }
    const value = readCell(plain, placeOf(column, names))
    // 否 in a column that only says 是
    const choices = choicesOf(column.shape)
    if (choices?.length === 1 && choices[0] === true && (value === false || value === "否")) return undefined
    if (choices !== null && !choices.some((choice) => choice === value) && !isSilent)
      this.refuseChoice(at, path, column, value)
    return value
  }

  private refuseChoice(at: Address, path: Path, column: Column, value: unknown): void {
    const words = (choicesOf(column.shape) ?? []).map((choice) => choiceWords(column.shape, choice))
    const guess = nearest(String(value), words)
    this.told.add(keyOf(path))
    this.issues.push(
      issueAt(
        at,
        "error",
        "choice",
        `“${String(value)}”不是“${column.head}”可选的${guess === null ? "" : `,是否为“${guess}”?`}`,
        `可选:${words.join("、")}`,
      ),
    )
  }

  private grid(name: string, heads: ReadonlyArray<string>, isNeeded: boolean, isSilent = false): Grid | null {
    const table = this.tables.find(({ sheet }) => sheet?.trim() === name)
    const grid = table === undefined ? null : gridOf(table, heads)
    if (grid === null) {
      if (isNeeded && !isSilent) {
        this.issues.push({
          severity: "error",
          code: "author/no-sheet",
          message: table === undefined ? `没有“${name}”这张工作表` : `“${name}”表没有表头`,
          remedy: "用 fadu rubric table 写出一份编写工作簿,照样填写",
          at: { kind: "file", file: this.tables[0]?.file ?? "" },
          agency: null,
        })
      }
      return null
    }
    if (!isSilent) this.issues.push(...grid.issues)
    return grid
  }
}

/** `[["late", "points"], 2]` as `{ late: { points: 2 } }`. */
const nested = (pairs: ReadonlyArray<readonly [ReadonlyArray<string>, unknown]>): object => {
  const groups = Map.groupBy(pairs, ([[first = ""]]) => first)
  return Object.fromEntries(
    [...groups].map(([name, own]) => {
      const alone = own.find(([path]) => path.length === 1)
      return [name, alone === undefined ? nested(own.map(([path, value]) => [path.slice(1), value])) : alone[1]]
    }),
  )
}
