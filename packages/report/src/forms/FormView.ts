import {
  type Field,
  type FieldId,
  type GroupPlan,
  type LedgerPlan,
  onlyTakes,
  type Plan,
  papersOf,
  sourceName,
  sourceOf,
} from "@fadu/engine"
import type { Filled } from "./Filled.ts"

/** For whom a form is written, and what it asks. */
export interface FormRequest {
  readonly plan: Plan
  readonly group: GroupPlan
  /** Of the round, or of the rubric where the form is blank. */
  readonly title: string
  readonly issuer: string | null
  /** Null for a blank form. */
  readonly agency: { readonly code: string; readonly name: string } | null
  /** `2027-01-20`: the only day that stands in the file's own properties. */
  readonly asOf: string
  readonly due: string | null
  readonly evidenceDue: string | null
  /** Also asks for what others will supply, so that a bureau can see its whole score. */
  readonly self: boolean
  /** Adds 自评试算. */
  readonly trial: boolean
  /** A form that goes back with what was written in it, and what is asked about it. */
  readonly filled: Filled | null
  /** Ledgers whose rows are there already: a blank one would be sent back for them. */
  readonly handedIn?: ReadonlySet<string>
}

/** One field as a form asks for it. */
export interface Asked {
  readonly id: FieldId
  readonly field: Field
  /** Codes of the criteria that read it. */
  readonly criteria: ReadonlyArray<string>
  /** Row on 填报表. */
  readonly row: number
}

/** The fields of one section, in the order of its criteria. */
export interface AskedBlock {
  readonly title: string
  /** Row of its heading on 填报表. */
  readonly row: number
  readonly fields: ReadonlyArray<Asked>
}

export const sheetNames = {
  cover: "封面",
  figures: "填报表",
  claims: "自评表",
  papers: "佐证材料目录",
  options: "选项",
  trial: "自评试算",
  workings: "试算过程",
  workdays: "工作日历",
  ledgers: "台账核算",
} as const

/** Columns of 填报表. */
export const FIRST_ROW = 5
export const VALUE = "E"
export const PROOF = "F"

/** Lines to fill in on the sheet of a ledger, from FIRST_ROW on. */
export const LEDGER_ROWS = 200

/** The heading of the column in which a form with 自评试算 says what must be rewritten. */
export const HINT = "填报提示"

/** The unit that 填报表 prints beside a cell (计量单位). */
export const unitOf = ({ unit, kind }: Field): string => unit ?? kindWords[kind] ?? ""

const kindWords: { readonly [kind: string]: string } = { "yes-no": "是/否", day: "日期", level: "等次", rate: "%" }

/** What a program takes as the name of a sheet. */
export const sheetNameOf = (label: string): string => label.replace(/[[\]:*?/\\]/g, "").slice(0, 31)

/** One form with every field in its place (填报表). */
export class FormView {
  readonly request: FormRequest
  readonly blocks: ReadonlyArray<AskedBlock>
  private readonly byId: ReadonlyMap<FieldId, Asked>

  constructor(request: FormRequest) {
    this.request = request
    this.blocks = blocksOf(request)
    this.byId = new Map(this.fields.map((asked) => [asked.id, asked]))
  }

  get fields(): ReadonlyArray<Asked> {
    return this.blocks.flatMap(({ fields }) => fields)
  }

  asked(id: FieldId): Asked | null {
    return this.byId.get(id) ?? null
  }

  /** The ledgers that have a sheet in this form. Rows that were handed in stay in the file in which they came. */
  get ledgers(): ReadonlyArray<LedgerPlan> {
    const { plan, handedIn } = this.request
    return plan.ledgers.filter(
      ({ id, counts }) => handedIn?.has(id) !== true && counts.some(({ field }) => this.asked(field) !== null),
    )
  }

  /** The last row of fields on 填报表. */
  get last(): number {
    return this.fields.at(-1)?.row ?? FIRST_ROW
  }

  /** 表号: which form of whom this is. */
  get number(): string {
    const { plan, group, agency } = this.request
    return `${plan.rubric.id}-${plan.rubric.version}-${agency?.code ?? group.id}`
  }

  /** The line at the head of every sheet, by which the form is known when it comes back. */
  get stamp(): string {
    const { plan, group } = this.request
    return `表号:${this.number}  评分细则 ${plan.rubric.id} ${plan.rubric.version}  ${group.title}`
  }

  /** How many figures there are, and what they add up to: a stamped scan can be matched to its file. Days are not added. */
  get tally(): string {
    const block = `${sheetNames.figures}!$${VALUE}$${FIRST_ROW}:$${VALUE}$${Math.max(this.last, FIRST_ROW)}`
    const days = this.fields.filter(({ field }) => field.kind === "day")
    const sum = [
      `SUM(${block})`,
      ...(days.length === 0
        ? []
        : [`SUM(${days.map(({ row }) => `${sheetNames.figures}!$${VALUE}$${row}`).join(",")})`]),
    ].join("-")
    return `"已填 "&COUNTA(${block})&" 项,数值合计 "&ROUND(${sum},6)`
  }

  /** Whether another than the agency has the last word on a field, and who. */
  supplier({ field }: Asked): string | null {
    const source = sourceOf(field)
    return source === "self" ? null : sourceName(this.request.plan.rubric, source)
  }
}

/** A counted field says from which ledger, so that nobody counts by hand alone. */
const withLedger = (plan: Plan, field: Field): Field => {
  const from = plan.ledgers.find(({ id }) => id === field.counted?.from)?.ledger.label
  if (from === undefined) return field
  const note = `由“${from}”计数,填报数应与台账一致`
  return { ...field, definition: field.definition === undefined ? note : `${field.definition};${note}` }
}

const blocksOf = ({ plan, group, self }: FormRequest): ReadonlyArray<AskedBlock> => {
  const readers = new Map<FieldId, Array<string>>()
  const everywhere = new Set<FieldId>()
  for (const each of plan.groups) {
    for (const mark of each.marks) {
      for (const needed of [...mark.losses.flatMap(({ needs }) => needs), ...mark.appliesNeeds]) {
        const id = papersOf(needed) ?? needed
        everywhere.add(id)
        if (each !== group) continue
        const codes = readers.get(id) ?? []
        if (!codes.includes(mark.criterion.code)) codes.push(mark.criterion.code)
        readers.set(id, codes)
      }
    }
  }
  const declared = plan.fields.flatMap(({ id, field }) =>
    field === null || papersOf(id) !== null ? [] : [{ id, field }],
  )
  // what nobody is scored by (texts, figures for cross-checks) is asked of everybody
  const wanted = declared.filter(
    ({ id, field }) =>
      (readers.has(id) || !everywhere.has(id)) && (self || sourceOf(field) === "self" || field.otherwise === "self"),
  )
  const sectionOf = new Map(group.marks.map(({ criterion, section }) => [criterion.code, section.code]))
  let row = FIRST_ROW
  const block = (title: string, own: ReadonlyArray<(typeof wanted)[number]>): ReadonlyArray<AskedBlock> => {
    if (own.length === 0) return []
    const heading = row++
    return [
      {
        title,
        row: heading,
        fields: own.map(({ id, field }) => ({
          id,
          field: withLedger(plan, field),
          criteria: readers.get(id) ?? [],
          row: row++,
        })),
      },
    ]
  }
  const isIn = (id: FieldId, section: string): boolean => {
    const [first] = readers.get(id) ?? []
    return first !== undefined && sectionOf.get(first) === section
  }
  const order = new Map(group.marks.map(({ criterion }, index) => [criterion.code, index]))
  const place = (id: FieldId): number => order.get(readers.get(id)?.[0] ?? "") ?? 0
  return [
    ...group.sections.flatMap(({ section, full, bonus }) =>
      block(
        `${section.code} ${section.title}(${bonus && onlyTakes(section) ? "从总分中扣" : `${bonus ? "加分,最多 " : ""}${full.toString()} 分`})`,
        wanted.filter(({ id }) => isIn(id, section.code)).sort((a, b) => place(a.id) - place(b.id)),
      ),
    ),
    ...block(
      "其他填报项",
      wanted.filter(({ id }) => !readers.has(id)),
    ),
  ]
}
