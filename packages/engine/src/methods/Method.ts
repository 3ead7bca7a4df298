import type { Schema } from "effect"
import type { Format, Formula, Type } from "../formula/Formula.ts"
import type { Settlement } from "../plan/settlementOf.ts"
import type { Rational } from "../Rational.ts"
import type { GroupPoints, Target } from "../rubric/Scalars.ts"
import type { State } from "../State.ts"

/**
 * A scoring method (计分方法) does not compute. It expands the parameters of one rule into losses: formulas over fields, with their words.
 * Absence, rounding, caps at the full mark and the order of steps are added around it, the same for every method.
 */
export interface Method<Params> {
  readonly kind: string
  /** The name officials use. */
  readonly title: string
  readonly params: Schema.Codec<Params>
  readonly expand: (params: Params, scope: RuleScope) => ReadonlyArray<Loss>
}

/** One way of losing points (失分). A checklist has one for each part, most rules have one. */
export interface Loss {
  /** Distinguishes the losses of a rule in ids (`C1-a2`); empty where there is one. */
  readonly part: string
  /**
   * `lose`: `points` are taken away, and the deduction is rounded (扣).
   * `award`: `points` are given out of `most`, the award is rounded, and the rest is not earned (未得).
   */
  readonly how: "lose" | "award"
  /** Points, exact, for values that are all known. */
  readonly points: Formula
  /** Whether `points` is never less than 0 and, for an award, never more than `most`, whatever the values. If not, it is limited from outside. */
  readonly clamped: boolean
  /** The most it can take or give. What nobody knows costs this much, so nothing known may cost more. */
  readonly most: Rational
  /** The sentence of the clause that is read here, where it is narrower than the rule's. */
  readonly says: string | null
  /** States beside filled, verified and corrected in which the value may be used. */
  readonly alsoKnown: ReadonlyArray<State>
  /** For losses of which something is certain before everything is known: rows still to come, or parts that are settled one by one. */
  readonly partial: PartialLoss | null
  /** Whether the method itself says, by `partial`, what each missing figure costs. If not, one that is missing leaves all of `most` open or lost. */
  readonly byParts: boolean
  /** For a rule that says how much the mark may be at most: that is another loss for every balance before it. */
  readonly limit: { readonly when: Formula; readonly at: Rational } | null
  /** Where this holds, the whole criterion is left out: an answer that does not count (不了解). Null where no answer does that. */
  readonly leaves: Formula | null
  /** Where this holds, nothing is divided, so that a divisor may be zero. */
  readonly undivided: Formula | null
  /** What was found, as a clause without a full stop: 出庭应诉率 77.14%,低于 100%,差 22.86 个百分点. */
  readonly reason: (value: Showing) => string
}

/** Points as they stand while something is missing: if each missing one turns out 0, and if it turns out the most. */
export interface PartialLoss {
  readonly complete: Formula
  readonly low: Formula
  readonly high: Formula
}

/** Values of one agency, written for people. */
export interface Showing {
  /** The value of a formula, in a format. */
  readonly show: (formula: Formula, format: Format) => string
  readonly number: (formula: Formula) => Rational
  readonly truth: (formula: Formula) => boolean
  readonly text: (formula: Formula) => string
  /** A formula in words, each figure with its name: 开庭案件 3 > 2. */
  readonly words: (formula: Formula) => string
  /** The state of the only field of the formula, if it is not simply filled. */
  readonly isNone: (formula: Formula) => boolean
}

/** What a value is held against (目标值、界限). */
export interface Limit {
  /** In the format that it is compared in. */
  readonly formula: (format: Format) => Formula
  /** Null where it is a formula. */
  readonly plain: Rational | null
  readonly isRate: boolean
  /** As it follows 低于: a space and 95%, or 全组平均 85.21%. */
  readonly says: (value: Showing, format: Format) => string
}

/** What a method may ask for while it expands one rule for one group. */
export interface RuleScope {
  /** Parses and resolves formula text; `key` is its place in the rule (`value`, `parts.0.value`). A broken one is told and gives zero or no. */
  readonly formula: (text: string, key: string, type: Type) => Formula
  /** What a value is held against: a plain number, or a formula over fields, marks and other agencies. */
  readonly limit: (target: Target, key: string) => Limit
  /** The points for this group. */
  readonly points: (value: GroupPoints) => Rational
  /** Full marks of the criterion for this group. */
  readonly full: Rational
  /** What is left of the mark before the rule. */
  readonly balance: Formula
  /** All that can be lost: the full marks, and what lies below 0 where the floor does. */
  readonly whole: Rational
  /** Rounds a rate as the rubric says. */
  readonly rate: (formula: Formula) => Formula
  /** Keeps an intermediate result under a name, as a column of the workbook. Fields and slots themselves are not kept again. */
  readonly keep: (name: string, label: string, format: Format, formula: Formula) => Formula
  /** Keeps whether something holds, as a column of the workbook. */
  readonly keepTruth: (name: string, label: string, formula: Formula) => Formula
  /** How a value is written: by the unit of the field it is, else as a rate if it divides, else as a number. */
  readonly formatOf: (formula: Formula) => Format
  /** What the value is called: `found` of the rule, the label of the field it is, or the title of the criterion. */
  readonly nameOf: (formula: Formula) => string
  /** What is written before and after the value where it is a place among others; null where it is none. */
  readonly placeWords: (formula: Formula) => readonly [before: string, after: string] | null
  /** 件, 次 …; empty for rates and where there is none. */
  readonly unitOf: (formula: Formula) => string
  /** The levels of the field, best first; empty when it is not a level. */
  readonly levelsOf: (formula: Formula) => ReadonlyArray<string>
  /** Rows of scores for this criterion, of one side or of all. */
  readonly scores: (side: string | null) => {
    readonly sum: Formula
    readonly count: Formula
    readonly highest: Formula
    readonly lowest: Formula
  }
  /** Whether the figures behind a formula are all known, missing at the cost of the rubric, or claimed and not yet recognised. */
  readonly settled: (formula: Formula) => Pick<Settlement, "known" | "within" | "gone" | "claimed">
  /** Whether a figure behind a formula is in a state by which the rubric leaves it out. */
  readonly leaves: (formula: Formula) => Formula
  /** Tells a contradiction in the parameters. */
  readonly refuse: (key: string, message: string, remedy: string) => void
}

/** The parts of a loss that most methods leave alone. */
export const plain = {
  part: "",
  says: null,
  alsoKnown: [],
  partial: null,
  byParts: false,
  limit: null,
  undivided: null,
  leaves: null,
  clamped: true,
} as const satisfies Pick<
  Loss,
  "part" | "says" | "alsoKnown" | "partial" | "byParts" | "limit" | "undivided" | "leaves" | "clamped"
>
