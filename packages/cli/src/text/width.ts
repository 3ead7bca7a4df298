import { CliOutput } from "effect/cli"

/** Columns of characters that stand alone, once measured. A sign that joins the one before it is none: it has its text measured at length. */
const alone = new Map<number, number>()

/** Latin letters with accents, punctuation, arrows, mathematics and symbols: never part of a longer character. */
const standsAlone = (code: number): boolean =>
  (code >= 0xa1 && code <= 0xff && code !== 0xad) ||
  (code >= 0x2010 && code <= 0x2027) ||
  (code >= 0x2030 && code <= 0x205e) ||
  (code >= 0x2190 && code <= 0x22ff) ||
  (code >= 0x2580 && code <= 0x259f)

/** The index after a colour that begins here, or -1. */
const afterColour = (text: string, index: number): number => {
  if (text.charCodeAt(index) !== 0x1b || text.charCodeAt(index + 1) !== 0x5b) return -1
  let end = index + 2
  for (let code = text.charCodeAt(end); (code >= 0x30 && code <= 0x39) || code === 0x3b; code = text.charCodeAt(end))
    end++
  return text.charCodeAt(end) === 0x6d ? end : -1
}

/** Columns that a text takes on a terminal: a Chinese character takes two. The only place where width is measured. */
export const width = (text: string): number => {
  let columns = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0x20 && code <= 0x7e) columns += 1
    else if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3001 && code <= 0x3011)) columns += 2
    else if (code >= 0xff01 && code <= 0xff5e) columns += 2
    else if (code >= 0x2500 && code <= 0x257f) columns += 1
    else if (standsAlone(code)) {
      const known = alone.get(code) ?? CliOutput.displayWidth(String.fromCharCode(code))
      alone.set(code, known)
      columns += known
    } else {
      const end = afterColour(text, index)
      // everything rarer at length: twenty times slower, and a screen asks thousands of times
      if (end < 0) return CliOutput.displayWidth(text)
      index = end
    }
  }
  return columns
}

export const padEnd = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - width(text)))
export const padStart = (text: string, columns: number): string => " ".repeat(Math.max(0, columns - width(text))) + text

/** Shortened to so many columns, with … where something is missing. */
export const clip = (text: string, columns: number): string => {
  if (width(text) <= columns) return text
  let kept = ""
  let used = 0
  for (const character of text) {
    const next = width(character)
    if (used + next > columns - 1) break
    kept += character
    used += next
  }
  return `${kept}…`
}

/** May not begin a line. */
const closing = new Set("，。；：、？！）》】”’,.;:?!)]}%…~件次分个".split(""))
/** May not end a line. */
const opening = new Set("（《【“‘([{".split(""))

/**
 * Breaks a text into lines of at most so many columns: between Chinese characters, never inside a word or number, never so that a line
 * begins with a closing mark. Following lines are indented by `hanging` columns.
 */
export const wrap = (text: string, columns: number, hanging = 0): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const paragraph of text.split("\n")) {
    let line = /^ */.exec(paragraph)?.[0] ?? ""
    const indent = () => (lines.length === 0 ? "" : " ".repeat(hanging))
    for (const piece of piecesOf(paragraph.trimStart())) {
      const room = columns - width(indent())
      if (line.trim() !== "" && width(line) + width(piece.trimEnd()) > room) {
        lines.push(indent() + line.trimEnd())
        line = ""
      }
      line += line === "" ? piece.trimStart() : piece
      // one word longer than a line
      while (width(line.trimEnd()) > columns - width(indent())) {
        const fits = clip(line, columns - width(indent()) + 1).slice(0, -1)
        if (fits === "") break
        lines.push(indent() + fits)
        line = line.slice(fits.length)
      }
    }
    lines.push(indent() + line.trimEnd())
  }
  return lines
}

/** The smallest parts that stay together. */
const piecesOf = (text: string): ReadonlyArray<string> => {
  const words = text.match(/[A-Za-z0-9_.,/%+\-−:]+\s*|\s+|./gsu) ?? []
  const pieces: Array<string> = []
  for (const word of words) {
    const last = pieces.at(-1)
    const joins = last !== undefined && (closing.has(word.trim().charAt(0)) || opening.has(last.at(-1) ?? ""))
    if (joins) pieces[pieces.length - 1] = last + word
    else pieces.push(word)
  }
  return pieces
}
