import type { Address, Issue } from "../../Issue.ts"
import { nearest } from "../../nearest.ts"
import type { Table } from "../../read/Table.ts"
import { choiceWords } from "../choiceWords.ts"
import { choicesOf } from "../Shape.ts"
import { placeOf } from "./AuthoringTables.ts"
import { readCell } from "./cells.ts"
import type { Column } from "./columns.ts"
import { addressOf, type Grid, type GridRow, gridOf, issueAt, plainContent } from "./Grid.ts"
import type { Names } from "./Names.ts"

export type Path = ReadonlyArray<string | number>

export const keyOf = (path: Path): string => JSON.stringify(path.map(String))

/** The sheets of an authoring workbook while they are read: what was found where, and what is wrong. */
export class Reading {
  readonly issues: Array<Issue> = []
  readonly told = new Set<string>()
  readonly heads = new Map<string, string>()
  private readonly places = new Map<string, Address>()
  private readonly tables: ReadonlyArray<Table>

  constructor(tables: ReadonlyArray<Table>) {
    this.tables = tables
  }

  /** Remembers the cell of a path. */
  place(path: Path, at: Address): void {
    this.places.set(keyOf(path), at)
  }

  locate(path: Path): Address {
    for (let length = path.length; length > 0; length--) {
      const found = this.places.get(keyOf(path.slice(0, length)))
      if (found !== undefined) return found
    }
    return { kind: "file", file: this.tables[0]?.file ?? "" }
  }

  /** The values of one row, as the table of keys that its columns belong to; the value itself where the column has no key. */
  table(
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

  value(
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

  grid(name: string, heads: ReadonlyArray<string>, isNeeded: boolean, isSilent = false): Grid | null {
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
export const nested = (pairs: ReadonlyArray<readonly [ReadonlyArray<string>, unknown]>): object => {
  const groups = Map.groupBy(pairs, ([[first = ""]]) => first)
  return Object.fromEntries(
    [...groups].map(([name, own]) => {
      const alone = own.find(([path]) => path.length === 1)
      return [name, alone === undefined ? nested(own.map(([path, value]) => [path.slice(1), value])) : alone[1]]
    }),
  )
}
