import * as build from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import type { Compiling } from "./Compiling.ts"
import { expandGrade } from "./expandGrade.ts"
import { expandRank } from "./expandRank.ts"
import { expandTotals } from "./expandTotals.ts"
import type { GroupPlan, MarkPlan, SectionPlan } from "./Plan.ts"

/** Totals, place and grade of one group. */
export const expandGroup = (
  c: Compiling,
  group: string,
  { marks, sections }: { readonly marks: ReadonlyArray<MarkPlan>; readonly sections: ReadonlyArray<SectionPlan> },
): GroupPlan => {
  const full = sections
    .filter((section) => !section.bonus)
    .reduce((total, section) => total.plus(section.full), Rational.zero)
  const { steps, limits, by, ...totals } = expandTotals(c, group, { marks, sections, full })
  const decided = build.equal(build.slot(totals.pending), build.points(0))

  const comparisons = c.comparisonsOf(group)
  // while a comparison waits for anybody nobody has a place, or keeping the others waiting would win one
  const compared = c
    .conditionsOf(comparisons.map(({ members }) => build.slot(members)))
    .map((condition) => condition.known)
  const places = expandRank(c, group, {
    by: by(c.precision.rank),
    decided: build.and(decided, ...compared),
  })
  const graded = by(c.precision.grade)
  const grades = expandGrade(c, group, { graded, decided, limits })
  return {
    id: group,
    title: c.rubric.groups[group] ?? group,
    marks,
    sections,
    steps,
    limits,
    slots: { ...totals, ...places, graded, ...grades },
    full,
    comparisons,
  }
}
