import type { Address, Issue } from "../Issue.ts"
import { asideWords, isNote, isSignature } from "./asides.ts"
import type { Note } from "./codes.ts"
import { key, quote } from "./fold.ts"
import { findHeader, type Heading, repeatsHeader } from "./headers.ts"
import { type Account, Page, type Row } from "./Page.ts"
import type { Content, Table } from "./Table.ts"

/** The columns of a list of the round (名录、适用指标表、评分表、认定意见): the words that head each, and which must be there. */
export interface Columns<Name extends string> {
  /** What the list is called: 单位名录. */
  readonly title: string
  readonly words: { readonly [N in Name]: ReadonlyArray<string> }
  /** Of each group at least one column must be there. */
  readonly needs: ReadonlyArray<ReadonlyArray<Name>>
}

/** A list after reading. */
export interface ListRead<A> {
  readonly values: ReadonlyArray<A>
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
}

/** One row of a list, asked by the names of its columns. A cell merged over rows belongs to each of them. */
export class Line<Name extends string> {
  readonly page: Page
  readonly row: Row
  private readonly columns: ReadonlyMap<string, ReadonlyArray<LineColumn>>

  constructor(page: Page, row: Row, columns: ReadonlyMap<string, ReadonlyArray<LineColumn>>) {
    this.page = page
    this.row = row
    this.columns = columns
  }

  /** The filled cells of all columns with that name. */
  indexes(name: Name): ReadonlyArray<number> {
    return (this.columns.get(name) ?? []).map(({ down }) => down(this.row.number)).filter((index) => index >= 0)
  }

  /** Folded; empty when there is no such column or nothing in it. */
  text(name: Name): string {
    const index = this.indexes(name)[0]
    return index === undefined ? "" : this.page.text(index)
  }

  optional(name: Name): string | null {
    const text = this.text(name)
    return text === "" ? null : text
  }

  content(name: Name): Content | null {
    return this.page.contentOf(this.indexes(name)[0] ?? -1)
  }

  /** Of the cell, which may be empty; where there is no such column, of the row. */
  at(name: Name): Address {
    const column = this.columns.get(name)?.[0]?.column
    return column === undefined ? this.place : this.page.address(this.row.number, column)
  }

  /** The first cell of the row. */
  get place(): Address {
    return this.page.addressOf(this.row.first)
  }

  tell(name: Name, note: Note, agency: string | null = null): void {
    if (note.severity !== "note") for (const index of this.indexes(name)) this.page.named(index)
    this.page.tellAt(this.at(name), note, agency)
  }

  /** Tells why the row is left out. */
  reject(name: Name, note: Note, agency: string | null = null): void {
    this.tell(name, note, agency)
    this.page.nameRow(this.row)
  }

  /** The text of a column that must be filled; the row is left out when it is not. */
  required(name: Name, title: string): string | null {
    const text = this.text(name)
    if (text !== "") return text
    this.reject(name, {
      severity: "error",
      code: "list/missing",
      message: `没有填写${title},该行未采用`,
      remedy: `请填写${title}`,
    })
    return null
  }
}

interface LineColumn {
  readonly column: number
  readonly down: (row: number) => number
}

/** A list while it is read: its rows, and the columns that it does not know. */
export interface Lines<Name extends string> {
  readonly page: Page
  readonly lines: ReadonlyArray<Line<Name>>
  readonly others: ReadonlyArray<Heading<Name | "aside">>
}

/** Opens a list. Without a header it has no lines, and that is told. Every cell of a known column counts as used. */
export const openList = <Name extends string>(table: Table, columns: Columns<Name>): Lines<Name> => {
  const page = new Page(table)
  const words = new Map<string, Name | "aside">()
  for (const word of asideWords) words.set(key(word), "aside")
  for (const name of namesOf(columns)) for (const word of columns.words[name]) words.set(key(word), name)
  const header = findHeader<Name | "aside">(page, {
    match: (texts) => words.get(key(texts.join(""))) ?? words.get(key(texts[texts.length - 1] ?? "")) ?? null,
    weigh: (roles) => (columns.needs.every((some) => some.some((name) => roles.includes(name))) ? roles.length : 0),
  })
  if (header === null) {
    tellNoHeader(page, columns)
    return { page, lines: [], others: [] }
  }
  for (const row of page.rows.slice(0, header.last + 1)) page.recogniseRow(row)
  const byName = new Map<string, Array<LineColumn>>()
  for (const { column, role } of header.headings) {
    if (role === null) continue
    byName.set(role, [...(byName.get(role) ?? []), { column, down: page.down(column) }])
  }
  const known = new Map(header.headings.map(({ column, role }) => [column, role]))
  const lines: Array<Line<Name>> = []
  for (const row of page.rows.slice(header.last + 1)) {
    const first = page.text(row.first)
    if (isSignature(first) || (isNote(first) && row.end - row.first === 1) || repeatsHeader(page, header, row)) {
      page.recogniseRow(row)
      continue
    }
    for (const [index, { column }] of page.of(row)) {
      const role = known.get(column)
      if (role === "aside") page.recognised(index)
      else if (role !== null && role !== undefined) page.used(index)
    }
    lines.push(new Line(page, row, byName))
  }
  return { page, lines, others: header.headings.filter(({ role }) => role === null) }
}

const namesOf = <Name extends string>({ words }: Columns<Name>): ReadonlyArray<Name> => {
  const names: Array<Name> = []
  for (const name in words) names.push(name)
  return names
}

/** Tells the columns that nobody asked for; the cells under them are named by it. */
export const tellOthers = <Name extends string>(
  { page, lines, others }: Lines<Name>,
  tell: (heading: string) => Note,
): void => {
  for (const heading of others) {
    page.tell(heading.cells[heading.cells.length - 1] ?? -1, tell(heading.texts.join("")))
    for (const { row } of lines) page.named(page.index(row.number, heading.column))
  }
}

/** The issue about a column that a list does not have. */
export const unknownColumn =
  <Name extends string>(columns: Columns<Name>) =>
  (heading: string): Note => ({
    severity: "warning",
    code: "sheet/unknown-header",
    message: `${columns.title}没有${quote(heading)}一列,该列未采用`,
    remedy: `可用的列:${namesOf(columns)
      .map((name) => columns.words[name][0] ?? name)
      .join("、")}`,
  })

const tellNoHeader = <Name extends string>(page: Page, columns: Columns<Name>): void => {
  const wanted = columns.needs.map((some) => some.map((name) => columns.words[name][0] ?? name).join("或")).join("、")
  if (page.rows.length === 0) {
    page.tell(-1, {
      severity: "warning",
      code: "sheet/empty",
      message: `${columns.title}没有任何内容`,
      remedy: `请填写,至少要有这些列:${wanted}`,
    })
    return
  }
  page.nameRest()
  page.tell(0, {
    severity: "error",
    code: "sheet/no-header",
    message: `没有认出${columns.title}的表头,整张表未采用;应有这些列:${wanted}`,
    remedy: "请补上表头;表头应在前 15 行之内",
  })
}
