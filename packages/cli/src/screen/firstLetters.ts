import type { Initials } from "./filterRows.ts"
import type { Results } from "./Results.ts"

/** First letters of every agency's full and short name in pinyin: 云泽市水务局 is `yzsswj`. */
export const firstLetters = async (results: Results): Promise<Initials> => {
  const { pinyin } = await import("pinyin-pro")
  const letters = (text: string): string =>
    pinyin(text, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" }).join("").toLowerCase()
  return new Map(
    results.boards.flatMap(({ rows }) =>
      rows.map(({ card: { agency } }): readonly [string, string] => [
        agency.code,
        `${letters(agency.name)} ${agency.short === null ? "" : letters(agency.short)}`,
      ]),
    ),
  )
}
