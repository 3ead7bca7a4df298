import type { FieldId, Value } from "./formula/Formula.ts"
import type { Address } from "./Issue.ts"
import type { CountedRows } from "./ledger/CountedRows.ts"

/** How one cell was understood. `blank` is also `—` and `/`; `claimed` is 不涉及; `none` is 未办理 in a day field. */
export type Reading =
  | { readonly state: "filled"; readonly value: Exclude<Value, null> }
  | { readonly state: "none" }
  | { readonly state: "blank" }
  | { readonly state: "unreadable" }
  | { readonly state: "claimed" }

/** One value somebody wrote (填报值), with the place where it stood. */
export interface Entry {
  /** Code of the agency. */
  readonly agency: string
  readonly field: FieldId
  /** `self`, `given`, `attribute` or the id of a declared source. */
  readonly source: string
  readonly reading: Reading
  /** The text as it stood, for quoting. */
  readonly raw: string
  /** What was written in the evidence column; null when there is none or it is empty. */
  readonly evidence: string | null
  readonly at: Address
  /** The rows behind a value that was counted from a ledger; left out for one that somebody wrote. */
  readonly rows?: CountedRows
}

/** What one scorer gave for a judged rule (评分). */
export interface Score {
  readonly agency: string
  /** Code of the criterion. */
  readonly criterion: string
  readonly scorer: string
  /** Which side the scorer is of (评分的一方), where the rule has several. */
  readonly side?: string
  /** A `Rational` read from the cell. */
  readonly points: Exclude<Value, null | string | boolean>
  readonly reason: string | null
  readonly at: Address
}

/**
 * Something settled on the record (认定意见). `field` decisions set a value; the others speak of a field's state or of a criterion.
 * `old` is what the deciders saw; where it differs from what is there now, the decision is not applied and that is told.
 */
export interface Decision {
  readonly agency: string
  readonly kind: DecisionKind
  /** A field id, a criterion code, or empty for the whole agency (`adjust`, `grade`). */
  readonly target: string
  /** As text; understood by the target's kind. Null when the kind needs none. */
  readonly old: Reading | null
  readonly new: Reading | null
  readonly reason: string
  readonly basis: string | null
  /** Two persons, for the internal view only. */
  readonly by: ReadonlyArray<string>
  readonly on: string | null
  readonly stage: string | null
  /** Earlier decisions on the same matter that this one expressly sets aside (改判); left out where there are none. */
  readonly overrules?: ReadonlyArray<Overruled>
  /** What the decider was shown of its effect before he confirmed it (已显示的影响); left out where nothing was shown. */
  readonly shown?: string
  readonly at: Address
}

/** A decision that was set aside: by the file in which it stands and by what it says, since lines of tables move. */
export interface Overruled {
  readonly file: string
  readonly kind: DecisionKind
  readonly new: Reading | null
}

/**
 * correct 更正数值 · confirm 核验一致 · recognise 认定加分 · refute 查实虚报 · evidence 认可佐证 ·
 * applies 适用 · notApplicable 不适用 · notSampled 未抽查 · adjust 调整总分
 */
export const decisionKinds = {
  correct: "更正数值",
  confirm: "核验一致",
  recognise: "认定加分",
  refute: "查实虚报",
  evidence: "认可佐证",
  applies: "确认适用",
  notApplicable: "确认不适用",
  notSampled: "未抽查",
  adjust: "调整总分",
} as const
export type DecisionKind = keyof typeof decisionKinds

/** One line of the team's table of what applies to whom (适用指标表). */
export interface Applicability {
  /** Code of an agency, or null with `group`. */
  readonly agency: string | null
  readonly group: string | null
  readonly criterion: string
  readonly applies: "applies" | "notApplicable" | "notSampled"
  readonly reason: string | null
  readonly basis: string | null
  readonly at: Address
}

/** Who is scored (单位). */
export interface Agency {
  readonly code: string
  readonly name: string
  readonly short: string | null
  readonly aliases: ReadonlyArray<string>
  readonly group: string
  /** 建制次序; null sorts after all others, then by code. */
  readonly order: number | null
  /** Takes part in the ranking; if not, `remark` says why. */
  readonly ranked: boolean
  readonly remark: string | null
  readonly at: Address
}

/** An agency of which nothing is said but who it is: ranked, in no order, under one name. */
export const plainAgency = (known: Pick<Agency, "code" | "name" | "group" | "at"> & Partial<Agency>): Agency => ({
  short: null,
  aliases: [],
  order: null,
  ranked: true,
  remark: null,
  ...known,
})
