import type { Mark, Scorecard } from "../assess/scorecard.ts"
import { meanStep } from "../plan/expandTotals.ts"
import { Rational } from "../Rational.ts"
import { defaultPrecision, placesShown, type Rubric } from "../rubric/Rubric.ts"
import { roundingWords, show } from "../show.ts"

/**
 * Points as they stand on paper (印出的分). Where points are rounded when they are born, paper holds what is; where they stay exact, paper
 * holds so many places, the parts of every sum are made to add up to it as printed, and the exact value stands beside.
 */
export interface Paper {
  readonly isExact: boolean
  readonly points: (value: Rational) => number
  /** The whole score, or what it is the sum of. */
  readonly total: (value: Rational) => number
  readonly mark: (mark: Mark) => {
    readonly awarded: number
    readonly pending: number
    readonly deductions: ReadonlyArray<number>
  }
  readonly adjustments: (card: Scorecard) => ReadonlyArray<{ readonly label: string; readonly points: number }>
  /** What paper does not hold. */
  readonly notes: (mark: Mark) => ReadonlyArray<string>
}

export const paperOf = ({ precision = defaultPrecision }: Pick<Rubric, "precision">): Paper => {
  if (precision.points !== "exact") return asBorn
  const unit = Rational.ratio(1, 10n ** BigInt(placesShown(precision)))
  const printed = (value: Rational): Rational => value.rounded(unit, precision.mode)
  return {
    isExact: true,
    points: (value) => printed(value).toNumber(),
    total: (value) => value.rounded(Rational.ratio(1, 10n ** BigInt(precision.total)), precision.mode).toNumber(),
    mark: ({ full, awarded, pending, deductions }) => {
      const own = printed(awarded)
      const [open = Rational.zero, ...gone] = apportioned(
        full.minus(own),
        [pending, ...deductions.map(({ points }) => points)],
        unit,
      )
      return {
        awarded: own.toNumber(),
        pending: open.toNumber(),
        deductions: gone.map((points) => points.toNumber()),
      }
    },
    adjustments: ({ marks, adjustments, low }) => {
      const steps = adjustments.map(({ step: { label }, points }) => ({ label, points: printed(points) }))
      const sum = [...marks.map(({ awarded }) => printed(awarded)), ...steps.map(({ points }) => points)].reduce(
        (so, points) => so.plus(points),
        Rational.zero,
      )
      const rest = low.minus(sum)
      const rounding =
        steps.find(({ label }) => label.startsWith(meanStep)) ?? steps.findLast(({ label }) => label === atTheEnd)
      const taking = rounding ?? { label: atTheEnd, points: Rational.zero }
      const done = [...(rounding === undefined ? [...steps, taking] : steps)].map((step) =>
        step === taking ? { ...step, points: step.points.plus(rest) } : step,
      )
      return done.flatMap(({ label, points }) => (points.sign === 0 ? [] : [{ label, points: points.toNumber() }]))
    },
    notes: ({ awarded }) =>
      printed(awarded).equals(awarded)
        ? []
        : [`得分不取舍:准确为 ${show(awarded, "points")} 分,印出时${roundingWords[precision.mode]}`],
  }
}

const atTheEnd = "总分取舍"

const asBorn: Paper = {
  isExact: false,
  points: (value) => value.toNumber(),
  total: (value) => value.toNumber(),
  mark: ({ awarded, pending, deductions }) => ({
    awarded: awarded.toNumber(),
    pending: pending.toNumber(),
    deductions: deductions.map(({ points }) => points.toNumber()),
  }),
  adjustments: ({ adjustments }) =>
    adjustments.map(({ step: { label }, points }) => ({ label, points: points.toNumber() })),
  notes: () => [],
}

/** Parts to multiples of the unit that add up to the whole: each cut, and what is left given to those that lost most by it. */
const apportioned = (whole: Rational, parts: ReadonlyArray<Rational>, unit: Rational): ReadonlyArray<Rational> => {
  const cut = parts.map((part) => part.rounded(unit, "down"))
  const rest = cut.reduce((so, part) => so.minus(part), whole)
  let units = rest.over(unit).toNumber()
  const lost = parts.map((part, index) => part.minus(cut[index] ?? part))
  const order = lost
    .map((_, index) => index)
    .sort((a, b) => (lost[b] ?? Rational.zero).compare(lost[a] ?? Rational.zero))
  const given = [...cut]
  for (const index of units >= 0 ? order : order.toReversed().filter((one) => (cut[one]?.sign ?? 0) > 0)) {
    if (units === 0) break
    const way = units > 0 ? 1 : -1
    given[index] = (given[index] ?? Rational.zero).plus(way > 0 ? unit : unit.negated())
    units -= way
  }
  return given
}
