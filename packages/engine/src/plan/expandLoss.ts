import * as build from "../formula/build.ts"
import type { Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Loss } from "../methods/Method.ts"
import type { Rule } from "../methods/methods.ts"
import { Rational } from "../Rational.ts"
import type { Compiling } from "./Compiling.ts"
import { comparisonsIn } from "./comparison.ts"
import type { Doubling } from "./expandDoubling.ts"
import { expandOnce } from "./expandOnce.ts"
import type { MarkPlace } from "./expandRule.ts"
import { isRounded } from "./isRounded.ts"
import type { LossPlan } from "./Plan.ts"
import { roundedPoints } from "./roundedPoints.ts"
import { absenceOf, settlementOf } from "./settlementOf.ts"

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
    readonly doubling: Doubling | null
  },
  add: AddSlot,
): Omit<LossPlan, "before" | "after"> => {
  const { place, rule, ruleId, loss, kept, name, spared } = given
  // what is given is no deduction, and a limit takes what is above it
  const doubling = loss.how === "lose" && loss.limit === null ? given.doubling : null
  const { criterion, group, section } = place
  const id = `${criterion.code}-${ruleId}${loss.part}`
  const { most } = loss
  const read = [loss.points, ...(loss.partial === null ? [] : [loss.partial.complete])]
  const settled = settlementOf(
    c,
    read,
    { absence: absenceOf(c, { criterion, section }), group, kept, name, label: id },
    loss,
  )
  const { needs } = settled
  const divisors = loss.partial === null ? settled.divisors : []
  const judged = [...read, ...kept.flatMap((slot) => c.slots.formula(slot, group) ?? [])].some((formula) =>
    [...nodesOf(formula)].some((node) => node.kind === "rows"),
  )

  const { points: places } = c.precision
  const limited = loss.clamped ? loss.points : withinMost(loss.points, most)
  const round = (formula: Formula): Formula =>
    places === "exact" || isRounded(formula, places, (field) => c.fields.get(field)?.format === "count")
      ? formula
      : roundedPoints(c, formula)
  const born = round(limited)

  const ready =
    loss.partial === null
      ? settled.known
      : // rows are complete only where there are some to divide by
        build.and(...(loss.byParts ? [] : [settled.filled]), loss.partial.complete)
  const named = (key: string, words: string, formula: Formula): Formula =>
    inline.has(formula.kind)
      ? formula
      : build.slot(add(`${name}.${key}`, `${id} ${words}`, formula, "boolean", "number"))
  const known = named("known", "可计分", ready)
  const gone = loss.byParts ? build.truth(false) : settled.gone
  // a claim that still has to be recognised shows what it would earn
  const claimed = loss.how === "award" && !loss.byParts ? settled.claimed : build.truth(false)

  // marks that are open leave open only what they can change
  const [ends] = settled.within.ends
  const isBetween = loss.partial === null && ends?.type === "number" && ends.least !== ends.most
  const bounded = isBetween ? named("bounded", "可定上下限", settled.within.known) : null
  const end = (key: string, words: string, formula: Formula, otherwise: Rational): Formula =>
    build.slot(
      add(
        `${name}.${key}`,
        `${id} ${words}`,
        build.cases([[bounded ?? build.truth(false), round(withinMost(formula, most))]], build.points(otherwise)),
      ),
    )
  const soFar =
    loss.partial !== null
      ? { low: round(loss.partial.low), high: round(loss.partial.high) }
      : isBetween
        ? { low: end("least", "至少", ends.least, Rational.zero), high: end("most", "至多", ends.most, most) }
        : null
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
            isBetween && soFar !== null ? soFar.low : build.points(0),
          ),
        )
      : null
  const undoubled = build.cases(
    [
      [spared, build.points(0)],
      [known, award === null ? born : rest(build.slot(award))],
      [gone, build.points(most)],
      ...(award === null ? [] : [[claimed, rest(build.slot(award))] as const]),
    ],
    soFar === null ? build.points(0) : award === null ? soFar.low : rest(soFar.high),
  )
  const alwaysKnown = known.kind === "constant"
  const stillOpen = alwaysKnown
    ? build.points(0)
    : build.cases(
        [
          [build.or(spared, known, gone), build.points(0)],
          ...(award === null ? [] : [[claimed, build.slot(award)] as const]),
        ],
        soFar === null ? build.points(most) : build.minus(soFar.high, soFar.low),
      )
  const single = doubling === null ? null : add(`${name}.single`, `${id} 应扣(未加倍)`, undoubled)
  const two = build.number(2)
  const taken =
    doubling === null || single === null
      ? undoubled
      : build.cases([[doubling.holds, build.times(build.slot(single), two)]], build.slot(single))
  const left =
    doubling === null || single === null
      ? stillOpen
      : build.cases(
          [
            [doubling.holds, build.times(stillOpen, two)],
            [doubling.mayHold, build.sum(build.slot(single), build.times(stillOpen, two))],
          ],
          stillOpen,
        )
  const isAlwaysKnown = alwaysKnown && (doubling === null || doubling.holds === doubling.mayHold)
  const found = build.and(settled.filled, known)
  const among =
    award === null && loss.limit === null
      ? expandOnce(
          { rubric: c.rubric, group, id },
          {
            asked: taken,
            waits: place.waits === null ? build.truth(false) : build.slot(place.waits),
            spared,
            found,
            missed: build.and(build.not(spared), build.not(found), build.or(known, gone)),
            canMiss: gone.kind !== "constant" || loss.alsoKnown.length > 0 || loss.partial !== null,
            loss: doubling === null ? loss : { ...loss, most: most.plus(most) },
          },
          add,
        )
      : null
  const asked = among?.asked ?? add(`${name}.lost`, `${id} 应${loss.how === "award" ? "减" : "扣"}`, taken)
  const open = among?.open ?? (isAlwaysKnown ? null : add(`${name}.open`, `${id} 待定`, left))
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
    alone: among?.alone ?? asked,
    open,
    doubled: doubling === null || single === null ? null : { single, by: doubling.by },
    once: among?.once ?? null,
    kept: [...kept, ...settled.within.kept],
    needs,
    zeroed: settled.zeroed,
    divisors,
    dated: settled.dated,
    conditions: settled.conditions,
    comparisons: comparisonsIn(c.comparisonsOf(group), [
      ...read,
      ...kept.flatMap((slot) => c.slots.formula(slot, group) ?? []),
    ]),
    judged,
    refutable: c.refutableIn([...read, ...kept.flatMap((slot) => c.slots.formula(slot, group) ?? [])]),
  }
}

/** What a loss takes or gives is never less than nothing and never more than its most. */
const withinMost = (points: Formula, most: Rational): Formula =>
  build.max(build.min(points, build.points(most)), build.points(0))

/** Conditions so short that a column of their own would say nothing more. */
const inline: ReadonlySet<Formula["kind"]> = new Set(["constant", "state", "compare", "on-calendar"])
