import type { Decision } from "../Entry.ts"
import type { Submissions } from "./Submissions.ts"

/** What was handed in about each agency, by code, with what the team said of its group: all that settles it. Sorted out when first asked for. */
export class ByAgency {
  private readonly given: Submissions
  private readonly changed: ReadonlyMap<string, Submissions>
  private sorted: ReadonlyMap<string, Submissions> | null = null

  constructor(given: Submissions, changed: ReadonlyMap<string, Submissions> = new Map()) {
    this.given = given
    this.changed = changed
  }

  get(agency: string): Submissions | undefined {
    const changed = this.changed.get(agency)
    if (changed !== undefined) return changed
    this.sorted ??= sortedOut(this.given)
    return this.sorted.get(agency)
  }

  /** Everything that was decided, agency by agency. */
  decisions(): ReadonlyArray<Decision> {
    return this.given.agencies.flatMap(({ code }) => this.get(code)?.decisions ?? [])
  }

  /** The same with other submissions of some agencies. */
  with(changed: ReadonlyMap<string, Submissions>): ByAgency {
    const next = new ByAgency(this.given, new Map([...this.changed, ...changed]))
    next.sorted = this.sorted
    return next
  }
}

const sortedOut = (given: Submissions): ReadonlyMap<string, Submissions> => {
  const entries = grouped(given.entries)
  const scores = grouped(given.scores)
  const decisions = grouped(given.decisions)
  const lines = grouped(given.applicability)
  const general = lines.get(null) ?? []
  const agencies = Map.groupBy(given.agencies, ({ code }) => code)
  return new Map(
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
  )
}

const grouped = <A extends { readonly agency: string | null }>(
  list: ReadonlyArray<A>,
): ReadonlyMap<string | null, ReadonlyArray<A>> => Map.groupBy(list, ({ agency }) => agency)
