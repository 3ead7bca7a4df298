import { ruleLetter } from "../../rubric/citedRules.ts"
import { figure, folded, readFigure } from "./numbers.ts"
import type { Around, Proposal, ProposedField } from "./Proposal.ts"
import { patterns } from "./patterns.ts"
import { isCustomary, isScoring, sentencesOf } from "./sentences.ts"
import { ladder, levels, partOf, tiers } from "./series.ts"

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
export const proposeRules = (clause: string, place: Omit<Around, "next">, nameField: NameField): ProposedRules => {
  const around: Around = { ...place, next: null }
  const all = sentencesOf(clause)
  const excuses = new Set(all.flatMap((sentence) => exceptionAfter(all, sentence) ?? []))
  const sentences = all.filter(
    (sentence) => isScoring(sentence) && !isCustomary(sentence) && !excuses.has(folded(sentence)),
  )
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
  let readAlready: string | null = null
  for (const [index, sentence] of sentences.entries()) {
    if (readAlready === sentence) {
      readAlready = null
      continue
    }
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
    const next = sentences[index + 1] ?? null
    const { plain, except } = withoutException(folded(sentence))
    const found = readSentence(plain, { ...around, next: next === null ? null : folded(next) })
    const excused: ReadonlyArray<string> = [except, exceptionAfter(all, sentence)].flatMap((words) =>
      words === null ? [] : [words],
    )
    const read: Read | null = found === null || excused.length === 0 ? found : excusing(found, excused)
    const isSecondJudged = read !== null && read.proposal.rule([]).kind === "judged" && isJudged
    if (read === null || isSecondJudged) {
      reads.push({ sentence, by: null, assumed: null })
      continue
    }
    const { proposal } = read
    const each = [proposal, ...(proposal.also ?? [])]
    const made = each.map((one) => one.rule(one.fields.map(name)))
    isJudged ||= made.some(({ kind }) => kind === "judged")
    taken.push(...each)
    reads.push({ sentence, by: read.by, assumed: proposal.assumed })
    const end = proposal.readsNext === true && next !== null ? next : null
    if (end !== null) {
      reads.push({ sentence: end, by: read.by, assumed: null })
      readAlready = end
    }
    const says = end === null ? sentence : upTo(clause, sentence, end)
    rules.push(...made.map((rule) => ({ ...rule, says, unconfirmed: true })))
  }
  const unread = reads.filter(({ by }) => by === null).map(({ sentence }) => sentence)
  const given =
    taken.reduce((sum, { gives }) => sum + (gives ?? 0), 0) +
    [...parts.values()].flat().reduce((sum, { points }) => sum + points, 0)
  const rest =
    rules.length > 0 && unread.length === 0
      ? null
      : leftToPeople({ unread, given, hasAward: given > 0, isJudged }, around)
  const written = rest === null ? rules : [...rules, rest]
  return {
    rules: written.map((rule, index) => (written.length > 1 ? { id: ruleLetter(index), ...rule } : rule)),
    fields,
    sentences: reads,
  }
}

/** ,因不可抗力的除外: at the end of a sentence. */
const exception = /[,(](?:但|因|由于|属于|经|确因|有)[^,()扣]{2,40}?的?,?(?:除外|不扣分|不扣|不计)\)?$/

const withoutException = (sentence: string): { readonly plain: string; readonly except: string | null } => {
  const found = exception.exec(sentence)
  return found === null
    ? { plain: sentence, except: null }
    : { plain: sentence.slice(0, found.index), except: found[0].replace(/^[,(]|\)$/g, "") }
}

/** A sentence of its own that excuses from the one before: 因不可抗力的除外. */
const exceptionAfter = (sentences: ReadonlyArray<string>, sentence: string): string | null => {
  const next = sentences[sentences.indexOf(sentence) + 1]
  return next !== undefined && /(?:除外|不扣分|不扣|不计)$/.test(folded(next)) && !/\d分|不足|每/.test(folded(next))
    ? folded(next)
    : null
}

/** What is excused is not counted: that stands in the definition of the figure. Of a rate it would change both sides, which nobody said. */
const excusing = ({ by, proposal }: Read, excused: ReadonlyArray<string>): Read | null => {
  const [field, ...more] = proposal.fields
  if (
    field === undefined ||
    more.length > 0 ||
    proposal.also !== undefined ||
    (field.kind !== "count" && field.kind !== "yes-no")
  )
    return null
  const definition = [...(field.definition === undefined ? [] : [field.definition]), ...excused].join(";")
  const spared = `“${excused.join(";")}”写入口径,填报时不计入`
  return {
    by,
    proposal: {
      ...proposal,
      fields: [{ ...field, definition }],
      assumed: proposal.assumed === null ? spared : `${proposal.assumed};${spared}`,
    },
  }
}

/** The words of a clause from one of its sentences to the end of another. */
const upTo = (clause: string, first: string, last: string): string => {
  const from = clause.indexOf(first)
  return clause.slice(from, clause.indexOf(last, from + first.length) + last.length)
}

interface Read {
  readonly by: string
  readonly proposal: Proposal
}

const readSentence = (sentence: string, around: Around): Read | null => {
  for (const pattern of [...patterns, ladder, tiers, levels]) {
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

/** 主要举措分两项计分: before the parts of a checklist. */
const heading = /^(?<of>[^:\uff1a,\uff0c]{2,30}?)分(?<many>[二两三四五六七八九十\d]+)项计分[:\uff1a]/u
/** 分三项,每有一项得 1 分:标题、落款、日期; the number may be left to the list. */
const alike = new RegExp(
  `^(?<of>[^:,]{2,30}?)(?:分(?<many>[二两三四五六七八九十\\d]+)项(?:计分)?)?,每\\p{Script=Han}{1,3}?(?:一|1)(?:项|类)得(?<points>${figure})分:(?<list>.+)$`,
  "u",
)

/** The parts that one sentence names, each with its points; none where something in it is no part. */
const partsIn = (sentence: string): ReadonlyArray<Part> => {
  const headed = heading.exec(sentence)
  const many = readFigure(headed?.groups?.many)
  const under = headed?.groups?.of === undefined ? "" : `${folded(headed.groups.of)}:`
  const pieces = sentence
    .slice(headed?.[0].length ?? 0)
    .split(/[,\uff0c]/)
    .map((piece) => piece.trim())
  const parts = pieces.flatMap((says) => {
    const part = partOf(folded(says))
    return part === null ? [] : [{ says, label: `${under}${part.label}`, points: part.points }]
  })
  if (parts.length === pieces.length) return headed === null || many === parts.length ? parts : []
  return partsAlike(sentence)
}

/** Parts that are worth the same. */
const partsAlike = (sentence: string): ReadonlyArray<Part> => {
  const found = alike.exec(folded(sentence))?.groups
  const points = readFigure(found?.points)
  const says =
    sentence
      .split(/[:\uff1a]/)
      .at(-1)
      ?.split("、") ?? []
  const isAll = found?.many === undefined || says.length === readFigure(found.many)
  return points === null || says.length < 2 || !isAll
    ? []
    : says.map((one) => ({ says: one.trim(), label: `${found?.of ?? ""}:${folded(one)}`, points }))
}

/** Sentences that are the parts of one checklist, alone or several in a sentence: all of them together give the full marks. */
const partsAmong = (sentences: ReadonlyArray<string>, { full }: Around): ReadonlyMap<string, ReadonlyArray<Part>> => {
  const found = new Map(
    sentences.flatMap((sentence) => {
      const parts = partsIn(sentence)
      return parts.length === 0 ? [] : [[sentence, parts] as const]
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
