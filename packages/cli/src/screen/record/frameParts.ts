import { clip, padEnd, width } from "../../text/width.ts"
import type { Drawing } from "./recordTexts.ts"

export const rule = ({ columns, colours }: Drawing): string => colours.faint("─".repeat(columns))

/** Lines of a list from its top on, what is selected marked. */
export const listLines = (
  lines: ReadonlyArray<string>,
  {
    list,
    room,
    none,
  }: {
    readonly list: { readonly selected: number; readonly top: number }
    readonly room: number
    readonly none: string
  },
  { columns, colours }: Drawing,
): ReadonlyArray<string> => {
  if (lines.length === 0) return [colours.faint(`  ${none}`)]
  return lines.slice(list.top, list.top + room).map((line, index) => {
    const text = clip(line, columns)
    return list.top + index === list.selected ? colours.chosen(padEnd(text, columns)) : text
  })
}

/** The line between text and form, saying where there is more to read. */
export const more = (isMore: boolean, { columns, colours }: Drawing): string => {
  const text = " 下面还有,PgDn 翻看 "
  return isMore && columns > width(text) + 4
    ? colours.faint(`${"─".repeat(columns - width(text) - 2)}${text}──`)
    : colours.faint("─".repeat(columns))
}
