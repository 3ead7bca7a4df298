/** A field that a sentence speaks of. */
export interface ProposedField {
  readonly label: string
  readonly kind: "count" | "number" | "rate" | "yes-no" | "level"
  readonly unit?: string
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
}

/** What a pattern may know beside the sentence. */
export interface Around {
  /** Full marks of the criterion. */
  readonly full: number
  readonly title: string
}

/** One way of writing a rule. `sentence` is folded; null where it is written otherwise. A pattern that is not sure says null. */
export interface Pattern {
  readonly name: string
  readonly read: (sentence: string, around: Around) => Proposal | null
}
