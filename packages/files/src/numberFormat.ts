/** What a number in a cell of this format is to its reader. `time` has no date in it. */
export type FormatKind = "plain" | "percent" | "day" | "time"

/**
 * Reads a number format of a workbook. Formats 27 to 36 and 50 to 58 have no code in the file; they are the days and times of the
 * Chinese editions of Excel and WPS (`2026年3月1日`).
 */
export const formatKind = (id: number, code: string | undefined): FormatKind => {
  if (code === undefined) return builtIn.get(id) ?? "plain"
  const bare = code
    .replace(/"[^"]*"|\\.|[_*]./gs, "")
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, "")
    .replace(/General|G?\/?通用格式/gi, "")
  if (/[yd]/i.test(bare)) return "day"
  if (/[hs]/i.test(bare)) return "time"
  if (/m/i.test(bare)) return "day"
  return bare.includes("%") ? "percent" : "plain"
}

const builtIn: ReadonlyMap<number, FormatKind> = new Map([
  ...[9, 10].map((id) => [id, "percent"] as const),
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "day"] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, "time"] as const),
])

/** The four number formats of a workbook that was laid out anew, by what they are to a reader. */
export const simpleFormats: { readonly [K in FormatKind]: { readonly id: number; readonly code: string } } = {
  plain: { id: 0, code: "General" },
  percent: { id: 9, code: "0%" },
  day: { id: 14, code: "mm-dd-yy" },
  time: { id: 20, code: "h:mm" },
}
