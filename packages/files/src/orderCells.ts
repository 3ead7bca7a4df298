import { attribute } from "./xml.ts"

const placeOf = attribute("r")

/** Gives rows and cells the numbers that they may leave out when each follows the one before. */
export const numbered = (data: string): string => {
  if (!/<(?:row|c)(?=[\s/>])(?![^<>]*\sr\s*=)/.test(data)) return data
  let row = 0
  let column = 0
  return data.replace(/<(row|c)(?=[\s/>])([^<>]*)>/g, (tag, kind, rest) => {
    if (kind === "row") {
      row = Number(placeOf(tag) ?? row + 1)
      column = 0
      return `<row r="${row}"${String(rest).replace(/\sr\s*=\s*["'][^"'<>]*["']/, "")}>`
    }
    const address = placeOf(tag)
    column = address === null ? column + 1 : columnOf(address, row)
    return address === null ? `<c r="${lettersOf(column)}${row}"${rest}>` : tag
  })
}

/** Sorts rows and cells that some program wrote in another order than they stand. What is no whole row or cell is left as it is. */
export const ordered = (data: string): string => {
  const rows = pieces(data, "row")
  const inOrder = rows === null ? null : sorted(rows, (row) => Number(placeOf(tagOf(row))))
  if (inOrder === null) return data
  return inOrder
    .map((row) => {
      const tag = tagOf(row)
      const cells = tag.endsWith("/>") ? null : pieces(row.slice(tag.length, -"</row>".length), "c")
      const number = Number(placeOf(tag))
      const placed = cells === null ? null : sorted(cells, (cell) => columnOf(placeOf(tagOf(cell)) ?? "", number))
      return placed === null ? row : `${tag}${placed.join("")}</row>`
    })
    .join("")
}

const tagOf = (element: string): string => element.slice(0, element.indexOf(">") + 1)

/** The elements of one name that a text consists of, blanks between them apart; null where there is something else. */
const pieces = (text: string, name: string): ReadonlyArray<string> | null => {
  const found: Array<string> = []
  const [opening, closing] = [`<${name}`, `</${name}>`]
  let at = 0
  while (at < text.length) {
    const start = text.indexOf(opening, at)
    if (start < 0) return text.slice(at).trim() === "" ? found : null
    if (text.slice(at, start).trim() !== "") return null
    const tagEnd = text.indexOf(">", start)
    const isEmpty = tagEnd > 0 && text[tagEnd - 1] === "/"
    const end = isEmpty ? tagEnd + 1 : text.indexOf(closing, tagEnd) + closing.length
    if (tagEnd < 0 || end <= tagEnd) return null
    found.push(text.slice(start, end))
    at = end
  }
  return found
}

const sorted = (texts: ReadonlyArray<string>, place: (text: string) => number): ReadonlyArray<string> => {
  const places = texts.map(place)
  if (places.every((at, index) => index === 0 || at > (places[index - 1] ?? 0))) return texts
  return texts
    .map((text, index) => [places[index] ?? 0, text] as const)
    .sort(([a], [b]) => a - b)
    .map(([, text]) => text)
}

/** The column of `B7` when it stands in row 7; 0 for anything else. */
export const columnOf = (address: string, row: number): number => {
  const found = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address)
  if (found === null || Number(found[2]) !== row) return 0
  const column = columnOfLetters(found[1] ?? "")
  return column <= 16_384 ? column : 0
}

export const columnOfLetters = (letters: string): number => {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

const lettersOf = (column: number): string =>
  column <= 0 ? "" : lettersOf(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))
