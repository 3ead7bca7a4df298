import * as build from "../formula/build.ts"
import type { Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import type { Compiling } from "./Compiling.ts"
import {
  adjustField,
  type GroupPlan,
  type MarkPlan,
  rankedField,
  type SectionPlan,
  type StepPlan,
  type TotalSlots,
} from "./Plan.ts"

/** Sections, totals, place and grade of one group. Certain points and the most that may come of them go through the same formulas. */
export const expandGroup = (
  c: Compiling,
  group: string,
  { marks, sections }: { readonly marks: ReadonlyArray<MarkPlan>; readonly sections: ReadonlyArray<SectionPlan> },
): GroupPlan => {
  const add = (id: SlotId, label: string, formula: Formula, type: Type = "number", format: Format = "points"): SlotId =>
    c.slots.add(group, id, { label, type, format }, formula)
  const steps: Array<StepPlan> = sections.flatMap(({ step }) => step ?? [])
  const base = sections.filter((section) => !section.bonus)
  const extra = sections.filter((section) => section.bonus)
  const full = base.reduce((total, section) => total.plus(section.full), Rational.zero)
  const { total: places, mode } = c.precision
  // rounding to fewer places than points have waits for the total where something is still added: 92.5 + 0.5 is 93, not 93 + 0.5
  const basePlaces = extra.length === 0 ? places : Math.max(places, c.precision.points)

  const fulls = marks.filter((mark) => !mark.bonus)
  const applicable = add(
    "applicable",
    "适用满分",
    build.sum(...fulls.map((mark) => (mark.fullSlot === null ? build.points(mark.full) : build.slot(mark.fullSlot)))),
  )
  const rescales = fulls.some((mark) => mark.fullSlot !== null)
  const chain = (
    name: string,
    label: string,
    which: "total" | "high",
  ): { readonly base: SlotId; readonly exact: SlotId } => {
    const sum = add(`${name}.sum`, `${label}合计`, build.sum(...base.map((section) => build.slot(section[which]))))
    if (!rescales) return { base: sum, exact: sum }
    const scaled = build.cases(
      [[build.equal(build.slot(applicable), build.points(0)), build.points(0)]],
      build.times(build.over(build.slot(sum), build.slot(applicable)), build.points(full)),
    )
    const exact = add(`${name}.exact`, `${label}折算(未取舍)`, scaled)
    const done = add(name, label, build.rounded(build.slot(exact), basePlaces, mode))
    if (which === "total") {
      const step = basePlaces < c.precision.points ? "按适用满分折算、取舍" : "按适用满分折算"
      steps.push({ label: step, before: sum, after: done })
    }
    return { base: done, exact }
  }
  const low = chain("base", "基础分", "total")
  const top = chain("base.high", "基础分最高可得", "high")
  const bonus =
    extra.length === 0 ? null : add("bonus", "加分", build.sum(...extra.map((section) => build.slot(section.total))))
  const bonusHigh = extra.map((section) => build.slot(section.high))
  const adjust = build.input(adjustField)
  const before = add(
    "total.sum",
    "总分合计",
    build.sum(build.slot(low.base), ...(bonus === null ? [] : [build.slot(bonus)])),
  )
  const adjusted = add("total.adjusted", "总分(会议调整后)", build.sum(build.slot(before), adjust))
  steps.push({ label: "会议决定调整", before, after: adjusted })
  const ceiling = c.rubric.ceiling
  const limit = (formula: Formula): Formula => {
    const raised = build.max(formula, build.points(0))
    return ceiling === undefined ? raised : build.min(raised, build.points(ceiling))
  }
  const limited = add("total.limited", "总分(限额后)", limit(build.slot(adjusted)))
  steps.push({ label: "总分限额", before: adjusted, after: limited })
  const total = add("total", "总分", build.rounded(build.slot(limited), places, mode))
  steps.push({ label: "总分取舍", before: limited, after: total })
  const high = add(
    "total.high",
    "总分最高可得",
    build.rounded(limit(build.sum(build.slot(top.base), ...bonusHigh, adjust)), places, mode),
  )
  const pending = add(
    "pending",
    "待定分值",
    build.sum(...marks.map((mark) => build.minus(build.slot(mark.high), build.slot(mark.awarded)))),
  )
  const decided = build.equal(build.slot(pending), build.points(0))
  const exactTotal = (): Formula =>
    low.exact === low.base
      ? build.slot(limited)
      : build.slot(
          add(
            "total.exact",
            "总分(未取舍)",
            build.rounded(
              limit(build.sum(build.slot(low.exact), ...(bonus === null ? [] : [build.slot(bonus)]), adjust)),
              10,
              "half-up",
            ),
          ),
        )
  const by = (how: "published" | "exact"): Formula => (how === "published" ? build.slot(total) : exactTotal())

  const within = c.rubric.rankWithin
  const ranked =
    within === "none"
      ? null
      : add(
          "ranked",
          "参评总分",
          build.cases([[build.and(build.input(rankedField), decided), by(c.precision.rank)]], build.nothing),
        )
  const place =
    ranked === null || within === "none"
      ? null
      : add("place", "名次", { kind: "cohort", of: ranked, within, how: "place" }, "number", "count")
  const bands = c.rubric.bands ?? []
  const grade =
    bands.length === 0
      ? null
      : add(
          "grade",
          "等次",
          build.cases(
            [
              [build.not(build.and(decided, build.input(rankedField))), build.text("")],
              ...bands.map(
                (band) =>
                  [build.atLeast(by(c.precision.grade), build.points(band.from)), build.text(band.grade)] as const,
              ),
            ],
            build.text(""),
          ),
          "text",
          "number",
        )
  const slots: TotalSlots = { base: low.base, bonus, total, high, pending, applicable, place, ranked, grade }
  return { id: group, title: c.rubric.groups[group] ?? group, marks, sections, steps, slots, full }
}
