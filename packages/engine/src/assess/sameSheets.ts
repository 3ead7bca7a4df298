import type { Address, Issue } from "../Issue.ts"
import { Rational } from "../Rational.ts"
import type { Part } from "./Assessment.ts"
import type { FieldColumn } from "./Figures.ts"

/** So many figures that are not zero, of so many kinds, do not agree by chance. */
const FIGURES = 8
const KINDS = 5

/** Agencies that reported the same figures throughout (填报数据雷同). */
export const sameSheets = (part: Part): ReadonlyArray<Issue> => {
  const columns = part.plan.fields.flatMap(({ id, type, format }) => {
    const column = part.figures.fields.get(id)
    return column === undefined || type !== "number" || format === "day" ? [] : [column]
  })
  const units = part.figures.units.map((_, unit) => unit)
  // first by a number that equal sheets have in common, and in full only where that agrees
  const likely = [...Map.groupBy(units, (unit) => digestOf(columns, unit)).values()].filter(({ length }) => length > 1)
  return likely
    .flatMap((some) => parted(columns, some))
    .filter((same) => same.length > 1 && same[0] !== undefined && isTelling(columns, same[0]))
    .map((same) => alike(part, columns, same))
}

/** What an agency reported itself in a column; null where it reported no number. */
const reportedIn = ({ origins }: FieldColumn, unit: number): Rational | null => {
  const said = origins.said(unit)
  if (said?.source !== "self" || said.reading.state !== "filled") return null
  return said.reading.value instanceof Rational ? said.reading.value : null
}

const digestOf = (columns: ReadonlyArray<FieldColumn>, unit: number): number => {
  let digest = 0
  for (const column of columns) {
    const value = reportedIn(column, unit)
    // kept small enough to stay exact
    digest = (digest * 31 + (value === null ? 17 : Math.round(value.toNumber() * 1000) + 29)) % 1_000_000_007
  }
  return digest
}

/** Agencies in lists of those whose figures are all equal. */
const parted = (
  columns: ReadonlyArray<FieldColumn>,
  units: ReadonlyArray<number>,
): ReadonlyArray<ReadonlyArray<number>> => {
  const lists: Array<Array<number>> = []
  for (const unit of units) {
    const same = lists.find(([first]) => first !== undefined && areAlike(columns, first, unit))
    if (same === undefined) lists.push([unit])
    else same.push(unit)
  }
  return lists
}

const areAlike = (columns: ReadonlyArray<FieldColumn>, one: number, other: number): boolean =>
  columns.every((column) => {
    const [a, b] = [reportedIn(column, one), reportedIn(column, other)]
    return a === b || (a !== null && b !== null && a.equals(b))
  })

const isTelling = (columns: ReadonlyArray<FieldColumn>, unit: number): boolean => {
  const figures = columns.flatMap((column) => reportedIn(column, unit) ?? []).filter(({ sign }) => sign !== 0)
  return figures.length >= FIGURES && new Set(figures.map(String)).size >= KINDS
}

const alike = ({ figures }: Part, columns: ReadonlyArray<FieldColumn>, units: ReadonlyArray<number>): Issue => {
  const places = units.flatMap((unit) => firstPlace(columns, unit) ?? [])
  const names = units.map((unit) => figures.units[unit]?.name ?? "").join("、")
  return {
    severity: "warning",
    code: "check/same-sheet",
    message: `${names}自报的数字全部相同`,
    remedy: "请分别核对,看是不是交错了表,或照样本填了没有改",
    at: places[0] ?? null,
    also: places.slice(1),
    agency: null,
    forTeam: true,
  }
}

const firstPlace = (columns: ReadonlyArray<FieldColumn>, unit: number): Address | null =>
  columns.find((column) => reportedIn(column, unit) !== null)?.origins.at(unit)?.entry?.at ?? null
