import { parseDay, Rational } from "@fadu/engine"
import { type Fraction, fraction, type Mode, minus, over, parseFraction, plus, rounded, times } from "./Fraction.ts"
import { countWorkdays } from "./holidays.ts"

/**
 * Recomputes printed workings as somebody with a pencil would, from what is printed and nothing else:
 * `27 ÷ 35 = 77.14%(四舍五入);(100% − 77.14%) × 100 × 0.2 = 4.572,四舍五入为 4.57`.
 */
export interface Line {
  readonly text: string
  /** What the formula before the first `=` gives. */
  readonly value: Fraction
  /** What is printed behind `=`, if anything is. */
  readonly stated: Fraction | null
  /** How `=` rounds, where it says that it does. */
  readonly roughly: Mode | null
  /** `四舍五入为 4.57` */
  readonly last: { readonly mode: Mode; readonly value: Fraction } | null
}

const modes: { readonly [word: string]: Mode } = { 四舍五入: "half-up", 四舍六入五成双: "half-even", 截取: "cut" }
const anyMode = Object.keys(modes).join("|")

export const readWorkings = (workings: string): ReadonlyArray<Line> =>
  workings === "" ? [] : workings.split(";").map(readLine)

const readLine = (text: string): Line => {
  const [, body = "", word, to] = new RegExp(`^(.*?)(?:,(${anyMode})为 (\\S+))?$`).exec(text) ?? []
  const [formula = "", result, ...more] = body.split(" = ")
  if (more.length > 0) throw new Error(`more than one “=” in ${text}`)
  const [, number, roughly] = new RegExp(`^(.*?)(?:\\((${anyMode})\\))?$`).exec(result ?? "") ?? []
  const mode = word === undefined ? undefined : modes[word]
  return {
    text,
    value: calculate(formula),
    stated: result === undefined ? null : calculate(number ?? ""),
    roughly: roughly === undefined ? null : (modes[roughly] ?? null),
    last: mode === undefined || to === undefined ? null : { mode, value: calculate(to) },
  }
}

/** The value of a printed formula. `/` is a quotient like ÷, from left to right: what is printed must not need to be guessed. */
export const calculate = (text: string): Fraction => {
  const words = [...text.matchAll(/\d{4}年\d+月\d+日|\d+(?:\.\d+)?%?|\p{Script=Han}+\(|[-+−×÷/(),]|\S/gu)].map(
    ([word]) => word,
  )
  let at = 0
  const fail = (): never => {
    throw new Error(`cannot be recomputed: ${text} (at “${words.slice(at).join(" ")}”)`)
  }
  const whole = (value: Fraction | null): Fraction => value ?? fail()
  const take = (word: string): boolean => {
    if (words[at] !== word) return false
    at++
    return true
  }
  const sum = (): Fraction => {
    let value = product()
    for (;;) {
      if (take("+")) value = whole(plus(value, product()))
      else if (take("−")) value = whole(minus(value, product()))
      else return value
    }
  }
  const product = (): Fraction => {
    let value = factor()
    for (;;) {
      if (take("×")) value = whole(times(value, factor()))
      else if (take("÷") || take("/")) value = whole(over(value, factor()))
      else return value
    }
  }
  const factor = (): Fraction => {
    if (take("-")) return whole(minus({ n: 0n, d: 1n }, factor()))
    if (take("(")) {
      const value = sum()
      return take(")") ? value : fail()
    }
    const word = words[at++] ?? fail()
    if (word.endsWith("(")) return applied(word.slice(0, -1), list())
    const day = /^(\d{4})年(\d+)月(\d+)日$/.exec(word)
    if (day !== null) {
      const [, year = "", month = "", date = ""] = day
      const number = parseDay(`${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`)
      return number === null ? fail() : { n: BigInt(number), d: 1n }
    }
    const value = parseFraction(word.replace("%", "")) ?? fail()
    return word.endsWith("%") ? whole(over(value, { n: 100n, d: 1n })) : value
  }
  const list = (): ReadonlyArray<Fraction> => {
    const values = [sum()]
    while (take(",")) values.push(sum())
    return take(")") ? values : fail()
  }
  const applied = (name: string, [first = fail(), ...rest]: ReadonlyArray<Fraction>): Fraction => {
    const places = rest[0]?.n ?? 0n
    const to = whole(fraction(1n, 10n ** places))
    switch (name) {
      case "较小者":
        return rest.reduce((least, one) => (isLess(one, least) ? one : least), first)
      case "较大者":
        return rest.reduce((most, one) => (isLess(most, one) ? one : most), first)
      case "取整":
        return whole(rounded(first, to, "down"))
      case "进位取整":
        return whole(rounded(first, to, "up"))
      case "工作日数":
        return { n: BigInt(countWorkdays(Number(first.n), Number(rest[0]?.n ?? fail()))), d: 1n }
      default:
        return whole(rounded(first, to, modes[name] ?? fail()))
    }
  }
  const value = sum()
  return at === words.length ? value : fail()
}

const isLess = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d

export const same = (plain: Fraction | null, engine: Rational): boolean =>
  plain !== null && engine.equals(Rational.ratio(plain.n, plain.d))
