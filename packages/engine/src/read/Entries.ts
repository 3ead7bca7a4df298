import type { Entry, Reading } from "../Entry.ts"
import { Rational } from "../Rational.ts"
import type { KnownField } from "./FieldNames.ts"
import { quote } from "./fold.ts"
import type { Page } from "./Page.ts"
import { isNoEvidence, readValue, type ValueRead } from "./readValue.ts"
import type { Content } from "./Table.ts"

/** One value where it was found. Row and column are those of the cell, which may be empty; `index` is then -1. */
export interface Found {
  /** Code of the agency; empty where the value is that of the whole round. */
  readonly agency: string
  readonly known: KnownField
  readonly row: number
  readonly column: number
  readonly index: number
  readonly read: ValueRead
  /** The cell that tells what supports the value, or -1. */
  readonly evidence: number
}

/** The values found in one table, one for each agency and field; a second, different one makes both unusable and is told. */
export class Entries {
  readonly list: Array<Entry> = []
  private readonly page: Page
  private readonly source: string
  private readonly fields: number
  private readonly places = new Map<string, Int32Array>()
  private lastAgency: string | null = null
  private lastPlaces: Int32Array = new Int32Array(0)

  constructor(page: Page, source: string, fields: number) {
    this.page = page
    this.source = source
    this.fields = fields
  }

  /** Takes a value; gives the entry that already said the same, if there was one. */
  add(found: Found): Entry | null {
    const { page } = this
    const entry: Entry = {
      agency: found.agency,
      field: found.known.id,
      source: this.source,
      reading: found.read.reading,
      raw: page.raw(found.index),
      evidence: evidenceOf(page, found.evidence),
      at: page.address(found.row, found.column),
    }
    page.used(found.index)
    page.used(found.evidence)
    for (const note of found.read.notes) page.tell(found.index, note, found.agency || null)
    const places = this.placesOf(found.agency)
    const earlier = places[found.known.place] ?? -1
    // an index of -1 is looked up as a name, which is slow
    const first = earlier < 0 ? undefined : this.list[earlier]
    if (first === undefined) {
      places[found.known.place] = this.list.length
      this.list.push(entry)
      return null
    }
    const evidence = joinedEvidence(first.evidence, entry.evidence)
    if (first.reading.state === "blank" || entry.reading.state === "blank") {
      this.list[earlier] = { ...(entry.reading.state === "blank" ? first : entry), evidence }
      return null
    }
    if (isSame(first.reading, entry.reading)) {
      this.list[earlier] = { ...first, evidence }
      return first
    }
    this.tellConflict(first, found)
    this.list[earlier] = { ...first, reading: { state: "unreadable" }, raw: `${first.raw} / ${entry.raw}`, evidence }
    return null
  }

  /** Where in the list each field of an agency stands. Values come agency by agency, so the last one is kept at hand. */
  private placesOf(agency: string): Int32Array {
    if (agency === this.lastAgency) return this.lastPlaces
    let places = this.places.get(agency)
    if (places === undefined) {
      places = new Int32Array(this.fields).fill(-1)
      this.places.set(agency, places)
    }
    this.lastAgency = agency
    this.lastPlaces = places
    return places
  }

  private tellConflict(first: Entry, { agency, known, index }: Found): void {
    const { page } = this
    const where = first.at.kind === "cell" ? first.at.cell : first.at.file
    page.tell(
      index,
      {
        severity: "error",
        code: "sheet/conflict",
        message: `“${known.field.label}”有两个不同的值:${where} 为${quote(first.raw)},${page.nameOf(index)} 为${quote(page.raw(index))},都未采用`,
        remedy: "请核对后只保留正确的一个",
      },
      agency || null,
    )
  }
}

const evidenceOf = (page: Page, index: number): string | null => {
  if (index < 0) return null
  const text = page.raw(index)
  return isNoEvidence(text) ? null : text
}

const joinedEvidence = (first: string | null, second: string | null): string | null =>
  first === null || first === second ? second : second === null ? first : `${first};${second}`

const isSame = (a: Reading, b: Reading): boolean => {
  if (a.state !== "filled" || b.state !== "filled") return a.state === b.state
  return a.value instanceof Rational && b.value instanceof Rational ? a.value.equals(b.value) : a.value === b.value
}

/** Reads the values of one field in one column, and remembers what it has already understood: columns repeat themselves. */
export const columnReader = (known: KnownField, unit: string | null): ((content: Content | null) => ValueRead) => {
  const texts = new Map<string, ValueRead>()
  const numbers = new Map<number, ValueRead>()
  return (content) => {
    if (content === null) return readValue(known.field, null, unit)
    if (content.kind === "text") return remembered(texts, content.text, () => readValue(known.field, content, unit))
    if (content.kind === "number" && !content.percent) {
      return remembered(numbers, content.value, () => readValue(known.field, content, unit))
    }
    return readValue(known.field, content, unit)
  }
}

const most = 4096

/** What was read before at a key; otherwise reads it, and keeps it while there is room. */
export const remembered = <K, A>(memory: Map<K, A>, at: K, read: () => A): A => {
  const known = memory.get(at)
  if (known !== undefined) return known
  const fresh = read()
  if (memory.size < most) memory.set(at, fresh)
  return fresh
}
