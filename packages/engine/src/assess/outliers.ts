import type { FieldId } from "../formula/Formula.ts"
import type { Issue } from "../Issue.ts"
import type { PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { quantity, show } from "../show.ts"
import { type Part, stateAt } from "./Assessment.ts"
import { stated } from "./figuresGiven.ts"

/** Fewer say nothing of what is usual. */
const ENOUGH = 8

interface Stated {
  readonly unit: number
  readonly value: Rational
  readonly size: number
  readonly isSettled: boolean
}

/**
 * Figures far from all others of the group (离群值), by quartiles, so that the odd one does not itself decide what is usual. A rate: more
 * than three times their distance outside them, and twenty percentage points from the middle. A count: further outside than twice as many
 * times as lie between them, and thirty times the middle (a unit, two digits). A list that names the large agencies every year is read by nobody.
 */
export const outliers = (part: Part): ReadonlyArray<Issue> => {
  const compared = part.plan.fields.filter(isCompared)
  return part.plan.groups.flatMap(({ id }) => {
    const units = part.figures.units.flatMap(({ group }, index) => (group === id ? [index] : []))
    if (units.length < ENOUGH) return []
    return compared.flatMap((field) => {
      const values = units.flatMap((unit) => statedAt(part, field.id, unit))
      if (values.length < ENOUGH) return []
      const usual = usualOf(values)
      return values
        .filter((one) => !one.isSettled && isFar(one.size, usual, field.format === "rate"))
        .map((one) => outlier(part, field, one, { usual, of: values.length }))
    })
  })
}

/** Rates and counts are compared unless the rubric says that agencies are not alike in them; sums of money and the like only where it says so. */
const isCompared = ({ field }: PlanField): boolean =>
  field !== null && (field.comparable ?? (field.kind === "rate" || field.kind === "count"))

const statedAt = ({ figures }: Part, id: FieldId, unit: number): ReadonlyArray<Stated> => {
  const column = figures.fields.get(id)
  const value = column?.column.type === "number" ? (column.column.values[unit] ?? Rational.undefined) : null
  const state = stateAt(figures, id, unit)
  if (value === null || value.isUndefined || !stated.has(state)) return []
  return [{ unit, value, size: value.toNumber(), isSettled: state === "verified" || state === "corrected" }]
}

interface Usual {
  readonly low: Stated
  readonly middle: Stated
  readonly high: Stated
}

const usualOf = (values: ReadonlyArray<Stated>): Usual | null => {
  const sorted = [...values].sort((a, b) => a.size - b.size || a.unit - b.unit)
  const at = (place: number): Stated | undefined => sorted[Math.round(place * (sorted.length - 1))]
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)]
  return low === undefined || middle === undefined || high === undefined ? null : { low, middle, high }
}

const isFar = (size: number, usual: Usual | null, isRate: boolean): boolean => {
  if (usual === null) return false
  const [low, middle, high] = [usual.low.size, usual.middle.size, usual.high.size]
  if (isRate) {
    const reach = 3 * (high - low)
    return (size > high + reach || size < low - reach) && Math.abs(size - middle) >= 0.2
  }
  // counts grow with the size of the agency, so that what is usual is measured in how many times, not in how many more
  const times = Math.max(high, 1) / Math.max(low, 1)
  return size > middle
    ? size >= 20 && size >= 30 * middle && size > high * times ** 2
    : middle >= 30 && middle >= 30 * size && size * times ** 2 < low
}

const outlier = (
  { figures }: Part,
  { id, label, format, unit: measure }: PlanField,
  { unit, value }: Stated,
  { usual, of }: { readonly usual: Usual | null; readonly of: number },
): Issue => {
  const text = (one: Rational): string => quantity(show(one, format), measure)
  const compared =
    usual === null
      ? ""
      : `,同组 ${of} 个单位居中的是 ${text(usual.middle.value)},半数在 ${show(usual.low.value, format)} 至 ${text(usual.high.value)}之间`
  return {
    severity: "note",
    code: "check/outlier",
    message: `“${label}”${text(value)}${compared},相差悬殊`,
    remedy: "请核对计量单位和位数;数据无误的,以认定意见核验一致,不再提示",
    at: figures.fields.get(id)?.origins[unit]?.entry?.at ?? null,
    agency: figures.units[unit]?.code ?? null,
    forTeam: true,
  }
}
