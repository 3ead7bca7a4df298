import { AnyRule, methods, type Rule } from "../methods/methods.ts"
import { citedRules } from "../rubric/citedRules.ts"
import { Criterion, Rubric, Section } from "../rubric/Rubric.ts"
import { changedPart } from "./changedPart.ts"
import { phraseOf, valueWords } from "./phrases.ts"
import { ruleWords } from "./ruleWords.ts"
import {
  choicesOf,
  entryOf,
  identifierOf,
  isFreeTable,
  isKeys,
  isTable,
  type KeyShape,
  keysOf,
  memberFor,
  type Shape,
} from "./Shape.ts"
import { same } from "./same.ts"
import { titleOf } from "./titles.ts"

/** One change between two versions of a rubric (修订), as a sentence without a full stop. */
export interface Change {
  /** Where: 通用规定, 指标 A1 …, 填报项 … */
  readonly about: string
  readonly sentence: string
  /** The criterion in the new version, or in the old one where it is gone; null for what concerns the whole. */
  readonly criterion: string | null
}

/** What changed, linked by code: criteria, rules, fields and everything else that the schema knows. */
export const compareRubrics = (before: Rubric, after: Rubric): ReadonlyArray<Change> => {
  const both: Both = { before, after }
  return [
    ...general(both),
    ...sections(both),
    ...entries("fields", "填报项", both),
    ...["sources", "groups", "basis"].flatMap((name) => entries(name, titleOfKey(name), both)),
  ]
}

interface Both {
  readonly before: Rubric
  readonly after: Rubric
}

const byEntry: ReadonlySet<string> = new Set(["fields", "sources", "groups", "basis"])
const none: ReadonlySet<string> = new Set()

const titleOfKey = (name: string): string => {
  const key = keysOf(Rubric.ast).find((one) => one.name === name)
  return key === undefined ? name : titleOf(key, "")
}

const general = (both: Both): ReadonlyArray<Change> =>
  tableChanges(
    Rubric.ast,
    { ...both.before },
    { ...both.after },
    { outer: "", both, without: new Set([...byEntry, "sections"]) },
  ).map((sentence) => ({ about: "通用规定", sentence, criterion: null }))

/** Keys of a table that are different, each as a sentence. */
const tableChanges = (
  shape: Shape,
  before: { readonly [key: string]: unknown },
  after: { readonly [key: string]: unknown },
  { outer, both, without }: { readonly outer: string; readonly both: Both; readonly without: ReadonlySet<string> },
): ReadonlyArray<string> =>
  keysOf(shape).flatMap((key): ReadonlyArray<string> => {
    const [old, now] = [before[key.name], after[key.name]]
    if (without.has(key.name) || same(old, now)) return []
    const member = memberFor(key.shape, now ?? old)
    if (isTable(member) && isKeys(old) && isKeys(now)) {
      const inner = tableChanges(member, old, now, { outer: key.name, both, without: none })
      return inner.map((sentence) => `${titleOf(key, outer)}:${sentence}`)
    }
    const listed = listChanges(key, { old, now }, both)
    return listed ?? [valueChange(key, { old, now }, { outer, both })]
  })

/** Entries of a list of tables, linked by what stands first in them (a grade, a relation); null where that does not tell them apart. */
const listChanges = (
  key: KeyShape,
  { old, now }: { readonly old: unknown; readonly now: unknown },
  both: Both,
): ReadonlyArray<string> | null => {
  const entry = entryOf(memberFor(key.shape, now ?? old))
  const [first] = entry === null ? [] : keysOf(entry)
  if (entry === null || first === undefined || !Array.isArray(old) || !Array.isArray(now)) return null
  const named = (list: ReadonlyArray<unknown>) =>
    new Map(list.flatMap((one) => (isKeys(one) ? [[one[first.name], one] as const] : [])))
  const [before, after] = [named(old), named(now)]
  if (before.size !== old.length || after.size !== now.length) return null
  const inner: KeyShape = { name: key.name, shape: entry, isOptional: false }
  const said = (one: unknown, rubric: Rubric): string =>
    valueWords(inner.shape, one, { outer: key.name, rubric, without: none })
  const lead = (one: unknown): string => `${titleOf(first, key.name)}“${String(one)}”`
  return [
    ...[...after].flatMap(([name, one]): ReadonlyArray<string> => {
      const other = before.get(name)
      if (other === undefined) return [`增加 ${said(one, both.after)}`]
      return tableChanges(entry, other, one, { outer: key.name, both, without: none }).map(
        (sentence) => `${lead(name)}:${sentence}`,
      )
    }),
    ...[...before].flatMap(([name, one]) => (after.has(name) ? [] : [`删去 ${said(one, both.before)}`])),
  ]
}

const valueChange = (
  key: KeyShape,
  { old, now }: { readonly old: unknown; readonly now: unknown },
  { outer, both }: { readonly outer: string; readonly both: Both },
): string => {
  const isText = choicesOf(key.shape) === null && !/^(?:Formula|Day|Amount)$/.test(identifierOf(key.shape) ?? "")
  if (isText && typeof old === "string" && typeof now === "string" && !/^\d+(?:\.\d+)?(?:pp|%)/.test(old)) {
    const part = old.length + now.length > 40 ? changedPart(old, now) : { before: old, after: now }
    return `${titleOf(key, outer)}由“${part.before}”改为“${part.after}”`
  }
  const said = (value: unknown, rubric: Rubric): string => phraseOf(key, value, { outer, rubric, without: none })
  if (old === undefined) return `增加“${said(now, both.after)}”`
  if (now === undefined) return `删去“${said(old, both.before)}”`
  return `“${said(old, both.before)}”改为“${said(now, both.after)}”`
}

/** Entries of a table by id: added, gone, changed. */
const entries = (name: string, title: string, both: Both): ReadonlyArray<Change> => {
  const key = keysOf(Rubric.ast).find((one) => one.name === name)
  const entry = key === undefined || !isFreeTable(key.shape) ? null : entryOf(key.shape)
  if (entry === null) return []
  const [old, now] = [tableOf(both.before, name), tableOf(both.after, name)]
  const nameOf = (id: string, value: unknown): string =>
    typeof value === "string" ? value : isKeys(value) ? String(value.label ?? value.title ?? id) : id
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((id): ReadonlyArray<Change> => {
    const [one, other] = [old[id], now[id]]
    if (same(one, other)) return []
    const about = `${title}“${nameOf(id, other ?? one)}”(${id})`
    if (one === undefined) return [{ about, sentence: "新增", criterion: null }]
    if (other === undefined) return [{ about, sentence: "删去", criterion: null }]
    const sentences =
      isKeys(one) && isKeys(other)
        ? tableChanges(entry, one, other, { outer: name, both, without: none })
        : [`“${nameOf(id, one)}”改为“${nameOf(id, other)}”`]
    return sentences.map((sentence) => ({ about, sentence, criterion: null }))
  })
}

const tableOf = (rubric: Rubric, name: string): { readonly [key: string]: unknown } => {
  const value = new Map<string, unknown>(Object.entries(rubric)).get(name)
  return isKeys(value) ? value : {}
}

interface Placed {
  readonly criterion: Criterion
  readonly section: Section
}

const placed = ({ sections: all }: Rubric): ReadonlyArray<Placed> =>
  all.flatMap((section) => section.criteria.map((criterion) => ({ section, criterion })))

const sections = (both: Both): ReadonlyArray<Change> => {
  const [old, now] = [placed(both.before), placed(both.after)]
  const partner = partners(old, now)
  const gone = old.filter((one) => ![...partner.values()].includes(one))
  const named = ({ code, title }: { readonly code: string; readonly title: string }): string => `${code} ${title}`
  const ofSections = both.after.sections.flatMap((section): ReadonlyArray<Change> => {
    const before = both.before.sections.find(({ code }) => code === section.code)
    const about = `部分 ${named(section)}`
    if (before === undefined) return [{ about, sentence: "新增", criterion: null }]
    return tableChanges(
      Section.ast,
      { ...before },
      { ...section },
      { outer: "sections", both, without: new Set(["criteria"]) },
    ).map((sentence) => ({ about, sentence, criterion: null }))
  })
  const lost = both.before.sections
    .filter(({ code }) => !both.after.sections.some((section) => section.code === code))
    .map((section): Change => ({ about: `部分 ${named(section)}`, sentence: "删去", criterion: null }))
  return [
    ...ofSections,
    ...lost,
    ...now.flatMap((one) => {
      const before = partner.get(one)
      const { code } = one.criterion
      const about = `指标 ${named(one.criterion)}`
      if (before === undefined)
        return [{ about, sentence: `新增,${fullPhrase(one.criterion, both.after)}`, criterion: code }]
      return criterionChanges(before, one, both).map((sentence) => ({ about, sentence, criterion: code }))
    }),
    ...gone.map(
      ({ criterion }): Change => ({
        about: `指标 ${named(criterion)}`,
        sentence: `删去,原${fullPhrase(criterion, both.before)}`,
        criterion: criterion.code,
      }),
    ),
  ]
}

const fullPhrase = (criterion: Criterion, rubric: Rubric): string => {
  const key = keysOf(Criterion.ast).find(({ name }) => name === "full")
  return key === undefined ? "" : phraseOf(key, criterion.full, { outer: "criteria", rubric, without: none })
}

/** The code that a criterion had before, by its code now; criteria that are new or gone are not in it. */
export const codesBefore = (before: Rubric, after: Rubric): ReadonlyMap<string, string> =>
  new Map([...partners(placed(before), placed(after))].map(([now, old]) => [now.criterion.code, old.criterion.code]))

/** The old criterion of each new one: the one it says it was, or of the same code, or else, where neither code is known to the other side, the same clause or title. */
const partners = (old: ReadonlyArray<Placed>, now: ReadonlyArray<Placed>): ReadonlyMap<Placed, Placed> => {
  const found = new Map<Placed, Placed>()
  const free = (before: Placed): boolean => ![...found.values()].includes(before)
  for (const read of [({ criterion }: Placed) => criterion.was, ({ criterion }: Placed) => criterion.code]) {
    for (const one of now) {
      const before = found.has(one) ? undefined : old.find((other) => free(other) && other.criterion.code === read(one))
      if (before !== undefined) found.set(one, before)
    }
  }
  for (const one of now) {
    if (found.has(one)) continue
    const { clause, title } = one.criterion
    const before =
      old.find((other) => free(other) && other.criterion.clause === clause) ??
      old.find((other) => free(other) && other.criterion.title === title)
    if (before !== undefined) found.set(one, before)
  }
  return found
}

const criterionChanges = (before: Placed, after: Placed, both: Both): ReadonlyArray<string> => [
  ...(before.criterion.code === after.criterion.code
    ? []
    : [`编号由 ${before.criterion.code} 改为 ${after.criterion.code}`]),
  ...(before.section.code === after.section.code
    ? []
    : [`由“${before.section.code} ${before.section.title}”移到“${after.section.code} ${after.section.title}”`]),
  ...tableChanges(
    Criterion.ast,
    { ...before.criterion },
    { ...after.criterion },
    { outer: "criteria", both, without: new Set(["code", "was", "rule", "rules"]) },
  ),
  ...ruleChanges(before.criterion, after.criterion, both),
]

const ruleChanges = (before: Criterion, after: Criterion, both: Both): ReadonlyArray<string> => {
  const [old, now] = [citedRules(before), citedRules(after)]
  const one = old.length === 1 && now.length === 1
  return [
    ...now.flatMap(({ id, rule }): ReadonlyArray<string> => {
      const match = old.find((other) => other.id === id)
      const lead = one ? "计分规则" : `规则 ${id}`
      if (match === undefined)
        return [`增加${lead === "计分规则" ? "计分规则" : ` ${lead}`}:${ruleWords(rule, both.after)}`]
      return ruleChange(match.rule, rule, { both, isReworded: before.clause !== after.clause }).map(
        (sentence) => `${lead}:${sentence}`,
      )
    }),
    ...old.flatMap(({ id, rule }) =>
      now.some((other) => other.id === id) ? [] : [`删去规则 ${id}:${ruleWords(rule, both.before)}`],
    ),
  ]
}

/** Of a clause that is worded anew, the part that a rule reads is not told again. */
const ruleChange = (
  before: Rule,
  after: Rule,
  { both, isReworded }: { readonly both: Both; readonly isReworded: boolean },
): ReadonlyArray<string> => {
  if (same(before, after)) return []
  if (before.kind !== after.kind)
    return [
      `计分方法由“${methods[before.kind].title}”改为“${methods[after.kind].title}”,现为 ${ruleWords(after, both.after)}`,
    ]
  return tableChanges(
    memberFor(AnyRule.ast, after),
    { ...before },
    { ...after },
    { outer: "rules", both, without: new Set(["kind", "id", ...(isReworded ? ["says"] : [])]) },
  )
}
