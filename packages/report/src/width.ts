/** How wide a text stands in a cell: a Chinese character and full-width signs take two places, as do the quotes that Chinese fonts draw wide. */
export const displayWidth = (text: string): number => {
  let width = 0
  for (const character of text) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1
  return width
}

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe4f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  code >= 0x20000 ||
  (code >= 0x2010 && code <= 0x2027)

/** How many lines a text needs in a column of a width. A broken line leaves some room at its end. */
export const linesIn = (text: string, width: number): number =>
  text.split("\n").reduce((lines, line) => {
    const length = displayWidth(line)
    return lines + (length <= width ? 1 : Math.ceil(length / Math.max(2, width - 1)))
  }, 0)
