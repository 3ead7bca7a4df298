import type { Entry } from "../Entry.ts"
import type { EntryTable } from "../EntryTable.ts"
import type { FieldId } from "../formula/Formula.ts"
import { Placed } from "./Placed.ts"
import type { Submissions } from "./Submissions.ts"

/** Every entry of a round by field and agency, whether it is held by itself or in a table. */
export class PlacedEntries {
  private readonly alone: Placed<Entry>
  private readonly tables: ReadonlyArray<PlacedTable>

  constructor(
    { entries, tables = [] }: Pick<Submissions, "entries" | "tables">,
    fields: ReadonlyMap<FieldId, number>,
    units: ReadonlyMap<string, number>,
  ) {
    this.alone = new Placed(entries, { fields: fields.size, units: units.size }, (entry) => {
      const [field, unit] = [fields.get(entry.field), units.get(entry.agency)]
      return field === undefined || unit === undefined ? null : [field, unit]
    })
    this.tables = tables.map((table) => ({
      table,
      fields: places(table.fields, fields),
      agencies: places(table.agencies, units),
    }))
  }

  at(field: number, unit: number): ReadonlyArray<Entry> {
    const alone = this.alone.at(field, unit)
    const all: Array<Entry> = []
    for (const table of this.tables) {
      const entry = entryIn(table, field, unit)
      if (entry !== null) all.push(entry)
    }
    if (all.length === 0) return alone
    for (const entry of alone) all.push(entry)
    return all
  }

  /** The entry of a pair that has one. */
  only(field: number, unit: number): Entry | null {
    for (const table of this.tables) {
      const entry = entryIn(table, field, unit)
      if (entry !== null) return entry
    }
    return this.alone.at(field, unit)[0] ?? null
  }

  /** What the entry of a pair that has one says, and by whom. */
  said(field: number, unit: number): Pick<Entry, "source" | "reading"> | null {
    for (const { table, fields, agencies } of this.tables) {
      const [column, row] = [fields[field] ?? -1, agencies[unit] ?? -1]
      const reading = column < 0 || row < 0 ? null : table.reading(row, column)
      if (reading !== null) return { source: table.source, reading }
    }
    return this.alone.at(field, unit)[0] ?? null
  }
}

interface PlacedTable {
  readonly table: EntryTable
  /** By position in the round, the position in the table. */
  readonly fields: Int32Array
  readonly agencies: Int32Array
}

const entryIn = ({ table, fields, agencies }: PlacedTable, field: number, unit: number): Entry | null => {
  const [column, row] = [fields[field] ?? -1, agencies[unit] ?? -1]
  return column < 0 || row < 0 ? null : table.at(row, column)
}

/** Where in a table stands what has each position in the round; -1 where it is not there. */
const places = (own: ReadonlyArray<string>, all: ReadonlyMap<string, number>): Int32Array => {
  const found = new Int32Array(all.size).fill(-1)
  for (const [index, name] of own.entries()) {
    const place = all.get(name)
    if (place !== undefined) found[place] = index
  }
  return found
}
