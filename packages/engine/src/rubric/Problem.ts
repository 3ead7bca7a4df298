import type { Call } from "../formula/Call.ts"
import type { Formula } from "../formula/Formula.ts"
import type { Severity } from "../Issue.ts"

/** Something wrong in a rubric or round file. `files` turns path and offset into line and column. */
export interface Problem {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly path: ReadonlyArray<string | number>
  /** Position inside a formula's text; null when the whole value is meant. */
  readonly offset: number | null
}

/** Reads the text of a formula; fields are inputs that are not resolved yet. Supplied by `@fadu/engine/mathjs`. */
export type ParseFormula = (text: string) => ParsedFormula
export type ParsedFormula =
  | {
      readonly ok: true
      readonly formula: Formula
      /** What the formula calls, inner calls before outer ones; each stands in it as an input. */
      readonly calls: ReadonlyArray<Call>
      readonly offsets: ReadonlyMap<string, number>
    }
  | { readonly ok: false; readonly message: string; readonly remedy: string; readonly offset: number }
