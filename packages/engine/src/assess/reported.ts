import type { Entry, Reading } from "../Entry.ts"
import type { FieldId } from "../formula/Formula.ts"
import { type State, states } from "../State.ts"
import type { Part } from "./Assessment.ts"
import { fieldDecisions } from "./decide.ts"
import { settle } from "./settle.ts"

/** What stands for a field before anybody decided on it (认定前的数据). */
export interface Reported {
  /** What a decision writes as 原值: while it is what stands here, the decision is not out of date. */
  readonly reading: Reading
  readonly state: State
  /** The entry that counts; null where there is none, or several disagree. */
  readonly entry: Entry | null
  readonly others: ReadonlyArray<Entry>
}

/** Every field of one agency as it stood before the decisions on fields. Whether a criterion applies stays as it was decided. */
export const reported = (part: Part, agency: string): ReadonlyMap<FieldId, Reported> => {
  const own = part.given.byAgency.get(agency)
  if (own === undefined) return new Map()
  const undecided = { ...own, decisions: own.decisions.filter(({ kind }) => !fieldDecisions.has(kind)) }
  const { figures } = settle(part.plan, undecided, part.given.calendar)
  return new Map(
    part.plan.fields.flatMap(({ id, field }) => {
      const column = figures.fields.get(id)
      const origin = column?.origins.at(0)
      const state = states[column?.states[0] ?? 0]
      if (field === null || origin === undefined || state === undefined) return []
      return [[id, { reading: readingOf(state, origin.entry), state, entry: origin.entry, others: origin.others }]]
    }),
  )
}

/** States in which the figure is there, whether or not it may be computed with yet. */
const figured: ReadonlySet<State> = new Set(["filled", "noEvidence", "due", "awaitingRecognition"])

const readingOf = (state: State, entry: Entry | null): Reading => {
  if (figured.has(state) && entry?.reading.state === "filled") return entry.reading
  return state === "none" || state === "claimed" || state === "unreadable" ? { state } : { state: "blank" }
}
