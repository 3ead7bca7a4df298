import { writeDay } from "../Day.ts"
import { type Agency, type Decision, type DecisionKind, decisionKinds, type Reading } from "../Entry.ts"
import { Rational } from "../Rational.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { key } from "./fold.ts"
import { adjustPoints, plainKinds, speaksOf } from "./readDecisions.ts"
import { readValue } from "./readValue.ts"

/** What a decider may fill in. */
export interface DecisionTyped {
  readonly kind: DecisionKind
  /** The value that is to count; empty where the kind needs none. */
  readonly value: string
  readonly reason: string
  readonly basis: string
  /** The one who decides beside the one who types. */
  readonly second: string
  readonly on: string
}
export type DecisionSlot = keyof DecisionTyped

/** Understood as a line of a table of decisions would be, but strict: here somebody sits who can mend it at once. */
export type TypedDecision =
  | { readonly ok: true; readonly decision: Omit<Decision, "at"> }
  | { readonly ok: false; readonly slot: DecisionSlot; readonly sentence: string }

/** Whether a kind takes a new value: must have one, may have one, has none. */
export const takesValue = (kind: DecisionKind): "must" | "may" | "none" => {
  switch (kind) {
    case "correct":
    case "adjust":
      return "must"
    case "recognise":
      return "may"
    default:
      return "none"
  }
}

/** Whether somebody has to say why; what speaks for itself needs no reason. */
export const needsReason = (kind: DecisionKind): boolean => !plainKinds.has(kind)

/** Kinds of decisions on a field, on a criterion, or on an agency's total. */
export const kindsFor = (what: "field" | "criterion" | "agency"): ReadonlyArray<DecisionKind> => {
  const kinds: Array<DecisionKind> = []
  let kind: DecisionKind
  for (kind in decisionKinds) if (speaksOf[kind] === what) kinds.push(kind)
  return kinds
}

export const readTypedDecision = (
  rubric: Rubric,
  decided: {
    readonly agency: Agency
    readonly target: string
    /** What stood there before anybody decided; null where the target is no field. */
    readonly old: Reading | null
    readonly by: string
    readonly stage: string
  },
  typed: DecisionTyped,
): TypedDecision => {
  const { kind } = typed
  const no = (slot: DecisionSlot, sentence: string): TypedDecision => ({ ok: false, slot, sentence })
  const fresh = freshValue(rubric, decided.target, typed)
  if (typeof fresh === "string") return no("value", fresh)
  const [reason, basis, second] = [typed.reason, typed.basis, typed.second].map((text) => text.trim())
  if (reason === undefined || basis === undefined || second === undefined) return no("reason", "请写理由")
  if (reason === "" && needsReason(kind)) return no("reason", `“${decisionKinds[kind]}”须写理由`)
  if (second === "") return no("second", "认定须两人,请写另一名认定人的姓名")
  if (key(second) === key(decided.by)) return no("second", "两名认定人不能是同一个人")
  if (/[、,;/\s]/.test(second)) return no("second", "只写一名:另一名认定人的姓名,中间不要空格、顿号")
  const { reading: day } = readValue({ label: "日期", kind: "day" }, { kind: "text", text: typed.on })
  if (day.state !== "filled" || !(day.value instanceof Rational))
    return no("on", `“${typed.on}”不是日期;写作 2027-01-20`)
  return {
    ok: true,
    decision: {
      agency: decided.agency.code,
      kind,
      target: decided.target,
      old: speaksOf[kind] === "field" ? decided.old : null,
      new: fresh,
      reason,
      basis: basis === "" ? null : basis,
      by: [decided.by, second],
      on: writeDay(day.value.toNumber()),
      stage: decided.stage,
    },
  }
}

/** The new value; null where there is none; or the sentence that says why it cannot be used. */
const freshValue = (rubric: Rubric, target: string, { kind, value }: DecisionTyped): Reading | null | string => {
  const text = value.trim()
  const takes = takesValue(kind)
  const title = decisionKinds[kind]
  if (takes === "none" || (takes === "may" && text === "")) return null
  const field = kind === "adjust" ? adjustPoints : rubric.fields[target]
  if (field === undefined) return `没有填报项“${target}”`
  if (text === "") return kind === "adjust" ? `“${title}”须写加减的分值,如 -1.5` : `“${title}”须写新值`
  const { reading, notes } = readValue(field, { kind: "text", text })
  const wrong = notes.find(({ severity }) => severity === "error")
  if (wrong !== undefined) return `${wrong.message};${wrong.remedy}`
  if (reading.state === "filled" || (reading.state === "none" && kind === "correct")) return reading
  return `“${title}”须写一个确定的值;“${text}”不是`
}
