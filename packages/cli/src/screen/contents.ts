import { type AssessmentDocument, type MarkDocument, Rational, type ScorecardDocument } from "@fadu/engine"
import type { Results } from "./Results.ts"
import type { PageOf } from "./State.ts"
import type { MendLine } from "./Trials.ts"

/** What the lists show, line by line: derived from the results and from where a person is. Drawing and moving read the same lists. */

type SectionDocument = ScorecardDocument["sections"][number]

export type CardLine =
  | { readonly kind: "section"; readonly section: SectionDocument; readonly folded: boolean }
  | { readonly kind: "mark"; readonly mark: MarkDocument }

/** Points that are gone for good or for now; what is pending is not lost. Bonus that was not earned is no loss. */
export const lostOf = (mark: MarkDocument): number =>
  mark.bonus ? 0 : minus(minus(mark.full, mark.awarded), mark.pending)

/** Published figures subtract without binary noise. */
export const minus = (a: number, b: number): number => Rational.of(a).minus(Rational.of(b)).toNumber()

export const sum = (values: ReadonlyArray<number>): number =>
  values.reduce((total, value) => total.plus(Rational.of(value)), Rational.zero).toNumber()

export const isNotable = (mark: MarkDocument): boolean => lostOf(mark) !== 0 || mark.pending !== 0

/** The tree of criteria, or the list of losses. */
export const cardLines = (results: Results, page: PageOf<"scorecard">): ReadonlyArray<CardLine> => {
  const card = results.row(page.agency)?.card
  if (card === undefined) return []
  if (page.pane === "losses") {
    return card.marks
      .filter(isNotable)
      .sort((a, b) => lostOf(b) + b.pending - lostOf(a) - a.pending)
      .map((mark) => ({ kind: "mark", mark }))
  }
  return card.sections.flatMap((section): ReadonlyArray<CardLine> => {
    const folded = page.folded.includes(section.code)
    const marks = folded ? [] : card.marks.filter((mark) => mark.section === section.code)
    return [{ kind: "section", section, folded }, ...marks.map((mark): CardLine => ({ kind: "mark", mark }))]
  })
}

export interface CommonLine {
  readonly criterion: string
  readonly title: string
  readonly full: number
  readonly agencies: ReadonlyArray<{ readonly name: string; readonly lost: number }>
  readonly lost: number
  readonly of: number
}

/** Problems that many have (共性问题): criteria by how many agencies lost points there. */
export const commonLines = (results: Results, { board }: PageOf<"common">): ReadonlyArray<CommonLine> => {
  const rows = (results.boards[board]?.rows ?? []).filter(({ card }) => card.agency.status !== "未报送")
  const found = new Map<
    string,
    { readonly mark: MarkDocument; readonly agencies: Array<CommonLine["agencies"][number]> }
  >()
  for (const { card } of rows) {
    for (const mark of card.marks) {
      const lost = lostOf(mark)
      if (lost <= 0) continue
      const line = found.get(mark.criterion) ?? { mark, agencies: [] }
      line.agencies.push({ name: card.agency.short ?? card.agency.name, lost })
      found.set(mark.criterion, line)
    }
  }
  return [...found.values()]
    .map(({ mark, agencies }) => ({
      criterion: mark.criterion,
      title: mark.title,
      full: mark.full,
      agencies: agencies.sort((a, b) => b.lost - a.lost),
      lost: sum(agencies.map(({ lost }) => lost)),
      of: rows.length,
    }))
    .sort((a, b) => b.agencies.length - a.agencies.length || b.lost - a.lost)
}

export interface CompareLine {
  readonly code: string
  readonly title: string
  readonly full: number
  /** By agency; null where the criterion is not in the agency's rubric. */
  readonly awarded: ReadonlyArray<number | null>
  /** Open points, by agency. */
  readonly pending: ReadonlyArray<number>
  /** The most that two of them differ by. */
  readonly spread: number
}

/** Criteria side by side: those that differ most first, or in the order of the rubric. */
export const compareLines = (results: Results, { agencies, pane }: PageOf<"compare">): ReadonlyArray<CompareLine> => {
  const cards = agencies.map((agency) => new Map(results.row(agency)?.card.marks.map((mark) => [mark.criterion, mark])))
  const codes = [...new Set(cards.flatMap((marks) => [...marks.keys()]))]
  const lines = codes.flatMap((code): ReadonlyArray<CompareLine> => {
    const marks = cards.map((card) => card.get(code) ?? null)
    const first = marks.find((mark) => mark !== null)
    if (first === undefined || first === null) return []
    const known = marks.flatMap((mark) => (mark === null ? [] : [mark.awarded]))
    return [
      {
        code,
        title: first.title,
        full: first.full,
        awarded: marks.map((mark) => mark?.awarded ?? null),
        pending: marks.map((mark) => mark?.pending ?? 0),
        spread: minus(Math.max(...known), Math.min(...known)),
      },
    ]
  })
  return pane === "tree" ? lines : lines.filter(({ spread }) => spread !== 0).sort((a, b) => b.spread - a.spread)
}

export type TrialLine =
  | {
      readonly kind: "value"
      readonly id: string
      readonly label: string
      readonly closed: boolean
      readonly now: string
      readonly tried: string | null
    }
  | MendLine

/** The figures that can be tried, or what could be mended, most points first. */
export const trialLines = (results: Results, page: PageOf<"whatif">): ReadonlyArray<TrialLine> => {
  const { trials } = results
  if (trials === null) return []
  if (page.pane === "mend") return trials.mend(page.agency)
  const findings = results.mark(page.agency, page.criterion)?.findings ?? []
  return trials.fields(page.agency, page.criterion).map(({ id, label, closed }) => {
    const edit = page.tried.flatMap(({ edits }) => edits).findLast(({ field }) => field === id)
    return {
      kind: "value",
      id,
      label,
      closed,
      now: findings.find(({ field }) => field === id)?.text ?? "",
      tried: edit === undefined ? null : (edit.raw ?? ""),
    }
  })
}

export type IssueLine =
  | { readonly kind: "issue"; readonly issue: AssessmentDocument["issues"][number] }
  | { readonly kind: "owed"; readonly owed: AssessmentDocument["owed"][number] }

/** Problems, worst first, or what is still owed; of one agency or of all. */
export const issueLines = (results: Results, { agency, pane }: PageOf<"issues">): ReadonlyArray<IssueLine> =>
  pane === "issues"
    ? results.document.issues
        .filter((issue) => agency === null || issue.agency === agency)
        .map((issue) => ({ kind: "issue", issue }))
    : results.document.owed
        .filter((owed) => agency === null || owed.agency === agency)
        .map((owed) => ({ kind: "owed", owed }))
