import * as build from "../formula/build.ts"
import type { Cohort, Formula, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { quotaFor } from "../rubric/Rubric.ts"
import { amount } from "../rubric/Scalars.ts"
import type { Compiling } from "./Compiling.ts"
import type { QuotaPlan } from "./Plan.ts"

/** The best and the worst grade that an agency may still get, as positions among the bands of its group, 1 the best. */
export interface Grades {
  readonly best: Formula
  readonly worst: Formula
}

/** Who takes part in places and grades, and of those who has a place. */
export interface Standing {
  readonly takesPart: Formula
  readonly placed: Formula
  readonly place: SlotId
}

/** How many agencies the shares are of: those that take part in the ranking. */
export const quotaBase = (c: Compiling, group: string, takesPart: Formula): void => {
  if (c.rubric.quota === undefined) return
  c.slots.add(group, "quota.part", { label: "参加排名(个)", format: "count" }, build.cases([[takesPart, one]], none))
  c.slots.add(group, "quota.base", { label: "名额基数", format: "count" }, cohort(c, "quota.part", "sum"))
}

const one = build.number(1, "count")
const none = build.number(0, "count")

const cohort = (c: Compiling, of: SlotId, how: Cohort["how"]): Formula => ({
  kind: "cohort",
  of,
  within: c.rubric.rankWithin === "all" ? "all" : "group",
  how,
})

/**
 * Grades of which only so many are given (等次名额), from the best one down: whoever is not among the first gets the next one. Those whose
 * total is open may turn out to be before anybody, so that a grade stands only where it would even then.
 */
export const expandQuota = (
  c: Compiling,
  group: string,
  {
    bands,
    grades,
    standing,
  }: {
    readonly bands: ReadonlyArray<{ readonly grade: string }>
    readonly grades: Grades
    readonly standing: Standing
  },
): Grades & { readonly quotas: ReadonlyArray<QuotaPlan> } => {
  const { quota, rankWithin } = c.rubric
  const quotas: Array<QuotaPlan> = []
  let now = grades
  if (quota === undefined || rankWithin === "none") return { ...now, quotas }
  bands.forEach(({ grade }, index) => {
    const share = quotaFor(c.rubric, grade, group)
    if (share === null) return
    const position = build.number(index + 1, "count")
    const below = build.number(index + 2, "count")
    // of one grade in all groups: groups may have other bands
    const name = `quota.${(c.rubric.bands ?? []).findIndex((band) => band.grade === grade) + 1}`
    const add = (id: string, label: string, formula: Formula): Formula =>
      build.slot(c.slots.add(group, `${name}.${id}`, { label: `${grade}${label}`, format: "count" }, formula))
    const truth = (id: string, label: string, formula: Formula): SlotId =>
      c.slots.add(group, `${name}.${id}`, { label: `${grade}${label}`, type: "boolean", format: "number" }, formula)

    const seats = add(
      "seats",
      "名额",
      build.step(
        build.times(build.slot("quota.base"), build.number(amount(share), "rate")),
        Rational.one,
        quota.rounding,
      ),
    )
    // those who fell from a better grade take seats of this one, or stand beside them
    const { best, worst } = quota.fallen === "counted" ? now : grades
    const may = build.slot(
      truth(
        "may",
        "可能参评",
        build.and(standing.takesPart, build.atLeast(position, best), build.atLeast(worst, position)),
      ),
    )
    const sure = build.slot(
      truth("sure", "确定参评", build.and(may, build.equal(best, position), build.equal(worst, position))),
    )
    add("rivals", "可能参评(个)", build.cases([[may, one]], none))
    /** How far back an agency stands among those of whom something holds: the higher the slot, the better. */
    const standsAt = (id: string, label: string, who: Formula): Formula => {
      const key = `${name}.${id}`
      add(
        id,
        label,
        build.cases([[build.and(standing.placed, who), build.minus(none, build.slot(standing.place))]], build.nothing),
      )
      return quota.ties === "in"
        ? cohort(c, key, "place")
        : build.minus(build.sum(cohort(c, key, "count"), one), cohort(c, key, "placeFromLast"))
    }
    const among = standsAt("order", "名次(可能参评的)", may)
    const amongSure = standsAt("sure.order", "名次(确定参评的)", sure)
    const all = cohort(c, `${name}.rivals`, "sum")
    const open = add("open", "总分未定(个)", build.minus(all, cohort(c, `${name}.order`, "count")))
    const last = add(
      "last",
      "至多排在第几",
      build.cases([[build.and(standing.placed, may), build.sum(among, open)]], all),
    )
    const first = add("first", "至少排在第几", build.cases([[build.and(standing.placed, sure), amongSure]], none))
    const inside = truth("in", "在名额内", build.atLeast(seats, last))
    const out = truth("out", "不在名额内", build.above(first, seats))
    now = {
      best: add("best", "名额后等次(至高)", build.cases([[build.slot(out), below]], now.best)),
      worst: add(
        "worst",
        "名额后等次(至低)",
        build.cases([[build.and(may, build.not(build.slot(inside))), build.max(now.worst, below)]], now.worst),
      ),
    }
    quotas.push({
      grade,
      next: bands[index + 1]?.grade ?? "",
      seats: seats.kind === "slot" ? seats.slot : `${name}.seats`,
      may: `${name}.may`,
      inside,
      out,
    })
  })
  return { ...now, quotas }
}
