import type { ClaimCard, ClaimLine } from "@fadu/engine"
import type { Results } from "./Results.ts"
import type { PageOf } from "./State.ts"

/** One line of the screen 自评对照: a criterion of one agency, or an agency of its board. */
export type ClaimRow =
  | { readonly kind: "criterion"; readonly line: ClaimLine }
  | { readonly kind: "agency"; readonly own: ClaimCard }

/** What an agency gave itself beside what was settled, or every agency that gave itself marks: the most overstated first. */
export const claimRows = (results: Results, { agency, pane }: PageOf<"claims">): ReadonlyArray<ClaimRow> => {
  const board = results.boardOf(agency)
  return pane === "agency"
    ? (claimsOf(results, agency)?.lines ?? []).map((line) => ({ kind: "criterion", line }))
    : results.claims.flatMap(
        (own): ReadonlyArray<ClaimRow> =>
          results.boardOf(own.card.agency.code) === board ? [{ kind: "agency", own }] : [],
      )
}

export const claimsOf = ({ claims }: Results, agency: string): ClaimCard | null =>
  claims.find(({ card }) => card.agency.code === agency) ?? null
