import type { AssessmentDocument, ScorecardDocument } from "@fadu/engine"
import { sum } from "./points.ts"

/** How one agency's result moves when other rules are used. Points are the certain ones; `open` where either result waits for something. */
export interface Moved {
  readonly code: string
  readonly name: string
  readonly total: readonly [before: number, after: number]
  readonly open: boolean
  readonly place: readonly [before: number | null, after: number | null]
  readonly grade: readonly [before: string | null, after: string | null]
  /** By criterion, largest first; criteria that only one side has count as 0 on the other. */
  readonly by: ReadonlyArray<{ readonly criterion: string; readonly points: number }>
  /** What caps, rescaling and rounding of the total add to that. */
  readonly rest: number
}

export interface DiffEffect {
  readonly moved: ReadonlyArray<Moved>
  /** How many agencies keep points, place and grade. */
  readonly same: number
}

/** `codes`: what a criterion was called before, by what it is called now. */
export const effectOf = (
  before: AssessmentDocument,
  after: AssessmentDocument,
  codes: ReadonlyMap<string, string>,
): DiffEffect => {
  const old = new Map(before.scorecards.map((card) => [card.agency.code, card]))
  const all = after.scorecards.flatMap((card) => {
    const other = old.get(card.agency.code)
    return other === undefined ? [] : [movedOf(other, card, codes)]
  })
  const moved = all.filter(
    ({ total, place, grade, by }) =>
      total[0] !== total[1] || place[0] !== place[1] || grade[0] !== grade[1] || by.length > 0,
  )
  const size = ({ total }: Moved): number => Math.abs(sum(total[1], -total[0]))
  return {
    moved: moved.sort((a, b) => size(b) - size(a) || (a.code < b.code ? -1 : 1)),
    same: all.length - moved.length,
  }
}

const movedOf = (before: ScorecardDocument, after: ScorecardDocument, codes: ReadonlyMap<string, string>): Moved => {
  const old = new Map(before.marks.map(({ criterion, awarded }) => [criterion, awarded]))
  // under the code it had before, so that a criterion that only changed its number moves nothing
  const now = new Map(after.marks.map(({ criterion, awarded }) => [codes.get(criterion) ?? criterion, awarded]))
  const by = [...new Set([...old.keys(), ...now.keys()])]
    .map((criterion) => ({ criterion, points: sum(now.get(criterion) ?? 0, -(old.get(criterion) ?? 0)) }))
    .filter((one) => one.points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
  const total = [before.total ?? before.range.low, after.total ?? after.range.low] as const
  return {
    code: after.agency.code,
    name: after.agency.name,
    total,
    open: before.total === null || after.total === null,
    place: [before.place, after.place],
    grade: [before.grade, after.grade],
    by,
    rest: sum(total[1], -total[0], ...by.map((one) => -one.points)),
  }
}
