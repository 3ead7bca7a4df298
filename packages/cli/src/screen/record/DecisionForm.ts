import { type DecisionKind, type DecisionSlot, type DecisionTyped, decisionKinds, takesValue } from "@fadu/engine"

/** A decision, or that one's own earlier decision no longer counts. */
export type FormKind = DecisionKind | "withdraw"
export type FormSlot = DecisionSlot | "save"

/** What is being filled in. */
export interface DecisionForm extends Omit<DecisionTyped, "kind"> {
  readonly kind: FormKind
  readonly slot: FormSlot
  /** Whether what others decided differently is set aside (改判); only a lead may. */
  readonly overrule: boolean
}

/** What each kind does, as the pages of the users say it. */
export const kindSays: { readonly [K in FormKind]: string } = {
  correct: "以新值计,记为核验调整,不另处罚",
  confirm: "数值不变,记为核验一致",
  recognise: "待认定的加分从此计分;新值可以少于申报",
  refute: "按细则查实虚报处理",
  evidence: "缺佐证的照数计分",
  applies: "本项适用于该单位",
  notApplicable: "本项不适用于该单位",
  notSampled: "本项未抽查",
  adjust: "会议决定加减的分值,如 -1.5",
  withdraw: "撤回自己录入的这一条;原记录留存,不再计",
}
export const kindTitle = (kind: FormKind): string => (kind === "withdraw" ? "撤回" : decisionKinds[kind])

/** The slots of a form for a kind, from top to bottom. */
export const slotsOf = (kind: FormKind): ReadonlyArray<FormSlot> =>
  kind === "withdraw"
    ? ["kind", "reason", "save"]
    : ["kind", ...(takesValue(kind) === "none" ? [] : ["value" as const]), "reason", "basis", "second", "on", "save"]

/** What a slot is called on a form of a kind. */
export const slotTitle = (slot: FormSlot, kind: FormKind): string => {
  switch (slot) {
    case "kind":
      return "类型"
    case "value":
      return kind === "adjust" ? "加减分值" : kind === "recognise" ? "认定数(可空)" : "新值"
    case "reason":
      return "理由"
    case "basis":
      return "依据(可空)"
    case "second":
      return "另一名认定人"
    case "on":
      return "日期"
    case "save":
      return ""
  }
}
