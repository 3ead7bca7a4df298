import { key } from "./fold.ts"

/**
 * Who or what is meant by a written name. A name that means several things finds them all; one that means nothing can be asked for
 * its nearest neighbour (是否应为 …), which is looked for only then.
 */
export class Names<T> {
  private readonly meanings = new Map<string, ReadonlyArray<T>>()
  private readonly spellings = new Map<string, string>()
  private readonly neighbours = new Map<string, string | null>()

  constructor(names: Iterable<readonly [name: string, meaning: T]>) {
    for (const [name, meaning] of names) {
      const at = key(name)
      if (at === "") continue
      const known = this.meanings.get(at) ?? []
      if (known.includes(meaning)) continue
      this.meanings.set(at, [...known, meaning])
      if (!this.spellings.has(at)) this.spellings.set(at, name)
    }
  }

  find(name: string): ReadonlyArray<T> {
    return this.meanings.get(key(name)) ?? none
  }

  /** The meaning of a name that means exactly one thing. */
  only(name: string): T | null {
    const found = this.find(name)
    return found.length === 1 ? (found[0] ?? null) : null
  }

  /** The one thing whose name stands inside a longer text; of several names the longest. Names of one character do not count. */
  within(text: string): T | null {
    const whole = key(text)
    let best: string | null = null
    for (const name of this.spellings.keys()) {
      if (name.length > Math.max(1, best?.length ?? 0) && !/^[\x20-\x7e]*$/.test(name) && whole.includes(name))
        best = name
    }
    return best === null ? null : this.only(best)
  }

  /** The known name that is written most nearly so; null when none is near. It compares with every name. */
  nearest(name: string): string | null {
    const lost = key(name)
    const known = this.neighbours.get(lost)
    if (known !== undefined) return known
    const characters = [...lost]
    let most = Math.max(1, Math.floor(characters.length / 3))
    let best: string | null = null
    for (const [candidate, spelling] of this.spellings) {
      const distance = editDistance(characters, [...candidate], most)
      if (distance !== null && (best === null || distance < most)) {
        best = spelling
        most = distance
      }
    }
    this.neighbours.set(lost, best)
    return best
  }
}

const none: ReadonlyArray<never> = []

/** Insertions, deletions, changes and swaps of neighbours between two texts; null when more than `most`. */
const editDistance = (a: ReadonlyArray<string>, b: ReadonlyArray<string>, most: number): number | null => {
  if (Math.abs(a.length - b.length) > most) return null
  let before: Array<number> = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, left] of a.entries()) {
    const next = [i + 1]
    let least = i + 1
    for (const [j, right] of b.entries()) {
      const swapped =
        i > 0 && j > 0 && left === b[j - 1] && a[i - 1] === right ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY
      const cost = Math.min(
        (last[j + 1] ?? 0) + 1,
        (next[j] ?? 0) + 1,
        (last[j] ?? 0) + (left === right ? 0 : 1),
        swapped,
      )
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return null
    before = last
    last = next
  }
  const distance = last[b.length] ?? 0
  return distance > most ? null : distance
}

/** `,是否应为“水务局”`, or nothing. */
export const didYouMean = (near: string | null): string => (near === null ? "" : `,是否应为“${near}”`)
