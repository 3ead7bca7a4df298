import { basisText, sourceName } from "../assess/explain.ts"
import { Rational } from "../Rational.ts"
import { citedRules } from "../rubric/citedRules.ts"
import {
  Criterion,
  type Field,
  type FullMarks,
  type Ledger,
  onlyTakes,
  Rubric,
  type Section,
  sourceOf,
} from "../rubric/Rubric.ts"
import { show } from "../show.ts"
import { fieldsNamed } from "./formulaWords.ts"
import { countedWords, ledgerWords, rowOf } from "./PrintedLedger.ts"
import { phraseOf } from "./phrases.ts"
import { ruleWords } from "./ruleWords.ts"
import { isFreeTable, isKeys, type Keys, keysOf } from "./Shape.ts"
import { titleOf } from "./titles.ts"
import { formulasIn } from "./walk.ts"

/** The rules as the table that officials know (印发的表式), in texts: every writer lays out the same. */
export interface PrintedRubric {
  readonly title: string
  /** 版本, 考核期, 印发 … in one line. */
  readonly about: string
  readonly notice: string | null
  readonly sections: ReadonlyArray<PrintedSection>
  /** What the figures are counted from. */
  readonly ledgers: ReadonlyArray<PrintedLedger>
  /** What holds for the whole: rounding, missing values, grades. One sentence each. */
  readonly general: ReadonlyArray<string>
}

/** A ledger (台账), and how each of its rows is scored, where it is. */
export interface PrintedLedger {
  readonly title: string
  /** One sentence each, without a full stop. */
  readonly about: ReadonlyArray<string>
  readonly sections: ReadonlyArray<PrintedSection>
}

export interface PrintedSection {
  readonly code: string
  readonly title: string
  readonly full: string
  readonly bonus: boolean
  readonly criteria: ReadonlyArray<PrintedCriterion>
}

/** One line of the table; lists are one line of text each. */
export interface PrintedCriterion {
  readonly code: string
  readonly title: string
  readonly full: string
  readonly clause: string
  readonly machine: ReadonlyArray<string>
  readonly figures: ReadonlyArray<string>
  readonly papers: ReadonlyArray<string>
  readonly basis: ReadonlyArray<string>
}

/** The heads of the columns, in order. */
export const printedHeads = [
  "一级指标",
  "二级指标",
  "分值",
  "评分标准",
  "机器读法",
  "填报项/数据来源",
  "佐证材料",
  "依据",
] as const

export const printRubric = (rubric: Rubric): PrintedRubric => ({
  title: rubric.title,
  about: [
    `版本 ${rubric.version}`,
    `考核期 ${rubric.period.from} 至 ${rubric.period.to}`,
    ...(rubric.issued?.by == null ? [] : [rubric.issued.by]),
    ...(rubric.issued?.number == null ? [] : [rubric.issued.number]),
    ...(rubric.issued?.on == null ? [] : [`${rubric.issued.on} 印发`]),
    ...(Object.keys(rubric.groups).length > 1 ? [`分组:${Object.values(rubric.groups).join("、")}`] : []),
  ].join("  "),
  notice: rubric.notice ?? null,
  sections: rubric.sections.map((section) => printSection(section, rubric)),
  ledgers: Object.values(rubric.ledgers ?? {}).map((ledger) => printLedger(ledger, rubric)),
  general: generalOf(rubric),
})

/** The columns of a row come from whoever keeps the ledger. */
const printLedger = (ledger: Ledger, rubric: Rubric): PrintedLedger => {
  const inRow = rowOf(ledger, rubric)
  return {
    title: ledger.label,
    about: ledgerWords(ledger),
    sections: (ledger.scored?.sections ?? []).map((section) => printSection(section, inRow, labelText)),
  }
}

const printSection = (
  section: Section,
  rubric: Rubric,
  figure: (field: Field, rubric: Rubric) => string = figureText,
): PrintedSection => ({
  code: section.code,
  title: section.title,
  full: onlyTakes(section)
    ? `从总分中扣,最多 ${show(Rational.of(-(section.floor ?? 0)), "points")}`
    : `${section.bonus === true ? "最多 " : ""}${fullText(section.full, rubric)}`,
  bonus: section.bonus === true,
  criteria: section.criteria.map((criterion) => printCriterion(criterion, rubric, figure)),
})

const printCriterion = (
  criterion: Criterion,
  rubric: Rubric,
  figure: (field: Field, rubric: Rubric) => string,
): PrintedCriterion => {
  const names = [...new Set(formulasIn(Criterion.ast, criterion).flatMap((text) => fieldsNamed(text, rubric)))]
  const fields = names.flatMap((name) => rubric.fields[name] ?? [])
  const rules = citedRules(criterion)
  return {
    code: criterion.code,
    title: criterion.title,
    full: fullText(criterion.full, rubric),
    clause: criterion.clause.trim(),
    machine: [
      ...(criterion.reading === undefined ? [] : [`评分口径:${criterion.reading.trim()}`]),
      ...rules.map(({ id, rule }) => `${rules.length > 1 ? `${id} ` : ""}${ruleWords(rule, rubric)}`),
      ...aroundRules(criterion, rubric),
    ],
    figures: fields.map((field) => figure(field, rubric)),
    papers: fields.flatMap((field) => paperText(field)),
    basis: (criterion.basis ?? []).flatMap((id) => {
      const basis = rubric.basis?.[id]
      return basis === undefined ? [] : [`${basisText(basis)}${basis.verified === "no" ? "(未核对)" : ""}`]
    }),
  }
}

const none: ReadonlySet<string> = new Set()

/** What has a column of its own, and what is no part of how a criterion scores. */
const inColumns: ReadonlySet<string> = new Set([
  "code",
  "title",
  "full",
  "clause",
  "reading",
  "rule",
  "rules",
  "basis",
  "remedy",
  "was",
])

/** Applicability, absence, floor: whatever else the language lets a criterion say. */
const aroundRules = (criterion: Criterion, rubric: Rubric): ReadonlyArray<string> => {
  const values = new Map<string, unknown>(Object.entries(criterion))
  return keysOf(Criterion.ast).flatMap((key) =>
    inColumns.has(key.name) || !values.has(key.name)
      ? []
      : [phraseOf(key, values.get(key.name), { outer: "criteria", rubric, without: none })],
  )
}

const namesIn = (table: Keys): ReadonlyArray<string> =>
  Object.entries(table).map(([id, one]) => {
    const name = isKeys(one) ? (one.title ?? one.label) : one
    return typeof name === "string" ? name : id
  })

const inHeading: ReadonlySet<string> = new Set([
  "id",
  "title",
  "version",
  "notice",
  "issued",
  "period",
  "groups",
  "sources",
  "basis",
  "fields",
  "ledgers",
  "sections",
])

const generalOf = (rubric: Rubric): ReadonlyArray<string> => {
  const values = new Map<string, unknown>(Object.entries(rubric))
  return keysOf(Rubric.ast).flatMap((key) => {
    const value = values.get(key.name)
    if (inHeading.has(key.name) || value === undefined) return []
    // what is only referred to by its id is named, and explained where it is used
    if (isFreeTable(key.shape) && isKeys(value)) return [`${titleOf(key, "")}:${namesIn(value).join("、")}`]
    // a list of relations is long: each stands alone
    const parts: ReadonlyArray<unknown> = Array.isArray(value) && value.length > 6 ? value.map((one) => [one]) : [value]
    return parts.map((part) => phraseOf(key, part, { outer: "", rubric, without: none }))
  })
}

/** 12, or 行政执法部门 12、综合管理部门 10. */
export const fullText = (full: FullMarks, rubric: Rubric): string => {
  if (typeof full === "number") return show(Rational.of(full), "points")
  const own = Object.entries(full)
  const [first] = own
  if (
    first !== undefined &&
    own.length === Object.keys(rubric.groups).length &&
    own.every(([, one]) => one === first[1])
  )
    return show(Rational.of(first[1]), "points")
  return own.map(([group, one]) => `${rubric.groups[group] ?? group} ${show(Rational.of(one), "points")}`).join("\n")
}

const labelText = ({ label, unit }: Field): string => `${label}${unit === undefined ? "" : `(${unit})`}`

const figureText = (field: Field, rubric: Rubric): string =>
  [
    `${labelText(field)}:${sourceName(rubric, sourceOf(field))}`,
    ...(field.counted === undefined ? [] : [countedWords(field, rubric)]),
  ].join(",")

const paperText = ({ label, evidence }: Field): ReadonlyArray<string> =>
  evidence === undefined
    ? []
    : [`${label}:${evidence.what ?? "佐证材料"}${evidence.need === "required" ? "" : "(可附)"}`]
