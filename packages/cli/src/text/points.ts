import { Rational, show } from "@fadu/engine"

/** Points as printed in tables: two decimals, more only where there are more. */
export const fixed = (points: number): string => {
  const [whole = "0", part = ""] = brief(points).split(".")
  return `${whole}.${part.padEnd(2, "0")}`
}

/** Points as printed in sentences: 4.57, 3, −0.5. */
export const brief = (points: number): string => show(Rational.of(points), "points").replace("-", "−")

/** Sum of printed points, without binary noise; a negative one subtracts. */
export const sum = (...points: ReadonlyArray<number>): number =>
  points.reduce((total, one) => total.plus(Rational.of(one)), Rational.zero).toNumber()

/** A difference with its sign: +2.24, −1.50; 0.00 for none. */
export const signed = (difference: number): string =>
  difference === 0 ? "0.00" : `${difference < 0 ? "−" : "+"}${fixed(Math.abs(difference))}`
