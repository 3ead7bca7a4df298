import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import type { Limit } from "../rubric/Rubric.ts"
import { show } from "../show.ts"
import type { Compiling } from "./Compiling.ts"
import { perhaps } from "./Ends.ts"
import type { LimitPlan } from "./Plan.ts"
import { readFormula } from "./readFormula.ts"
import { settlementOf } from "./settlementOf.ts"

/** Names that a condition about the whole score may use beside fields, as slots. */
export type WholeNames = ReadonlyMap<string, Formula>

/** Whether a condition about the whole score holds for certain, and whether it may still turn out to. */
export const expandCondition = (
  c: Compiling,
  group: string,
  given: {
    readonly id: SlotId
    readonly label: string
    readonly text: string
    readonly path: ReadonlyArray<string | number>
    readonly names: WholeNames
  },
): Pick<LimitPlan, "holds" | "mayHold" | "needs" | "conditions" | "refutable"> => {
  const { id, label, text, path, names } = given
  const when = readFormula(c, text, "boolean", { use: "limit", group, path, names })
  // nothing that is missing makes such a condition hold: the silent one waits
  const { needs, conditions, within } = settlementOf(c, [when], { group, kept: [], absence: {}, name: id, label })
  const [ends] = within.ends
  const chance = ends?.type === "boolean" ? ends : perhaps(when, when)
  const add = (name: string, words: string, formula: Formula): SlotId =>
    c.slots.add(group, `${id}.${name}`, { label: `${label} ${words}`, type: "boolean", format: "number" }, formula)
  const holds = add("holds", "成立", build.cases([[within.known, chance.holds]], build.truth(false)))
  const mayHold =
    within.known.kind === "constant" && chance.holds === chance.mayHold
      ? holds
      : add("may", "可能成立", build.cases([[within.known, chance.mayHold]], build.truth(true)))
  return { holds, mayHold, needs, conditions, refutable: c.refutableIn([when]) }
}

/** The limits of one group (限制): what they do to the total and the grade is said where those are made. */
export const expandLimits = (c: Compiling, group: string, names: WholeNames): ReadonlyArray<LimitPlan> =>
  (c.rubric.limits ?? []).flatMap((limit, index): ReadonlyArray<LimitPlan> => {
    if (limit.groups !== undefined && !limit.groups.includes(group)) return []
    const condition = expandCondition(c, group, {
      id: `limit.${limit.id}`,
      label: `限制 ${limit.id}`,
      text: limit.when,
      path: ["limits", index, "when"],
      names,
    })
    return [{ limit, effect: effectOf(limit), ...condition }]
  })

/** What a limit does, in words: 总分不高于 60 分. */
const effectOf = ({ total, gradeAtMost, grade }: Limit): string =>
  [
    ...(total === undefined
      ? []
      : [total === 0 ? "总分计 0 分" : `总分不高于 ${show(Rational.of(total), "points")} 分`]),
    ...(gradeAtMost === undefined ? [] : [`等次不高于${gradeAtMost}`]),
    ...(grade === undefined ? [] : [`等次定为${grade}`]),
  ].join(",")
