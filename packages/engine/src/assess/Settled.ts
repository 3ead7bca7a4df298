import type { Decision, Entry } from "../Entry.ts"
import type { Value } from "../formula/Formula.ts"
import type { Issue } from "../Issue.ts"
import type { PlanField } from "../plan/Plan.ts"
import type { State } from "../State.ts"
import type { Unit } from "./Figures.ts"
import type { Origin } from "./Origins.ts"
import type { Calendar } from "./Submissions.ts"

export interface Settled {
  readonly state: State
  readonly value: Value
  readonly origin: Origin
}

export interface FieldCase {
  readonly field: PlanField
  readonly source: string
  readonly unit: Unit
  readonly entries: ReadonlyArray<Entry>
  readonly decisions: ReadonlyArray<Decision>
}

export interface Settling {
  readonly calendar: Calendar
  /** The team has said that the criterion which reads this field applies to the agency. */
  readonly appliesHere: () => boolean
  readonly tell: (issue: Issue) => void
}
