import * as build from "../formula/build.ts"
import type { Cohort, Formula, SlotId } from "../formula/Formula.ts"
import { cohortRulesOf } from "../rubric/Rubric.ts"
import type { Compiling } from "./Compiling.ts"
import type { AddSlot } from "./expandLoss.ts"
import type { MarkPlace } from "./expandRule.ts"
import type { AveragePlan, ComparisonPlan, Condition } from "./Plan.ts"
import { roundedPoints } from "./roundedPoints.ts"

/**
 * A criterion that does not apply gives as much as it gave on average to those to whom it does (按适用单位的平均得分率): full marks times
 * the mean of their shares. It waits until all of those are decided, as every comparison does.
 */
export const expandAverage = (
  c: Compiling,
  { criterion, group, full, applies, waits }: MarkPlace,
  {
    averaged,
    settled,
    last,
  }: {
    /** Whether it is treated so. */
    readonly averaged: SlotId
    /** Certain points and the highest, where it applies. */
    readonly settled: Formula
    readonly last: SlotId
  },
  add: AddSlot,
): { readonly awarded: Formula; readonly high: SlotId; readonly average: AveragePlan } => {
  const { code } = criterion
  const rules = cohortRulesOf(c.rubric)
  const name = `${code}.mean`
  const one = build.number(1, "count")
  const earned = build.slot(add(`${code}.earned`, `${code} 适用时得分`, settled))
  const undecided = waits === null ? build.truth(false) : build.slot(waits)
  const isMember = build.and(...(applies === null ? [] : [build.slot(applies)]), build.not(undecided))
  const isDecided = build.equal(earned, build.slot(last))
  const { rate, mode } = c.precision
  const rated = (formula: Formula): Formula => (rate === "exact" ? formula : build.rounded(formula, rate, mode))
  const over = (of: SlotId, how: Cohort["how"]): Formula => ({ kind: "cohort", of, within: rules.within, how })
  const each = add(
    `${name}.each`,
    `${code} 适用单位的得分率`,
    build.cases([[build.and(isMember, isDecided), rated(build.over(earned, build.points(full)))]], build.nothing),
    "number",
    "rate",
  )
  const unknown = add(
    `${name}.unknown`,
    `${code} 尚未定分`,
    build.cases([[build.or(undecided, build.and(isMember, build.not(isDecided))), one]], build.nothing),
    "number",
    "count",
  )
  const members = add(`${name}.members`, `${code} 适用的单位数`, over(each, "count"), "number", "count")
  const waiting = add(`${name}.waiting`, `${code} 尚未定分的单位数`, over(unknown, "count"), "number", "count")
  const label = "适用单位平均得分率"
  const mean = add(
    name,
    `${code} ${label}`,
    build.cases([[build.above(build.slot(members), build.number(0)), rated(over(each, "mean"))]], build.nothing),
    "number",
    "rate",
  )
  const conditions: ReadonlyArray<Condition> = [
    {
      known: build.equal(build.slot(waiting), build.number(0, "count")),
      needs: [],
      why: "取决于其他单位,组内尚有单位的数据未定",
      between: null,
    },
    {
      known: build.atLeast(build.slot(members), build.number(rules.least, "count")),
      needs: [],
      why: `适用的单位不足 ${rules.least} 个`,
      between: null,
    },
  ]
  for (const slot of [mean, members]) c.conditions.set(slot, conditions)
  const comparison: ComparisonPlan = { slot: mean, members, label, place: null }
  c.compare(group, comparison)
  const isKnown = build.and(...conditions.map(({ known }) => known))
  const given = build.max(roundedPoints(c, build.times(build.points(full), build.slot(mean))), build.points(0))
  const lost = add(
    `${code}.forgone`,
    `${code} 不适用,按平均未得`,
    build.cases([[build.and(build.slot(averaged), isKnown), build.minus(build.points(full), given)]], build.points(0)),
  )
  const high = add(`${code}.high`, `${code} 最高可得`, build.minus(build.slot(last), build.slot(lost)))
  const awarded = build.cases(
    [[build.and(build.slot(averaged), build.not(isKnown)), build.points(0)]],
    build.minus(earned, build.slot(lost)),
  )
  return { awarded, high, average: { averaged, lost, comparison, conditions } }
}
