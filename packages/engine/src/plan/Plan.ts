import type { Relation } from "../check/Relation.ts"
import type { FieldId, Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import type { Loss } from "../methods/Method.ts"
import type { Rule } from "../methods/methods.ts"
import type { Rational } from "../Rational.ts"
import type { Basis, Criterion, Field, Limit, Once, Remedy, Rubric, Section, Treatment } from "../rubric/Rubric.ts"
import type { State } from "../State.ts"
import type { Workdays } from "../Workdays.ts"
import type { LedgerPlan } from "./LedgerPlan.ts"

/**
 * A rubric ready to compute (算表): an ordered list of slots, each a small formula over fields and earlier slots.
 * Nothing else in Fadu does arithmetic on points. A slot is one column of the workbook, one node of a what-if, one line of an explanation.
 */
export interface Plan {
  readonly rubric: Rubric
  /** Everything that is supplied: the rubric's fields, then what the team decides (`:applies.C1`, `:adjust`, `:ranked`). */
  readonly fields: ReadonlyArray<PlanField>
  /** In an order in which every slot comes after those it uses. */
  readonly slots: ReadonlyArray<Slot>
  /** Scores given by people, one row each; null when no rule is judged. */
  readonly scores: ScoresPlan | null
  readonly groups: ReadonlyArray<GroupPlan>
  /** Rows from which fields are counted. */
  readonly ledgers: ReadonlyArray<LedgerPlan>
  readonly checks: ReadonlyArray<CheckPlan>
  /** Which days are working days; null where no formula asks. Whoever reads the rubric supplies it (`withWorkdays`). */
  readonly workdays: Workdays | null
  /** What fields declare of one another; most of them stand among the checks as well. */
  readonly relations: ReadonlyArray<Relation>
}

export interface PlanField {
  readonly id: FieldId
  readonly label: string
  readonly type: Type
  readonly format: Format
  readonly unit: string
  /** Null for what the team decides. */
  readonly field: Field | null
}

/** A named intermediate result (算项). A group without a formula for it has an empty cell there. */
export interface Slot {
  readonly id: SlotId
  readonly label: string
  readonly type: Type
  readonly format: Format
  readonly formulas: ReadonlyMap<string, Formula>
}

export interface RowSlot {
  readonly id: SlotId
  readonly label: string
  readonly type: Type
  readonly formula: Formula
}

/** The ledger of scores: fields `criterion`, `scorer`, `points`, and one yes/no slot for each judged criterion. */
export interface ScoresPlan {
  readonly slots: ReadonlyArray<RowSlot>
}

/** A statistic over the agencies compared with each other, as a rule of a criterion reads it. */
export interface ComparisonPlan {
  /** Holds the statistic, or one's own place. */
  readonly slot: SlotId
  /** How many agencies it is of. */
  readonly members: SlotId
  /** 全组平均 */
  readonly label: string
  /** What is written before and after a place: 全组第 … 名. Null for what is no place. */
  readonly place: readonly [before: string, after: string] | null
}

export interface GroupPlan {
  readonly id: string
  readonly title: string
  readonly marks: ReadonlyArray<MarkPlan>
  readonly sections: ReadonlyArray<SectionPlan>
  /** Ledger entries between the marks and the total, in order. */
  readonly steps: ReadonlyArray<StepPlan>
  /** Limits on the total or the grade, in order. */
  readonly limits: ReadonlyArray<LimitPlan>
  /** Grades of which only so many are given, the best first. */
  readonly quotas: ReadonlyArray<QuotaPlan>
  readonly slots: TotalSlots
  /** Other ways of dividing the same criteria. */
  readonly views: ReadonlyArray<ViewPlan>
  /** The whole score before it is rounded. */
  readonly exact: SlotId
  /** Full marks of the base, as printed in the rubric. */
  readonly full: Rational
  /** Everything in which an agency is compared with others, places apart. */
  readonly comparisons: ReadonlyArray<ComparisonPlan>
}

/** Where the totals of every group stand. The same ids in every group. */
export interface TotalSlots {
  readonly base: SlotId
  readonly bonus: SlotId | null
  readonly total: SlotId
  readonly high: SlotId
  readonly pending: SlotId
  /** Full marks that applied to the agency. */
  readonly applicable: SlotId
  readonly place: SlotId | null
  /** Places among those that share an attribute (分类内名次). */
  readonly placesAmong: ReadonlyArray<PlaceAmong>
  /** The value that is ranked; empty for those left out. */
  readonly ranked: SlotId | null
  /** What is compared with the bands. */
  readonly graded: SlotId
  /** The lowest grade that the limits may leave, as its position among the bands, 1 the best; null where nothing limits grades. */
  readonly worstGrade: SlotId | null
  readonly grade: SlotId | null
}

/** One way of dividing criteria beside the main tree (其他分法); its parts may overlap. */
export interface ViewPlan {
  readonly title: string
  readonly parts: ReadonlyArray<{
    readonly title: string
    readonly full: SlotId
    readonly awarded: SlotId
    readonly high: SlotId
  }>
}

/** The place among those that share an attribute, such as the region. */
export interface PlaceAmong {
  readonly field: FieldId
  /** 地区 */
  readonly label: string
  readonly place: SlotId
  /** The text of the attribute. */
  readonly kind: SlotId
}

/** A limit on the whole score or the grade (限制). */
export interface LimitPlan {
  readonly limit: Limit
  /** What it does: 等次不高于合格. */
  readonly effect: string
  /** Yes/no: whether its condition holds for certain. */
  readonly holds: SlotId
  /** Yes/no: whether it holds or may still turn out to; the same slot where that is always known. */
  readonly mayHold: SlotId
  readonly needs: ReadonlyArray<FieldId>
  /** What must be settled beyond the agency's own figures. */
  readonly conditions: ReadonlyArray<Condition>
  /** Figures that it counts where they were refuted (查实虚报), whatever they say. */
  readonly refutable: ReadonlyArray<FieldId>
}

/** A grade of which only so many are given (等次名额). */
export interface QuotaPlan {
  readonly grade: string
  /** What those get who are not among the first. */
  readonly next: string
  /** How many there are. */
  readonly seats: SlotId
  /** Yes/no: whether its points and the limits may give the agency this grade. */
  readonly may: SlotId
  /** Yes/no: whether it is among the first for certain, and whether it is not. */
  readonly inside: SlotId
  readonly out: SlotId
}

/** A change between two balances of the whole score that is not a mark: a cap, a rescaling, a rounding, the meeting's decision. */
export interface StepPlan {
  readonly label: string
  readonly before: SlotId
  readonly after: SlotId
  /** Yes/no: whether what takes the step away may still turn out to hold, and what it is called while that is so. */
  readonly unsettled?: { readonly mayHold: SlotId; readonly label: string }
}

export interface SectionPlan {
  readonly section: Section
  readonly bonus: boolean
  readonly full: Rational
  readonly total: SlotId
  readonly high: SlotId
  /** The share with which it counts towards the total; null where sections are simply added. */
  readonly weight: Rational | null
  /** Where it is the mean of its criteria: what they sum up to, the full marks of those that count, and of all. */
  readonly mean: { readonly sum: SlotId; readonly applicable: Formula; readonly fulls: Rational } | null
  /** Its limit, where that may take something from the sum of the marks. */
  readonly step: StepPlan | null
}

/** How one criterion is scored for one group. Balances: `full`, then one after each loss, then `awarded`. */
export interface MarkPlan {
  readonly criterion: Criterion
  readonly section: Section
  readonly bonus: boolean
  /** Full marks as the rubric says them; `fullSlot` where they depend on whether the criterion applies. */
  readonly full: Rational
  readonly fullSlot: SlotId | null
  /** Yes/no: whether it applies. Null when the criterion applies to everybody. */
  readonly applies: SlotId | null
  /** Yes/no: whether it is not known yet if it applies. */
  readonly waits: SlotId | null
  /** Fields that the condition of application reads. */
  readonly appliesNeeds: ReadonlyArray<FieldId>
  readonly treatment: { readonly notApplicable: Treatment; readonly notSampled: Treatment } | null
  /** Yes/no: whether it is left out because of its own figures; `applies` is no then. Null where nothing leaves it out. */
  readonly out: SlotId | null
  /** The loss for not being applicable, where that is treated as zero. */
  readonly refused: SlotId | null
  /** How it is scored by others where it does not apply; null where it never is. */
  readonly average: AveragePlan | null
  /** The criteria whose points this one gets where they do not apply, with its own points and the last balance, before they are scaled. */
  readonly moved: { readonly own: SlotId; readonly last: SlotId; readonly from: ReadonlyArray<string> } | null
  readonly losses: ReadonlyArray<LossPlan>
  /** Certain points. */
  readonly awarded: SlotId
  /** Points if everything pending turns out well. */
  readonly high: SlotId
  readonly basis: ReadonlyArray<{ readonly id: string; readonly basis: Basis }>
  readonly remedy: Remedy | null
}

/** A mark that is the mean of others where the criterion does not apply. */
export interface AveragePlan {
  /** Yes/no: whether it is. */
  readonly averaged: SlotId
  /** What is not earned by it. */
  readonly lost: SlotId
  readonly comparison: ComparisonPlan
  readonly conditions: ReadonlyArray<Condition>
}

export interface LossPlan {
  /** `C1-a`, `C1-a2`: what notices and objections cite. */
  readonly id: string
  readonly rule: Rule
  readonly ruleId: string
  readonly loss: Loss
  readonly says: string
  /** 扣 or 未得. */
  readonly verb: "扣" | "未得"
  readonly most: Rational
  /** Points before rounding, given everything is known. Null where that is what the slot holds. */
  readonly exact: Formula
  /** The award, rounded, for losses that are a part not earned. */
  readonly award: SlotId | null
  /** What the rule asks to be taken away. */
  readonly asked: SlotId
  /** The same if no other rule took points for the same matter; the same slot where none can. */
  readonly alone: SlotId
  /** What it may still take away. */
  readonly open: SlotId | null
  /** The rules beside it of which only the dearest takes anything; null where it stands alone. */
  readonly once: OncePlan | null
  /** What it would be were it not doubled because another criterion does not apply; null where that never is. */
  readonly doubled: { readonly single: SlotId; readonly by: ReadonlyArray<string> } | null
  /** Balance before and after. `before` is null for the first loss: the full marks. */
  readonly before: SlotId | null
  readonly after: SlotId
  /** Named intermediate results, in order. */
  readonly kept: ReadonlyArray<SlotId>
  /** Every field it reads, also through intermediate results. */
  readonly needs: ReadonlyArray<FieldId>
  /** States of them that cost its points here. */
  readonly zeroed: ReadonlyArray<State>
  /** Divisors that must not be zero. */
  readonly divisors: ReadonlyArray<Formula>
  /** Conditions that the calendar of working days has the days between which it counts. */
  readonly dated: ReadonlyArray<Formula>
  /** What must be settled beyond its own figures. */
  readonly conditions: ReadonlyArray<Condition>
  /** Figures that it counts where they were refuted (查实虚报), whatever they say. */
  readonly refutable: ReadonlyArray<FieldId>
  /** The statistics over other agencies that it reads. */
  readonly comparisons: ReadonlyArray<ComparisonPlan>
  /** Whether the scores of people are read. */
  readonly judged: boolean
}

/** A rule among those of which only the dearest takes anything (一事不二罚). */
export interface OncePlan {
  readonly set: Once
  /** Yes/no: whether another one takes more for certain, so that this one takes nothing. */
  readonly struck: SlotId
  /** What it takes itself, for certain and at most. */
  readonly sure: SlotId
  readonly may: SlotId
  readonly rivals: ReadonlyArray<{
    /** C1-a */
    readonly id: string
    readonly criterion: string
    /** What it takes for certain of what it found, and the most that may come of it. */
    readonly sure: SlotId
    readonly may: SlotId
  }>
}

/** When a slot that looks beyond the agency's own figures can be relied on. */
export interface Condition {
  /** Yes/no, always known. */
  readonly known: Formula
  /** Fields of the agency itself that it stands on. */
  readonly needs: ReadonlyArray<FieldId>
  /** Why it is still open, for people: C1 尚有待定. */
  readonly why: string
  /** Where points lie meanwhile, for what need not wait whole; null where nothing can be said before it is known. */
  readonly between: { readonly low: SlotId; readonly high: SlotId } | null
}

/** A relation between figures that must hold (勾稽关系): a yes/no slot. */
export interface CheckPlan {
  readonly index: number
  readonly slot: SlotId
  readonly needs: ReadonlyArray<FieldId>
  readonly otherwise: string
  /** The relation that a field declares, which tells itself what does not hold; null for one that is written out. */
  readonly relation: Relation | null
}

/** The source of figures of the year before. */
export const lastYear = "last-year"
/** What a field was then, as a field of its own: no author can give it such a name. */
export const lastYearField = (field: FieldId): FieldId => `${field}@last`
/** Begins the names of the slots that count how many figures were refuted. */
export const refutedSlot: SlotId = "refuted"
export const isRefutedSlot = (id: SlotId): boolean => id === refutedSlot || id.startsWith(`${refutedSlot}.`)
/** The source of how many papers are named beside a figure. */
export const papersSource = "papers"
const papersMark = "@papers"
/** How many papers are named beside a field, as a field of its own. */
export const papersField = (field: FieldId): FieldId => `${field}${papersMark}`
/** The field beside which papers are counted; null for one that is no count of papers. */
export const papersOf = (field: FieldId): FieldId | null =>
  field.endsWith(papersMark) ? field.slice(0, -papersMark.length) : null
/** The yes/no slot of the rows of scores that count for a criterion: those of one side (评分的一方), or all. */
export const sideSlot = (criterion: string, side: string | null): SlotId =>
  side === null ? criterion : `${criterion}@${side}`

export const adjustField: FieldId = ":adjust"
export const rankedField: FieldId = ":ranked"
export const appliesField = (criterion: string): FieldId => `:applies.${criterion}`

/** The words of the team's table, as they stand in the workbook. */
export const appliesWords = { applies: "适用", notApplicable: "不适用", notSampled: "未抽查" } as const
