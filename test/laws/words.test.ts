import { assert, describe, it } from "@effect/vitest"
import { document } from "@fadu/engine"
import { madeOf } from "./Dice.ts"
import { rounded } from "./Fraction.ts"
import { readWorkings, same } from "./Workings.ts"
import { makeWorld, outcome, told } from "./World.ts"

const worlds = madeOf((dice) => makeWorld(dice, { criteria: 3, gaps: dice.once(2), turns: true }), 900)
const some = { arbitrary: { runs: 200 } }

/** What no reader should meet: words of the program, two signs of punctuation in a row, spaces astray. */
const blemish = /undefined|NaN|null|\[object|无法计算|未开展|[,;:。、,;:]{2}|[,;:]$| [,;:。、)]|\( | {2}|^ | $|\(\)/

describe("a deduction", () => {
  it.prop(
    "says why, under which clause, in clean words",
    [worlds],
    ([world]) => {
      for (const card of document(outcome(world).assessment).scorecards) {
        for (const mark of card.marks) {
          for (const deduction of mark.deductions) {
            const { id, reason, clause, required, workings, limit, found, remedy } = deduction
            for (const text of [reason, clause, required]) assert.notStrictEqual(text, "", `${id} ${told(world)}`)
            for (const text of [reason, clause, required, workings, limit, found, remedy ?? ""]) {
              assert.notMatch(text, blemish, `${id} “${text}” ${told(world)}`)
            }
          }
          for (const { why, owes } of mark.open) {
            for (const text of [why.replace("无法计算", "不能计算"), ...owes.flatMap(({ who, what }) => [who, what])])
              assert.notMatch(text, blemish, `“${text}” ${told(world)}`)
          }
          for (const note of mark.notes) assert.notMatch(note, blemish, `“${note}” ${told(world)}`)
          for (const { text } of mark.findings) assert.notMatch(text, blemish, `“${text}” ${told(world)}`)
        }
      }
    },
    some,
  )

  it.prop(
    "can be recomputed by hand from its own words",
    [worlds],
    ([world]) => {
      const { assessment, cards } = outcome(world)
      const { precision } = world.rubric
      const unit = (places: number) => ({ n: 1n, d: 10n ** BigInt(places) })
      document(assessment).scorecards.forEach((card, at) => {
        card.marks.forEach((mark, position) => {
          mark.deductions.forEach((deduction, index) => {
            const { asked, loss } = cards[at]?.marks[position]?.deductions[index] ?? {}
            const message = `${deduction.id} “${deduction.workings}” ${told(world)}`
            const lines = readWorkings(deduction.workings)
            for (const line of lines) {
              if (line.stated !== null && line.roughly === null)
                assert.deepStrictEqual(line.value, line.stated, `${line.text} in ${message}`)
              if (line.stated !== null && line.roughly !== null && precision.rate !== "exact") {
                assert.strictEqual(line.roughly, precision.mode, message)
                assert.deepStrictEqual(
                  rounded(line.value, unit(precision.rate), line.roughly),
                  line.stated,
                  `${line.text} in ${message}`,
                )
              }
              // points that stay exact are never rounded
              if (line.last !== null && precision.points === "exact") assert.fail(message)
              if (line.last !== null && precision.points !== "exact") {
                assert.strictEqual(line.last.mode, precision.mode, message)
                assert.deepStrictEqual(
                  rounded(line.value, unit(precision.points), line.last.mode),
                  line.last.value,
                  `${line.text} in ${message}`,
                )
              }
            }
            const last = lines.at(-1)
            if (asked === undefined || loss == null) return
            if (last !== undefined) {
              assert.isTrue(
                same(last.last?.value ?? last.stated ?? last.value, asked),
                `${asked} is not what follows: ${message}`,
              )
              const before = lines.at(-2)
              const award = loss.most.minus(asked)
              // a tier or level gives its points without a computation, and so does a limit below which there are none
              const isComputed = loss.rule.kind !== "tiers" && award.sign !== 0
              if (loss.verb === "未得" && before !== undefined && isComputed) {
                assert.isTrue(
                  same(before.last?.value ?? before.stated ?? before.value, award),
                  `${award} is not what follows: ${message}`,
                )
              }
            }
          })
        })
      })
    },
    some,
  )
})
