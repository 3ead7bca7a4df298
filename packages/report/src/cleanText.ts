const LONGEST = 32_767

/** Control characters, halves of surrogate pairs and the two code points that no XML may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const refused = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu

/** A text as a cell can hold it. `_x000D_` is an escape in this file format; typed by a person it stays what it is. */
export const cleanText = (text: string): string => {
  const clean = text
    .replaceAll("\r\n", "\n")
    .replaceAll(refused, "")
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
  return clean.length <= LONGEST ? clean : clean.slice(0, LONGEST).replace(/\p{Surrogate}$/u, "")
}
