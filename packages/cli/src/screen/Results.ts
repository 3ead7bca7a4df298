import {
  type AssessmentDocument,
  bandsFor,
  type ClaimCard,
  type MarkDocument,
  type Rubric,
  type ScorecardDocument,
  type YearOnYear,
} from "@fadu/engine"
import { width } from "../text/width.ts"
import { filterRows, type Initials } from "./filterRows.ts"
import type { View } from "./State.ts"
import { sortRows } from "./sortRows.ts"
import type { Trials } from "./Trials.ts"

/** One agency in a ranking. Everything in it was computed by the engine; here it is only counted and put in order. */
export interface Row {
  readonly card: ScorecardDocument
  /** placed 有名次; pending 待定; apart 不列名次. */
  readonly standing: "placed" | "pending" | "apart"
  /** Whether another agency has the same place. */
  readonly tied: boolean
  /** The place it would have by the base alone, without bonus. */
  readonly basePlace: number | null
  readonly errors: number
  readonly warnings: number
}

/** What is ranked together: a group, or every agency of a rubric. */
export interface Board {
  readonly title: string
  readonly rubric: string
  readonly ranked: boolean
  readonly rows: ReadonlyArray<Row>
  readonly sections: ScorecardDocument["sections"]
  readonly grades: ReadonlyArray<string>
  /** Full marks that a bar stands for: with bonus a total may exceed them. */
  readonly most: number
  /** Columns that the longest name takes. */
  readonly nameWidth: number
}

export interface Band {
  readonly grade: string
  readonly from: number
  /** Whether only so many get it. */
  readonly rationed: boolean
}

/** What the screens look at: the document, and where to find things in it. */
export interface Results {
  readonly document: AssessmentDocument
  readonly boards: ReadonlyArray<Board>
  readonly row: (agency: string) => Row | undefined
  readonly boardOf: (agency: string) => number
  readonly mark: (agency: string, criterion: string) => MarkDocument | undefined
  /** Mean and best of the agency's group; `criterion` null for the total. */
  readonly peer: (card: ScorecardDocument, criterion: string | null) => AssessmentDocument["peers"][number] | undefined
  /** Grades of a rubric with the total they begin at, best first. */
  readonly bands: (card: Pick<ScorecardDocument, "rubric" | "agency">) => ReadonlyArray<Band>
  readonly name: (agency: string) => string
  /** Null where nothing may be tried: in copies for others than the team. */
  readonly trials: Trials | null
  /** 同上年比较; null where nothing is known of the year before. */
  readonly year: YearOnYear | null
  /** 自评对照, the most overstated agency first; empty where nobody gave itself marks. */
  readonly claims: ReadonlyArray<ClaimCard>
  /** The rows that a view shows, in its order. */
  readonly shown: (view: View, initials: Initials | null) => ReadonlyArray<Row>
}

/** Indexes a document for the screens. */
export const resultsOf = (
  document: AssessmentDocument,
  {
    bands = new Map(),
    trials = null,
    year = null,
    claims = [],
  }: {
    readonly bands?: ReadonlyMap<string, NonNullable<Rubric["bands"]>>
    readonly trials?: Trials | null
    readonly year?: YearOnYear | null
    readonly claims?: ReadonlyArray<ClaimCard>
  } = {},
): Results => {
  const boards = boardsOf(document)
  const rows = new Map(boards.flatMap((board) => board.rows.map((row) => [row.card.agency.code, row])))
  const boardOf = new Map(boards.flatMap((board, index) => board.rows.map((row) => [row.card.agency.code, index])))
  const peers = new Map(document.peers.map((peer) => [peerKey(peer.rubric, peer.group, peer.criterion), peer]))
  // One key press asks for the same rows several times: only the last answer is kept.
  let last: { readonly view: View; readonly initials: Initials | null; readonly rows: ReadonlyArray<Row> } | null = null
  return {
    document,
    trials,
    year,
    claims,
    boards,
    row: (agency) => rows.get(agency),
    boardOf: (agency) => boardOf.get(agency) ?? 0,
    mark: (agency, criterion) => rows.get(agency)?.card.marks.find((mark) => mark.criterion === criterion),
    peer: (card, criterion) => peers.get(peerKey(card.rubric, card.agency.group, criterion)),
    bands: ({ rubric, agency }) => bandsFor({ bands: bands.get(rubric) ?? [] }, agency.group),
    name: (agency) => rows.get(agency)?.card.agency.name ?? agency,
    shown: (view, initials) => {
      if (last?.view === view && last.initials === initials) return last.rows
      const board = boards[view.board]
      const found = board === undefined ? [] : sortRows(filterRows(board.rows, view.filter, initials), view.sort)
      last = { view, initials, rows: found }
      return found
    },
  }
}

const peerKey = (rubric: string, group: string, criterion: string | null): string =>
  JSON.stringify([rubric, group, criterion])

const boardsOf = (document: AssessmentDocument): ReadonlyArray<Board> => {
  const ranked = document.rankings.map(({ rubric, group, title }) => ({
    title,
    rubric,
    ranked: true,
    cards: document.scorecards.filter(
      (card) => card.rubric === rubric && (group === null || card.agency.group === group),
    ),
  }))
  const seen = new Set(ranked.flatMap(({ cards }) => cards.map(({ agency }) => agency.code)))
  const rest = Map.groupBy(
    document.scorecards.filter(({ agency }) => !seen.has(agency.code)),
    (card) => JSON.stringify([card.rubric, card.agency.group]),
  )
  const unranked = [...rest.values()].flatMap((cards) => {
    const [first] = cards
    return first === undefined ? [] : [{ title: first.agency.groupTitle, rubric: first.rubric, ranked: false, cards }]
  })
  const errors = counted(document, "error")
  const warnings = counted(document, "warning")
  return [...ranked, ...unranked].map(({ title, rubric, ranked, cards }) => {
    const places = Map.groupBy(cards, ({ place }) => place)
    const bases = cards.flatMap((card) => (card.place === null ? [] : [card.base])).sort((a, b) => b - a)
    const basePlaces = new Map(bases.map((_, index) => [bases[bases.length - 1 - index] ?? 0, bases.length - index]))
    return {
      title,
      rubric,
      ranked,
      sections: widest(cards),
      grades: [...new Set(cards.flatMap(({ grade }) => (grade === null ? [] : [grade])))],
      most: Math.max(1, ...cards.slice(0, 1).map(({ full }) => full)),
      nameWidth: cards.reduce((most, { agency }) => Math.max(most, width(agency.name)), 4),
      rows: cards.map(
        (card): Row => ({
          card,
          standing: card.place !== null ? "placed" : card.agency.status !== "参加排名" ? "apart" : "pending",
          tied: card.place !== null && (places.get(card.place)?.length ?? 0) > 1,
          basePlace: card.place === null ? null : (basePlaces.get(card.base) ?? null),
          errors: errors.get(card.agency.code) ?? 0,
          warnings: warnings.get(card.agency.code) ?? 0,
        }),
      ),
    }
  })
}

/** Groups ranked together may have different sections: the columns are those of all. */
const widest = (cards: ReadonlyArray<ScorecardDocument>): ScorecardDocument["sections"] => {
  const found = new Map<string, ScorecardDocument["sections"][number]>()
  for (const card of cards)
    for (const section of card.sections) if (!found.has(section.code)) found.set(section.code, section)
  return [...found.values()]
}

const counted = (document: AssessmentDocument, severity: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { agency, severity: found } of document.issues) {
    if (agency !== null && found === severity) counts.set(agency, (counts.get(agency) ?? 0) + 1)
  }
  return counts
}
