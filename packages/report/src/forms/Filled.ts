import type { FieldId, Paper, Reading } from "@fadu/engine"

/** What stood in a form that goes back (退回修改), and what is asked about it. */
export interface Filled {
  readonly values: ReadonlyMap<
    FieldId,
    { readonly reading: Reading; readonly raw: string; readonly evidence: string | null }
  >
  readonly questions: ReadonlyMap<FieldId, ReadonlyArray<string>>
  /** Questions that no single field answers. */
  readonly general: ReadonlyArray<string>
  /** By criterion. */
  readonly claims: ReadonlyMap<string, { readonly points: number | null; readonly remark: string | null }>
  readonly papers: ReadonlyArray<Paper>
}
