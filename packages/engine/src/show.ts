import { dayFromNumber, partsOfDay } from "./Day.ts"
import type { Format } from "./formula/Formula.ts"
import type { Rational, Rounding } from "./Rational.ts"

/**
 * The one place where a value becomes text for people: 65.57%, 0.5, 3月31日 without its year never, 40/61.
 * A number that does not end within 6 decimals is written as a fraction, never shortened: what is printed can be computed with.
 */
export const show = (value: Rational, format: Format): string => {
  if (value.isUndefined) return "无法计算"
  switch (format) {
    case "rate":
      return showRate(value)
    case "day": {
      const day = dayFromNumber(value)
      if (day === null) return showNumber(value)
      const { year, month, date } = partsOfDay(day)
      return `${year}年${month}月${date}日`
    }
    case "number":
    case "points":
    case "count":
      return showNumber(value)
  }
}

/** A value with its unit, where it has one: `37 件次`, `85%`. */
export const quantity = (text: string, unit: string): string => (unit === "" ? text : `${text} ${unit}`)

/** What each way of rounding is called. */
export const roundingWords: { readonly [M in Rounding]: string } = {
  "half-up": "四舍五入",
  "half-even": "四舍六入五成双",
  cut: "截取",
  down: "取整",
  up: "进位取整",
}

const showNumber = (value: Rational): string => value.toDecimal(6, null) ?? showFraction(value)

const showRate = (value: Rational): string => {
  const percent = value.toDecimal(8, null)
  if (percent === null) return showFraction(value)
  return `${shiftTwo(percent)}%`
}

const showFraction = (value: Rational): string => {
  const { n, d } = value.toFraction()
  return `${n}/${d}`
}

/** Moves the decimal point of a decimal text two places to the right. */
const shiftTwo = (decimal: string): string => {
  const negative = decimal.startsWith("-")
  const [whole = "0", part = ""] = (negative ? decimal.slice(1) : decimal).split(".")
  const digits = part.padEnd(2, "0")
  const shifted = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "")
  const rest = digits.slice(2)
  return `${negative ? "-" : ""}${shifted}${rest === "" ? "" : `.${rest}`}`
}
