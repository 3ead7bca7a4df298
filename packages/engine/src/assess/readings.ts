import type { Reading } from "../Entry.ts"
import type { Value } from "../formula/Formula.ts"
import type { PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { show } from "../show.ts"

export const sameValue = (a: Value, b: Value): boolean =>
  a instanceof Rational && b instanceof Rational ? a.equals(b) : a === b

export const sameReading = (a: Reading, b: Reading): boolean =>
  a.state === b.state && (a.state !== "filled" || (b.state === "filled" && sameValue(a.value, b.value)))

/** A reading as somebody would write it into the cell; empty where nothing can be said. */
export const written = (reading: Reading, { format }: PlanField): string => {
  switch (reading.state) {
    case "filled":
      return reading.value instanceof Rational
        ? show(reading.value, format)
        : typeof reading.value === "boolean"
          ? reading.value
            ? "是"
            : "否"
          : reading.value
    case "none":
      return "未办理"
    case "claimed":
      return "不涉及"
    case "blank":
    case "unreadable":
      return ""
  }
}
