import type { Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import { slotsOf } from "../formula/readings.ts"
import type { Slot } from "./Plan.ts"

/** Collects the slots of all groups while a rubric is compiled. The same id in two groups is one slot (one column). */
export class SlotList {
  private readonly slots = new Map<
    SlotId,
    { label: string; type: Type; format: Format; formulas: Map<string, Formula> }
  >()

  add(
    group: string,
    id: SlotId,
    described: { readonly label: string; readonly type?: Type; readonly format?: Format },
    formula: Formula,
  ): SlotId {
    const known = this.slots.get(id)
    if (known === undefined) {
      this.slots.set(id, {
        label: described.label,
        type: described.type ?? "number",
        format: described.format ?? "points",
        formulas: new Map([[group, formula]]),
      })
    } else {
      known.formulas.set(group, formula)
    }
    return id
  }

  typeOf(id: SlotId): Type {
    return this.slots.get(id)?.type ?? "number"
  }

  formatOf(id: SlotId): Format {
    return this.slots.get(id)?.format ?? "number"
  }

  labelOf(id: SlotId): string {
    return this.slots.get(id)?.label ?? id
  }

  formula(id: SlotId, group: string): Formula | undefined {
    return this.slots.get(id)?.formulas.get(group)
  }

  /** Every slot after those it uses, otherwise in the order they were added. */
  ordered(): ReadonlyArray<Slot> {
    const done = new Map<SlotId, Slot>()
    const entered = new Set<SlotId>()
    const visit = (id: SlotId): void => {
      const found = this.slots.get(id)
      if (found === undefined || entered.has(id)) return
      entered.add(id)
      for (const formula of found.formulas.values()) for (const used of slotsOf(formula)) visit(used)
      done.set(id, { id, ...found })
    }
    for (const id of this.slots.keys()) visit(id)
    return [...done.values()]
  }
}
