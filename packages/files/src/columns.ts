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
