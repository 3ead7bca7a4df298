import * as build from "../formula/build.ts"
import type { Cohort, FieldId, Formula, SlotId } from "../formula/Formula.ts"
import { nearest } from "../nearest.ts"
import { sourceOf } from "../rubric/Rubric.ts"
import { type Compiling, FILLED } from "./Compiling.ts"
import type { PlaceAmong, TotalSlots } from "./Plan.ts"

/**
 * The places of one group's agencies: by the total, where that is equal by the marks that the rubric names one after the other, and what
 * is equal in all of them has one place.
 */
export const expandRank = (
  c: Compiling,
  group: string,
  { by, takesPart, decided }: { readonly by: SlotId; readonly takesPart: Formula; readonly decided: Formula },
): Pick<TotalSlots, "ranked" | "place" | "placesAmong"> => {
  const within = c.rubric.rankWithin
  if (within === "none") {
    if (c.rubric.rankAlso !== undefined)
      c.tell({
        severity: "error",
        code: "rubric/rank-also",
        message: "rankWithin 为 none(不排名),又写了 rankAlso",
        remedy: "rankWithin 写 group 或 all,或删去 rankAlso",
        path: ["rankAlso"],
      })
    return { ranked: null, place: null, placesAmong: [] }
  }
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
  const placesAmong = (c.rubric.rankAlso ?? []).flatMap((field, index) =>
    placeAmong(c, group, { field, index, of: last, within, how: ties === "dense" ? "dense" : "place" }),
  )
  return { ranked, place, placesAmong }
}

/** The place among those of one's own region, or whatever else the roster says of an agency; none where it says nothing. */
const placeAmong = (
  c: Compiling,
  group: string,
  {
    field,
    index,
    of,
    within,
    how,
  }: Pick<Cohort, "of" | "within" | "how"> & { readonly field: FieldId; readonly index: number },
): ReadonlyArray<PlaceAmong> => {
  const found = c.fields.get(field)
  if (found?.field == null || found.type !== "text" || sourceOf(found.field) !== "attribute") {
    const guess = found === undefined ? nearest(field, Object.keys(c.rubric.fields)) : null
    c.tell({
      severity: "error",
      code: "rubric/rank-also",
      message:
        found === undefined
          ? `没有编号为“${field}”的填报项,无从在其中排名`
          : `“${found.label}”不是文字类的单位属性,无从在其中排名`,
      remedy:
        guess === null
          ? "在 fields 中声明为单位属性,如 { label: 地区, kind: text, source: attribute }"
          : `是否为“${guess}”?`,
      path: ["rankAlso", index],
    })
    return []
  }
  const { label } = found
  // an empty cell that is only referred to would be a zero in a spreadsheet
  const said = build.cases([[build.state(field, FILLED), build.input(field)]], build.text(""))
  const kind = c.slots.add(group, `among.${index + 1}`, { label, type: "text", format: "number" }, said)
  const place = c.slots.add(
    group,
    `place.among.${index + 1}`,
    { label: `${label}内名次`, format: "count" },
    build.cases([[build.equal(build.slot(kind), build.text("")), build.nothing]], {
      kind: "cohort",
      of,
      within,
      among: kind,
      how,
    }),
  )
  return [{ field, label, place, kind }]
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
