import { assert, describe, it } from "@effect/vitest"
import { assess, type Decision, reported } from "@fadu/engine"
import { madeOf } from "./Dice.ts"
import { makeWorld, planOf, told } from "./World.ts"

describe("what stood before the decisions", () => {
  it.prop(
    "is what a decision writes as the old value: one made on it is never out of date",
    [
      madeOf((dice) => {
        const own = dice.between(1, 3)
        return { world: makeWorld(dice, { agencies: own }), chosen: dice.below(1000) }
      }, 1200),
    ],
    ([{ world, chosen }]) => {
      const plan = planOf(world.rubric)
      const { part } = assess(plan, world.submissions, world.calendar)
      const agencies = world.submissions.agencies
      const agency = agencies[chosen % agencies.length]?.code ?? ""
      for (const [field, { reading }] of reported(part, agency)) {
        const decision: Decision = {
          agency,
          kind: "confirm",
          target: field,
          old: reading,
          new: null,
          reason: "",
          basis: null,
          by: ["张三丰", "李四光"],
          on: null,
          stage: null,
          at: { kind: "file", file: "here" },
        }
        const decisions = [...world.submissions.decisions, decision]
        const { issues } = assess(plan, { ...world.submissions, decisions }, world.calendar)
        const stale = issues.filter(
          ({ code, at }) => code === "decision/stale" && at?.kind === "file" && at.file === "here",
        )
        assert.deepStrictEqual(stale, [], `${field} ${told(world)}`)
      }
    },
    { arbitrary: { runs: 60 } },
  )
})
