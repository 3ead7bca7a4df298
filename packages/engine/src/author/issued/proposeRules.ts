import { ruleLetter } from "../../rubric/citedRules.ts"
import { folded } from "./numbers.ts"
import type { Around, Proposal, ProposedField } from "./Proposal.ts"
import { patterns } from "./patterns.ts"
import { isCustomary, isScoring, sentencesOf } from "./sentences.ts"
import { levels, partOf, tiers } from "./series.ts"

/** What became of one sentence that gives or takes points. */
export interface SentenceRead {
  readonly sentence: string
  /** The name of the pattern that read it; null where none did. */
  readonly by: string | null
  readonly assumed: string | null
}

/** The rules proposed for one clause (拟读法), in its order. */
export interface ProposedRules {
  readonly rules: ReadonlyArray<{ readonly [key: string]: unknown }>
  readonly fields: ReadonlyArray<readonly [id: string, field: ProposedField]>
  readonly sentences: ReadonlyArray<SentenceRead>
}

/** Gives a field an id that no other field has, or the id it already has. */
export type NameField = (field: ProposedField) => string

/**
 * Reads a clause sentence by sentence. What no pattern reads is left to people: one judged rule for all of it. Every rule is unconfirmed,
 * and holds the sentence it reads word for word.
 */
export const proposeRules = (clause: string, around: Around, nameField: NameField): ProposedRules => {
  const sentences = sentencesOf(clause).filter((sentence) => isScoring(sentence) && !isCustomary(sentence))
  const parts = partsAmong(sentences, around)
  const reads: Array<SentenceRead> = []
  const fields: Array<readonly [string, ProposedField]> = []
  const rules: Array<{ readonly [key: string]: unknown }> = []
  const taken: Array<Proposal> = []
  let isChecklistMade = false
  let isJudged = false
  const name = (field: ProposedField): string => {
    const id = nameField(field)
    if (!fields.some(([other]) => other === id)) fields.push([id, field])
    return id
  }
  for (const sentence of sentences) {
    if (parts.has(sentence)) {
      reads.push({ sentence, by: "…得…分", assumed: null })
      if (isChecklistMade) continue
      isChecklistMade = true
      rules.push({
        kind: "checklist",
        unconfirmed: true,
        parts: [...parts.values()].flat().map(({ label, points, says }) => ({
          value: name({ label, kind: "yes-no" }),
          points,
          says,
        })),
      })
      continue
    }
    const read = readSentence(folded(sentence), around)
    const isSecondJudged = read !== null && read.proposal.rule([]).kind === "judged" && isJudged
    if (read === null || isSecondJudged) {
      reads.push({ sentence, by: null, assumed: null })
      continue
    }
    const { proposal } = read
    const rule = proposal.rule(proposal.fields.map(name))
    isJudged ||= rule.kind === "judged"
    taken.push(proposal)
    reads.push({ sentence, by: read.by, assumed: proposal.assumed })
    rules.push({ ...rule, says: sentence, unconfirmed: true })
  }
  const unread = reads.filter(({ by }) => by === null).map(({ sentence }) => sentence)
  const given =
    taken.reduce((sum, { gives }) => sum + (gives ?? 0), 0) +
    [...parts.values()].flat().reduce((sum, { points }) => sum + points, 0)
  const rest =
    rules.length > 0 && unread.length === 0
      ? null
      : leftToPeople({ unread, given, hasAward: given > 0, isJudged }, around)
  const all = rest === null ? rules : [...rules, rest]
  return {
    rules: all.map((rule, index) => (all.length > 1 ? { id: ruleLetter(index), ...rule } : rule)),
    fields,
    sentences: reads,
  }
}

const readSentence = (
  sentence: string,
  around: Around,
): { readonly by: string; readonly proposal: Proposal } | null => {
  for (const pattern of [...patterns, tiers, levels]) {
    const proposal = pattern.read(sentence, around)
    if (proposal !== null) return { by: pattern.name, proposal }
  }
  return null
}

interface Part {
  /** Word for word. */
  readonly says: string
  readonly label: string
  readonly points: number
}

/** Sentences that are the parts of one checklist, alone or several in a sentence: all of them together give the full marks. */
const partsAmong = (sentences: ReadonlyArray<string>, { full }: Around): ReadonlyMap<string, ReadonlyArray<Part>> => {
  const found = new Map(
    sentences.flatMap((sentence) => {
      const pieces = sentence.split(/[,\uff0c]/).map((piece) => piece.trim())
      const parts = pieces.flatMap((says) => {
        const part = partOf(folded(says))
        return part === null ? [] : [{ says, ...part }]
      })
      return parts.length === pieces.length ? [[sentence, parts] as const] : []
    }),
  )
  // in ten thousandths, so that 0.1 + 0.2 is 0.3
  const sum = [...found.values()].flat().reduce((total, { points }) => total + Math.round(points * 10_000), 0)
  return sum === Math.round(full * 10_000) ? found : new Map()
}

/** One rule by which people score what was not read: what is not given yet, or a deduction from everything. */
const leftToPeople = (
  state: {
    readonly unread: ReadonlyArray<string>
    readonly given: number
    readonly hasAward: boolean
    readonly isJudged: boolean
  },
  { full }: Around,
): { readonly [key: string]: unknown } | null => {
  if (state.isJudged) return null
  const [only] = state.unread
  const says = state.unread.length === 1 && only !== undefined ? { says: only } : {}
  const left = Math.round((full - state.given) * 10_000) / 10_000
  return state.hasAward && left > 0
    ? { kind: "judged", how: "award", most: left, scorers: 1, ...says, unconfirmed: true }
    : { kind: "judged", how: "lose", most: full, scorers: 1, ...says, unconfirmed: true }
}
