/**
 * The candidate most like a word that was not found, for “did you mean”; null when none is near enough to be worth asking.
 * Near is at most a third of the longer word changed, compared without regard to case and width.
 */
export const nearest = (word: string, candidates: Iterable<string>): string | null => {
  const wanted = fold(word)
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const known = fold(candidate)
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, known.length) / 3))
    if (Math.abs(wanted.length - known.length) > allowed) continue
    const found = distance(wanted, known, Math.min(allowed, least - 1))
    if (found < least && found <= allowed) {
      least = found
      best = candidate
    }
  }
  return best
}

const fold = (word: string): string => word.normalize("NFKC").toLowerCase().replace(/\s+/g, "")

/** Edits to turn one word into the other (a swap of neighbours is one); more than `most` is infinite. */
const distance = (a: string, b: string, most: number): number => {
  let before: ReadonlyArray<number> = []
  let above: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
