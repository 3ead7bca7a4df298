import type { Formula } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Plan } from "./Plan.ts"

/** Whether some formula asks for working days, so that a calendar is needed. */
export const countsWorkdays = ({ slots, ledgers }: Pick<Plan, "slots" | "ledgers">): boolean =>
  slots.some(({ formulas }) => [...formulas.values()].some(asks)) ||
  ledgers.some(({ counts }) =>
    counts.some(({ where, among, of }) => asks(where) || asks(among) || (of !== null && asks(of))),
  ) ||
  ledgers.some(({ scored }) => scored !== null && countsWorkdays(scored))

const asks = (formula: Formula): boolean => [...nodesOf(formula)].some(({ kind }) => kind === "workdays")
