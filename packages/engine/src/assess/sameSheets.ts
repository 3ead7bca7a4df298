import type { Address, Issue } from "../Issue.ts"
import { Rational } from "../Rational.ts"
import type { Part } from "./Assessment.ts"

/** So many figures that are not zero, of so many kinds, do not agree by chance. */
const FIGURES = 8
const KINDS = 5

/** Agencies that reported the same figures throughout (填报数据雷同). */
export const sameSheets = (part: Part): ReadonlyArray<Issue> => {
  const alike = new Map<string, Array<number>>()
  part.figures.units.forEach((_, unit) => {
    const key = figuresOf(part, unit)
    if (key !== null) alike.set(key, [...(alike.get(key) ?? []), unit])
  })
  return [...alike.values()].flatMap((units): ReadonlyArray<Issue> => {
    const [first, ...others] = units.flatMap((unit) => firstPlace(part, unit) ?? [])
    if (units.length < 2 || first === undefined) return []
    const names = units.map((unit) => part.figures.units[unit]?.name ?? "").join("、")
    return [
      {
        severity: "warning",
        code: "check/same-sheet",
        message: `${names}自报的数字全部相同`,
        remedy: "请分别核对,看是不是交错了表,或照样本填了没有改",
        at: first,
        also: others,
        agency: null,
        forTeam: true,
      },
    ]
  })
}

/** Every number that the agency reported itself, as one text; null where they are too few to tell agencies apart. */
const figuresOf = ({ plan, figures }: Part, unit: number): string | null => {
  const values: Array<string> = []
  const kinds = new Set<string>()
  let told = 0
  for (const { id, format } of plan.fields) {
    const column = figures.fields.get(id)
    const entry = column?.origins[unit]?.entry
    if (column?.column.type !== "number" || format === "day" || entry?.source !== "self") continue
    const value = entry.reading.state === "filled" ? entry.reading.value : null
    if (!(value instanceof Rational)) continue
    const text = value.toString()
    values.push(`${id}=${text}`)
    if (value.sign === 0) continue
    kinds.add(text)
    told += 1
  }
  return told >= FIGURES && kinds.size >= KINDS ? values.join("\n") : null
}

const firstPlace = ({ plan, figures }: Part, unit: number): Address | null => {
  for (const { id, type } of plan.fields) {
    const entry = figures.fields.get(id)?.origins[unit]?.entry
    if (type === "number" && entry?.source === "self" && entry.reading.state === "filled") return entry.at
  }
  return null
}
