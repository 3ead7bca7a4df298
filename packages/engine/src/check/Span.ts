import type { Rational } from "../Rational.ts"

/** An end of a span; `open` where the number itself is left out: 50余 is more than 50. */
export interface End {
  readonly value: Rational
  readonly open: boolean
}

/** A number as far as it is known (数的范围): 668 is itself, 50余 more than 50, 近700 less than 700. A null end is unknown. */
export interface Span {
  readonly low: End | null
  readonly high: End | null
}

export const exactly = (value: Rational): Span => {
  const end: End = { value, open: false }
  return { low: end, high: end }
}

/** The number that a span is; null where it could be several. */
export const onlyValue = ({ low, high }: Span): Rational | null =>
  low !== null && high !== null && low.value.equals(high.value) ? low.value : null

/** What the sum of one number of each span can be. */
export const sumOf = (spans: ReadonlyArray<Span>): Span =>
  spans.reduce((total, span) => ({ low: addEnds(total.low, span.low), high: addEnds(total.high, span.high) }))

const addEnds = (a: End | null, b: End | null): End | null =>
  a === null || b === null ? null : { value: a.value.plus(b.value), open: a.open || b.open }

/** Whether every number of the one is less than every number of the other. */
export const isBelow = ({ high }: Span, { low }: Span): boolean => {
  if (high === null || low === null) return false
  const order = high.value.compare(low.value)
  return order < 0 || (order === 0 && (high.open || low.open))
}
