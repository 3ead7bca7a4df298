import { Schema } from "effect"
import { AssessmentDocument, type DeductionDocument, type MarkDocument, type ScorecardDocument } from "./Document.ts"

const decode = Schema.decodeUnknownSync(AssessmentDocument)

/** For whom an output is made (阅看范围). */
export type Audience =
  | { readonly kind: "internal" }
  | { readonly kind: "leaders" }
  | { readonly kind: "agency"; readonly code: string }
  | { readonly kind: "public" }

/**
 * The copy of a document that an audience may see. A bureau's holds no other agency's name or value, and only the team's own holds
 * the names of those who scored and decided. Texts that people typed are searched for such names as well.
 */
export const restrict = (document: AssessmentDocument, audience: Audience): AssessmentDocument => {
  switch (audience.kind) {
    case "internal":
      return document
    case "leaders":
      return scrub({ ...withoutPersons(document), for: "leaders" }, new Set(document.stamp.persons), "考核人员")
    case "agency":
      return forAgency(document, audience.code)
    case "public":
      return forPublic(document)
  }
}

const withoutPersons = (document: AssessmentDocument): AssessmentDocument => {
  const persons = new Set(document.stamp.persons)
  const who = (name: string): string => (persons.has(name) ? "考核组" : name)
  return {
    ...document,
    stamp: { ...document.stamp, persons: [], inputs: document.stamp.inputs.filter(({ file }) => !isPersonal(file)) },
    scorecards: document.scorecards.map((card) => ({
      ...card,
      marks: card.marks.map((mark) => impersonal(mark, who)),
    })),
    issues: document.issues.map((issue) => ({
      ...issue,
      at: issue.at !== null && isPersonal(issue.at.file) ? null : issue.at,
    })),
    owed: distinct(document.owed.map((owed) => ({ ...owed, who: who(owed.who) }))),
  }
}

/** Files that scorers and deciders wrote: their names stand in them, and often in the file's name. */
const isPersonal = (file: string): boolean => file.startsWith("scores/") || file.startsWith("decisions/")

const impersonal = (mark: MarkDocument, who: (name: string) => string): MarkDocument => ({
  ...mark,
  findings: mark.findings.map((finding) => ({
    ...finding,
    at: finding.at !== null && isPersonal(finding.at.file) ? null : finding.at,
  })),
  deductions: mark.deductions.map(
    (deduction): DeductionDocument => ({
      ...deduction,
      scores: [],
      at: deduction.at.filter(({ file }) => !isPersonal(file)),
      decision:
        deduction.decision === null ? null : { ...deduction.decision, by: [], at: { kind: "file", file: "decisions" } },
    }),
  ),
  open: mark.open.map((open) => ({ ...open, who: [...new Set(open.who.map(who))] })),
})

const forAgency = (document: AssessmentDocument, code: string): AssessmentDocument => {
  const own = document.scorecards.filter((card) => card.agency.code === code)
  const groups = new Set(own.map((card) => card.agency.group))
  const clean = withoutPersons(document)
  const others = new Set(
    document.scorecards
      .filter((card) => card.agency.code !== code)
      .flatMap((card) => [card.agency.name, ...(card.agency.short === null ? [] : [card.agency.short])])
      .filter(
        (name) =>
          name.length >= 2 &&
          !own.some((card) => card.agency.name.includes(name) || card.agency.short?.includes(name) === true),
      ),
  )
  const copy: AssessmentDocument = {
    ...clean,
    for: "agency",
    stamp: { ...clean.stamp, inputs: clean.stamp.inputs.filter(({ agency }) => agency === code) },
    scorecards: clean.scorecards.filter((card) => card.agency.code === code),
    rankings: [],
    peers: clean.peers.filter((peer) => groups.has(peer.group)),
    issues: clean.issues.filter((issue) => issue.agency === code),
    owed: clean.owed.filter((owed) => owed.agency === code),
  }
  return scrub(scrub(copy, new Set(document.stamp.persons), "考核人员"), others, "其他单位")
}

const forPublic = (document: AssessmentDocument): AssessmentDocument => {
  const { totals, places } = document.stamp.publish
  const bare = (card: ScorecardDocument): ScorecardDocument => ({
    ...card,
    agency: { ...card.agency, remark: null },
    place: places ? card.place : null,
    adjustments: [],
    sections: [],
    marks: [],
  })
  return {
    ...document,
    for: "public",
    stamp: { ...document.stamp, persons: [], inputs: [] },
    scorecards: totals
      ? document.scorecards.filter((card) => card.total !== null && card.agency.status === "参加排名").map(bare)
      : [],
    rankings: places
      ? document.rankings.map((ranking) => ({
          ...ranking,
          places: ranking.places.map((row) => (totals ? row : { ...row, total: null })),
          pending: [],
          apart: [],
        }))
      : [],
    peers: [],
    issues: [],
    owed: [],
  }
}

/** Texts of the rubric itself are printed as issued. */
const issued = new Set([
  "clause",
  "required",
  "title",
  "label",
  "reading",
  "notice",
  "hash",
  "code",
  "criterion",
  "section",
])

/** The document with every listed name replaced in the texts that people typed, however deep. */
const scrub = (document: AssessmentDocument, names: ReadonlySet<string>, by: string): AssessmentDocument => {
  if (names.size === 0) return document
  // the longest first, so that no rest of a name is left standing
  const ordered = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const clean = (text: string): string => ordered.reduce((sofar, name) => sofar.replaceAll(name, by), text)
  const cleaned: unknown = JSON.parse(JSON.stringify(document), (key: string, value: unknown) =>
    typeof value === "string" && !issued.has(key) ? clean(value) : value,
  )
  return decode(cleaned)
}

const distinct = <A>(list: ReadonlyArray<A>): ReadonlyArray<A> => {
  const seen = new Map(list.map((one) => [JSON.stringify(one), one]))
  return [...seen.values()]
}
