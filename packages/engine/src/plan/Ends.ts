import type { Formula, Type } from "../formula/Formula.ts"

/** Between what the value of a formula lies while something that it reads is open (区间): both ends are formulas, always known. */
export type Ends = NumberEnds | TruthEnds

export interface NumberEnds {
  readonly type: "number"
  readonly least: Formula
  readonly most: Formula
}

/** Whether it holds for certain, and whether it may still turn out to. */
export interface TruthEnds {
  readonly type: "boolean"
  readonly holds: Formula
  readonly mayHold: Formula
}

export const between = (least: Formula, most: Formula): NumberEnds => ({ type: "number", least, most })
export const perhaps = (holds: Formula, mayHold: Formula): TruthEnds => ({ type: "boolean", holds, mayHold })

/** What is certain is its own ends; a text has none, and needs none. */
export const closed = (formula: Formula, type: Type): Ends | null =>
  type === "number" ? between(formula, formula) : type === "boolean" ? perhaps(formula, formula) : null
