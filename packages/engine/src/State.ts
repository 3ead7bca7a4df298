/**
 * What is known of one value of one agency (填报状态), kept apart from zero.
 *
 * filled, verified, corrected and none are *known*: a rule may compute with them. All others are not, and what they cost is said by the
 * rubric (`absence`), never by a default that profits the silent. Whether a criterion was sampled (未抽查) and whether its scores are
 * there (待评) are matters of the criterion, not of a value.
 */
export type State =
  | "filled"
  | "verified"
  | "corrected"
  | "none"
  | "blank"
  | "unreadable"
  | "claimed"
  | "noEvidence"
  | "refuted"
  | "due"
  | "awaitingSource"
  | "awaitingRecognition"
  | "disputed"

/** The word an official reads, also written in the 状态 columns of the workbook: one word, one state. */
export const stateWords: { readonly [S in State]: string } = {
  filled: "已填报",
  verified: "核验一致",
  corrected: "核验调整",
  none: "自报未办",
  blank: "未填报",
  unreadable: "无法识别",
  claimed: "申报不涉及",
  noEvidence: "未见佐证材料",
  refuted: "查实虚报",
  due: "待补报",
  awaitingSource: "待数据",
  awaitingRecognition: "待认定",
  disputed: "待统一意见",
}

/** States in which the value may be computed with. */
export const known: ReadonlyArray<State> = ["filled", "verified", "corrected", "none"]

/** Whether a value in this state counts as it stands. */
export const isKnownState = (state: State): boolean => known.includes(state)

/** States in which points can be lost by the rubric's word (`absence`); in every other unknown state the points wait. */
export const settleable = ["blank", "unreadable", "claimed", "noEvidence", "refuted"] as const

/** Every state has a small number, for columns. */
export const states: ReadonlyArray<State> = Object.freeze(
  Object.keys(stateWords).filter((word): word is State => word in stateWords),
)
export const stateIndex = (state: State): number => states.indexOf(state)

/** States in which a whole criterion may be left out by the rubric's word. */
export const leavable = ["blank", "claimed", "awaitingSource"] as const
