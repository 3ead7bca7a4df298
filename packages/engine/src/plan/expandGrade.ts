import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { bandsFor } from "../rubric/Rubric.ts"
import type { Compiling } from "./Compiling.ts"
import type { LimitPlan, TotalSlots } from "./Plan.ts"

/** The grade of one group's agencies, by the bands of the group and the limits; empty while it is open. */
export const expandGrade = (
  c: Compiling,
  group: string,
  {
    graded,
    takesPart,
    decided,
    limits,
  }: {
    /** What is compared with the bands. */
    readonly graded: SlotId
    readonly takesPart: Formula
    /** Whether the total is. */
    readonly decided: Formula
    readonly limits: ReadonlyArray<LimitPlan>
  },
): Pick<TotalSlots, "grade" | "worstGrade"> => {
  const bands = bandsFor(c.rubric, group)
  if (bands.length === 0) return { grade: null, worstGrade: null }
  const reached = bands.map(
    ({ from }, index) => [build.atLeast(build.slot(graded), build.points(from)), index + 1] as const,
  )
  const isOpen = build.not(build.and(decided, takesPart))
  const add = (id: SlotId, label: string, formula: Formula, type: "number" | "text"): SlotId =>
    c.slots.add(group, id, { label, type, format: type === "text" ? "number" : "count" }, formula)

  const position = (name: string | undefined): number => bands.findIndex(({ grade }) => grade === name) + 1
  const limiting = limits.filter(({ limit }) => position(limit.gradeAtMost) > 0 || position(limit.grade) > 0)
  if (limiting.length === 0) {
    const named = reached.map(([when, index]) => [when, build.text(bands[index - 1]?.grade ?? "")] as const)
    const grade = add("grade", "等次", build.cases([[isOpen, build.text("")], ...named], build.text("")), "text")
    return { grade, worstGrade: null }
  }

  // grades as numbers, the best one 1; below all bands one more than there are
  const none = build.number(bands.length + 1, "count")
  const byTotal = add(
    "grade.total",
    "等次序号(按总分)",
    build.cases(
      reached.map(([when, index]) => [when, build.number(index, "count")] as const),
      none,
    ),
    "number",
  )
  const limited = (which: "worst" | "best"): Formula =>
    limiting.reduce((so, { limit, holds, mayHold }) => {
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
      return kept(
        c,
        group,
        `grade.${which}.${limit.id}`,
        build.cases(
          [[build.slot(holds), certain], ...(mayHold === holds ? [] : [[build.slot(mayHold), possible] as const])],
          so,
        ),
      )
    }, build.slot(byTotal))
  const worstGrade = add("grade.worst", "等次序号(至低)", limited("worst"), "number")
  const worst = build.slot(worstGrade)
  const best = limited("best")
  const grade = add(
    "grade",
    "等次",
    build.cases(
      [
        [isOpen, build.text("")],
        // a limit that may still turn out either way leaves the grade open
        [build.not(build.equal(worst, best)), build.text("")],
        ...bands.map(
          ({ grade }, index) => [build.equal(worst, build.number(index + 1, "count")), build.text(grade)] as const,
        ),
      ],
      build.text(""),
    ),
    "text",
  )
  return { grade, worstGrade }
}

const kept = (c: Compiling, group: string, id: SlotId, formula: Formula): Formula =>
  build.slot(
    c.slots.add(group, id, { label: `等次序号(${id.includes("worst") ? "至低" : "至高"})`, format: "count" }, formula),
  )
