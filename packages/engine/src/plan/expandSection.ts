import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { floorFor, fullFor, isMean, type Section, weightFor } from "../rubric/Rubric.ts"
import type { Compiling } from "./Compiling.ts"
import type { MarkPlan, SectionPlan } from "./Plan.ts"
import { roundedPoints } from "./roundedPoints.ts"

/** One section for one group, over the marks of its criteria; null where the group has none of it. */
export const expandSection = (
  c: Compiling,
  group: string,
  { section, marks }: { readonly section: Section; readonly marks: ReadonlyArray<MarkPlan> },
): SectionPlan | null => {
  const add = (id: SlotId, label: string, formula: Formula): SlotId => c.slots.add(group, id, { label }, formula)
  const full = fullFor(section.full, group)
  if (marks.length === 0 || full === null) return null
  const limit = (sum: Formula): Formula =>
    build.max(build.min(sum, build.points(full)), build.points(section.floor ?? 0))
  const sum = add(
    `${section.code}.sum`,
    `${section.code} 合计`,
    build.sum(...marks.map((mark) => build.slot(mark.awarded))),
  )
  const highs = build.sum(...marks.map((mark) => build.slot(mark.high)))
  const fulls = marks.reduce((total, mark) => total.plus(mark.full), Rational.zero)
  const canFall = marks.some((mark) => floorFor(mark.criterion, section, group) < 0)
  const canExceed = fulls.compare(Rational.of(full)) > 0
  const limits = section.bonus === true || section.floor !== undefined || canFall
  const bonus = section.bonus === true
  const weight = bonus ? null : weightFor(section, group)
  if (isMean(c.rubric, section)) {
    const counting = build.sum(
      ...marks.map(({ full: own, fullSlot }) => (fullSlot === null ? build.points(own) : build.slot(fullSlot))),
    )
    const isFixed = marks.every(({ fullSlot }) => fullSlot === null)
    const applicable = isFixed
      ? build.points(fulls)
      : build.slot(add(`${section.code}.applicable`, `${section.code} 计入的满分`, counting))
    const meanOf = (of: Formula): Formula =>
      roundedPoints(
        c,
        build.cases(
          isFixed ? [] : [[build.equal(applicable, build.points(0)), build.points(0)]],
          build.over(build.times(of, build.points(full)), applicable),
        ),
      )
    const least = (of: Formula): Formula => (section.floor !== undefined || canFall ? limit(of) : of)
    const total = add(`${section.code}.total`, `${section.code} 平均`, least(meanOf(build.slot(sum))))
    const high = add(`${section.code}.high`, `${section.code} 最高可得`, least(meanOf(highs)))
    return {
      section,
      bonus,
      full: Rational.of(full),
      total,
      high,
      weight,
      mean: { sum, applicable, fulls },
      step: null,
    }
  }
  // a section limited at the total of its marks needs no step
  if (!limits && !canExceed) {
    const high = add(`${section.code}.high`, `${section.code} 最高可得`, highs)
    return { section, bonus, full: Rational.of(full), total: sum, high, weight, mean: null, step: null }
  }
  const total = add(`${section.code}.total`, `${section.code} 得分`, limit(build.slot(sum)))
  const high = add(`${section.code}.high`, `${section.code} 最高可得`, limit(highs))
  const limited = canFall || section.floor !== undefined ? (canExceed ? "上下限" : "下限") : "封顶"
  const label = `${section.title}${limited}`
  const step = { label, before: sum, after: total }
  return { section, bonus, full: Rational.of(full), total, high, weight, mean: null, step }
}
