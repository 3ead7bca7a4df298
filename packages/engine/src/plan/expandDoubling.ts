import * as build from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import type { Compiling } from "./Compiling.ts"
import type { MarkPlace } from "./expandRule.ts"
import { doublersOf, doublesSlot } from "./expandTreatment.ts"

/** Whether deductions count double because another criterion does not apply (扣分加倍). */
export interface Doubling {
  readonly by: ReadonlyArray<string>
  readonly holds: Formula
  /** Or may still turn out to, while it is not known whether that one applies. */
  readonly mayHold: Formula
}

export const expandDoubling = (
  c: Compiling,
  place: Pick<MarkPlace, "section" | "criterion" | "group" | "path">,
): Doubling | null => {
  const by: Array<string> = []
  const holds: Array<Formula> = []
  const open: Array<Formula> = []
  for (const code of doublersOf(c, place)) {
    const whole = c.findWhole(place.group, code)
    if (whole === "unknown" || whole === "not-in-group") continue
    if ("cycle" in whole) {
      c.tell({
        severity: "error",
        code: "rubric/cycle",
        message: `循环取用:${whole.cycle.join(" → ")}`,
        remedy: "一个指标的得分不能取决于它自己,去掉其中一处",
        path: place.path,
      })
      continue
    }
    by.push(code)
    holds.push(build.slot(doublesSlot(code)))
    const waits = `${code}.waits`
    if (c.slots.formula(waits, place.group) !== undefined) open.push(build.slot(waits))
  }
  return by.length === 0 ? null : { by, ...chance(build.or(...holds), open) }
}

const chance = (holds: Formula, open: ReadonlyArray<Formula>): Pick<Doubling, "holds" | "mayHold"> => ({
  holds,
  mayHold: open.length === 0 ? holds : build.or(holds, ...open),
})
