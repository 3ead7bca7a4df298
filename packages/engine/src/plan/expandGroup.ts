import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { pointsFor } from "../rubric/Scalars.ts"
import type { Compiling } from "./Compiling.ts"
import { expandGrade } from "./expandGrade.ts"
import { expandRank } from "./expandRank.ts"
import { expandTotals } from "./expandTotals.ts"
import { expandViews } from "./expandViews.ts"
import { type GroupPlan, type MarkPlan, rankedField, type SectionPlan } from "./Plan.ts"

/** Totals, place and grade of one group. */
export const expandGroup = (
  c: Compiling,
  group: string,
  { marks, sections }: { readonly marks: ReadonlyArray<MarkPlan>; readonly sections: ReadonlyArray<SectionPlan> },
): GroupPlan => {
  const base = sections.filter((section) => !section.bonus)
  const added = base.reduce(
    (total, { full: own, weight }) => total.plus(own.times(weight ?? Rational.one)),
    Rational.zero,
  )
  const full = c.rubric.combine === "mean" && base.length > 0 ? added.over(Rational.of(base.length)) : added
  const { steps, limits, by, exact, ...totals } = expandTotals(c, group, { marks, sections, full })
  const takesPart = takingPart(c, group, totals.applicable)
  const decided = build.equal(build.slot(totals.pending), build.points(0))

  const comparisons = c.comparisonsOf(group)
  // while a comparison waits for anybody nobody has a place, or keeping the others waiting would win one
  const compared = c
    .conditionsOf(comparisons.map(({ members }) => build.slot(members)))
    .map((condition) => condition.known)
  const places = expandRank(c, group, {
    by: by(c.precision.rank),
    takesPart,
    decided: build.and(decided, ...compared),
  })
  const graded = by(c.precision.grade)
  const { quotas, ...grades } = expandGrade(c, group, {
    graded,
    high: totals.high,
    takesPart,
    decided,
    limits,
    place: places.place,
    placed: build.and(takesPart, decided, ...compared),
  })
  return {
    id: group,
    title: c.rubric.groups[group] ?? group,
    marks,
    sections,
    steps,
    limits,
    quotas,
    slots: { ...totals, ...places, graded, ...grades },
    views: expandViews(c, group, marks),
    exact,
    full,
    comparisons,
  }
}

/** Whether an agency is ranked and graded: the team has not left it out, and enough of the rubric applies to it. */
const takingPart = (c: Compiling, group: string, applicable: SlotId): Formula => {
  const { minApplicable } = c.rubric
  if (minApplicable === undefined) return build.input(rankedField)
  const enough = build.atLeast(build.slot(applicable), build.points(pointsFor(minApplicable, group)))
  return build.slot(
    c.slots.add(
      group,
      "takes-part",
      { label: "参加排名", type: "boolean", format: "number" },
      build.and(build.input(rankedField), enough),
    ),
  )
}
