/** 1-6, 3至5 */
const range = /^\D*?(\d{1,4})\s*[-–—~~〜至到]\s*\D*?(\d{1,4})\D*$/
/** 会议纪要6份 */
const many = /(\d{1,4})\s*份/
/** No list of numbers goes on so long: it is two dates, or a mistake. */
const LONGEST = 500

/** What is named beside a figure: numbers of the list and names, each once, and how many more are only counted. */
export const papersNamed = (text: string): { readonly named: ReadonlySet<string>; readonly counted: number } => {
  const named = new Set<string>()
  let counted = 0
  for (const part of text.split(/[、,;,;\s]+/)) {
    if (part === "") continue
    const [, from, to] = range.exec(part) ?? []
    const [first, last] = [Number(from), Number(to)]
    const [, copies] = many.exec(part) ?? []
    if (copies !== undefined) counted += Number(copies)
    else if (from !== undefined && last >= first && last - first < LONGEST)
      for (let number = first; number <= last; number++) named.add(String(number))
    else named.add(/^0*(\d{1,4})号?$/.exec(part)?.[1] ?? part)
  }
  return { named, counted }
}

/**
 * How many papers are named beside a figure (佐证材料份数): numbers of the list (1、3、5-8), names, or so many of a kind (纪要6份). What is
 * named twice counts once.
 */
export const countPapers = (text: string | null): number => {
  const { named, counted } = papersNamed(text ?? "")
  return counted + named.size
}
