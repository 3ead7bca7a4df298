import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import type { Compiling } from "./Compiling.ts"
import type { TotalSlots } from "./Plan.ts"

/**
 * The places of one group's agencies: by the total, where that is equal by the marks that the rubric names one after the other, and what
 * is equal in all of them has one place.
 */
export const expandRank = (
  c: Compiling,
  group: string,
  { by, takesPart, decided }: { readonly by: SlotId; readonly takesPart: Formula; readonly decided: Formula },
): Pick<TotalSlots, "ranked" | "place"> => {
  const within = c.rubric.rankWithin
  if (within === "none") return { ranked: null, place: null }
  const onlyThose = (formula: Formula): Formula =>
    build.cases([[build.and(takesPart, decided), formula]], build.nothing)
  const ranked = c.slots.add(group, "ranked", { label: "参评总分" }, onlyThose(build.slot(by)))
  const { by: breakers = [], ties = "shared" } = c.rubric.rank ?? {}
  const last = breakers.reduce((compared: SlotId, code, index) => {
    const place = c.slots.add(
      group,
      `place.${index}`,
      { label: index === 0 ? "名次(只比总分)" : `名次(再比 ${breakers[index - 1] ?? ""})`, format: "count" },
      { kind: "cohort", of: compared, within, how: "place" },
    )
    const points = pointsOf(c, group, code, index)
    // a better place outweighs any number of points
    const key = build.minus(points, build.times(build.slot(place), build.number(OUTWEIGHS)))
    return c.slots.add(
      group,
      `ranked.${index + 1}`,
      { label: `比较值(名次、${code})`, format: "number" },
      onlyThose(key),
    )
  }, ranked)
  const place = c.slots.add(
    group,
    "place",
    { label: "名次", format: "count" },
    { kind: "cohort", of: last, within, how: ties === "dense" ? "dense" : "place" },
  )
  return { ranked, place }
}

const OUTWEIGHS = 100_000

/** The certain points of a criterion or section: with the total, they are decided. */
const pointsOf = (c: Compiling, group: string, code: string, index: number): Formula => {
  const whole = c.findWhole(group, code)
  if (whole !== "unknown" && whole !== "not-in-group" && !("cycle" in whole)) return build.slot(whole.low)
  c.tell({
    severity: "error",
    code: "rubric/unknown-code",
    message:
      whole === "unknown"
        ? `没有编号为“${code}”的指标`
        : `${c.rubric.groups[group] ?? group}不考核 ${code},总分相同时无从比较`,
    remedy: "写每个组都有的一级指标或评分指标的编号",
    path: ["rank", "by", index],
  })
  return build.points(0)
}
