import { sameReading } from "../assess/readings.ts"
import type { Entry } from "../Entry.ts"
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

/** Where the entries of a table are kept, at most one for an agency and field. */
export interface KeptEntries {
  readonly find: (agency: string, field: number) => Entry | null
  /** Keeps the first entry of an agency and field; `evidence` is what supports it. */
  readonly add: (page: Page, found: Found, evidence: string | null) => void
  /** Puts another in its place. */
  readonly replace: (found: Found, entry: Entry) => void
}

/** The values found in one table, one for each agency and field; a second, different one makes both unusable and is told. */
export class Entries {
  private readonly source: string
  private readonly kept: KeptEntries

  constructor(source: string, kept: KeptEntries) {
    this.source = source
    this.kept = kept
  }

  /** Takes a value from a page of the table; gives the entry that already said the same, if there was one. */
  add(page: Page, found: Found): Entry | null {
    page.used(found.index)
    page.used(found.evidence)
    for (const note of found.read.notes) page.tell(found.index, note, found.agency || null)
    const own = evidenceOf(page, found.evidence)
    const first = this.kept.find(found.agency, found.known.place)
    if (first === null) {
      this.kept.add(page, found, own)
      return null
    }
    const entry = entryOf(page, found, { source: this.source, evidence: own })
    const evidence = joinedEvidence(first.evidence, entry.evidence)
    const instead = (by: Entry): void => this.kept.replace(found, { ...by, evidence })
    if (first.reading.state === "blank" || entry.reading.state === "blank") {
      instead(entry.reading.state === "blank" ? first : entry)
      return null
    }
    if (sameReading(first.reading, entry.reading)) {
      instead(first)
      return first
    }
    this.tellConflict(page, first, found)
    instead({ ...first, reading: { state: "unreadable" }, raw: `${first.raw} / ${entry.raw}` })
    return null
  }

  private tellConflict(page: Page, first: Entry, { agency, known, index }: Found): void {
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

/** What a cell says, as an entry. */
export const entryOf = (page: Page, found: Found, { source, evidence }: Pick<Entry, "source" | "evidence">): Entry => ({
  agency: found.agency,
  field: found.known.id,
  source,
  reading: found.read.reading,
  raw: page.raw(found.index),
  evidence,
  at: page.address(found.row, found.column),
})

const evidenceOf = (page: Page, index: number): string | null => {
  if (index < 0) return null
  const text = page.raw(index)
  return isNoEvidence(text) ? null : text
}

const joinedEvidence = (first: string | null, second: string | null): string | null =>
  first === null || first === second ? second : second === null ? first : `${first};${second}`

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
