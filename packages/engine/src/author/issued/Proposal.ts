/** A field that a sentence speaks of. */
export interface ProposedField {
  readonly label: string
  readonly kind: "count" | "number" | "rate" | "yes-no" | "level" | "day"
  readonly unit?: string
  readonly definition?: string
  readonly max?: number
  readonly levels?: ReadonlyArray<string>
}

/** How a sentence may be read (拟读法): a rule whose `field` stands where its parameters name it. */
export interface Proposal {
  /** Makes the rule, given the ids of its fields in order. */
  readonly rule: (ids: ReadonlyArray<string>) => { readonly kind: string; readonly [key: string]: unknown }
  readonly fields: ReadonlyArray<ProposedField>
  /** The most it gives, where it gives points; null where it takes. */
  readonly gives: number | null
  /** What the sentence leaves open and was taken in one way. */
  readonly assumed: string | null
  /** Whether the sentence that follows is part of it. */
  readonly readsNext?: true
  /** Further rules of the same sentence: 未制定、未公布的,各扣 1 分. */
  readonly also?: ReadonlyArray<Proposal>
}

/** What a pattern may know beside the sentence. */
export interface Around {
  /** Full marks of the criterion. */
  readonly full: number
  readonly title: string
  /** The year that is assessed, for days without one. */
  readonly year: number
  /** The sentence that follows, folded. */
  readonly next: string | null
}

/** Groups of a match as a table; a group that is not there is undefined. */
export const groupsOf = (pattern: RegExp, sentence: string): { readonly [name: string]: string | undefined } | null =>
  pattern.exec(sentence)?.groups ?? null

/** A rule that takes points. */
export const taking = (
  rule: Proposal["rule"],
  fields: Proposal["fields"],
  assumed: string | null = null,
): Proposal => ({ rule, fields, gives: null, assumed })

/** One way of writing a rule. `sentence` is folded; null where it is written otherwise. A pattern that is not sure says null. */
export interface Pattern {
  readonly name: string
  readonly read: (sentence: string, around: Around) => Proposal | null
}
