import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import type { Rational } from "../Rational.ts"
import type { Compiling } from "./Compiling.ts"
import { expandCondition, expandLimits } from "./expandLimits.ts"
import { adjustField, type LimitPlan, type MarkPlan, type SectionPlan, type StepPlan, type TotalSlots } from "./Plan.ts"

/** Where the whole score of a group stands, before place and grade. */
export interface Totals extends Pick<TotalSlots, "base" | "bonus" | "total" | "high" | "pending" | "applicable"> {
  readonly steps: ReadonlyArray<StepPlan>
  readonly limits: ReadonlyArray<LimitPlan>
  /** The total before its last rounding. */
  readonly exact: SlotId
  /** The total as published, or before any rounding of the whole score. */
  readonly by: (how: "published" | "exact") => SlotId
}

/** From sections to the total. Certain points and the most that may come of them go through the same formulas. */
export const expandTotals = (
  c: Compiling,
  group: string,
  {
    marks,
    sections,
    full,
  }: {
    readonly marks: ReadonlyArray<MarkPlan>
    readonly sections: ReadonlyArray<SectionPlan>
    readonly full: Rational
  },
): Totals => {
  const add = (id: SlotId, label: string, formula: Formula): SlotId => c.slots.add(group, id, { label }, formula)
  const steps: Array<StepPlan> = sections.flatMap(({ step }) => step ?? [])
  const base = sections.filter((section) => !section.bonus)
  const extra = sections.filter((section) => section.bonus)
  const { total: places, mode } = c.precision
  // rounding to fewer places than points have waits for the total where something is still added: 92.5 + 0.5 is 93, not 93 + 0.5
  const basePlaces =
    c.precision.points === "exact" ? null : extra.length === 0 ? places : Math.max(places, c.precision.points)

  const fulls = marks.filter((mark) => !mark.bonus)
  const isWeighted = base.some(({ weight }) => weight !== null)
  const ofMeans = c.rubric.combine === "mean"
  const averages = ofMeans || base.some(({ mean }) => mean !== null)
  const weighted = (points: Formula, weight: Rational | null): Formula =>
    weight === null ? points : build.times(points, build.number(weight, "rate"))
  const fullOf = (mark: MarkPlan): Formula =>
    mark.fullSlot === null ? build.points(mark.full) : build.slot(mark.fullSlot)
  const fullsIn = ({ section }: SectionPlan): Formula =>
    build.sum(...fulls.filter((mark) => mark.section === section).map(fullOf))
  /** As much of the section's points as its criteria count of theirs. */
  const countedIn = (section: SectionPlan): Formula =>
    section.mean === null
      ? fullsIn(section)
      : build.over(build.times(section.mean.applicable, build.points(section.full)), build.points(section.mean.fulls))
  const perSection = (of: Formula): Formula => (ofMeans ? build.over(of, build.number(base.length)) : of)
  const applicable = add(
    "applicable",
    "适用满分",
    isWeighted || averages
      ? perSection(build.sum(...base.map((section) => weighted(countedIn(section), section.weight))))
      : build.sum(...fulls.map(fullOf)),
  )
  const rescales = fulls.some((mark) => mark.fullSlot !== null)
  /** Full marks of a section that counts: a mean counts whole where anything in it does. */
  const wholeOf = (section: SectionPlan): Formula =>
    section.mean === null
      ? fullsIn(section)
      : build.cases(
          [[build.equal(section.mean.applicable, build.points(0)), build.points(0)]],
          build.points(section.full),
        )
  const divisor = !rescales
    ? null
    : averages
      ? build.slot(
          add(
            "applicable.sections",
            "计入的各部分满分",
            build.sum(...base.map((section) => weighted(wholeOf(section), section.weight))),
          ),
        )
      : build.slot(applicable)
  const chain = (
    name: string,
    label: string,
    which: "total" | "high",
  ): { readonly base: SlotId; readonly exact: SlotId } => {
    const sumOf = (section: SectionPlan): SlotId =>
      which === "total" && section.mean !== null ? section.mean.sum : section[which]
    const sum = add(`${name}.sum`, `${label}合计`, build.sum(...base.map((section) => build.slot(sumOf(section)))))
    if (!rescales && !isWeighted && !averages) return { base: sum, exact: sum }
    const counted =
      isWeighted || averages
        ? build.sum(...base.map((section) => weighted(build.slot(section[which]), section.weight)))
        : build.slot(sum)
    const scaled =
      divisor === null
        ? perSection(counted)
        : build.cases(
            [[build.equal(divisor, build.points(0)), build.points(0)]],
            build.times(build.over(counted, divisor), build.points(full)),
          )
    const exact = add(
      basePlaces === null ? name : `${name}.exact`,
      basePlaces === null ? label : `${label}折算(未取舍)`,
      scaled,
    )
    const done = basePlaces === null ? exact : add(name, label, build.rounded(build.slot(exact), basePlaces, mode))
    if (which === "total") {
      const how = [...(isWeighted ? ["权重"] : []), ...(rescales && !averages ? ["适用满分"] : [])].join("、")
      const scaling = [...(averages ? [meanStep] : []), ...(how === "" ? [] : [`按${how}折算`])].join("、")
      const rounds =
        basePlaces !== null &&
        (isWeighted || averages || c.precision.points === "exact" || basePlaces < c.precision.points)
      steps.push({ label: rounds ? `${scaling}、取舍` : scaling, before: sum, after: done })
    }
    return { base: done, exact }
  }
  const low = chain("base", "基础分", "total")
  const top = chain("base.high", "基础分最高可得", "high")
  const names = new Map([["base", build.slot(low.base)]])
  // where nothing can be open both are still two slots
  c.conditions.set(low.base, [c.open(group, { low: low.base, high: top.base, why: "基础分尚有待定" })])

  const counted = extra.map((section) => countedBonus(c, group, { section, names }))
  steps.push(...counted.flatMap(({ step }) => step ?? []))
  const bonus =
    extra.length === 0 ? null : add("bonus", "加分", build.sum(...counted.map((one) => build.slot(one.low))))
  const bonusHigh = counted.map(({ high }) => high)
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
  const capped = add("total.limited", "总分(限额后)", limit(build.slot(adjusted)))
  steps.push({ label: "总分限额", before: adjusted, after: capped })

  if (bonus !== null) names.set("bonus", build.slot(bonus))
  names.set("total", build.slot(capped))
  const cappedHigh = limit(build.sum(build.slot(top.base), ...bonusHigh, adjust))
  if (c.rubric.limits !== undefined) {
    const openly = add("total.limited.high", "总分最高可得(限制前)", cappedHigh)
    c.conditions.set(capped, [c.open(group, { low: capped, high: openly, why: "总分尚有待定" })])
    if (bonus !== null) {
      const high = add("bonus.high", "加分最高可得", build.sum(...bonusHigh))
      c.conditions.set(bonus, [c.open(group, { low: bonus, high, why: "加分尚有待定" })])
    }
  }
  const limits = expandLimits(c, group, names)
  const totalLimits = limits.filter(({ limit: { total } }) => total !== undefined)
  const applied = (formula: Formula, which: "holds" | "mayHold"): Formula =>
    totalLimits.reduce(
      (so, plan) => build.cases([[build.slot(plan[which]), build.min(so, build.points(plan.limit.total ?? 0))]], so),
      formula,
    )
  let certain = capped
  for (const { limit: own, holds, effect } of totalLimits) {
    const after = add(
      `total.limit.${own.id}`,
      `总分(限制 ${own.id} 后)`,
      build.cases(
        [[build.slot(holds), build.min(build.slot(certain), build.points(own.total ?? 0))]],
        build.slot(certain),
      ),
    )
    steps.push({ label: `${own.what},${effect}`, before: certain, after })
    certain = after
  }
  const undecided = totalLimits.filter(({ holds, mayHold }) => holds !== mayHold)
  let limited = certain
  if (undecided.length > 0) {
    limited = add("total.least", "总分(待定的限制成立时)", applied(build.slot(certain), "mayHold"))
    steps.push({ label: "尚有限制待定,暂按成立计", before: certain, after: limited })
  }
  const total = add("total", "总分", build.rounded(build.slot(limited), places, mode))
  steps.push({ label: "总分取舍", before: limited, after: total })
  const high = add("total.high", "总分最高可得", build.rounded(applied(cappedHigh, "holds"), places, mode))
  const pending = add(
    "pending",
    "待定分值",
    build.sum(
      // what a bonus section has open matters only where the section counts
      ...marks
        .filter(({ section }) => section.needs === undefined)
        .map((mark) => build.minus(build.slot(mark.high), build.slot(mark.awarded))),
      ...counted.flatMap(({ open }) => open ?? []),
      ...(limited === certain ? [] : [build.minus(build.slot(certain), build.slot(limited))]),
    ),
  )
  const by = (how: "published" | "exact"): SlotId => {
    if (how === "published") return total
    if (low.exact === low.base)
      return c.precision.points === "exact"
        ? add("total.exact", "总分(未取舍)", build.rounded(build.slot(limited), FINE, "half-up"))
        : limited
    const exact = limit(build.sum(build.slot(low.exact), ...(bonus === null ? [] : [build.slot(bonus)]), adjust))
    return add("total.exact", "总分(未取舍)", build.rounded(applied(exact, "mayHold"), FINE, "half-up"))
  }
  return { base: low.base, bonus, total, high, pending, applicable, steps, limits, exact: limited, by }
}

/** From the sum of all marks to the mean of means, in one step. */
export const meanStep = "各项之和化为平均数"

/** A spreadsheet keeps no more: two equal fractions may differ there by a hair. */
const FINE = 10

/** What a bonus section adds: nothing where the rubric asks for something that is not there (基础分达到 80 分的方可加分). */
const countedBonus = (
  c: Compiling,
  group: string,
  { section, names }: { readonly section: SectionPlan; readonly names: ReadonlyMap<string, Formula> },
): { readonly low: SlotId; readonly high: Formula; readonly open: Formula | null; readonly step: StepPlan | null } => {
  const { code, title, needs } = section.section
  if (needs === undefined) return { low: section.total, high: build.slot(section.high), open: null, step: null }
  const { holds, mayHold } = expandCondition(c, group, {
    id: `${code}.needs`,
    label: `${code} 加分条件`,
    text: needs,
    path: ["sections", c.rubric.sections.indexOf(section.section), "needs"],
    names,
  })
  const when = (condition: SlotId, slot: SlotId): Formula =>
    build.cases([[build.slot(condition), build.slot(slot)]], build.points(0))
  const low = c.slots.add(group, `${code}.counted`, { label: `${code} 计入总分` }, when(holds, section.total))
  return {
    low,
    high: when(mayHold, section.high),
    open: build.minus(when(mayHold, section.high), build.slot(low)),
    step: {
      label: `${title}未满足“${wordsOf(c, needs)}”,不计`,
      before: section.total,
      after: low,
      unsettled: { mayHold, label: `${title}是否满足“${wordsOf(c, needs)}”待定,暂不计` },
    },
  }
}

/** The condition with the names of its fields. */
const wordsOf = (c: Compiling, text: string): string =>
  [...c.fields.values()]
    .reduce((said, { id, label }) => said.replaceAll(id, label), text.replaceAll("base", "基础分"))
    .replaceAll(">=", "≥")
    .replaceAll("<=", "≤")
