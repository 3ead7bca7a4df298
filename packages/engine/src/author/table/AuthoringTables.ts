import { Criterion, Rubric, rulesOf, Section } from "../../rubric/Rubric.ts"
import { choiceWords } from "../choiceWords.ts"
import { once } from "../once.ts"
import { choicesOf, descriptionsOf, entryOf, identifierOf, isFreeTable, isKeys, isTable, keysOf } from "../Shape.ts"
import { saidOf, titleOf } from "../titles.ts"
import { type AuthoredValue, type CellPlace, writeCell } from "./cells.ts"
import { type Column, columnsOf, isSheet, ruleColumns, samePath, valueAt } from "./columns.ts"
import { type Names, namesOf } from "./Names.ts"

/** One sheet of the authoring workbook (编写工作簿), before it is part of a file. */
export interface AuthoredSheet {
  readonly name: string
  /** How it is filled in, in one sentence. */
  readonly note: string
  readonly columns: ReadonlyArray<AuthoredColumn>
  readonly rows: ReadonlyArray<ReadonlyArray<AuthoredValue>>
  /** What may be chosen in one row of the second column, where rows differ; null where every row has its own columns' choices. */
  readonly choicesByRow: ReadonlyArray<ReadonlyArray<string> | null> | null
}

export interface AuthoredColumn {
  readonly head: string
  /** What the schema says of it; shown when a cell is entered. */
  readonly hint: string
  /** What may be chosen; null for free text. */
  readonly choices: ReadonlyArray<string> | null
  /** How long its texts are. */
  readonly room: "short" | "medium" | "long"
  /** 一级指标, 二级指标, 计分规则: columns of one level stand together. Empty where there is one. */
  readonly level: string
}

export const sheetNames = { about: "基本信息", rules: "指标和规则", methods: "计分方法" } as const

/** A key of the table in which every value that has no sheet of its own is one row. */
export const aboutColumns = ["项目", "内容", "说明"] as const
export const idHead = "编号"
const nameHead = "名称"
export const methodHead = "计分方法"

/** The levels of the sheet of rules, outermost first, with the columns of each. */
export interface Levels {
  readonly section: ReadonlyArray<Column>
  readonly criterion: ReadonlyArray<Column>
  readonly rule: ReturnType<typeof ruleColumns>
}

export const levelsOf = once((): Levels => {
  const section = columnsOf(Section.ast, { outer: "sections", without: new Set(["criteria"]) })
  const criterion = columnsOf(Criterion.ast, { outer: "criteria", without: new Set(["rule", "rules"]) })
  const rule = ruleColumns()
  // 编号 and 名称 are called 一级编号, 一级名称; what only one level has keeps its name
  const levels = [section, criterion, rule.all]
  const isShared = ({ head }: Column): boolean =>
    levels.filter((level) => level.some((one) => one.head === head)).length > 1
  const named =
    (level: string) =>
    (column: Column): Column =>
      isShared(column) ? { ...column, head: `${level}${column.head}` } : column
  return {
    section: section.map(named("一级")),
    criterion: criterion.map(named("二级")),
    rule: { ...rule, all: rule.all.map(named("规则")) },
  }
})

export const placeOf = (column: Pick<Column, "shape" | "outer" | "path">, names: Names): CellPlace => ({
  shape: column.shape,
  outer: column.path.at(-1) ?? column.outer,
  called:
    identifierOf(column.shape) === "Formula"
      ? names.fields
      : column.outer === "fields" && column.path.join(".") === "source"
        ? names.sources
        : null,
  names,
})

/** The whole rubric as sheets. Reading them back gives the same rubric; only the comments of a file and the order of its keys are not kept. */
export const authoringTables = (rubric: Rubric): ReadonlyArray<AuthoredSheet> => {
  const names = namesOf(rubric)
  return [aboutSheet(rubric, names), rulesSheet(rubric, names), ...entrySheets(rubric, names), methodsSheet()]
}

const cell = (value: unknown, column: Column, names: Names): AuthoredValue =>
  value === undefined ? null : writeCell(value, placeOf(column, names))

const rowOf = (columns: ReadonlyArray<Column>, table: unknown, names: Names): ReadonlyArray<AuthoredValue> =>
  columns.map((column) => cell(valueAt(table, column.path), column, names))

/** Single values of the whole, one a row. */
export const aboutKeys = once(() =>
  columnsOf(Rubric.ast, { outer: "", without: new Set(["sections", ...sheetKeys().map(({ name }) => name)]) }),
)

export const sheetKeys = once(() => keysOf(Rubric.ast).filter(isSheet))

const aboutSheet = (rubric: Rubric, names: Names): AuthoredSheet => ({
  name: sheetNames.about,
  note: "一行一个项目,在“内容”栏填写;不需要的留空。",
  columns: aboutColumns.map((head): AuthoredColumn => ({ head, hint: "", choices: null, room: "long", level: "" })),
  choicesByRow: aboutKeys().map((column) => choicesIn(column, names)),
  rows: [
    ...aboutKeys().map(
      (column): ReadonlyArray<AuthoredValue> => [
        column.head,
        cell(valueAt(rubric, column.path), column, names),
        hintOf(column),
      ],
    ),
    // a sheet without rows says that its key is not there; one that is there and empty says so here
    ...sheetKeys().flatMap((key): ReadonlyArray<ReadonlyArray<AuthoredValue>> => {
      const value = valueAt(rubric, [key.name])
      const isEmpty = key.isOptional && value !== undefined && Object.keys(Object(value)).length === 0
      return isEmpty ? [[titleOf(key, ""), JSON.stringify(value), "没有内容"]] : []
    }),
  ],
})

const idColumn: AuthoredColumn = { head: idHead, hint: "在别处引用的编号", choices: null, room: "medium", level: "" }

const entrySheets = (rubric: Rubric, names: Names): ReadonlyArray<AuthoredSheet> =>
  sheetKeys().map((key): AuthoredSheet => {
    const value = valueAt(rubric, [key.name])
    const columns = entryColumns(key)
    const entries: ReadonlyArray<readonly [string | null, unknown]> = Array.isArray(value)
      ? value.map((one: unknown) => [null, one] as const)
      : isKeys(value)
        ? Object.entries(value)
        : []
    return {
      name: titleOf(key, ""),
      note: isFreeTable(key.shape) ? "一行一个;编号在别处引用,不得重复。" : "一行一个。",
      columns: [...(isFreeTable(key.shape) ? [idColumn] : []), ...columns.map((column) => columnOf(column, names, ""))],
      choicesByRow: null,
      rows: entries.map(([id, one]) => [
        ...(id === null ? [] : [id]),
        ...columns.map((column) => cell(column.path.length === 0 ? one : valueAt(one, column.path), column, names)),
      ]),
    }
  })

/** The columns beside the id; one, with an empty path, where an entry is a single text. */
export const entryColumns = (key: ReturnType<typeof keysOf>[number]): ReadonlyArray<Column> => {
  const entry = entryOf(key.shape)
  if (entry === null) return []
  return isTable(entry)
    ? columnsOf(entry, { outer: key.name })
    : [{ path: [], head: nameHead, shape: entry, outer: key.name, isOptional: false }]
}

const rulesSheet = (rubric: Rubric, names: Names): AuthoredSheet => {
  const { section: sections, criterion: criteria, rule } = levelsOf()
  const blank = (columns: ReadonlyArray<Column>): ReadonlyArray<AuthoredValue> => columns.map(() => null)
  const noRule: ReadonlyArray<AuthoredValue> = [null, ...blank(rule.all)]
  const rows: Array<ReadonlyArray<AuthoredValue>> = []
  for (const section of rubric.sections) {
    let own = rowOf(sections, section, names)
    for (const criterion of section.criteria) {
      let line = rowOf(criteria, criterion, names)
      const rules = rulesOf(criterion).map(({ rule: one }) => one)
      for (const one of rules.length === 0 ? [null] : rules) {
        const method = rule.methods.find(({ kind }) => kind === one?.kind)
        rows.push([
          ...own,
          ...line,
          ...(method === undefined
            ? noRule
            : [
                method.title,
                ...rule.all.map((column) => {
                  const mine = method.columns.find((candidate) => samePath(candidate, column))
                  return mine === undefined ? null : cell(valueAt(one, mine.path), mine, names)
                }),
              ]),
        ])
        own = blank(sections)
        line = blank(criteria)
      }
    }
    if (section.criteria.length === 0) rows.push([...own, ...blank(criteria), ...noRule])
  }
  return {
    name: sheetNames.rules,
    note: "一行一条计分规则;一级、二级指标只在第一行填写,下面几行留空即同上。计分方法从下拉选项中选,各方法用哪几栏见“计分方法”表。",
    columns: [
      ...sections.map((column) => columnOf(column, names, "一级指标")),
      ...criteria.map((column) => columnOf(column, names, "二级指标")),
      {
        head: methodHead,
        hint: "选一种计分方法",
        choices: rule.methods.map(({ title }) => title),
        room: "short",
        level: "计分规则",
      },
      ...rule.all.map((column) => ({
        ...columnOf(column, names, "计分规则"),
        choices: choicesOfAll(
          rule.methods.flatMap(({ columns }) => columns.filter((one) => samePath(one, column))),
          names,
        ),
      })),
    ],
    choicesByRow: null,
    rows,
  }
}

const long: ReadonlySet<string> = new Set([
  "clause",
  "reading",
  "says",
  "definition",
  "note",
  "now",
  "next",
  "that",
  "value",
  "count",
  "parts",
  "tiers",
  "what",
])

const medium: ReadonlySet<string> = new Set([
  "title",
  "full",
  "points",
  "basis",
  "absence",
  "label",
  "found",
  "aliases",
  "levels",
])

const columnOf = (column: Column, names: Names, level: string): AuthoredColumn => ({
  head: column.head,
  hint: hintOf(column),
  choices: choicesIn(column, names),
  room: long.has(column.path.at(-1) ?? "") ? "long" : medium.has(column.path.at(-1) ?? "") ? "medium" : "short",
  level,
})

const choicesIn = (column: Column, names: Names): ReadonlyArray<string> | null => {
  if (column.outer === "fields" && column.path.join(".") === "source") return [...names.sources.values()]
  if (column.shape._tag === "Boolean") return ["是", "否"]
  const choices = choicesOf(column.shape)
  return choices === null ? null : choices.map((choice) => choiceWords(column.shape, choice))
}

/** What may be chosen by any method; null where one of them takes other values too. */
const choicesOfAll = (columns: ReadonlyArray<Column>, names: Names): ReadonlyArray<string> | null => {
  const choices = columns.map((column) => choicesIn(column, names))
  return choices.every((list) => list !== null) ? [...new Set(choices.flat())] : null
}

/** What the schema says; of fixed words only what they are called. */
const hintOf = ({ shape }: Column): string => {
  const choices = choicesOf(shape)
  if (choices === null) return [...new Set(descriptionsOf(shape))].join(";")
  if (choices.length === 1) return saidOf(shape) ?? ""
  const said = saidOf(shape)
  return `${said === null ? "" : `${said}:`}${choices.map((choice) => choiceWords(shape, choice)).join(" / ")}`
}

/** What each method is for and which columns it uses: to look things up, not read back. */
const methodsSheet = (): AuthoredSheet => {
  const { methods, all } = ruleColumns()
  const isCommon = (column: Column): boolean =>
    methods.every(({ columns }) => columns.some((one) => samePath(one, column)))
  const common = new Set(all.filter(isCommon).map(({ head }) => head))
  const heads = (columns: ReadonlyArray<Column>, isOptional: boolean): string =>
    columns
      .flatMap((column) => (column.isOptional === isOptional && !common.has(column.head) ? [column.head] : []))
      .join("、")
  return {
    name: sheetNames.methods,
    note: `供查阅,不用填写。各方法都有的栏:${[...common].join("、")}。`,
    columns: ["计分方法", "说明", "必填的栏", "可以不填的栏"].map(
      (head, index): AuthoredColumn => ({
        head,
        hint: "",
        choices: null,
        room: index > 0 ? "long" : "medium",
        level: "",
      }),
    ),
    choicesByRow: null,
    rows: methods.map(({ title, said, columns }) => [title, said, heads(columns, false), heads(columns, true)]),
  }
}
