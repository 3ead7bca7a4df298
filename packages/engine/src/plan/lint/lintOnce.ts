import { slotsOf } from "../../formula/readings.ts"
import { nearest } from "../../nearest.ts"
import { citedRules } from "../../rubric/citedRules.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { type Rubric, weightFor } from "../../rubric/Rubric.ts"
import { membersOf } from "../expandOnce.ts"
import type { GroupPlan, Plan } from "../Plan.ts"
import { error, type Path, warning } from "./told.ts"

/** What contradicts itself about rules of which only the dearest takes points (一事不二罚). */
export const lintOnce = (plan: Plan): ReadonlyArray<Problem> =>
  (plan.rubric.once ?? []).flatMap(({ rules }, index): ReadonlyArray<Problem> => {
    const path: Path = ["once", index, "rules"]
    const named = rules.flatMap((id, at) => lintMember(plan, id, { index, at, path: [...path, at] }))
    if (named.length > 0) return named
    if (rules.length < 2)
      return [error("once", path, { message: "只列了一条规则,无处重复扣分", remedy: "至少列两条规则" })]
    const circle = plan.groups.flatMap((group) => circleIn(plan, group, rules))[0]
    return [
      ...(plan.groups.some(({ id }) => isUneven(plan.rubric, id, rules))
        ? [
            warning("once", path, {
              message: `${rules.join("、")} 所在部分的权重不同,扣分高的一处折算后可能反而扣得少`,
              remedy: "把它们放在权重相同的部分;确实按折算前的扣分比较的,在原文中写明",
            }),
          ]
        : []),
      ...(circle === undefined
        ? []
        : [
            error("once", path, {
              message: `循环取用:${circle} 扣多少,取决于同列的规则是否扣分`,
              remedy: "不取用这些规则所在指标的得分,或把它移出这一列",
            }),
          ]),
    ]
  })

const lintMember = (
  { rubric, groups }: Plan,
  id: string,
  { index, at, path }: { readonly index: number; readonly at: number; readonly path: Path },
): ReadonlyArray<Problem> => {
  const known = idsOf(rubric)
  if (!known.includes(id)) {
    const guess = nearest(id, known)
    return [
      error("once", path, {
        message: `没有“${id}”这条规则`,
        remedy: guess === null ? "写指标编号-规则编号,如 B3-b" : `是否为“${guess}”?`,
      }),
    ]
  }
  const sets = rubric.once ?? []
  if (sets.findIndex((set) => set.rules.includes(id)) !== index || sets[index]?.rules.indexOf(id) !== at)
    return [
      error("once", path, {
        message: `${id} 列了两次`,
        remedy: "一条规则只列一次,互为同一事项的列在一起",
      }),
    ]
  const takes = groups.every(({ marks }) =>
    marks.every(({ criterion, losses }) =>
      losses.every(
        ({ ruleId, loss }) => `${criterion.code}-${ruleId}` !== id || (loss.how === "lose" && loss.limit === null),
      ),
    ),
  )
  return takes
    ? []
    : [error("once", path, { message: `${id} 不是扣分的规则`, remedy: "只列扣分的规则;得分、限高的不列" })]
}

const idsOf = (rubric: Rubric): ReadonlyArray<string> =>
  rubric.sections.flatMap(({ criteria }) =>
    criteria.flatMap((criterion) => citedRules(criterion).map(({ id }) => `${criterion.code}-${id}`)),
  )

/** Whether points of one of the rules count more than those of another. */
const isUneven = (rubric: Rubric, group: string, rules: ReadonlyArray<string>): boolean => {
  const codes = new Set(membersOf(rubric, group, rules).map(({ criterion }) => criterion))
  const weights = rubric.sections.flatMap((section) =>
    section.criteria.some(({ code }) => codes.has(code)) ? [weightFor(section, group)?.toString() ?? ""] : [],
  )
  return new Set(weights).size > 1
}

/** Rules whose points, taken by themselves, hang on whether one of the set takes any. */
const circleIn = (
  { slots }: Plan,
  { id: group, marks }: GroupPlan,
  rules: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const formulas = new Map(slots.map((slot) => [slot.id, slot.formulas.get(group)]))
  const losses = marks.flatMap((mark) => mark.losses).filter(({ id, once }) => once !== null && rules.includes(id))
  const ends = new Set(losses.map(({ asked }) => asked))
  return losses.flatMap(({ id, alone }) => {
    const seen = new Set<string>()
    const reaches = (slot: string): boolean => {
      if (seen.has(slot)) return false
      seen.add(slot)
      const formula = formulas.get(slot)
      return formula !== undefined && slotsOf(formula).some((one) => ends.has(one) || reaches(one))
    }
    return reaches(alone) ? [id] : []
  })
}
