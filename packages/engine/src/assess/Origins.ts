import type { Applicability, Decision, Entry } from "../Entry.ts"

/** Why a value is what it is. */
export interface Origin {
  /** The entry that counts; null where there is none. */
  readonly entry: Entry | null
  /** What others said of the same field: a self-report beside a court's list. */
  readonly others: ReadonlyArray<Entry>
  /** What settled it, the last one last. */
  readonly decisions: ReadonlyArray<Decision>
  /** The line of the team's table that says whether a criterion applies; only for that. */
  readonly line: Applicability | null
}

export const nowhere: Origin = { entry: null, others: [], decisions: [], line: null }

/** The entries that were handed in for one column, where there is no more than one. */
export interface PlainEntries {
  readonly only: (unit: number) => Entry | null
  readonly said: (unit: number) => Pick<Entry, "source" | "reading"> | null
}

/**
 * Why the values of one column are what they are. Mostly the one entry counts that was handed in, and nobody said anything to it: those are
 * looked up when they are asked for, because a round has millions of them. The others are held.
 */
export class Origins {
  private readonly plain: PlainEntries
  private readonly length: number
  private readonly held: ReadonlyMap<number, Origin>

  constructor(plain: PlainEntries, length: number, held: ReadonlyMap<number, Origin>) {
    this.plain = plain
    this.length = length
    this.held = held
  }

  /** Undefined where there is no such agency. */
  at(unit: number): Origin | undefined {
    if (unit < 0 || unit >= this.length) return undefined
    return this.held.get(unit) ?? { ...nowhere, entry: this.plain.only(unit) }
  }

  /** What the entry that counts says, and by whom: cheaper than to ask for the origin. */
  said(unit: number): Pick<Entry, "source" | "reading"> | null {
    if (unit < 0 || unit >= this.length) return null
    const held = this.held.get(unit)
    return held === undefined ? this.plain.said(unit) : held.entry
  }

  /** The same, but for some agencies. */
  with(changed: ReadonlyMap<number, Origin>): Origins {
    return new Origins(this.plain, this.length, new Map([...this.held, ...changed]))
  }
}

/** Whether an origin says no more than that the one entry counts that was handed in, or that there was none. */
export const isPlain = ({ entry, others, decisions, line }: Origin, given: ReadonlyArray<Entry>): boolean =>
  others.length === 0 && decisions.length === 0 && line === null && given.length < 2 && entry === (given[0] ?? null)
