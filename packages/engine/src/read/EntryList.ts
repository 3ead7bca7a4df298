import type { Entry } from "../Entry.ts"
import { entryOf, type Found, type KeptEntries } from "./Entries.ts"
import type { Page } from "./Page.ts"

/** The entries of a table as a list. */
export class EntryList implements KeptEntries {
  readonly list: Array<Entry> = []
  private readonly source: string
  private readonly fields: number
  private readonly places = new Map<string, Int32Array>()
  private lastAgency: string | null = null
  private lastPlaces: Int32Array = new Int32Array(0)

  /** `fields`: how many the rubric has. */
  constructor(source: string, fields: number) {
    this.source = source
    this.fields = fields
  }

  find(agency: string, field: number): Entry | null {
    const place = this.placesOf(agency)[field] ?? -1
    // an index of -1 is looked up as a name, which is slow
    return place < 0 ? null : (this.list[place] ?? null)
  }

  add(page: Page, found: Found, evidence: string | null): void {
    this.placesOf(found.agency)[found.known.place] = this.list.length
    this.list.push(entryOf(page, found, { source: this.source, evidence }))
  }

  replace({ agency, known }: Found, entry: Entry): void {
    const place = this.placesOf(agency)[known.place] ?? -1
    if (place >= 0) this.list[place] = entry
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
}
