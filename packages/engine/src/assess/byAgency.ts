import type { Submissions } from "./settle.ts"

/** What was handed in about each agency, by code, with what the team said of its group: all that settles it. */
export const byAgency = (given: Submissions): ReadonlyMap<string, Submissions> => {
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
