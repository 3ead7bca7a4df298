import * as build from "../formula/build.ts"
import type { Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Loss } from "../methods/Method.ts"
import type { Rule } from "../methods/methods.ts"
import { Rational } from "../Rational.ts"
import type { Criterion, Section } from "../rubric/Rubric.ts"
import { type Settleable, settleable } from "../State.ts"
import { type Compiling, FILLED, fieldsIn } from "./Compiling.ts"
import type { MarkPlace } from "./expandRule.ts"
import { isRounded } from "./isRounded.ts"
import type { LossPlan } from "./Plan.ts"

/** Adds a slot of the present group. */
export type AddSlot = (id: SlotId, label: string, formula: Formula, type?: Type, format?: Format) => SlotId

/** Absence, rounding and limits around what the method gave. */
export const expandLoss = (
  c: Compiling,
  given: {
    readonly place: MarkPlace
    readonly rule: Rule
    readonly ruleId: string
    readonly loss: Loss
    readonly kept: ReadonlyArray<SlotId>
    readonly name: string
    /** Whether nothing is taken, however the figures are. */
    readonly spared: Formula
  },
  add: AddSlot,
): Omit<LossPlan, "before" | "after"> => {
  const { place, rule, ruleId, loss, kept, name, spared } = given
  const { criterion, group, section } = place
  const id = `${criterion.code}-${ruleId}${loss.part}`
  const { most } = loss
  const behind = [loss.points, ...(loss.partial === null ? [] : [loss.partial.complete])].flatMap((formula) =>
    withKept(c, { formula, kept, group }),
  )
  const needs = [...new Set(behind.flatMap(fieldsIn))]
  // rows are complete only where there are some to divide by
  const divisors = loss.partial === null ? distinct(behind.flatMap(divisorsIn)) : []
  const divisible = divisors.map((divisor) => build.not(build.equal(divisor, build.number(0))))
  // what was not done has no day
  const dated = distinct(behind.flatMap(datedIn)).map((day) =>
    day.kind === "input" && loss.alsoKnown.includes("none")
      ? build.or(build.state(day.field, ["none"]), build.onCalendar(day))
      : build.onCalendar(day),
  )
  const judged = behind.some((formula) => [...nodesOf(formula)].some((node) => node.kind === "rows"))

  const { points: places, mode } = c.precision
  const limited = loss.clamped ? loss.points : build.max(build.min(loss.points, build.points(most)), build.points(0))
  const born = isRounded(limited, places, (field) => c.fields.get(field)?.format === "count")
    ? limited
    : build.rounded(limited, places, mode)

  const ready = build.and(
    ...needs.map((field) => build.state(field, [...FILLED, ...loss.alsoKnown])),
    ...divisible,
    ...dated,
    ...(loss.partial === null ? [] : [loss.partial.complete]),
  )
  const known =
    ready.kind === "and" || ready.kind === "not" || ready.kind === "or"
      ? build.slot(add(`${name}.known`, `${id} 可计分`, ready, "boolean", "number"))
      : ready

  const absence = absenceOf(c, criterion, section)
  const zeroed = settleable.filter((state) => absence[state] === "zero")
  const gone = build.or(...(zeroed.length === 0 ? [] : needs.map((field) => build.state(field, zeroed))))
  // a claim that still has to be recognised shows what it would earn
  const claims = needs.filter((field) => c.fields.get(field)?.field?.recognise === true)
  const claimed =
    claims.length > 0 && loss.how === "award"
      ? build.and(
          ...needs.map((field) =>
            build.state(field, [...FILLED, ...(claims.includes(field) ? (["awaitingRecognition"] as const) : [])]),
          ),
          ...divisible,
          ...dated,
        )
      : build.truth(false)

  const soFar =
    loss.partial === null
      ? null
      : { low: build.rounded(loss.partial.low, places, mode), high: build.rounded(loss.partial.high, places, mode) }
  const rest = (of: Formula): Formula => build.minus(build.points(most), of)
  const award =
    loss.how === "award"
      ? add(
          `${name}.award`,
          `${id} 得`,
          build.cases(
            [
              [spared, build.points(0)],
              [known, born],
              [claimed, born],
            ],
            build.points(0),
          ),
        )
      : null
  const asked = add(
    `${name}.lost`,
    `${id} 应${loss.how === "award" ? "减" : "扣"}`,
    build.cases(
      [
        [spared, build.points(0)],
        [known, award === null ? born : rest(build.slot(award))],
        [gone, build.points(most)],
        ...(award === null ? [] : [[claimed, rest(build.slot(award))] as const]),
      ],
      soFar === null ? build.points(0) : award === null ? soFar.low : rest(soFar.high),
    ),
  )
  const alwaysKnown = known.kind === "constant"
  const open = alwaysKnown
    ? null
    : add(
        `${name}.open`,
        `${id} 待定`,
        build.cases(
          [
            [build.or(spared, known, gone), build.points(0)],
            ...(award === null ? [] : [[claimed, build.slot(award)] as const]),
          ],
          soFar === null ? build.points(most) : build.minus(soFar.high, soFar.low),
        ),
      )
  return {
    id,
    rule,
    ruleId,
    loss,
    says: loss.says ?? rule.says ?? criterion.clause,
    verb: loss.how === "award" ? "未得" : "扣",
    most,
    exact: limited,
    award,
    asked,
    open,
    kept,
    needs,
    divisors,
    dated,
    judged,
  }
}

/** What each missing state costs here. */
const absenceOf = (
  c: Compiling,
  criterion: Criterion,
  section: Section,
): { readonly [S in Settleable]?: "pending" | "zero" } => {
  // a bonus that nobody claims is not earned; there is nothing to wait for
  const bonus = section.bonus === true ? ({ blank: "zero", claimed: "zero" } as const) : {}
  return { ...c.rubric.absence, ...bonus, ...criterion.absence }
}

/** The formula and those of the kept slots it goes through. */
const withKept = (
  c: Compiling,
  { formula, kept, group }: { readonly formula: Formula; readonly kept: ReadonlyArray<SlotId>; readonly group: string },
): ReadonlyArray<Formula> => {
  const used = kept.flatMap((id) => {
    const inner = c.slots.formula(id, group)
    return inner === undefined ? [] : [inner]
  })
  return [formula, ...used]
}

const distinct = (formulas: ReadonlyArray<Formula>): ReadonlyArray<Formula> => {
  const seen = new Map(formulas.map((formula) => [JSON.stringify(formula), formula]))
  return [...seen.values()]
}

/** Divisors that may be zero: all but plain numbers, and among those zero. */
const divisorsIn = (formula: Formula): ReadonlyArray<Formula> =>
  [...nodesOf(formula)].flatMap((node) => {
    const divisor = node.kind === "/" ? node.of[1] : undefined
    const isSafe = divisor?.kind === "constant" && divisor.value instanceof Rational && divisor.value.sign !== 0
    return divisor === undefined || isSafe ? [] : [divisor]
  })

/** Days between which working days are counted. */
const datedIn = (formula: Formula): ReadonlyArray<Formula> =>
  [...nodesOf(formula)].flatMap((node) => (node.kind === "workdays" ? [node.from, node.to] : []))
