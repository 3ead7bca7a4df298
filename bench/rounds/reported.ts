import { type Entry, Rational } from "@fadu/engine"

/** Where everything of a benchmark stands. */
export const at = { kind: "file", file: "bench" } as const

/** A number as an agency reports it of itself, with no evidence. */
export const reported = (agency: string, field: string, value: number): Entry => ({
  agency,
  field,
  source: "self",
  reading: { state: "filled", value: Rational.of(value) },
  raw: String(value),
  evidence: null,
  at,
})
