import type { Initials } from "./filterRows.ts"
import type { Results } from "./Results.ts"

/** First letters of every agency's full and short name in pinyin: 云泽市水务局 is `yzsswj`. */
export const firstLetters = (results: Results): Promise<Initials> =>
  lettersOf(results.boards.flatMap(({ rows }) => rows.map(({ card }) => card.agency)))

export const lettersOf = async (
  agencies: ReadonlyArray<{ readonly code: string; readonly name: string; readonly short: string | null }>,
): Promise<Initials> => {
  const { pinyin } = await import("pinyin-pro")
  const letters = (text: string): string =>
    pinyin(text, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" }).join("").toLowerCase()
  return new Map(
    agencies.map(({ code, name, short }): readonly [string, string] => [
      code,
      `${letters(name)} ${short === null ? "" : letters(short)}`,
    ]),
  )
}
