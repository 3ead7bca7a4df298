import type { Decision, Entry } from "../Entry.ts"
import type { EntryTable } from "../EntryTable.ts"
import type { Submissions } from "./Submissions.ts"

/** What was handed in about each agency, by code, with what the team said of its group: all that settles it. Sorted out when first asked for. */
export class ByAgency {
  private readonly given: Submissions
  private readonly changed: ReadonlyMap<string, Submissions>
  private sorted: SortedOut | null = null

  constructor(given: Submissions, changed: ReadonlyMap<string, Submissions> = new Map()) {
    this.given = given
    this.changed = changed
  }

  get(agency: string): Submissions | undefined {
    const changed = this.changed.get(agency)
    if (changed !== undefined) return changed
    this.sorted ??= sortedOut(this.given)
    const alone = this.sorted.alone.get(agency)
    if (alone === undefined || this.sorted.tables.length === 0) return alone
    return { ...alone, entries: [...alone.entries, ...this.sorted.tables.flatMap((table) => entriesIn(table, agency))] }
  }

  /** Everything that was decided, agency by agency. */
  decisions(): ReadonlyArray<Decision> {
    this.sorted ??= sortedOut(this.given)
    const { alone } = this.sorted
    return this.given.agencies.flatMap(({ code }) => (this.changed.get(code) ?? alone.get(code))?.decisions ?? [])
  }

  /** The same with other submissions of some agencies. */
  with(changed: ReadonlyMap<string, Submissions>): ByAgency {
    const next = new ByAgency(this.given, new Map([...this.changed, ...changed]))
    next.sorted = this.sorted
    return next
  }
}

interface SortedOut {
  /** All but what is held in tables. */
  readonly alone: ReadonlyMap<string, Submissions>
  readonly tables: ReadonlyArray<{ readonly table: EntryTable; readonly places: ReadonlyMap<string, number> }>
}

const sortedOut = (given: Submissions): SortedOut => {
  const entries = grouped(given.entries)
  const scores = grouped(given.scores)
  const decisions = grouped(given.decisions)
  const lines = grouped(given.applicability)
  const general = lines.get(null) ?? []
  const agencies = Map.groupBy(given.agencies, ({ code }) => code)
  return {
    alone: new Map(
      [...agencies].map(([code, own]) => [
        code,
        {
          agencies: own,
          entries: entries.get(code) ?? [],
          scores: scores.get(code) ?? [],
          decisions: decisions.get(code) ?? [],
          applicability: [...general, ...(lines.get(code) ?? [])],
        },
      ]),
    ),
    tables: (given.tables ?? []).map((table) => ({
      table,
      places: new Map(table.agencies.map((code, index) => [code, index])),
    })),
  }
}

const entriesIn = ({ table, places }: SortedOut["tables"][number], agency: string): ReadonlyArray<Entry> => {
  const row = places.get(agency)
  return row === undefined ? [] : table.fields.flatMap((_, column) => table.at(row, column) ?? [])
}

const grouped = <A extends { readonly agency: string | null }>(
  list: ReadonlyArray<A>,
): ReadonlyMap<string | null, ReadonlyArray<A>> => Map.groupBy(list, ({ agency }) => agency)
