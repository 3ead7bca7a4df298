import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { bandsFor, quotaFor } from "../rubric/Rubric.ts"
import type { Compiling } from "./Compiling.ts"
import { expandQuota, quotaBase } from "./expandQuota.ts"
import type { LimitPlan, QuotaPlan, TotalSlots } from "./Plan.ts"

/** The grade of one group's agencies, by the bands of the group, the limits and the quotas; empty while it is open. */
export const expandGrade = (
  c: Compiling,
  group: string,
  given: {
    /** What is compared with the bands, and the most that the total may become. */
    readonly graded: SlotId
    readonly high: SlotId
    readonly takesPart: Formula
    /** Whether the total is. */
    readonly decided: Formula
    readonly limits: ReadonlyArray<LimitPlan>
    readonly place: SlotId | null
    readonly placed: Formula
  },
): Pick<TotalSlots, "grade" | "worstGrade"> & { readonly quotas: ReadonlyArray<QuotaPlan> } => {
  const { graded, takesPart, decided, limits, place, placed } = given
  quotaBase(c, group, takesPart)
  const bands = bandsFor(c.rubric, group)
  if (bands.length === 0) return { grade: null, worstGrade: null, quotas: [] }
  const isOpen = build.not(build.and(decided, takesPart))
  const add = (id: SlotId, label: string, formula: Formula, type: "number" | "text"): SlotId =>
    c.slots.add(group, id, { label, type, format: type === "text" ? "number" : "count" }, formula)

  const position = (name: string | undefined): number => bands.findIndex(({ grade }) => grade === name) + 1
  const limiting = limits.filter(({ limit }) => position(limit.gradeAtMost) > 0 || position(limit.grade) > 0)
  const isRationed = place !== null && bands.some(({ grade }) => quotaFor(c.rubric, grade, group) !== null)
  const reached = (total: Formula): Formula =>
    build.cases(
      bands.map(
        ({ from }, index) => [build.atLeast(total, build.points(from)), build.number(index + 1, "count")] as const,
      ),
      // below all bands one more than there are
      build.number(bands.length + 1, "count"),
    )
  if (limiting.length === 0 && !isRationed) {
    const named = bands.map(
      ({ from, grade }) => [build.atLeast(build.slot(graded), build.points(from)), build.text(grade)] as const,
    )
    const grade = add("grade", "等次", build.cases([[isOpen, build.text("")], ...named], build.text("")), "text")
    return { grade, worstGrade: null, quotas: [] }
  }

  // grades as numbers, the best one 1
  const byTotal = build.slot(add("grade.total", "等次序号(按总分)", reached(build.slot(graded)), "number"))
  const limited = (which: "worst" | "best", from: Formula): Formula =>
    limiting.reduce((so, plan) => {
      const bound = limitedBy(plan, so, which, position)
      return kept(c, group, `grade.${which}.${plan.limit.id}`, bound)
    }, from)
  const worstGrade = add("grade.worst", "等次序号(至低)", limited("worst", byTotal), "number")
  const worst = build.slot(worstGrade)
  // an open total may still reach a better one, which matters to those who compete for it
  const byHigh = isRationed
    ? build.slot(
        add(
          "grade.high",
          "等次序号(按最高可得)",
          build.cases([[decided, byTotal]], reached(highest(c, given.high))),
          "number",
        ),
      )
    : byTotal
  const best = limited("best", byHigh)
  const final =
    isRationed && place !== null
      ? expandQuota(c, group, { bands, grades: { best, worst }, standing: { takesPart, placed, place } })
      : { best, worst, quotas: [] }
  const grade = add(
    "grade",
    "等次",
    build.cases(
      [
        [isOpen, build.text("")],
        // a limit that may still turn out either way leaves the grade open, and so do others who may come before
        [build.not(build.equal(final.worst, final.best)), build.text("")],
        ...bands.map(
          (band, index) =>
            [build.equal(final.worst, build.number(index + 1, "count")), build.text(band.grade)] as const,
        ),
      ],
      build.text(""),
    ),
    "text",
  )
  return { grade, worstGrade, quotas: final.quotas }
}

/** What an open total may be at most: where grades go by the exact one, what rounding took from it is added. */
const highest = (c: Compiling, high: SlotId): Formula => {
  const { grade, total } = c.precision
  return grade === "exact"
    ? build.sum(build.slot(high), build.number(Rational.ratio(1, 10n ** BigInt(total))))
    : build.slot(high)
}

/** A grade after one limit: as it may be at worst, or at best. */
const limitedBy = (
  { limit, holds, mayHold }: LimitPlan,
  so: Formula,
  which: "worst" | "best",
  position: (name: string | undefined) => number,
): Formula => {
  const [most, fixed] = [position(limit.gradeAtMost), position(limit.grade)]
  const lowered = most > 0 ? build.max(so, build.number(most, "count")) : so
  const certain = fixed > 0 ? build.number(fixed, "count") : lowered
  const possible =
    which === "best"
      ? fixed > 0
        ? build.min(so, build.number(fixed, "count"))
        : so
      : fixed > 0
        ? build.max(so, build.number(fixed, "count"))
        : lowered
  return build.cases(
    [[build.slot(holds), certain], ...(mayHold === holds ? [] : [[build.slot(mayHold), possible] as const])],
    so,
  )
}

const kept = (c: Compiling, group: string, id: SlotId, formula: Formula): Formula =>
  build.slot(
    c.slots.add(group, id, { label: `等次序号(${id.includes("worst") ? "至低" : "至高"})`, format: "count" }, formula),
  )
