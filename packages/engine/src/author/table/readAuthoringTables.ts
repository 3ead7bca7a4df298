import type { Address, Issue } from "../../Issue.ts"
import { nearest } from "../../nearest.ts"
import type { Table } from "../../read/Table.ts"
import { isFreeTable, type KeyShape } from "../Shape.ts"
import { titleOf } from "../titles.ts"
import { aboutColumns, aboutKeys, entryColumns, idHead, sheetKeys, sheetNames } from "./AuthoringTables.ts"
import type { Column } from "./columns.ts"
import { addressOf, issueAt, plainContent } from "./Grid.ts"
import { type Names, namesOf } from "./Names.ts"
import { keyOf, nested, type Path, Reading } from "./Reading.ts"
import { readSections } from "./readRules.ts"

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
  const entries = sheetKeys().flatMap((key) => readEntries(reading, key))
  // what cells may call by name stands on these sheets
  const names = namesOf(Object.fromEntries(entries))
  const named = sheetKeys().flatMap((key) => readEntries(reading, key, names))
  const about = readAbout(reading, names)
  const sections = readSections(reading, names)
  return {
    source: { ...about, ...Object.fromEntries(named), sections },
    issues: reading.issues,
    locate: (path) => reading.locate(path),
    headOf: (path) => reading.heads.get(keyOf(path)) ?? null,
    isTold: (path) => reading.told.has(keyOf(path)),
  }
}

const noNames = namesOf({})

/** Values that have no sheet of their own, one a row of 基本信息. */
const readAbout = (reading: Reading, names: Names): object => {
  const [itemHead, contentHead] = aboutColumns
  const grid = reading.grid(sheetNames.about, [...aboutColumns], true)
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
      reading.issues.push(
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
    const value = reading.value(grid, row, content, { column, names, path: column.path })
    if (value !== undefined) pairs.push([column.path, value])
  }
  return nested(pairs)
}

/** The entries of a key that has a sheet; nothing where the sheet is empty and need not be there. */
const readEntries = (
  reading: Reading,
  key: KeyShape,
  names: Names = noNames,
): ReadonlyArray<readonly [string, unknown]> => {
  // the first pass only collects names
  const isSilent = names === noNames
  const columns = entryColumns(key)
  const isNamed = isFreeTable(key.shape)
  const grid = reading.grid(
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
        reading.issues.push(issueAt(at, "error", "no-id", "这一行没有编号", "补上编号,或清空这一行"))
        continue
      }
      if (list.some(([other]) => other === id)) {
        reading.issues.push(issueAt(at, "error", "id-twice", `编号“${id}”用了两次`, "改用别的编号"))
        continue
      }
      reading.place(path, at)
    }
    list.push([id, reading.table(grid, row, { columns, names, path, isSilent })])
  }
  if (isNamed) return [[key.name, Object.fromEntries(list)]]
  return [[key.name, list.map(([, value]) => value)]]
}
