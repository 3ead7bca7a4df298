import type { AgencyYear, YearLine } from "@fadu/engine"
import type { Results } from "./Results.ts"
import type { PageOf } from "./State.ts"
import { byPlace } from "./sortRows.ts"

/** One line of the screen 同上年比较: a criterion of one agency, or an agency of its board. */
export type YearRow =
  | { readonly kind: "criterion"; readonly line: YearLine }
  | { readonly kind: "agency"; readonly own: AgencyYear }

/** What made the difference, most points first; or every agency that was there last year, in the order of places. */
export const yearRows = (results: Results, { agency, pane }: PageOf<"year">): ReadonlyArray<YearRow> => {
  const { year } = results
  if (year === null) return []
  if (pane === "agency") return (year.of(agency)?.lines ?? []).map((line) => ({ kind: "criterion", line }))
  const rows = results.boards[results.boardOf(agency)]?.rows ?? []
  return [...rows].sort(byPlace).flatMap(({ card }): ReadonlyArray<YearRow> => {
    const own = year.of(card.agency.code)
    return own === null ? [] : [{ kind: "agency", own }]
  })
}
