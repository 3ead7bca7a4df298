import { Schema } from "effect"
import type { Agency } from "../Entry.ts"
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
      return scrub({ ...withoutPersons(document), for: "leaders" }, conceal(namesIn(document), audience))
    case "agency":
      return forAgency(document, audience)
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
      limits: card.limits.map((limit) => ({
        ...limit,
        owes: distinct(limit.owes.map((owes) => ({ ...owes, who: who(owes.who) }))),
      })),
      adjustments: card.adjustments.map(({ label, points, basis }) => ({ label, points, basis })),
      marks: card.marks.map((mark) => impersonal(mark, who)),
    })),
    issues: document.issues.map(({ also, ...issue }) => ({
      ...issue,
      // what stands in a case ledger may be the name of a party
      message: issue.code === "ledger/cell" ? issue.message.replace(/“[^”]*”/g, "“(略)”") : issue.message,
      at: issue.at !== null && isPersonal(issue.at.file) ? null : issue.at,
      ...(also === undefined ? {} : { also: also.filter(({ file }) => !isPersonal(file)) }),
    })),
    owed: distinct(document.owed.map((owed) => ({ ...owed, who: who(owed.who) }))),
  }
}

/** Files that scorers and deciders wrote: their names stand in them, and often in the file's name. */
const isPersonal = (file: string): boolean => file.startsWith("scores/") || file.startsWith("decisions/")

/** What the deciders were shown of others' totals and places goes with their names. */
const impersonal = ({ shown: _, ...mark }: MarkDocument, who: (name: string) => string): MarkDocument => ({
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
  open: mark.open.map((open) => ({
    ...open,
    owes: distinct(open.owes.map((owes) => ({ ...owes, who: who(owes.who) }))),
  })),
})

const forAgency = (
  document: AssessmentDocument,
  audience: Audience & { readonly kind: "agency" },
): AssessmentDocument => {
  const { code } = audience
  const own = document.scorecards.filter((card) => card.agency.code === code)
  const groups = new Set(own.map((card) => card.agency.group))
  // those of others are let go first, because there may be thousands of them
  const clean = withoutPersons({
    ...document,
    scorecards: own,
    issues: document.issues.filter((issue) => issue.agency === code && issue.forTeam !== true),
    owed: document.owed.filter((owed) => owed.agency === code),
  })
  const copy: AssessmentDocument = {
    ...clean,
    for: "agency",
    stamp: { ...clean.stamp, inputs: clean.stamp.inputs.filter(({ agency }) => agency === code) },
    scorecards: clean.scorecards.map((card) => ({ ...card, marks: card.marks.map(withoutSmallGroups) })),
    rankings: [],
    peers: clean.peers.filter((peer) => groups.has(peer.group)),
  }
  return scrub(copy, conceal(namesIn(document), audience))
}

/** A statistic of fewer gives single values away. */
export const FEWEST_SHOWN = 5

/** The mark without the statistics of groups too small to show them; what it lost by them stays. */
const withoutSmallGroups = (mark: MarkDocument): MarkDocument => ({
  ...mark,
  deductions: mark.deductions.map((deduction) => {
    const { compared, ...rest } = deduction
    if (compared === undefined || compared.units >= FEWEST_SHOWN) return deduction
    const { text } = compared
    const own = rest.found.endsWith(text) ? rest.found.slice(0, rest.found.length - text.length) : ""
    return {
      ...rest,
      reason: "与其他单位比较,可比的单位不多,统计值不公开",
      found: own.replace(/;$/, ""),
      workings: byTeam,
    }
  }),
})

/** What stands for a computation that rests on others. */
export const byTeam = "由考核组按全组数据计算"

/** Every name that a copy for others may have to hide. */
export interface Names {
  readonly persons: ReadonlyArray<string>
  readonly agencies: ReadonlyArray<
    Pick<Agency, "code" | "name" | "short"> & { readonly aliases?: ReadonlyArray<string> }
  >
  /** Names that the rubric itself prints, as of its sources (市司法局普法科): they stay whole though an agency's name is in them. */
  readonly issued?: ReadonlyArray<string>
}

const namesIn = (document: AssessmentDocument): Names => ({
  persons: document.stamp.persons,
  agencies: document.scorecards.map(({ agency }) => agency),
  issued: document.scorecards.flatMap(({ marks }) =>
    marks.flatMap(({ findings }) => findings.map(({ source }) => source)),
  ),
})

/** Replaces, in a text that somebody typed, the names that an audience must not read. */
export const conceal = ({ persons, agencies, issued = [] }: Names, audience: Audience): ((text: string) => string) => {
  if (audience.kind === "internal") return (text) => text
  const people = persons.map((name) => [name, "考核人员"] as const)
  if (audience.kind !== "agency") return replacing(people)
  const regions = sharedRegions(agencies)
  const known = (agency: Names["agencies"][number]): ReadonlyArray<string> =>
    [
      agency.name,
      // 云泽市农业农村局 is spoken of as 农业农村局, whatever its short name
      ...regions.filter((region) => agency.name.startsWith(region)).map((region) => agency.name.slice(region.length)),
      ...(agency.short === null ? [] : [agency.short]),
      ...(agency.aliases ?? []),
      // a code that looks like no number and no word gives its agency away
      ...(/^(?=.*\d)(?=.*[A-Za-z])\w{4,}$/.test(agency.code) ? [agency.code] : []),
    ].filter((name) => name.length >= 2)
  const others = agencies.filter(({ code }) => code !== audience.code).flatMap(known)
  const own = agencies.filter(({ code }) => code === audience.code).flatMap(known)
  const kept = [...own, ...issued.filter((name) => !others.includes(name))]
  return replacing([
    ...others.map((name) => [name, "其他单位"] as const),
    ...people,
    ...kept.map((name) => [name, null] as const),
  ])
}

/** The regions with which the names of several agencies begin: 云泽市. */
const sharedRegions = (agencies: Names["agencies"]): ReadonlyArray<string> => {
  const regions = agencies.flatMap(({ name }) => /^.{1,7}?[省市县区州盟旗](?=.{3})/u.exec(name) ?? [])
  return [...new Set(regions.filter((region, index) => regions.indexOf(region) !== index))]
}

/** Replaces each name, with whatever blanks somebody typed into it; a name that has `null` stays, also where another name is part of it. */
const replacing = (names: ReadonlyArray<readonly [name: string, by: string | null]>): ((text: string) => string) => {
  const meanings = new Map(names.map(([name, by]) => [closed(name), by]))
  // the longest first, so that no rest of a name is left standing
  const ordered = [...meanings.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length)
  return (text) => {
    const whole = closed(text)
    const found = ordered.filter((name) => whole.includes(name))
    if (found.length === 0) return text
    const spelt = found.map((name) => [...name].map((character) => literal(character)).join("\\s*"))
    return text.replace(new RegExp(spelt.join("|"), "gu"), (name) => meanings.get(closed(name)) ?? name)
  }
}

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")

const closed = (text: string): string => text.replace(/\s+/g, "")

const forPublic = (document: AssessmentDocument): AssessmentDocument => {
  const { totals, places } = document.stamp.publish
  const bare = ({ exact: _, among, views: __, quota: ___, ...card }: ScorecardDocument): ScorecardDocument => ({
    ...card,
    ...(among === undefined || !places ? {} : { among }),
    agency: { ...card.agency, remark: null },
    place: places ? card.place : null,
    limits: [],
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
          places: ranking.places.map((row) => (totals ? row : { ...row, total: null, grade: null })),
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

/** The document with the texts that people typed cleaned, however deep. */
const scrub = (document: AssessmentDocument, clean: (text: string) => string): AssessmentDocument => {
  const cleaned: unknown = JSON.parse(JSON.stringify(document), (key: string, value: unknown) =>
    typeof value === "string" && !issued.has(key) ? clean(value) : value,
  )
  return decode(cleaned)
}

const distinct = <A>(list: ReadonlyArray<A>): ReadonlyArray<A> => {
  const seen = new Map(list.map((one) => [JSON.stringify(one), one]))
  return [...seen.values()]
}
