import { Rational } from "../Rational.ts"
import { numeralCharacters, readNumeral } from "./numerals.ts"
import { type Conversion, convert, isUnit } from "./units.ts"

/** A number as it was written, in the unit that is wanted. */
export interface NumberRead {
  readonly kind: "number"
  readonly value: Rational
  /** The number without its unit, before conversion. */
  readonly written: Rational
  /** The unit that stood with it; `%` and `‰` are not yet applied. */
  readonly unit: string | null
  readonly how: Conversion["how"]
  readonly isNumeral: boolean
}

export type NumberRefused =
  | { readonly kind: "unit"; readonly unit: string; readonly value: Rational }
  /** `near` is the number inside, for an example. */
  | { readonly kind: "approximate"; readonly near: Rational | null }
  | { readonly kind: "none"; readonly near: Rational | null }

/**
 * Reads folded text as a number with an optional unit, exactly: `1,234`, `12件`, `十二件`, `360万元`, `85%`, `百分之八十五`.
 * `wanted` is the unit of the field, `beside` the unit that a header or a neighbouring cell gives to a bare number.
 */
export const readNumber = (text: string, wanted: string | null, beside: string | null): NumberRead | NumberRefused => {
  const found = split(text)
  if (found === null)
    return isApproximate(text) ? { kind: "approximate", near: insideOf(text) } : { kind: "none", near: null }
  const unit = found.unit === "" ? beside : found.unit
  if (unit === null || unit === "%" || unit === "‰") {
    return { kind: "number", value: found.value, written: found.value, unit, how: "same", isNumeral: found.isNumeral }
  }
  const conversion = convert(unit, wanted)
  if (conversion !== null) {
    const value = found.value.times(conversion.factor)
    return { kind: "number", value, written: found.value, unit, how: conversion.how, isNumeral: found.isNumeral }
  }
  if (isApproximate(text)) return { kind: "approximate", near: insideOf(text) }
  return isUnit(unit) ? { kind: "unit", unit, value: found.value } : { kind: "none", near: found.value }
}

const decimal = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? ?([^\d\s.,+-][^\d]*)?$/
const numeral = new RegExp(`^([${numeralCharacters}点]+) ?([^\\d]*)$`)
const share = new RegExp(`^(百|千)分之([${numeralCharacters}点]+|\\d+(?:\\.\\d+)?)$`)

const split = (
  text: string,
): { readonly value: Rational; readonly unit: string; readonly isNumeral: boolean } | null => {
  const found = decimal.exec(text)
  if (found !== null) {
    const value = Rational.parse(`${found[1] ?? ""}${(found[2] ?? "").replaceAll(",", "")}${found[3] ?? ""}`)
    return value === null ? null : { value, unit: found[4] ?? "", isNumeral: false }
  }
  const parts = share.exec(text)
  if (parts !== null) {
    const value = readNumeral(parts[2] ?? "") ?? Rational.parse(parts[2] ?? "")
    return value === null ? null : { value, unit: parts[1] === "百" ? "%" : "‰", isNumeral: true }
  }
  const spelt = numeral.exec(text)
  if (spelt === null) return null
  const value = readNumeral(spelt[1] ?? "")
  return value === null ? null : { value, unit: spelt[2] ?? "", isNumeral: true }
}

const approximate = new RegExp(
  [
    "约|大概|左右|上下|以上|以下|以内|不足|不到|至少|不少于|不低于|不超过|最多|接近|若干|[余多几近超逾数][^据字]*$|^[近超逾数][^据字]|[≥≤><≈~]",
    "\\d\\s*(?:-|至|到|—)\\s*\\d",
    "\\d\\+",
    // 七八件, 三十五六人: two digits side by side
    `[一二两三四五六七八九]{2}(?![${numeralCharacters}])`,
    "[一二两三四五六七八九]{2}[十百千万]",
  ].join("|"),
)
const hasNumber = new RegExp(`\\d|[${numeralCharacters}]`)

const isApproximate = (text: string): boolean => approximate.test(text) && hasNumber.test(text)

/** The first number in a text that is not simply a number. */
const insideOf = (text: string): Rational | null => {
  const found = new RegExp(`\\d[\\d,]*(?:\\.\\d+)?|[${numeralCharacters}]+`).exec(text)?.[0]
  if (found === undefined) return null
  const rest = text.slice(text.indexOf(found) + found.length)
  const value = split(found)?.value ?? (/^[百千万]$/.test(found) ? readNumeral(`一${found}`) : null)
  if (value === null) return null
  return rest.startsWith("万")
    ? value.times(Rational.of(10_000))
    : rest.startsWith("亿")
      ? value.times(Rational.of(1e8))
      : value
}
