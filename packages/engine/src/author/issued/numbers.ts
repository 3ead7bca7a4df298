import { Rational } from "../../Rational.ts"
import { numeralCharacters, readNumeral } from "../../read/numerals.ts"

/** A number in a clause, in figures or Chinese numerals, for patterns over folded text. */
export const figure = `(?:\\d+(?:\\.\\d+)?|[${numeralCharacters}]+(?:点[${numeralCharacters}]+)?)`

/** The exact number; null for what can be read in two ways (七八). */
export const readFigure = (text: string | undefined): number | null => {
  if (text === undefined || text === "") return null
  const value = /^\d/.test(text) ? Rational.parse(text) : readNumeral(text)
  return value === null ? null : value.toNumber()
}

/** What must not follow a figure that is meant to end here. */
export const figureEnds = `(?![\\d.${numeralCharacters}])`

/** A clause as patterns read it: half-width, no blanks, one kind of comma and bracket. Never shown and never kept. */
export const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200f\ufeff]+/g, "")
    .replace(/[—–~〜∼]|--/g, "-")
