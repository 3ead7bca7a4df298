import { assert, describe, it } from "@effect/vitest"
import { boundsIn, numberAt, Rational, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { madeOf } from "./Dice.ts"
import { makeWorld, outcome, present, told } from "./World.ts"

describe("what a rule can give", () => {
  it.prop(
    "holds for every intermediate result of every agency",
    [madeOf((dice) => makeWorld(dice, { agencies: 3, groups: 2, turns: true }), 1000)],
    ([world]) => {
      const part = present(outcome(world).assessment.parts[0])
      for (const group of part.plan.groups) {
        const bounds = boundsIn(part.plan, group.id)
        for (const slot of part.plan.slots) {
          const formula = slot.formulas.get(group.id)
          if (formula === undefined) continue
          const bound = bounds(formula)
          for (const [row, unit] of part.figures.units.entries()) {
            if (unit.group !== group.id) continue
            const value = present(part.slots.get(slot.id)).values[row]
            const message = `${slot.id} is ${String(value)} ${told(world)}`
            if (value instanceof Rational && bound.type === "number" && !value.isUndefined) {
              if (bound.low !== null) assert.isAtLeast(value.compare(bound.low), 0, message)
              if (bound.high !== null) assert.isAtMost(value.compare(bound.high), 0, message)
            }
            if (typeof value === "boolean" && bound.type === "boolean")
              assert.isTrue(value ? bound.canHold : bound.canFail, message)
          }
        }
      }
    },
    { arbitrary: { runs: 250 } },
  )
})

/** What the linter proves, and when an agency has shown it to be wrong: by what a rule took, or gave, and what the message says of it. */
const disproofs: {
  readonly [code: string]: (got: {
    readonly taken: Rational
    readonly given: Rational
    readonly said: Rational
  }) => boolean
} = {
  "rubric/unreachable-full": ({ given, said }) => given.compare(said) > 0,
  "rubric/never-deducts": ({ taken }) => taken.sign > 0,
  "rubric/always-deducts": ({ taken, said }) => taken.compare(said) < 0,
  "rubric/always-awards": ({ taken }) => taken.sign > 0,
}

describe("a proof of the linter", () => {
  it.prop(
    "is never disproved by an agency",
    [madeOf((dice) => makeWorld(dice, { agencies: 12, spoiled: true, gaps: false }), 2000)],
    ([world]) => {
      const { problems } = readRubric(world.rubric, parseFormula)
      const { cards, assessment } = outcome(world)
      const { slots } = present(assessment.parts[0])
      const { points } = world.rubric.precision
      const step = points === "exact" ? Rational.zero : Rational.ratio(1, 10n ** BigInt(points))
      for (const { code, message } of problems) {
        const isDisproof = disproofs[code]
        if (isDisproof === undefined) continue
        const said = Rational.parse(/(?:只能得|至少扣) (\S+) 分/.exec(message)?.[1] ?? "0") ?? Rational.zero
        for (const card of cards) {
          for (const mark of card.marks.filter(({ applicable, waits }) => applicable && !waits)) {
            for (const loss of mark.plan.losses.filter(({ id }) => message.startsWith(`${id}(${card.group.title})`))) {
              const at = (id: string): Rational => numberAt(slots, id, card.index)
              if (loss.open !== null && at(loss.open).sign !== 0) continue
              const taken = at(loss.asked)
              // what is printed was rounded once
              const given = loss.most.minus(taken).minus(step)
              const got = { taken: code === "rubric/always-deducts" ? taken.plus(step) : taken, given, said }
              assert.isFalse(isDisproof(got), `${message} ${told(world)}`)
            }
          }
        }
      }
    },
    { arbitrary: { runs: 250 } },
  )
})
