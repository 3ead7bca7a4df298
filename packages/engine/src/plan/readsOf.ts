import type { FieldId, SlotId } from "../formula/Formula.ts"
import { lookedAcross, nodesOf } from "../formula/readings.ts"
import type { Plan } from "./Plan.ts"

/** The fields on which the slots of a group stand, through whatever other slots. */
export const readsOf = (plan: Plan, group: string): ((slot: SlotId) => ReadonlySet<FieldId>) => {
  const formulas = new Map(plan.slots.map(({ id, formulas }) => [id, formulas.get(group)]))
  const known = new Map<SlotId, Set<FieldId>>()
  const reads = (slot: SlotId): ReadonlySet<FieldId> => {
    const done = known.get(slot)
    if (done !== undefined) return done
    const found = new Set<FieldId>()
    known.set(slot, found)
    const formula = formulas.get(slot)
    for (const node of formula === undefined ? [] : nodesOf(formula)) {
      if (node.kind === "input" || node.kind === "state") found.add(node.field)
      const inner = node.kind === "slot" ? [node.slot] : node.kind === "cohort" ? lookedAcross(node) : []
      for (const field of inner.flatMap((slot) => [...reads(slot)])) found.add(field)
    }
    return found
  }
  return reads
}
