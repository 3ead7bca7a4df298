import * as build from "../formula/build.ts"
import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import type { State } from "../State.ts"
import type { Compiling } from "./Compiling.ts"
import { refutedSlot } from "./Plan.ts"

/** A formula over more states would be too long for a spreadsheet. */
const AT_ONCE = 40

/**
 * How many of some figures have been refuted (查实虚报), by decisions that count. One that is disputed again may still turn out to be:
 * handing in another figure must not undo what was found of the last one.
 */
export const countRefuted = (c: Compiling, group: string, fields: ReadonlyArray<FieldId> | null): Formula => {
  const counted = fields ?? Object.keys(c.rubric.fields)
  const id = fields === null ? refutedSlot : `${refutedSlot}.${fields.join("+")}`
  const add = (name: SlotId, label: string, formula: Formula): SlotId =>
    c.slots.add(group, name, { label, format: "count" }, formula)
  const count = (name: SlotId, label: string, states: ReadonlyArray<State>): SlotId => {
    const ones = counted.map((field) =>
      build.cases([[build.state(field, states), build.number(1, "count")]], build.number(0, "count")),
    )
    if (ones.length <= AT_ONCE) return add(name, label, build.sum(...ones))
    const parts = Array.from({ length: Math.ceil(ones.length / AT_ONCE) }, (_, index) =>
      add(
        `${name}.part${index + 1}`,
        `${label}(第 ${index + 1} 部分)`,
        build.sum(...ones.slice(index * AT_ONCE, (index + 1) * AT_ONCE)),
      ),
    )
    return add(name, label, build.sum(...parts.map((part) => build.slot(part))))
  }
  const low = count(id, "查实虚报的填报项", ["refuted"])
  const high = count(`${id}.high`, "可能虚报的填报项", ["refuted", "disputed"])
  c.conditions.set(low, [c.open(group, { low, high, why: "查实虚报的项数未定,有填报项待统一意见" })])
  c.refuted.set(low, counted)
  return build.slot(low)
}
