import type { Issue } from "../Issue.ts"
import type { PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { type Field, sourceOf } from "../rubric/Rubric.ts"
import { stateIndex } from "../State.ts"
import { quantity, show } from "../show.ts"
import type { Part } from "./Assessment.ts"
import type { FieldColumn } from "./Figures.ts"
import { stated } from "./figuresGiven.ts"

/** Fewer say nothing of what is usual. */
const ENOUGH = 8

/**
 * Figures far from all others of the group (离群值), by quartiles, so that the odd one does not itself decide what is usual. A rate: more
 * than three times their distance outside them, and twenty percentage points from the middle. A count: further outside than twice as many
 * times as lie between them, and thirty times the middle (a unit, two digits). A list that names the large agencies every year is read by nobody.
 */
export const outliers = (part: Part): ReadonlyArray<Issue> => {
  const { units, fields } = part.figures
  const compared = part.plan.fields.filter(isCompared)
  return part.plan.groups.flatMap(({ id }) => {
    const own = units.flatMap(({ group }, index) => (group === id ? [index] : []))
    if (own.length < ENOUGH) return []
    return compared.flatMap((field) => {
      const column = fields.get(field.id)
      const given = column === undefined ? [] : own.filter((unit) => isGiven(column, unit))
      if (column === undefined || given.length < ENOUGH) return []
      const usual = usualOf(given.map((unit) => sizeAt(column, unit)))
      const far = given.filter((unit) => isFar(sizeAt(column, unit), usual, field.format === "rate"))
      // what the team has confirmed is not asked again
      const open = far.filter((unit) => !confirmed.has(column.states[unit] ?? 0))
      return open.map((unit) => outlier(part, field, unit, { column, usual, of: given.length }))
    })
  })
}

/** Rates and counts are compared unless the rubric says that agencies are not alike in them; sums of money and the like only where it says so. */
const isCompared = ({ field }: PlanField): boolean =>
  field !== null && (field.comparable ?? (isReported(field) && (field.kind === "rate" || field.kind === "count")))

/** What the team itself gives or writes into the roster is no report that could be mistaken. */
const isReported = (field: Field): boolean => sourceOf(field) !== "given" && sourceOf(field) !== "attribute"

const confirmed = new Set((["verified", "corrected"] as const).map(stateIndex))
const standing = new Set([...stated].map(stateIndex))

const isGiven = ({ column, states }: FieldColumn, unit: number): boolean =>
  column.type === "number" && standing.has(states[unit] ?? 0) && column.values[unit]?.isUndefined === false

const valueAt = ({ column }: FieldColumn, unit: number): Rational =>
  column.type === "number" ? (column.values[unit] ?? Rational.undefined) : Rational.undefined

const sizeAt = (column: FieldColumn, unit: number): number => valueAt(column, unit).toNumber()

/** The quartiles: numbers that agencies gave, none in between. */
interface Usual {
  readonly low: number
  readonly middle: number
  readonly high: number
}

const usualOf = (sizes: ReadonlyArray<number>): Usual => {
  const sorted = Float64Array.from(sizes).sort()
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { low: at(0.25), middle: at(0.5), high: at(0.75) }
}

const isFar = (size: number, { low, middle, high }: Usual, isRate: boolean): boolean => {
  if (isRate) {
    const reach = 3 * (high - low)
    return (size > high + reach || size < low - reach) && Math.abs(size - middle) >= 0.2
  }
  // counts grow with the size of the agency, so that what is usual is measured in how many times, not in how many more
  const times = Math.max(high, 1) / Math.max(low, 1)
  if (size > middle) return size >= 20 && size >= 30 * middle && size > high * times ** 2
  // none at all is an answer like any other
  return size > 0 && middle >= 30 * size && size * times ** 2 < low
}

const outlier = (
  { figures }: Part,
  { label, format, unit: measure }: PlanField,
  unit: number,
  { column, usual, of }: { readonly column: FieldColumn; readonly usual: Usual; readonly of: number },
): Issue => {
  const text = (one: Rational): string => quantity(show(one, format), measure)
  const [low, middle, high] = [usual.low, usual.middle, usual.high].map(Rational.of)
  const around =
    low === undefined || middle === undefined || high === undefined
      ? ""
      : `居中的是 ${text(middle)},半数在 ${show(low, format)} 至 ${text(high)}之间`
  return {
    severity: "note",
    code: "check/outlier",
    message: `“${label}”${text(valueAt(column, unit))},同组 ${of} 个单位${around},相差悬殊`,
    remedy: "请核对计量单位和位数;数据无误的,以认定意见核验一致,不再提示",
    at: column.origins.at(unit)?.entry?.at ?? null,
    agency: figures.units[unit]?.code ?? null,
    forTeam: true,
  }
}
