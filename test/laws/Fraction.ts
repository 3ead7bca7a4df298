/** Plain fractions of bigints: the arithmetic that the engine's is held against. The divisor is positive; zero below is null. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const fraction = (n: bigint, d: bigint): Fraction | null => {
  if (d === 0n) return null
  const sign = d < 0n ? -1n : 1n
  const g = gcd(n < 0n ? -n : n, d < 0n ? -d : d)
  return { n: (sign * n) / g, d: (sign * d) / g }
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

const both =
  (combine: (a: Fraction, b: Fraction) => Fraction | null) =>
  (a: Fraction | null, b: Fraction | null): Fraction | null =>
    a === null || b === null ? null : combine(a, b)

export const plus = both((a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d))
export const minus = both((a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d))
export const times = both((a, b) => fraction(a.n * b.n, a.d * b.d))
export const over = both((a, b) => fraction(a.n * b.d, a.d * b.n))
export const compare = (a: Fraction, b: Fraction): -1 | 0 | 1 => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export type Mode = "half-up" | "half-even" | "cut" | "down" | "up"

/** The largest whole number that is not above. */
const floor = ({ n, d }: Fraction): bigint => (n >= 0n || n % d === 0n ? n / d : n / d - 1n)

/** To a multiple of `step`, told by what each mode means: the two neighbours are found, then one is chosen. */
export const rounded = (value: Fraction, step: Fraction, mode: Mode): Fraction | null => {
  const inSteps = over(value, step)
  if (inSteps === null) return null
  const below = floor(inSteps)
  const isWhole = inSteps.n % inSteps.d === 0n
  const above = isWhole ? below : below + 1n
  const nearer = compare({ n: 2n * inSteps.n, d: inSteps.d }, { n: below + above, d: 1n })
  const towardsZero = inSteps.n >= 0n ? below : above
  const fromZero = inSteps.n >= 0n ? above : below
  const nearest = (tie: bigint): bigint => (nearer < 0 ? below : nearer > 0 ? above : tie)
  const whole = {
    down: below,
    up: above,
    cut: towardsZero,
    "half-up": nearest(fromZero),
    "half-even": nearest(below % 2n === 0n ? below : above),
  }[mode]
  return times({ n: whole, d: 1n }, step)
}

/** Reads `12`, `-0.5`, `27/35`. */
export const parseFraction = (text: string): Fraction | null => {
  const parts = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text)
  if (parts === null) return null
  const [, sign, whole = "", decimals = "", divisor] = parts
  const n = BigInt(`${sign}${whole}${decimals}`)
  return divisor === undefined ? fraction(n, 10n ** BigInt(decimals.length)) : fraction(n, BigInt(divisor))
}
