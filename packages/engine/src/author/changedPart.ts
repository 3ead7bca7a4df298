/** Characters before and after the change that are shown with it. */
const around = 12

/** What differs between two long texts, with a little of what stands around it. */
export const changedPart = (before: string, after: string): { readonly before: string; readonly after: string } => {
  const [old, now] = [[...before], [...after]]
  let start = 0
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++
  let end = 0
  while (end < Math.min(old.length, now.length) - start && old[old.length - 1 - end] === now[now.length - 1 - end])
    end++
  const cut = (text: ReadonlyArray<string>): string => {
    const from = Math.max(0, start - around)
    const until = Math.min(text.length, text.length - end + around)
    return `${from > 0 ? "…" : ""}${text.slice(from, until).join("")}${until < text.length ? "…" : ""}`
  }
  return { before: cut(old), after: cut(now) }
}
