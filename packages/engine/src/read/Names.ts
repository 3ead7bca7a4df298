import { nearest } from "../nearest.ts"
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
    const inside = [...this.spellings.keys()].filter(
      (name) => name.length > 1 && !/^[\x20-\x7e]*$/.test(name) && whole.includes(name),
    )
    const longest = inside.reduce((most, name) => Math.max(most, name.length), 0)
    const meant = new Set(inside.filter((name) => name.length === longest).flatMap((name) => this.find(name)))
    const [only] = meant
    return only !== undefined && meant.size === 1 ? only : null
  }

  /** The known name that is written most nearly so; null when none is near. Of two characters every other name is. It compares with all. */
  nearest(name: string): string | null {
    const lost = key(name)
    const known = this.neighbours.get(lost)
    if (known !== undefined) return known
    const best = lost.length < 3 ? null : nearest(lost, this.spellings.values())
    this.neighbours.set(lost, best)
    return best
  }
}

const none: ReadonlyArray<never> = []

/** `,是否应为“水务局”`, or nothing. */
export const didYouMean = (near: string | null): string => (near === null ? "" : `,是否应为“${near}”`)
