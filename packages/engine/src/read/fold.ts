/**
 * The same text however it was typed: full-width forms become half-width (NFKC), zero-width characters go, every kind of blank is
 * one space, every kind of minus is `-`, and a closing 。 goes.
 */
export const fold = (text: string): string => {
  if (plain.test(text)) return text
  return text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .replace(/[\u2010-\u2013\u2212]/g, "-")
    .replace(/[。;\s]+$/, "")
    .trimStart()
}

/** Nothing to fold: no blanks, nothing outside printable ASCII and the usual Chinese characters. The usual number, the usual name. */
const plain = /^[\x21-\x3a\x3c-\x7e\u4e00-\u9fff]*$/

/** What two spellings of one name have in common (单位名称、表头): folded, without blanks, brackets alike, no marks at the ends. */
export const key = (name: string): string => (bare.test(name) ? name : spelt(name))

/** What every spelling of it would come to. */
const bare = /^[0-9a-z()\u4e00-\u9fff]*$/

const spelt = (name: string): string =>
  fold(name)
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/[[【〔〖{]/g, "(")
    .replace(/[\]】〕〗}]/g, ")")
    .replace(/[—─]/g, "-")
    .replace(/、/g, ",")
    .replace(/^[*★]+|[*★::]+$/g, "")

/** A text as it is quoted in a message: one line, at most 40 characters. */
export const quote = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim()
  const characters = [...line]
  return `“${characters.length > 40 ? `${characters.slice(0, 39).join("")}…` : line}”`
}
