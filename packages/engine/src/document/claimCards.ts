import type { Address } from "../Issue.ts"
import { Rational } from "../Rational.ts"
import type { Claim } from "../read/Claim.ts"
import type { AssessmentDocument, ScorecardDocument } from "./Document.ts"

/** What an agency gave itself for one criterion, beside what was settled (自评对照). */
export interface ClaimLine {
  readonly criterion: string
  readonly title: string
  readonly full: number
  readonly claimed: number
  /** Null while points of the criterion are open: there is nothing yet to compare with. */
  readonly awarded: number | null
  /** How much more it gave itself than it got; below zero where it was modest. */
  readonly over: number | null
  /** Its reasons; only as the team reads them. */
  readonly remark: string | null
  readonly at: Address
}

/** All that one agency gave itself. */
export interface ClaimCard {
  readonly card: ScorecardDocument
  /** Most overstated first; what is still open last. */
  readonly lines: ReadonlyArray<ClaimLine>
  /** Sums over the criteria that are settled. */
  readonly claimed: number
  readonly awarded: number
  readonly over: number
}

/** Every agency that gave itself marks, the most overstated first. What a copy does not hold is not in it. */
export const claimCards = (document: AssessmentDocument, claims: ReadonlyArray<Claim>): ReadonlyArray<ClaimCard> => {
  const own = Map.groupBy(claims, ({ agency }) => agency)
  return document.scorecards
    .flatMap((card): ReadonlyArray<ClaimCard> => {
      const lines = linesOf(card, own.get(card.agency.code) ?? [], document.for === "internal")
      if (lines.length === 0) return []
      // where two forms of one agency differ, both are shown and the higher one is summed
      const settled = lines.filter(
        ({ awarded, criterion }, index) =>
          awarded !== null && lines.findIndex((line) => line.criterion === criterion) === index,
      )
      const claimed = sum(settled.map((line) => line.claimed))
      const awarded = sum(settled.map((line) => line.awarded ?? 0))
      return [{ card, lines, claimed, awarded, over: minus(claimed, awarded) }]
    })
    .sort((a, b) => b.over - a.over)
}

const linesOf = (
  card: ScorecardDocument,
  claims: ReadonlyArray<Claim>,
  withRemarks: boolean,
): ReadonlyArray<ClaimLine> => {
  const marks = new Map(card.marks.map((mark) => [mark.criterion, mark]))
  const distinct = new Map(claims.map((claim) => [`${claim.criterion} ${claim.points?.toString()}`, claim]))
  return [...distinct.values()]
    .flatMap((claim): ReadonlyArray<ClaimLine> => {
      const mark = marks.get(claim.criterion)
      if (mark === undefined || claim.points === null) return []
      const claimed = claim.points.toNumber()
      const awarded = mark.pending === 0 ? mark.awarded : null
      return [
        {
          criterion: mark.criterion,
          title: mark.title,
          full: mark.full,
          claimed,
          awarded,
          over: awarded === null ? null : minus(claimed, awarded),
          remark: withRemarks ? claim.remark : null,
          at: claim.at,
        },
      ]
    })
    .sort((a, b) => (b.over ?? Number.NEGATIVE_INFINITY) - (a.over ?? Number.NEGATIVE_INFINITY))
}

const minus = (a: number, b: number): number => Rational.of(a).minus(Rational.of(b)).toNumber()
const sum = (values: ReadonlyArray<number>): number =>
  values.reduce((total, value) => total.plus(Rational.of(value)), Rational.zero).toNumber()
