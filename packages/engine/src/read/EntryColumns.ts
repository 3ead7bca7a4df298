import { sameReading } from "../assess/readings.ts"
import type { Entry, Reading } from "../Entry.ts"
import type { EntryTable } from "../EntryTable.ts"
import type { FieldId } from "../formula/Formula.ts"
import { entryOf, type Found, type KeptEntries } from "./Entries.ts"
import { GrowingNumbers } from "./GrowingNumbers.ts"
import type { Page } from "./Page.ts"
import { cellName, type Table } from "./Table.ts"

/**
 * The entries of a large table, held in columns (按列存放): for each agency and field only which of the texts of that column stands there, as
 * columns repeat themselves. An entry is made when it is asked for. The few that are not as their cell says are held by themselves.
 */
export class EntryColumns implements KeptEntries, EntryTable {
  readonly source: string
  readonly agencies: Array<string> = []
  readonly fields: Array<FieldId> = []
  private readonly from: Pick<Table, "file" | "sheet">
  private readonly rows = new GrowingNumbers()
  private readonly columns: Array<HeldColumn> = []
  /** By place of a field in the rubric, its position here. */
  private readonly positions: Array<number> = []
  private readonly places = new Map<string, number>()
  private readonly alone = new Map<number, Entry>()
  private readonly width: number
  private last: { readonly agency: string; readonly place: number } | null = null

  /** `width`: how many fields the rubric has. */
  constructor(source: string, { file, sheet }: Pick<Table, "file" | "sheet">, width: number) {
    this.source = source
    this.from = { file, sheet }
    this.width = width
  }

  at(agency: number, field: number): Entry | null {
    const alone = this.alone.size === 0 ? undefined : this.alone.get(agency * this.width + field)
    if (alone !== undefined) return alone
    const column = this.columns[field]
    const said = column?.said.at(agency) ?? 0
    if (column === undefined || said === 0) return null
    const evidence = column.evidence?.at(agency) ?? 0
    return {
      agency: this.agencies[agency] ?? "",
      field: column.field,
      source: this.source,
      reading: column.texts.readings[said - 1] ?? { state: "blank" },
      raw: column.texts.raws[said - 1] ?? "",
      evidence: evidence === 0 ? null : (column.papers.raws[evidence - 1] ?? null),
      at: { kind: "cell", ...this.from, cell: `${column.letters}${this.rows.at(agency)}` },
    }
  }

  reading(agency: number, field: number): Reading | null {
    const alone = this.alone.size === 0 ? undefined : this.alone.get(agency * this.width + field)
    if (alone !== undefined) return alone.reading
    const column = this.columns[field]
    const said = column?.said.at(agency) ?? 0
    return said === 0 ? null : (column?.texts.readings[said - 1] ?? null)
  }

  find(agency: string, field: number): Entry | null {
    const position = this.positions[field]
    const place = this.last?.agency === agency ? this.last.place : this.places.get(agency)
    return position === undefined || place === undefined ? null : this.at(place, position)
  }

  add(page: Page, found: Found, evidence: string | null): void {
    const place = this.placeOf(found)
    const position = this.positionOf(found)
    const column = this.columns[position]
    if (column === undefined) return
    if (column.column !== found.column || this.rows.at(place) !== found.row) {
      this.alone.set(place * this.width + position, entryOf(page, found, { source: this.source, evidence }))
      return
    }
    column.said.set(place, column.texts.place(page.raw(found.index), found.read.reading) + 1)
    if (evidence === null) return
    column.evidence ??= new GrowingNumbers()
    column.evidence.set(place, column.papers.place(evidence, blank) + 1)
  }

  replace(found: Found, entry: Entry): void {
    this.alone.set(this.placeOf(found) * this.width + this.positionOf(found), entry)
  }

  /** Nothing more is added: what only served to find texts again is let go. */
  close(): void {
    for (const { texts, papers } of this.columns) {
      texts.close()
      papers.close()
    }
  }

  private placeOf({ agency, row }: Found): number {
    if (this.last?.agency === agency) return this.last.place
    let place = this.places.get(agency)
    if (place === undefined) {
      place = this.agencies.length
      this.agencies.push(agency)
      this.places.set(agency, place)
      this.rows.set(place, row)
    }
    this.last = { agency, place }
    return place
  }

  private positionOf({ known, column }: Found): number {
    const position = this.positions[known.place]
    if (position !== undefined) return position
    this.fields.push(known.id)
    this.positions[known.place] = this.columns.length
    return (
      this.columns.push({
        field: known.id,
        column,
        letters: cellName(0, column).slice(0, -1),
        said: new GrowingNumbers(),
        texts: new HeldTexts(),
        evidence: null,
        papers: new HeldTexts(),
      }) - 1
    )
  }
}

/** The values of one field: by agency the place of the text from 1; 0 where nothing was read. */
interface HeldColumn {
  readonly field: FieldId
  readonly column: number
  readonly letters: string
  readonly said: GrowingNumbers
  readonly texts: HeldTexts
  evidence: GrowingNumbers | null
  readonly papers: HeldTexts
}

const blank: Reading = { state: "blank" }

/** Texts with how each is understood, each once as long as there are not too many. */
class HeldTexts {
  readonly raws: Array<string> = []
  readonly readings: Array<Reading> = []
  private readonly known = new Map<string, number>()

  place(raw: string, reading: Reading): number {
    const known = this.known.get(raw)
    const held = known === undefined ? undefined : this.readings[known]
    if (known !== undefined && held !== undefined && (held === reading || sameReading(held, reading))) return known
    const place = this.raws.push(raw) - 1
    this.readings.push(reading)
    if (this.known.size < MOST) this.known.set(raw, place)
    return place
  }

  close(): void {
    this.known.clear()
  }
}

/** More different texts than this hardly repeat themselves. */
const MOST = 65_536
