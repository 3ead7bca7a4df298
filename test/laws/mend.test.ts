import { assert, describe, it } from "@effect/vitest"
import {
  assess,
  bandsFor,
  change,
  edited,
  type Mendable,
  mend,
  numberAt,
  type Plan,
  quotaFor,
  Rational,
  reach,
  scorecard,
  scorecards,
} from "@fadu/engine"
import { type Dice, madeOf } from "./Dice.ts"
import { makeWorld, planOf, told, type World } from "./World.ts"

const some = { arbitrary: { runs: 80 } }
const days = { asOf: "2027-01-20", evidenceDue: null, objections: null }

/** The plan of a world, every criterion with a remedy. */
const mendable = (dice: Dice, world: World): Plan => {
  const plan = planOf(world.rubric)
  const remedy = (): { readonly mend: "evidence" | "correct" | "act" | "closed"; readonly by?: string } =>
    dice.pick({ mend: "evidence" }, { mend: "correct" }, { mend: "act", by: "2027-03-01" }, { mend: "closed" })
  return {
    ...plan,
    groups: plan.groups.map((group) => ({
      ...group,
      marks: group.marks.map((mark) => ({ ...mark, remedy: remedy() })),
      limits: group.limits.map((plan) => ({ ...plan, limit: { ...plan.limit, remedy: remedy() } })),
    })),
  }
}

const worlds = madeOf((dice) => {
  const share = dice.between(1, 20)
  const world = makeWorld(dice, { agencies: 2, criteria: dice.between(2, 5) })
  return { world, plan: mendable(dice, world), share }
}, 1200)

const lowOf = (
  plan: Plan,
  { submissions, calendar }: World,
  items: ReadonlyArray<Mendable>,
  agency: string,
): Rational => {
  const edits = items.flatMap((item) => item.edits)
  const { part } = assess(plan, edited(plan, submissions, edits), calendar)
  return scorecards(part).find(({ unit }) => unit.code === agency)?.low ?? Rational.undefined
}

const subsets = <A>(list: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: 2 ** list.length }, (_, set) => list.filter((_one, index) => (set & (2 ** index)) !== 0))

describe("what can be mended", () => {
  it.prop(
    "gives exactly the points that handing it in gives, never fewer than none, and gives back nothing that is closed",
    [worlds],
    ([{ world, plan }]) => {
      const { part } = assess(plan, world.submissions, world.calendar)
      for (const { unit, index } of scorecards(part)) {
        const before = lowOf(plan, world, [], unit.code)
        for (const item of mend(part, unit.code, days).open) {
          const gained = lowOf(plan, world, [item], unit.code).minus(before)
          assert.strictEqual(item.points.toString(), gained.toString(), `${item.ids.join()} ${told(world)}`)
          assert.isAtLeast(gained.sign, 0, `${item.ids.join()} ${told(world)}`)
          // what a closed criterion has lost is gone; a figure that it still waits for is not lost
          for (const { mark, loss } of item.losses) {
            if (mark.remedy?.mend === "closed") assert.strictEqual(numberAt(part.slots, loss.asked, index).sign, 0)
          }
        }
      }
    },
    some,
  )

  it.prop(
    "reaches a total with as few things as any set of them does",
    [worlds],
    ([{ world, plan, share }]) => {
      const { part } = assess(plan, world.submissions, world.calendar)
      for (const { unit } of scorecards(part)) {
        const items = mend(part, unit.code, days).open.slice(0, 6)
        if (items.length < mend(part, unit.code, days).open.length) continue
        const [before, most] = [lowOf(plan, world, [], unit.code), lowOf(plan, world, items, unit.code)]
        const total = before.plus(most.minus(before).times(Rational.ratio(share, 19)))
        const found = reach(part, unit.code, { goal: { total }, days })
        const message = `${total.toString()} ${told(world)}`
        if (found === null) return assert.fail(message)
        const enough = subsets(items).filter((set) => lowOf(plan, world, set, unit.code).compare(total) >= 0)
        assert.strictEqual(found.reached, enough.length > 0, message)
        if (!found.reached) continue
        assert.isTrue(found.exact, message)
        assert.strictEqual(found.steps.length, Math.min(...enough.map((set) => set.length)), message)
        const chosen = found.steps.map(({ item }) => items.find(({ ids }) => ids.join() === item.ids.join()))
        const after = lowOf(
          plan,
          world,
          chosen.flatMap((item) => item ?? []),
          unit.code,
        )
        assert.strictEqual(found.after.toString(), after.toString(), message)
        const steps = found.steps.reduce((sum, { points }) => sum.plus(points), found.before)
        assert.strictEqual(steps.toString(), found.after.toString(), message)
      }
    },
    some,
  )

  it.prop(
    "reaches a grade only where that grade or a better one is then given",
    [worlds],
    ([{ world, plan }]) => {
      const { part } = assess(plan, world.submissions, world.calendar)
      const bands = new Map(bandsFor(plan.rubric, "g1").map(({ grade, from }) => [grade, from]))
      for (const { unit, index } of scorecards(part)) {
        for (const [grade, from] of bands) {
          // who gets one of so few hangs on the others as well
          if (quotaFor(plan.rubric, grade, "g1") !== null) continue
          const found = reach(part, unit.code, { goal: { grade }, days })
          if (found?.reached !== true) continue
          const after = change(
            part,
            found.steps.flatMap(({ item }) => item.edits),
          )
          // while something is pending no grade is given at all
          const given = scorecard(after, index)?.grade ?? grade
          assert.isAtLeast(bands.get(given) ?? -1, from, `${grade} ${told(world)}`)
        }
      }
    },
    some,
  )
})
