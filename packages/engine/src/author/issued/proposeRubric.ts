import { Schema } from "effect"
import type { Issue } from "../../Issue.ts"
import { FieldName } from "../../rubric/Scalars.ts"
import type { IssuedDocument } from "./IssuedTable.ts"
import type { ProposedField } from "./Proposal.ts"
import { proposeRules, type SentenceRead } from "./proposeRules.ts"
import { type IssuedCriterion, type IssuedPlace, type IssuedSection, issueOf, readIssued } from "./readIssued.ts"

/** A rubric made from an issued document: its text word for word, and a proposal how to read it, every rule unconfirmed. */
export interface ProposedRubric {
  /** As rubric.yaml would say it. */
  readonly source: { readonly [key: string]: unknown }
  readonly issues: ReadonlyArray<Issue>
  /** Every sentence that gives or takes points, with what became of it. */
  readonly sentences: ReadonlyArray<SentenceRead & { readonly criterion: string; readonly at: IssuedPlace }>
  readonly criteria: number
}

/** `year`: 2026. Null where no table has a line to read. */
export const proposeRubric = (document: IssuedDocument, year: number): ProposedRubric | null => {
  const { sections, total, issues } = readIssued(document)
  if (sections.every(({ criteria }) => criteria.length === 0)) return null
  const making = new Making(document, year)
  const written = sections
    .filter(({ criteria }) => criteria.length > 0)
    .map((section, index) => making.section(section, index))
  const base = sections.reduce((sum, section) => sum + (section.bonus ? 0 : fullOf(section)), 0)
  const told: Array<Issue> = []
  if (total !== null && !near(total, base)) {
    told.push(
      issueOf(document.file, null, "warning", {
        code: "total",
        message: `表中写总分 ${total} 分,各部分(加分除外)合计 ${round(base)} 分`,
        remedy: "对照原表核对,改正分值",
      }),
    )
  }
  if (document.numbered > 0) {
    told.push(
      issueOf(document.file, null, "warning", {
        code: "auto-number",
        message: `有 ${document.numbered} 段用了 Word 的自动编号,编号不是文字,没有读入`,
        remedy: "要保留的,在 Word 中把自动编号转换成文字后再读",
      }),
    )
  }
  const title =
    document.paragraphs.find((text) => /细则|标准|办法|指标/.test(text)) ?? document.paragraphs[0] ?? "评分细则"
  return {
    source: {
      id: "issued",
      title: title.replace(/\s+/g, ""),
      version: `${year}.1`,
      period: { from: `${year}-01-01`, to: `${year}-12-31` },
      full: round(base),
      groups: { all: "全体单位" },
      rankWithin: "group",
      ...(making.sources.size === 0
        ? {}
        : { sources: Object.fromEntries([...making.sources].map(([name, id]) => [id, name])) }),
      ...(making.basis.size === 0
        ? {}
        : { basis: Object.fromEntries([...making.basis.values()].map(({ id, basis }) => [id, basis])) }),
      fields: Object.fromEntries([...making.fields.values()].map(({ id, field }) => [id, field])),
      sections: written,
    },
    issues: [...issues, ...making.issues, ...told],
    sentences: making.sentences,
    criteria: written.reduce((sum, { criteria }) => sum + criteria.length, 0),
  }
}

const fullOf = ({ full, criteria }: IssuedSection): number =>
  full ?? criteria.reduce((sum, one) => sum + (one.full ?? 0), 0)
const round = (value: number): number => Math.round(value * 10_000) / 10_000
const near = (a: number, b: number): boolean => round(a) === round(b)

const isFieldName = Schema.is(FieldName)

class Making {
  readonly issues: Array<Issue> = []
  readonly sentences: Array<ProposedRubric["sentences"][number]> = []
  readonly sources = new Map<string, string>()
  readonly basis = new Map<string, { readonly id: string; readonly basis: object }>()
  readonly fields = new Map<string, { readonly id: string; readonly field: object }>()
  private readonly document: IssuedDocument

  private readonly year: number

  constructor(document: IssuedDocument, year: number) {
    this.document = document
    this.year = year
  }

  section(section: IssuedSection, index: number) {
    const code = index < 26 ? String.fromCharCode(65 + index) : `S${index + 1}`
    const sum = round(section.criteria.reduce((total, { full }) => total + (full ?? 0), 0))
    if (section.full !== null && !near(section.full, sum) && !(section.bonus && sum > section.full)) {
      this.tell(
        section.at,
        "warning",
        "sum",
        `“${section.title}”写 ${section.full} 分,所属指标合计 ${sum} 分`,
        "对照原表核对,改正分值",
      )
    }
    return {
      code,
      title: section.title,
      full: section.full ?? sum,
      ...(section.bonus ? { bonus: true } : {}),
      criteria: section.criteria.map((criterion, at) => this.criterion(criterion, `${code}${at + 1}`)),
    }
  }

  private criterion(criterion: IssuedCriterion, code: string) {
    const full = criterion.full ?? 0
    if (criterion.full === null) {
      this.tell(
        criterion.at,
        "error",
        "no-points",
        `${code}“${criterion.title}”没有读到分值,暂写 0 分`,
        "在分值一栏写明",
      )
    }
    const source = this.sourceOf(criterion)
    const own = source === undefined && criterion.papers !== ""
    const named = (field: ProposedField): string =>
      this.fieldOf(
        {
          ...field,
          ...(source === undefined ? {} : { source }),
          ...(own ? { evidence: { need: "required", what: criterion.papers.replace(/\s+/g, " ") } } : {}),
        },
        code,
      )
    const { rules, sentences } = proposeRules(
      criterion.clause,
      { full, title: criterion.title, year: this.year },
      named,
    )
    for (const read of sentences) {
      this.sentences.push({ ...read, criterion: code, at: criterion.at })
      if (read.assumed !== null)
        this.tell(criterion.at, "note", "assumed", `${code}“${read.sentence}”:${read.assumed}`, "请确认")
    }
    const basis = this.basisOf(criterion.basis)
    return {
      code,
      title: criterion.title,
      full,
      clause: criterion.clause,
      ...(rules.length === 1 ? { rule: rules[0] } : { rules }),
      ...(basis.length === 0 ? {} : { basis }),
    }
  }

  /** The same thing, counted in the same way and supplied by the same office, is one field. */
  private fieldOf(field: ProposedField & { readonly source?: string }, code: string): string {
    const known = this.fields.get(field.label)
    if (known !== undefined && JSON.stringify(known.field) === JSON.stringify(field)) return known.id
    const label = known === undefined ? field.label : `${field.label}(${code})`
    const again = this.fields.get(label)
    if (again !== undefined) return again.id
    const taken = new Set([...this.fields.values()].map(({ id }) => id))
    const id =
      isFieldName(label) && !taken.has(label) && !reserved.test(label) ? label : `${code}.f${this.fields.size + 1}`
    this.fields.set(label, { id, field: { ...field, label } })
    return id
  }

  private sourceOf({ source }: IssuedCriterion): string | undefined {
    const name = source.replace(/\s+/g, "")
    if (
      !/^[\p{Script=Han}()()“”]{2,20}$/u.test(name) ||
      !/(?:法院|检察院|局|办|办公室|委|部|厅|院|科|处|组)$/.test(name)
    )
      return undefined
    const known = this.sources.get(name) ?? `s${this.sources.size + 1}`
    this.sources.set(name, known)
    return known
  }

  private basisOf(text: string): ReadonlyArray<string> {
    return [
      ...text.matchAll(
        /《([^《》]+)》(?:([(\uff08][^()\uff08\uff09]*[)\uff09])?)?(第[\p{Script=Han}\d]+条(?:第[\p{Script=Han}\d]+[款项])*)?/gu,
      ),
    ].map(([, title = "", number, article]) => {
      const key = `${title}${number ?? ""}${article ?? ""}`
      const known = this.basis.get(key) ?? {
        id: `b${this.basis.size + 1}`,
        basis: {
          title,
          ...(number === undefined ? {} : { number: number.slice(1, -1) }),
          ...(article === undefined ? {} : { article }),
          verified: "no",
        },
      }
      this.basis.set(key, known)
      return known.id
    })
  }

  private tell(at: IssuedPlace, severity: Issue["severity"], code: string, message: string, remedy: string): void {
    this.issues.push(issueOf(this.document.file, at, severity, { code, message, remedy }))
  }
}

/** Words of the formula language are no names. */
const reserved = /^(?:and|or|not|min|max|abs|floor|ceil|round|且|或|非)$/
