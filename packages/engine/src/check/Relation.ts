import type { FieldId, Format, Formula } from "../formula/Formula.ts"
import type { Severity } from "../Issue.ts"
import type { Rational } from "../Rational.ts"
import type { Figure } from "./Figure.ts"

/**
 * A relation between figures that a rubric declares on a field (勾稽关系). It finds; it never corrects, and no score depends on it.
 * Where not everything it needs was given it says nothing, or only that it cannot compare.
 */
export interface Relation {
  /** The field it is declared on, and where. */
  readonly field: FieldId
  readonly path: ReadonlyArray<string | number>
  readonly needs: ReadonlyArray<FieldId>
  /** The relation as a formula over figures that are all known, for forms that check themselves; null where no formula can say it. */
  readonly that: Formula | null
  /** What does not hold then, without figures. */
  readonly otherwise: string
  readonly find: (given: Given) => Finding | null
}

/** What does not fit together (核对发现), with the figures it is about, the one to look at first at the head. */
export interface Finding {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly figures: ReadonlyArray<Figure>
}

/** The figures of one agency. */
export interface Given {
  /** Null where nothing that can be compared was given. */
  readonly figure: (field: FieldId) => Figure | null
  /** Whether it was asked for and left empty, and not only not handed in yet. */
  readonly isMissing: (field: FieldId) => boolean
  /** The value of a formula whose figures are all exact. */
  readonly number: (formula: Formula) => Rational
}

/** A field as far as relations need it. */
export interface Measured {
  readonly label: string
  readonly format: Format
  readonly unit: string
}

/** What a relation may ask for while it is made of what the rubric says. */
export interface RelationScope {
  /** The field that the relation is declared on. */
  readonly field: FieldId
  readonly of: (field: FieldId) => Measured
  /**
   * The fields that may be compared with the declaring one: those that exist, are numbers, and count the same thing in the same unit.
   * What may not is told. `key` is the place of the list below the field.
   */
  readonly alike: (fields: ReadonlyArray<FieldId>, key: Key) => ReadonlyArray<FieldId> | null
  /** A number made of fields, parsed and resolved; null for a broken one, which is told. */
  readonly formula: (text: string, key: Key) => Formula | null
  /** Tells a contradiction between the keys. */
  readonly refuse: (key: Key, message: string, remedy: string) => void
  /** The wholes that a field is declared to be part of. */
  readonly wholesOf: (field: FieldId) => ReadonlyArray<FieldId>
}

export type Key = ReadonlyArray<string | number>

/** Figures of one source that contradict each other cannot be right; of several, they may count different things. */
export const impossible = (figures: ReadonlyArray<Figure>): Pick<Finding, "severity" | "remedy"> =>
  new Set(figures.map(({ source }) => source)).size > 1
    ? { severity: "warning", remedy: "这几个数来源不同,请先核对口径;口径相同的,更正其中有误的一个" }
    : { severity: "error", remedy: "请逐个核对,更正其中有误的一个;口径不同的,请改按同一口径填报" }
