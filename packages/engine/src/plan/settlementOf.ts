import * as build from "../formula/build.ts"
import type { FieldId, Formula, SlotId } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Loss } from "../methods/Method.ts"
import { Rational } from "../Rational.ts"
import { type Absence, type Criterion, onlyTakes, type Section } from "../rubric/Rubric.ts"
import { type State, settleable } from "../State.ts"
import { type Compiling, FILLED, fieldsIn } from "./Compiling.ts"
import { closed, type Ends } from "./Ends.ts"
import { EndsOf } from "./endsOf.ts"
import type { Condition } from "./Plan.ts"

/** Where formulas of a rule stand: what absence costs there, and the intermediate results they may go through. */
export interface SettledWhere {
  readonly absence: Absence
  readonly group: string
  readonly kept: ReadonlyArray<SlotId>
  /** Begins the ids and labels of what is kept for the ends of what is open. */
  readonly name: string
  readonly label: string
}

/** What is known of the figures behind some formulas (数值是否齐备). */
export interface Settlement {
  /** Every field they read, also through intermediate results. */
  readonly needs: ReadonlyArray<FieldId>
  /** States of them that cost the points here. */
  readonly zeroed: ReadonlyArray<State>
  /** Divisors that may be zero. */
  readonly divisors: ReadonlyArray<Formula>
  /** Conditions that the calendar of working days has the days between which they count. */
  readonly dated: ReadonlyArray<Formula>
  /** What must be settled beyond the agency's own figures. */
  readonly conditions: ReadonlyArray<Condition>
  /** Every figure is known, what lies beyond is settled, and the calendar has its days. */
  readonly filled: Formula
  /** And nothing is divided by zero, so that they can be computed. */
  readonly known: Formula
  /**
   * For each formula between what it lies while nothing but marks and totals is open, and when that is so. Where it cannot be told for all
   * of them the formulas themselves, once they are known.
   */
  readonly within: { readonly known: Formula; readonly ends: ReadonlyArray<Ends>; readonly kept: ReadonlyArray<SlotId> }
  /** Something is missing that the rubric settles as zero. */
  readonly gone: Formula
  /** Everything is known but for claims that still have to be recognised: what they would give. */
  readonly claimed: Formula
}

export const settlementOf = (
  c: Compiling,
  formulas: ReadonlyArray<Formula>,
  where: SettledWhere,
  { alsoKnown, undivided }: Pick<Loss, "alsoKnown" | "undivided"> = { alsoKnown: [], undivided: null },
): Settlement => {
  const behind = formulas.flatMap((formula) => withKept(c, formula, where))
  const conditions = c.conditionsOf(behind)
  const beyond = conditions.map(({ known }) => known)
  const needs = [...new Set([...behind.flatMap(fieldsIn), ...conditions.flatMap((condition) => condition.needs)])]
  const divisors = distinct(behind.flatMap(divisorsIn))
  const nonZero = build.and(...divisors.map((divisor) => build.not(build.equal(divisor, build.number(0)))))
  const divisible = undivided === null ? nonZero : build.or(undivided, nonZero)
  const zeroed = settleable.filter((state) => where.absence[state] === "zero")
  const claims = needs.filter((field) => c.fields.get(field)?.field?.recognise === true)
  const withClaims = (field: FieldId): ReadonlyArray<State> =>
    claims.includes(field) ? [...FILLED, "awaitingRecognition"] : FILLED
  // what was not done has no day
  const dated = distinct(behind.flatMap(datedIn)).map((day) =>
    day.kind === "input" && alsoKnown.includes("none")
      ? build.or(build.state(day.field, ["none"]), build.onCalendar(day))
      : build.onCalendar(day),
  )
  const own = needs.map((field) => build.state(field, [...FILLED, ...alsoKnown]))
  const filled = build.and(...own, ...dated, ...beyond)
  const known = build.and(filled, divisible)
  return {
    needs,
    zeroed,
    divisors,
    dated,
    conditions,
    filled,
    known,
    within: withinOf(c, formulas, { where, known, conditions, settled: [...own, ...dated], divisors, undivided }),
    gone: build.or(...(zeroed.length === 0 ? [] : needs.map((field) => build.state(field, zeroed)))),
    claimed:
      claims.length === 0
        ? build.truth(false)
        : build.and(...needs.map((field) => build.state(field, withClaims(field))), divisible, ...dated, ...beyond),
  }
}

const withinOf = (
  c: Compiling,
  formulas: ReadonlyArray<Formula>,
  {
    where,
    known,
    conditions,
    settled,
    divisors,
    undivided,
  }: {
    readonly where: SettledWhere
    readonly known: Formula
    readonly conditions: ReadonlyArray<Condition>
    /** What must hold whatever is open. */
    readonly settled: ReadonlyArray<Formula>
  } & Pick<Settlement, "divisors"> &
    Pick<Loss, "undivided">,
): Settlement["within"] => {
  const whole = { known, ends: formulas.flatMap((formula) => closed(formula, c.typeOf(formula)) ?? []), kept: [] }
  if (conditions.every(({ between }) => between === null)) return whole
  const reading = new EndsOf(c, where)
  const ends = formulas.flatMap((formula) => reading.of(formula) ?? [])
  const spared = reading.of(undivided ?? build.truth(false))
  if (ends.length < formulas.length || spared?.type !== "boolean") return { ...whole, kept: reading.made }
  const nonZero = build.and(
    // those that are open have been looked at on the way
    ...divisors
      .filter((divisor) => !reading.isOpen(divisor))
      .map((divisor) => build.not(build.equal(divisor, build.number(0)))),
    ...reading.conditions,
  )
  return {
    known: build.and(
      ...settled,
      ...conditions.filter(({ between }) => between === null).map((condition) => condition.known),
      undivided === null ? nonZero : build.or(spared.holds, nonZero),
    ),
    ends,
    kept: reading.made,
  }
}

/** What each missing state costs here. */
export const absenceOf = (
  c: Compiling,
  { criterion, section }: { readonly criterion: Criterion; readonly section: Section },
): Absence => {
  // a bonus that nobody claims is not earned; there is nothing to wait for
  const bonus = section.bonus === true && !onlyTakes(criterion) ? ({ blank: "zero", claimed: "zero" } as const) : {}
  return { ...c.rubric.absence, ...bonus, ...criterion.absence }
}

/** The formula and those of the kept slots it may go through. */
const withKept = (c: Compiling, formula: Formula, { kept, group }: SettledWhere): ReadonlyArray<Formula> => [
  formula,
  ...kept.flatMap((id) => c.slots.formula(id, group) ?? []),
]

const distinct = (formulas: ReadonlyArray<Formula>): ReadonlyArray<Formula> => {
  const seen = new Map(formulas.map((formula) => [JSON.stringify(formula), formula]))
  return [...seen.values()]
}

/** Divisors that may be zero: all but plain numbers, and among those zero. */
export const divisorsIn = (formula: Formula): ReadonlyArray<Formula> =>
  [...nodesOf(formula)].flatMap((node) => {
    const divisor = node.kind === "/" ? node.of[1] : undefined
    return divisor === undefined || isSafe(divisor) ? [] : [divisor]
  })

const isSafe = (divisor: Formula): boolean =>
  (divisor.kind === "constant" && divisor.value instanceof Rational && divisor.value.sign !== 0) ||
  (divisor.kind === "cases" && JSON.stringify(divisor) === JSON.stringify(build.nonZero(divisor.otherwise)))

/** Days between which working days are counted. */
const datedIn = (formula: Formula): ReadonlyArray<Formula> =>
  [...nodesOf(formula)].flatMap((node) => (node.kind === "workdays" ? [node.from, node.to] : []))
