import { nearest } from "../../nearest.ts"
import { levelsOf, methodHead, sheetNames } from "./AuthoringTables.ts"
import { type Column, type MethodColumns, samePath } from "./columns.ts"
import { addressOf, type Grid, type GridRow, issueAt, plainContent } from "./Grid.ts"
import type { Names } from "./Names.ts"
import { keyOf, type Path, type Reading } from "./Reading.ts"

/** The sections with their criteria and rules: one line a rule. */
export const readSections = (reading: Reading, names: Names): ReadonlyArray<unknown> => {
  const levels = levelsOf()
  const heads = [...levels.section, ...levels.criterion, ...levels.rule.all].map(({ head }) => head)
  const grid = reading.grid(sheetNames.rules, [...heads, methodHead], true)
  if (grid === null) return []
  const has = (row: GridRow, columns: ReadonlyArray<Column>): boolean =>
    columns.some(({ head }) => row.cells.has(grid.heads.get(head) ?? 0))
  const codeOf = (row: GridRow, columns: ReadonlyArray<Column>): string => {
    const content = row.cells.get(
      grid.heads.get(columns.find(({ path }) => path.join(".") === "code")?.head ?? "") ?? 0,
    )
    return content === undefined ? "" : String(plainContent(content) ?? "")
  }
  const refuse = (row: GridRow, code: string, message: string, remedy: string): void => {
    reading.issues.push(issueAt(addressOf(grid.table, row.number, 1), "error", code, message, remedy))
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
      refuse(row, "no-section", "这一行之前没有一级指标", "在第一行写明一级指标的编号、名称和分值")
      continue
    }
    if (starts(levels.criterion, isNew ? undefined : own.criteria.at(-1)?.row)) own.criteria.push({ row, rules: [] })
    const isRule = row.cells.has(grid.heads.get(methodHead) ?? 0) || has(row, levels.rule.all)
    const criterion = own.criteria.at(-1)
    if (!isRule) continue
    if (criterion === undefined) {
      refuse(row, "no-criterion", "这一行的计分规则不属于任何二级指标", "写明二级指标的编号、名称、分值和评分标准")
    } else criterion.rules.push(row)
  }
  return sections.map((section, s) => {
    const path: Path = ["sections", s]
    const criteria = section.criteria.map((criterion, c) => {
      const inner: Path = [...path, "criteria", c]
      const own = reading.table(grid, criterion.row, { columns: levels.criterion, names, path: inner })
      const rules = criterion.rules.map((row, index) =>
        readRule(reading, grid, row, {
          methods: levels.rule.methods,
          all: levels.rule.all,
          names,
          path: [...inner, ...(criterion.rules.length === 1 ? ["rule"] : ["rules", index])],
        }),
      )
      return { ...Object(own), ...(rules.length === 0 ? {} : rules.length === 1 ? { rule: rules[0] } : { rules }) }
    })
    return { ...Object(reading.table(grid, section.row, { columns: levels.section, names, path })), criteria }
  })
}

const readRule = (
  reading: Reading,
  grid: Grid,
  row: GridRow,
  given: {
    readonly methods: ReadonlyArray<MethodColumns>
    readonly all: ReadonlyArray<Column>
    readonly names: Names
    readonly path: Path
  },
): unknown => {
  const { methods, names, path } = given
  const column = grid.heads.get(methodHead) ?? 1
  const at = addressOf(grid.table, row.number, column)
  reading.place(path, at)
  reading.place([...path, "kind"], at)
  const content = row.cells.get(column)
  const text = content === undefined ? "" : String(plainContent(content) ?? "").trim()
  const method = methods.find(({ kind, title }) => title === text || kind === text)
  if (method === undefined) {
    const titles = methods.map(({ title }) => title)
    const guess = nearest(text, titles)
    reading.told.add(keyOf([...path, "kind"]))
    reading.issues.push(
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
    reading.issues.push(
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
  return { kind: method.kind, ...Object(reading.table(grid, row, { columns, names, path })) }
}
