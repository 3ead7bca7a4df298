import type { FieldId, Formula } from "./Formula.ts"

/**
 * A function of the rubric's language that is no arithmetic, such as `mark(A1)`. In the parsed tree it stands as an input named
 * `placeholder`, which no field can be called, until the rubric is compiled and knows what it means there.
 */
export interface Call {
  readonly placeholder: FieldId
  readonly name: FunctionName
  readonly of: ReadonlyArray<Formula>
  /** Where its name stands in the text. */
  readonly offset: number
}

/** What a formula may call, with how it is written. What each means is said in `plan/functions.ts`. */
export const functionNames = {
  mark: "mark(A1) 指标或一级指标的得分",
  full: "full(A1) 适用的满分",
  share: "share(A1) 得分率",
  mean: "mean(x) 各单位的平均",
  highest: "highest(x) 各单位中最高的",
  lowest: "lowest(x) 各单位中最低的",
  place: "place(x) 由高到低的名次",
  placeFromLast: "placeFromLast(x) 由低到高的名次",
  members: "members(x) 参与比较的单位数",
  last: "last(court.heard) 上年的数",
  papers: "papers(court.heard) 所附佐证材料的份数",
  refuted: "refuted() 查实虚报的填报项数",
} as const

export type FunctionName = keyof typeof functionNames

export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functionNames, name)
