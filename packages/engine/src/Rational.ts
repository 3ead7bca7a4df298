/**
 * An exact number (精确值). Every value and every point in Fadu is one of these.
 *
 * Small numbers are a quotient of two safe integers, reduced only when a product would leave the safe range; larger ones
 * continue as bigints. Which of the two holds a number is never visible outside this file: equality is of value.
 *
 * A quotient by zero is `Rational.undefined` (无法计算): it spreads through arithmetic and compares with nothing.
 */
export class Rational {
  /** Numerator and denominator while both are safe integers; `big` is null then. The denominator is positive, or 0 for undefined. */
  private readonly n: number
  private readonly d: number
  private readonly big: Big | null

  private constructor(n: number, d: number, big: Big | null) {
    this.n = n
    this.d = d
    this.big = big
  }

  static readonly zero = new Rational(0, 1, null)
  static readonly one = new Rational(1, 1, null)
  static readonly undefined = new Rational(0, 0, null)

  /** The number a program wrote: the shortest decimal text of the double, so 0.1 is one tenth. Not finite: undefined. */
  static of(value: number | bigint): Rational {
    if (typeof value === "bigint") return fromBig(value, 1n)
    if (Number.isSafeInteger(value)) return new Rational(value === 0 ? 0 : value, 1, null)
    return Rational.parse(String(value)) ?? Rational.undefined
  }

  /** `n / d` exactly. */
  static ratio(n: number | bigint, d: number | bigint): Rational {
    return Rational.of(n).over(Rational.of(d))
  }

  /** Reads `-12`, `0.65`, `1e-7` or `40/61`; anything else is null. */
  static parse(text: string): Rational | null {
    const fraction = /^([+-]?\d+)\/(\d+)$/.exec(text)
    if (fraction) return fromBig(BigInt(fraction[1] ?? "0"), BigInt(fraction[2] ?? "1"))
    const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
    if (decimal === null) return null
    const [, sign, whole = "", part = "", exponent = "0"] = decimal
    if (whole === "" && part === "") return null
    const digits = BigInt((sign === "-" ? "-" : "") + whole + part)
    const places = part.length - Number(exponent)
    return places >= 0 ? fromBig(digits, 10n ** BigInt(places)) : fromBig(digits * 10n ** BigInt(-places), 1n)
  }

  /** Gives the same object for numbers held alike, as far as it remembers: in a column of points a few numbers come again and again. */
  static keeper(): (value: Rational) => Rational {
    const kept = new Array<Rational>(KEPT).fill(Rational.zero)
    return (value) => {
      if (value.big !== null) return value
      const place = (value.n ^ (value.d * 31)) & (KEPT - 1)
      const known = kept[place]
      if (known !== undefined && known.n === value.n && known.d === value.d) return known
      kept[place] = value
      return value
    }
  }

  get isUndefined(): boolean {
    return this.big === null && this.d === 0
  }

  /** -1, 0 or 1; 0 for undefined. */
  get sign(): -1 | 0 | 1 {
    if (this.big !== null) return this.big.n < 0n ? -1 : 1
    return this.n < 0 ? -1 : this.n > 0 ? 1 : 0
  }

  get isInteger(): boolean {
    return this.big !== null ? this.big.n % this.big.d === 0n : this.d !== 0 && this.n % this.d === 0
  }

  plus(that: Rational): Rational {
    if (this.big === null && that.big === null) {
      if (that.n === 0 && that.d !== 0) return this
      if (this.d === that.d) {
        const n = this.n + that.n
        if (isSafe(n)) return new Rational(n, this.d, null)
      } else {
        const n = this.n * that.d + that.n * this.d
        const d = this.d * that.d
        if (isSafe(n) && isSafe(d) && isSafe(this.n * that.d) && isSafe(that.n * this.d))
          return new Rational(n, d, null)
      }
    }
    if (this.isUndefined || that.isUndefined) return Rational.undefined
    const a = this.toBig()
    const b = that.toBig()
    return fromBig(a.n * b.d + b.n * a.d, a.d * b.d)
  }

  minus(that: Rational): Rational {
    if (this.big === null && that.big === null) {
      if (that.n === 0 && that.d !== 0) return this
      if (this.d === that.d) {
        const n = this.n - that.n
        if (isSafe(n)) return new Rational(n, this.d, null)
      } else {
        const n = this.n * that.d - that.n * this.d
        const d = this.d * that.d
        if (isSafe(n) && isSafe(d) && isSafe(this.n * that.d) && isSafe(that.n * this.d))
          return new Rational(n, d, null)
      }
    }
    return this.plus(that.negated())
  }

  times(that: Rational): Rational {
    if (this.big === null && that.big === null) {
      const n = this.n * that.n
      const d = this.d * that.d
      if (isSafe(n) && isSafe(d)) return new Rational(n === 0 ? 0 : n, d, null)
    }
    if (this.isUndefined || that.isUndefined) return Rational.undefined
    const a = this.toBig()
    const b = that.toBig()
    return fromBig(a.n * b.n, a.d * b.d)
  }

  over(that: Rational): Rational {
    if (this.big === null && that.big === null && that.n !== 0) {
      const n = that.n < 0 ? -this.n * that.d : this.n * that.d
      const d = that.n < 0 ? this.d * -that.n : this.d * that.n
      if (isSafe(n) && isSafe(d)) return new Rational(n === 0 ? 0 : n, d, null)
    }
    if (this.isUndefined || that.isUndefined || that.sign === 0) return Rational.undefined
    const a = this.toBig()
    const b = that.toBig()
    return fromBig(a.n * b.d, a.d * b.n)
  }

  negated(): Rational {
    return this.big === null
      ? new Rational(this.n === 0 ? 0 : -this.n, this.d, null)
      : new Rational(0, 0, { n: -this.big.n, d: this.big.d })
  }

  /** Negative, zero or positive as this is less than, equal to or greater than that. NaN when either is undefined. */
  compare(that: Rational): number {
    if (this.big === null && that.big === null) {
      if (this.d === 0 || that.d === 0) return Number.NaN
      if (this.d === that.d) return this.n - that.n
      const left = this.n * that.d
      const right = that.n * this.d
      if (isSafe(left) && isSafe(right)) return left - right
    }
    if (this.isUndefined || that.isUndefined) return Number.NaN
    const a = this.toBig()
    const b = that.toBig()
    const difference = a.n * b.d - b.n * a.d
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  equals(that: Rational): boolean {
    return this.compare(that) === 0
  }

  min(that: Rational): Rational {
    if (this.isUndefined || that.isUndefined) return Rational.undefined
    return this.compare(that) <= 0 ? this : that
  }

  max(that: Rational): Rational {
    if (this.isUndefined || that.isUndefined) return Rational.undefined
    return this.compare(that) >= 0 ? this : that
  }

  /** To a multiple of `step` (positive). The only place in Fadu where a number is rounded. */
  rounded(step: Rational, mode: Rounding): Rational {
    if (this.isUndefined || step.isUndefined || step.sign <= 0) return Rational.undefined
    if (this.big === null && step.big === null && step.n === 1) {
      // the usual case: places. n/d in units of 1/step.d
      const scaled = this.n * step.d
      if (isSafe(scaled * 2) && isSafe(this.d * 2)) return new Rational(wholeSmall(scaled, this.d, mode), step.d, null)
    }
    const q = this.over(step).toBig()
    return fromBig(wholeBig(q.n, q.d, mode), 1n).times(step)
  }

  /** In lowest terms. */
  toFraction(): { readonly n: bigint; readonly d: bigint } {
    const { n, d } = this.toBig()
    if (d === 0n) return { n, d }
    const g = gcd(n < 0n ? -n : n, d)
    return { n: n / g, d: d / g }
  }

  /** The nearest double; of an undefined number, NaN. Used where a double is the format (JSON, spreadsheet), never to compute. */
  toNumber(): number {
    if (this.big === null) return this.d === 0 ? Number.NaN : this.n / this.d
    return nearestDouble(this.big)
  }

  /**
   * Decimal text with as many places as the number needs, at most `most`. A number that needs more (or never ends) is null unless
   * `mode` tells how to shorten it.
   */
  toDecimal(most: number, mode: Rounding | null = "half-up"): string | null {
    if (this.isUndefined) return null
    const exact = this.toFraction()
    const scale = 10n ** BigInt(most)
    if (mode === null && (exact.n * scale) % exact.d !== 0n) return null
    const units = wholeBig(exact.n * scale, exact.d, mode ?? "half-up")
    const digits = (units < 0n ? -units : units).toString().padStart(most + 1, "0")
    const whole = digits.slice(0, digits.length - most)
    const part = digits.slice(digits.length - most).replace(/0+$/, "")
    return `${units < 0n ? "-" : ""}${whole}${part === "" ? "" : `.${part}`}`
  }

  /** Canonical text: a decimal where one ends within 12 places, else `n/d`; `undefined` for undefined. */
  toString(): string {
    if (this.isUndefined) return "undefined"
    const decimal = this.toDecimal(12, null)
    if (decimal !== null) return decimal
    const { n, d } = this.toFraction()
    return `${n}/${d}`
  }

  toJSON(): string {
    return this.toString()
  }

  private toBig(): Big {
    return this.big ?? { n: BigInt(this.n), d: BigInt(this.d) }
  }

  /** Only for `fromBig` below. */
  static fromParts(n: number, d: number, big: Big | null): Rational {
    return new Rational(n, d, big)
  }
}

/** Half-up is 四舍五入: half away from zero. `cut` is towards zero; `down` and `up` are to the smaller and larger multiple. */
export type Rounding = "half-up" | "half-even" | "cut" | "down" | "up"

/** How many numbers a keeper remembers: a power of two. */
const KEPT = 1024

type Big = { readonly n: bigint; readonly d: bigint }

const isSafe = (x: number): boolean => x <= Number.MAX_SAFE_INTEGER && x >= -Number.MAX_SAFE_INTEGER

const fromBig = (n: bigint, d: bigint): Rational => {
  if (d === 0n) return Rational.undefined
  if (d < 0n) return fromBig(-n, -d)
  const g = gcd(n < 0n ? -n : n, d)
  const rn = n / g
  const rd = d / g
  return rd <= SAFE && rn <= SAFE && rn >= -SAFE
    ? Rational.fromParts(Number(rn), Number(rd), null)
    : Rational.fromParts(0, 0, { n: rn, d: rd })
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

const gcd = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) {
    const r = a % b
    a = b
    b = r
  }
  return a
}

/** A quotient of at least 64 bits holds more than a double does; whether anything is left over goes into its last bit, and it is rounded once. */
const nearestDouble = ({ n, d }: Big): number => {
  const magnitude = n < 0n ? -n : n
  const places = magnitude.toString(2).length - d.toString(2).length - 64
  const [over, under] = places < 0 ? [magnitude << BigInt(-places), d] : [magnitude, d << BigInt(places)]
  const quotient = Number((over / under) | (over % under === 0n ? 0n : 1n))
  // in two steps, because neither power may leave the range of a double where the product does not
  const half = Math.trunc(places / 2)
  const size = quotient * 2 ** half * 2 ** (places - half)
  return n < 0n ? -size : size
}

/** The whole number that `n / d` rounds to, both safe with room to double. */
const wholeSmall = (n: number, d: number, mode: Rounding): number => {
  const size = n < 0 ? -n : n
  // the quotient of doubles may be one off where it is large; the rest, which is exact, tells. A remainder would be slower
  let cut = Math.floor(size / d)
  let rest = size - cut * d
  if (rest < 0) {
    cut -= 1
    rest += d
  } else if (rest >= d) {
    cut += 1
    rest -= d
  }
  const twice = rest * 2
  const half = twice < d ? -1 : twice > d ? 1 : 0
  const whole = rest !== 0 && roundsAway(mode, half, n < 0, cut % 2 !== 0) ? cut + 1 : cut
  return n < 0 && whole !== 0 ? -whole : whole
}

const wholeBig = (n: bigint, d: bigint, mode: Rounding): bigint => {
  const rest = n % d
  const cut = (n - rest) / d
  if (rest === 0n) return cut
  const twice = (rest < 0n ? -rest : rest) * 2n
  const negative = n < 0n
  const away = negative ? cut - 1n : cut + 1n
  return roundsAway(mode, twice < d ? -1 : twice > d ? 1 : 0, negative, cut % 2n !== 0n) ? away : cut
}

/** Whether a number between two multiples goes to the one further from zero. `half`: below, at or above the middle. */
const roundsAway = (mode: Rounding, half: number, negative: boolean, cutIsOdd: boolean): boolean => {
  switch (mode) {
    case "half-up":
      return half >= 0
    case "half-even":
      return half > 0 || (half === 0 && cutIsOdd)
    case "cut":
      return false
    case "down":
      return negative
    case "up":
      return !negative
  }
}
