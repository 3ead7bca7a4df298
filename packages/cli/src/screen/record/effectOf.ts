import { numberAt, type Part, textAt } from "@fadu/engine"
import { fixed } from "../../text/points.ts"

/** Where an agency stands. A total that is still open is a range. */
export interface Place {
  readonly total: string
  readonly place: string
  readonly grade: string
}

export interface Shift {
  readonly agency: string
  readonly name: string
  readonly from: Place
  readonly to: Place
}

/** Whose total, place or grade changes (影响), the agency concerned first. */
export interface Effect {
  readonly shifts: ReadonlyArray<Shift>
  /** For the record: `水务局 总分 80.14→82.14,第 10→第 9 名;林业局 第 9→第 10 名`. */
  readonly says: string
}

export const effectOf = (before: Part, after: Part, agency: string): Effect => {
  const { units } = before.figures
  const shifts = units.flatMap((unit, index): ReadonlyArray<Shift> => {
    const [from, to] = [placeOf(before, index), placeOf(after, index)]
    const same = from.total === to.total && from.place === to.place && from.grade === to.grade
    return same && unit.code !== agency ? [] : [{ agency: unit.code, name: unit.short ?? unit.name, from, to }]
  })
  const ordered = [
    ...shifts.filter((shift) => shift.agency === agency),
    ...shifts.filter((shift) => shift.agency !== agency),
  ]
  return { shifts: ordered, says: saysOf(ordered) }
}

const placeOf = ({ plan, figures, slots }: Part, index: number): Place => {
  const group = plan.groups.find(({ id }) => id === figures.units[index]?.group)
  if (group === undefined) return { total: "", place: "", grade: "" }
  const [low, high] = [group.slots.total, group.slots.high].map((slot) =>
    fixed(numberAt(slots, slot, index).toNumber()),
  )
  const place = group.slots.place === null ? null : numberAt(slots, group.slots.place, index)
  return {
    total: low === high ? `${low}` : `${low}~${high}`,
    place: place === null || place.isUndefined ? "名次未定" : `第 ${place.toNumber()} 名`,
    grade: (group.slots.grade === null ? "" : textAt(slots, group.slots.grade, index)) || "等次未定",
  }
}

const mostNamed = 20

const saysOf = (shifts: ReadonlyArray<Shift>): string => {
  const moved = shifts.filter(({ from, to }) => changes(from, to).length > 0)
  if (moved.length === 0) return "总分、名次、等次都不变"
  const named = moved.slice(0, mostNamed).map(({ name, from, to }) => `${name} ${changes(from, to).join(",")}`)
  return `${named.join(";")}${moved.length > mostNamed ? `;等 ${moved.length} 个单位` : ""}`
}

export const changes = (from: Place, to: Place): ReadonlyArray<string> => [
  ...(from.total === to.total ? [] : [`总分 ${from.total}→${to.total}`]),
  ...(from.place === to.place ? [] : [`${from.place}→${to.place}`]),
  ...(from.grade === to.grade ? [] : [`${from.grade}→${to.grade}`]),
]
