import type { Span } from "../check/Span.ts"
import { Rational } from "../Rational.ts"
import type { Field } from "../rubric/Rubric.ts"
import { fold } from "./fold.ts"
import { readNumber } from "./readNumber.ts"

/**
 * What a figure that is only roughly given (约数) says for certain: 50余 is more than 50, 近700 less than 700, 不少于4 at least 4.
 * Null for what says nothing, such as 约300. It is compared, never counted with.
 */
export const readSpan = (field: Field, raw: string): Span | null => {
  const text = fold(raw)
  const found = readNumber(text, field.unit ?? null, null)
  if (found.kind !== "approximate" || found.near === null || /\d\s*(?:-|至|到|—)\s*\d/.test(text)) return null
  const value = inUnit(field, text, found.near)
  if (value === null) return null
  if (/不少于|不低于|不小于|至少|以上|≥/.test(text)) return { low: { value, open: false }, high: null }
  if (/不超过|不多于|不高于|最多|以下|以内|≤/.test(text)) return { low: null, high: { value, open: false } }
  if (/近|不足|不到|接近|</.test(text)) return { low: null, high: { value, open: true } }
  return /[余多逾超+>]/.test(text) ? { low: { value, open: true }, high: null } : null
}

/** The number in the unit of the field; null where that cannot be told from the text. */
const inUnit = (field: Field, text: string, near: Rational): Rational | null => {
  if (field.kind === "rate") return text.includes("%") ? near.over(Rational.of(100)) : null
  return /^[百千万亿]/.test(field.unit ?? "") ? null : near
}

/**
 * One unit of the last digit that was written: a thousandth for 97.4% and for 0.974, a thousand for 12.5万. Where the text does not
 * show the number, the last digit that the number needs.
 */
export const lastDigit = (raw: string, value: Rational, kind: Field["kind"]): Rational => {
  const text = fold(raw)
  const number = /(\d[\d,]*)(?:\.(\d+))?/.exec(text)
  const written = Rational.parse(number === null ? "" : number[0].replaceAll(",", ""))
  if (number !== null && written !== null) {
    const scale = written.sign > 0 ? value.over(written) : Rational.ratio(1, text.includes("%") ? 100 : 1)
    if (isPowerOfTen(scale) && (written.sign > 0 || value.sign === 0)) return scale.times(tenth(number[2]?.length ?? 0))
  }
  const needed = value.toDecimal(MOST, null)?.split(".")
  return tenth(Math.max(kind === "rate" ? 2 : 0, needed === undefined ? MOST : (needed[1]?.length ?? 0)))
}

const MOST = 12

const tenth = (places: number): Rational => Rational.ratio(1, 10n ** BigInt(Math.min(places, MOST)))

const isPowerOfTen = (value: Rational): boolean => {
  const { n, d } = value.toFraction()
  return (d === 1n && /^10*$/.test(String(n))) || (n === 1n && /^10*$/.test(String(d)))
}
