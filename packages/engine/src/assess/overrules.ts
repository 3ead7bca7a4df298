import type { Decision } from "../Entry.ts"
import { sameReading } from "./readings.ts"

/** Those that another, itself in force, expressly sets aside. Two that set each other aside both stay, and contradict each other. */
export const setAside = (
  decisions: ReadonlyArray<Decision>,
  isInForce: (decision: Decision) => boolean,
): ReadonlySet<Decision> =>
  new Set(
    decisions.filter((one) =>
      decisions.some((other) => isInForce(other) && overrules(other, one) && !overrules(one, other)),
    ),
  )

/** Whether a decision names another among those it sets aside. */
export const overrules = (decision: Decision, other: Decision): boolean =>
  decision !== other &&
  (decision.overrules ?? []).some((said) => said.file === other.at.file && sameDecision(said, other))

export const sameDecision = (a: Pick<Decision, "kind" | "new">, b: Pick<Decision, "kind" | "new">): boolean =>
  a.kind === b.kind && (a.new === null ? b.new === null : b.new !== null && sameReading(a.new, b.new))
