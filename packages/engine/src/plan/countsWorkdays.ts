import { nodesOf } from "../formula/readings.ts"
import type { Plan } from "./Plan.ts"

/** Whether some formula asks for working days, so that a calendar is needed. */
export const countsWorkdays = ({ slots }: Pick<Plan, "slots">): boolean =>
  slots.some(({ formulas }) =>
    [...formulas.values()].some((formula) => [...nodesOf(formula)].some(({ kind }) => kind === "workdays")),
  )
