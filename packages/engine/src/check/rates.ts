import { Rational } from "../Rational.ts"

/**
 * A stated rate against its own numbers (率与分子、分母), exactly. `step` is one unit of the last digit that was printed: a thousandth
 * for 97.4%. A rate stands for everything that is at most half a step away from it.
 */
export interface Stated {
  readonly rate: Rational
  readonly step: Rational
}

/** `holds`: rounds to what was stated; `cut`: what was stated is the quotient without its last digits; `off`: neither. */
export const standing = ({ rate, step }: Stated, quotient: Rational): "holds" | "cut" | "off" => {
  const more = quotient.minus(rate)
  const distance = more.sign < 0 ? more.negated() : more
  if (distance.compare(step.over(TWO)) <= 0) return "holds"
  return more.sign > 0 && more.compare(step) < 0 ? "cut" : "off"
}

/** Whole numbers from `first` to `last`. */
export interface Whole {
  readonly first: Rational
  readonly last: Rational
}

/** The whole numerators that over this denominator give the rate; null where there is none. */
export const numerators = ({ rate, step }: Stated, denominator: Rational): Whole | null => {
  const half = step.over(TWO)
  return between(rate.minus(half).times(denominator).max(Rational.zero), rate.plus(half).times(denominator))
}

/** The whole denominators under which this numerator gives the rate; null where there is none, or no end of them. */
export const denominators = ({ rate, step }: Stated, numerator: Rational): Whole | null => {
  const half = step.over(TWO)
  const low = rate.minus(half)
  if (low.sign <= 0 || numerator.sign <= 0) return null
  return between(numerator.over(rate.plus(half)), numerator.over(low))
}

const TWO = Rational.of(2)

const between = (low: Rational, high: Rational): Whole | null => {
  const [first, last] = [low.rounded(Rational.one, "up"), high.rounded(Rational.one, "down")]
  return first.compare(last) <= 0 ? { first, last } : null
}
