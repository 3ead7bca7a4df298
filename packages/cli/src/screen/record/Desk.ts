import type { Part } from "@fadu/engine"
import type { LoadedRound, Recorded } from "@fadu/files"
import { applied } from "./applied.ts"
import { type Deciding, decidingOf } from "./Deciding.ts"
import { type Scoring, scoringOf } from "./Scoring.ts"

/** scorer 评分人, who sees no result; inspector 核验人, who sees figures and no totals; lead 组长, who sees what a decision changes. */
export const roles = { scorer: "评分", inspector: "认定", lead: "认定(组长)" } as const
export type Role = keyof typeof roles

/** Who sits here, and into which files what he enters goes. */
export interface Recorder {
  readonly name: string
  readonly role: Role
  readonly files: { readonly decisions: string; readonly scores: string }
}

/** What was written down, and where. */
export interface Saved {
  readonly recorded: Recorded
  readonly file: string
  readonly line: number
}

/** What somebody may see and enter (录入台). A scorer's holds nothing from which a total could be read. */
export interface Desk {
  readonly who: Recorder
  readonly title: string
  readonly stage: string
  readonly asOf: string
  readonly scoring: Scoring | null
  readonly deciding: Deciding | null
  /** The same after something was written down: scored again at once. */
  readonly after: (saved: Saved) => Desk
}

export type RoundAtHand = Pick<LoadedRound, "assessment" | "claims" | "papers" | "objections">

export const deskOf = (round: RoundAtHand, who: Recorder): Desk => onParts(round, who, round.assessment.parts)

const onParts = (round: RoundAtHand, who: Recorder, parts: ReadonlyArray<Part>): Desk => {
  const { title, stage, asOf } = round.assessment.stamp
  return {
    who,
    title,
    stage,
    asOf,
    scoring: who.role === "scorer" ? scoringOf(round, parts, who) : null,
    deciding: who.role === "scorer" ? null : decidingOf(round, parts, who),
    after: (saved) => onParts(round, who, applied(parts, saved)),
  }
}
