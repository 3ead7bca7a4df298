import { assert, describe, it } from "@effect/vitest"
import { bandsFor, document, numberAt, Rational } from "@fadu/engine"
import { type Dice, madeOf } from "./Dice.ts"
import { makeWorld, outcome, present, told, type World } from "./World.ts"

const some = { arbitrary: { runs: 150 } }

const shuffled = <A>(dice: Dice, list: ReadonlyArray<A>): ReadonlyArray<A> => {
  const rest = [...list]
  return list.flatMap(() => rest.splice(dice.below(Math.max(1, rest.length)), 1))
}

describe("the order in which papers arrive", () => {
  it.prop(
    "changes nothing",
    [
      madeOf((dice) => {
        const world = makeWorld(dice, { agencies: 5, groups: 2 })
        const { submissions } = world
        const other: World = {
          ...world,
          submissions: {
            agencies: shuffled(dice, submissions.agencies),
            entries: shuffled(dice, submissions.entries),
            scores: shuffled(dice, submissions.scores),
            decisions: shuffled(dice, submissions.decisions),
            applicability: shuffled(dice, submissions.applicability),
          },
        }
        return { world, other }
      }, 2600),
    ],
    ([{ world, other }]) => {
      const [first, second] = [world, other].map((one) => document(outcome(one).assessment))
      assert.deepStrictEqual(second, first, told(world))
      assert.strictEqual(JSON.stringify(second), JSON.stringify(first))
    },
    some,
  )
})

describe("a place", () => {
  it.prop(
    "is one more than the number of those above, among those it is counted with",
    [madeOf((dice) => makeWorld(dice, { agencies: 8, groups: 3, criteria: 1, gaps: dice.once(3) }), 2600)],
    ([world]) => {
      const { cards, assessment } = outcome(world)
      const { slots } = present(assessment.parts[0])
      // while a comparison in its group waits nobody has a place
      const isCompared = (card: (typeof cards)[number]): boolean =>
        card.group.comparisons.some(({ members }) => {
          const waiting = slots.get(members.replace(/members$/, "waiting"))
          const value = (from: typeof waiting): Rational =>
            (from?.type === "number" ? from.values[card.index] : undefined) ?? Rational.undefined
          return (
            value(slots.get(members)).compare(Rational.of(present(world.rubric.cohort.least))) < 0 ||
            (waiting !== undefined && value(waiting).sign > 0)
          )
        })
      const { rankWithin } = world.rubric
      const { rank } = world.rubric.precision
      for (const card of cards) {
        const rivals = cards.filter(
          (other) =>
            (rankWithin === "all" || other.group.id === card.group.id) &&
            other.total !== null &&
            !isCompared(other) &&
            other.unit.ranked &&
            other.unit.submitted,
        )
        const takesPart = rankWithin !== "none" && rivals.includes(card)
        assert.strictEqual(card.place !== null, takesPart, told(world))
        if (card.place === null) continue
        const { by = [], ties = "shared" } = world.rubric.rank
        const compared = ({ low, marks, group, index }: typeof card): ReadonlyArray<Rational> => [
          low,
          ...by.map((code) => {
            const mark = marks.find(({ plan }) => plan.criterion.code === code)
            const section = group.sections.find(({ section }) => section.code === code)
            return mark?.awarded ?? numberAt(present(assessment.parts[0]).slots, section?.total ?? "", index)
          }),
        ]
        const isAbove = (other: typeof card): boolean => {
          const [theirs, own] = [compared(other), compared(card)]
          const at = theirs.findIndex((value, index) => !value.equals(own[index] ?? value))
          return at >= 0 && (theirs[at] ?? Rational.zero).compare(own[at] ?? Rational.zero) > 0
        }
        const better = rivals.filter(isAbove).map((other) => compared(other).join())
        const above = ties === "dense" ? new Set(better).size : better.length
        // nobody below in the whole is above among those alike
        for (const [index, { kind, place }] of card.among.entries()) {
          assert.strictEqual(place === null, kind === "", told(world))
          if (place === null) continue
          const alike = rivals.filter((other) => other.among[index]?.kind === kind)
          const ahead = alike.flatMap((other) => ((other.place ?? 0) < (card.place ?? 0) ? [other.place] : []))
          assert.strictEqual(place, 1 + (ties === "dense" ? new Set(ahead).size : ahead.length), told(world))
        }
        if (rank === "published") assert.strictEqual(card.place, above + 1, told(world))
        else if (ties === "dense" || by.length > 0) continue
        // the exact totals may tell apart what is printed alike, but never the other way round
        else assert.isAtLeast(card.place, above + 1, told(world))
      }
    },
    some,
  )

  it.prop(
    "is printed in the ranking as on the scorecard, with those apart named once",
    [madeOf((dice) => makeWorld(dice, { agencies: 6, groups: 2, criteria: 1, gaps: dice.once(2) }), 2400)],
    ([world]) => {
      const made = document(outcome(world).assessment)
      if (world.rubric.rankWithin === "none") return assert.deepStrictEqual(made.rankings, [])
      const seen = made.rankings.flatMap(({ places, pending, apart }) =>
        [...places, ...pending, ...apart].map(({ code }) => code),
      )
      assert.deepStrictEqual(
        seen.toSorted(),
        world.submissions.agencies.map(({ code }) => code).toSorted(),
        told(world),
      )
      for (const row of made.rankings.flatMap(({ places }) => places)) {
        const card = present(made.scorecards.find(({ agency }) => agency.code === row.code))
        assert.deepStrictEqual([card.place, card.total, card.grade], [row.place, row.total, row.grade])
      }
    },
    some,
  )
})

describe("a grade", () => {
  it.prop(
    "is the first band that is reached, lowered or fixed by the limits that hold, and open while one of them is",
    [madeOf((dice) => makeWorld(dice, { agencies: 3, gaps: dice.once(3) }), 1500)],
    ([world]) => {
      if (world.rubric.precision.grade !== "published") return
      const { assessment, cards } = outcome(world)
      const { scorecards } = document(assessment)
      for (const [at, card] of cards.entries()) {
        const { total } = card
        const bands = bandsFor(world.rubric, card.group.id)
        const positionOf = (grade: string | undefined): number => bands.findIndex((band) => band.grade === grade)
        let position = total === null ? -1 : bands.findIndex(({ from }) => total.compare(Rational.of(from)) >= 0)
        const said = scorecards[at]?.limits ?? []
        const limiting = (world.rubric.limits ?? []).filter(({ gradeAtMost, grade }) => gradeAtMost ?? grade)
        if (limiting.some(({ id }) => said.some((limit) => limit.id === id && limit.state === "待定"))) {
          // what may only be lowered to where it is already is not open
          assert.isTrue(card.grade === null || positionOf(card.grade) >= position, told(world))
          continue
        }
        for (const { id, gradeAtMost, grade } of limiting) {
          if (position < 0 || !said.some((limit) => limit.id === id)) continue
          position = grade === undefined ? Math.max(position, positionOf(gradeAtMost)) : positionOf(grade)
        }
        const takesPart = card.unit.ranked && card.unit.submitted
        if (world.rubric.quota !== undefined && takesPart && position === 0) {
          // who is among the first is counted out elsewhere
          assert.include([bands[0]?.grade, bands[1]?.grade, null], card.grade, told(world))
          continue
        }
        assert.strictEqual(card.grade, takesPart ? (bands[position]?.grade ?? null) : null, told(world))
      }
    },
    some,
  )
})
