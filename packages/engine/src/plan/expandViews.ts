import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { nearest } from "../nearest.ts"
import { citedRules } from "../rubric/citedRules.ts"
import type { Compiling } from "./Compiling.ts"
import type { MarkPlan, ViewPlan } from "./Plan.ts"

/** Points of a criterion or of one rule of it, as a part of a view counts them. */
interface Counted {
  readonly low: Formula
  readonly high: Formula
  readonly full: Formula
}

/** Other ways of dividing the same criteria (其他分法): each part with what was awarded and its full marks. They move no score. */
export const expandViews = (c: Compiling, group: string, marks: ReadonlyArray<MarkPlan>): ReadonlyArray<ViewPlan> =>
  Object.entries(c.rubric.views ?? {}).map(([title, parts], v) => ({
    title,
    parts: Object.entries(parts).flatMap(([name, codes], p) => {
      const path = ["views", title, name]
      tellUnknown(c, { codes, path, name })
      const counted = countedUnder(codes, marks)
      if (counted.length === 0) return []
      const add = (key: string, label: string, of: (one: Counted) => Formula): SlotId =>
        c.slots.add(
          group,
          `view.${v + 1}.${p + 1}.${key}`,
          { label: `${title}:${name} ${label}` },
          build.sum(...counted.map(of)),
        )
      return [
        {
          title: name,
          full: add("full", "满分", ({ full }) => full),
          awarded: add("low", "得分", ({ low }) => low),
          high: add("high", "最高可得", ({ high }) => high),
        },
      ]
    }),
  }))

const countedUnder = (codes: ReadonlyArray<string>, marks: ReadonlyArray<MarkPlan>): ReadonlyArray<Counted> =>
  marks.flatMap((mark) => {
    const { code } = mark.criterion
    if (codes.includes(code) || codes.includes(mark.section.code)) return [wholeOf(mark)]
    const cited = mark.losses.filter(({ ruleId }) => codes.includes(`${code}-${ruleId}`))
    return cited.length === 0 ? [] : cited.map((loss) => ruleOf(mark, loss))
  })

const fullOf = ({ full, fullSlot }: MarkPlan): Formula =>
  fullSlot === null ? build.points(full) : build.slot(fullSlot)

const wholeOf = (mark: MarkPlan): Counted => ({
  low: build.slot(mark.awarded),
  high: build.slot(mark.high),
  full: mark.bonus ? build.points(0) : fullOf(mark),
})

/** Of the most that a rule can give or take, what it left. */
const ruleOf = (mark: MarkPlan, { most, before, after, open }: MarkPlan["losses"][number]): Counted => {
  const start = before === null ? fullOf(mark) : build.slot(before)
  const gone = build.minus(start, build.slot(after))
  const when = (formula: Formula): Formula =>
    mark.applies === null ? formula : build.cases([[build.not(build.slot(mark.applies)), build.points(0)]], formula)
  const left = build.minus(build.points(most), gone)
  return {
    low: when(build.max(open === null ? left : build.minus(left, build.slot(open)), build.points(0))),
    high: when(left),
    full: when(build.points(mark.bonus ? 0 : most)),
  }
}

const tellUnknown = (
  c: Compiling,
  {
    codes,
    path,
    name,
  }: { readonly codes: ReadonlyArray<string>; readonly path: ReadonlyArray<string>; readonly name: string },
): void => {
  const known = new Set(
    c.rubric.sections.flatMap(({ code, criteria }) => [
      code,
      ...criteria.flatMap((criterion) => [
        criterion.code,
        ...citedRules(criterion).map(({ id }) => `${criterion.code}-${id}`),
      ]),
    ]),
  )
  codes.forEach((code, index) => {
    if (known.has(code) && codes.indexOf(code) === index) return
    const guess = known.has(code) ? null : nearest(code, [...known])
    c.tell({
      severity: "error",
      code: "rubric/view",
      message: known.has(code) ? `“${name}”中 ${code} 写了两次` : `“${name}”中没有编号为“${code}”的指标、部分或规则`,
      remedy: known.has(code)
        ? "删去一个"
        : guess === null
          ? "写指标、部分的编号,或 指标-规则 如 C1-a"
          : `是否为“${guess}”?`,
      path: [...path, index],
    })
  })
}
