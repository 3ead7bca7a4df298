import {
  type AssessmentDocument,
  type Audience,
  type FieldId,
  type GroupPlan,
  numberAt,
  type Part,
  printExcel,
  Rational,
  type ScorecardDocument,
  type SlotId,
  textAt,
  truthAt,
  type Unit,
} from "@fadu/engine"
import { type Cell, columnName, live } from "./Draft.ts"
import { type Formats, formatsOf } from "./formats.ts"
import type { Role } from "./Role.ts"

/** The names of one part's sheets. */
export interface SheetNames {
  readonly ranking: string
  readonly marks: string
  readonly deductions: string
  readonly figures: string
  readonly scores: string
  readonly slots: string
  readonly rubric: string
  readonly comparison: string
  readonly workdays: string
  readonly year: string
  readonly yearMarks: string
  readonly claims: string
  readonly views: string
}

/** One agency of a part as the workbook shows it. */
export interface Member {
  readonly unit: Unit
  readonly group: GroupPlan
  readonly card: ScorecardDocument
  /** Position in the columns of the assessment. */
  readonly index: number
  /** Row on 填报数据 and on 计算: the same on both, so that a formula names only a column. */
  readonly row: number
}

/** The first row of agencies on 填报数据 and 计算; above it stand title, note and three rows of headings. */
export const FIRST_ROW = 6
/** 序号, 单位代码, 单位, 分组. */
export const KEY_COLUMNS = 4
export const FIRST_SCORE_ROW = 4

const MILLIONTH = Rational.ratio(1, 1_000_000)

/** One part of an assessment for one audience: who is shown, and in which cell everything stands. */
export class PartView {
  readonly part: Part
  readonly names: SheetNames
  readonly formats: Formats
  readonly audience: Audience
  readonly document: AssessmentDocument
  /** A text that somebody typed, without the names this audience must not read. */
  readonly hide: (text: string) => string
  /** In the order of the columns: by group, then code. */
  readonly members: ReadonlyArray<Member>
  private readonly slotColumns: ReadonlyMap<SlotId, number>
  private readonly fieldColumns: ReadonlyMap<FieldId, number>

  constructor(
    part: Part,
    names: SheetNames,
    { audience, document, hide }: Pick<PartView, "audience" | "document" | "hide">,
  ) {
    this.part = part
    this.names = names
    this.audience = audience
    this.document = document
    this.hide = hide
    this.formats = formatsOf(part.plan.rubric)
    this.members = membersOf(part, document)
    this.slotColumns = new Map(part.plan.slots.map((slot, index) => [slot.id, KEY_COLUMNS + 1 + index]))
    const columns = new Map<FieldId, number>()
    let next = KEY_COLUMNS + 1
    for (const field of part.plan.fields) {
      columns.set(field.id, next)
      next += field.field === null ? 1 : 2
    }
    this.fieldColumns = columns
  }

  get title(): string {
    return this.part.plan.rubric.title
  }

  /** Column on 计算. */
  slotColumn(id: SlotId): string {
    return columnName(this.slotColumns.get(id) ?? 1)
  }

  /** Column of the value on 填报数据; the state, where there is one, stands beside it. */
  fieldColumn(id: FieldId): string {
    return columnName(this.fieldColumns.get(id) ?? 1)
  }

  stateColumn(id: FieldId): string {
    return columnName((this.fieldColumns.get(id) ?? 0) + 1)
  }

  /** `计算!$X$7` */
  at(slot: SlotId, member: Member): string {
    return printExcel({ kind: "fixed", sheet: this.names.slots, column: this.slotColumn(slot), row: member.row }, 1)
  }

  number(slot: SlotId, member: Member): Rational {
    return numberAt(this.part.slots, slot, member.index)
  }

  /** A difference of points as `ROUND(…,6)` gives it. */
  lessBy(from: Rational, to: Rational): number {
    return from.minus(to).rounded(MILLIONTH, "half-up").toNumber()
  }

  /** What the slot holds, as a cell's value: nothing is an empty text, as its formula gives it. */
  value(slot: SlotId, member: Member): number | string | boolean {
    switch (this.part.slots.get(slot)?.type) {
      case "boolean":
        return truthAt(this.part.slots, slot, member.index)
      case "text":
        return textAt(this.part.slots, slot, member.index)
      default:
        return plain(this.number(slot, member))
    }
  }

  /** A cell that reads a slot from 计算. */
  live(
    slot: SlotId,
    member: Member,
    { format, role = "figure" }: { readonly format: string; readonly role?: Role },
  ): Cell {
    return live(this.at(slot, member), this.value(slot, member), { format, role })
  }

  /** Points that may be open still: a number, or `83.20~86.20` while they are. */
  range(low: SlotId, high: SlotId, { member, format, role = "figure" }: RangeGiven): Cell {
    const [from, to] = [this.number(low, member), this.number(high, member)]
    if (from.equals(to)) return this.live(low, member, { format, role })
    const places = format.length - 2
    // as TEXT does: half up, in decimals
    const unit = Rational.ratio(1, 10 ** places)
    const written = (value: Rational): string => value.rounded(unit, "half-up").toNumber().toFixed(places)
    const [a, b] = [this.at(low, member), this.at(high, member)]
    return live(
      `IF(ROUND(${b}-${a},6)=0,${a},TEXT(${a},"${format}")&"~"&TEXT(${b},"${format}"))`,
      `${written(from)}~${written(to)}`,
      {
        format,
        role,
      },
    )
  }

  /** Groups with their members in the order in which offices are always listed (建制次序). */
  groups(): ReadonlyArray<{ readonly group: GroupPlan; readonly members: ReadonlyArray<Member> }> {
    return this.part.plan.groups.flatMap((group) => {
      const members = this.members.filter((member) => member.group === group)
      return members.length === 0 ? [] : [{ group, members: listed(members) }]
    })
  }
}

interface RangeGiven {
  readonly member: Member
  readonly format: string
  readonly role?: Role
}

export const plain = (value: Rational): number | string => (value.isUndefined ? "" : value.toNumber())

const listed = (members: ReadonlyArray<Member>): ReadonlyArray<Member> =>
  [...members].sort((a, b) => (a.unit.order ?? Infinity) - (b.unit.order ?? Infinity) || a.index - b.index)

const membersOf = (part: Part, document: AssessmentDocument): ReadonlyArray<Member> => {
  const cards = new Map(
    document.scorecards.flatMap((card) =>
      card.rubric === part.plan.rubric.id ? [[card.agency.code, card] as const] : [],
    ),
  )
  const groups = new Map(part.plan.groups.map((group) => [group.id, group]))
  const members: Array<Member> = []
  part.figures.units.forEach((unit, index) => {
    const card = cards.get(unit.code)
    const group = groups.get(unit.group)
    if (card !== undefined && group !== undefined) {
      members.push({ unit, group, card, index, row: FIRST_ROW + members.length })
    }
  })
  return members
}
