import { assert, describe, it } from "@effect/vitest"
import { type Assessment, assess, change, type Edit, edited, Rational, type Reading, scorecards } from "@fadu/engine"
import { Dice, madeOf } from "./Dice.ts"
import { makeWorld, planOf, told, type World } from "./World.ts"

type Part = Assessment["parts"][number]

const some = { arbitrary: { runs: 300 } }

const person = { reason: "经核对", basis: null, by: ["张三丰", "李四光"], on: null, stage: null } as const
const at = { kind: "file", file: "测算" } as const

/** Some of the dice put aside, so that a large world does not use them all up. */
const apart = (dice: Dice): Dice => new Dice(Array.from({ length: 80 }, () => dice.below(2 ** 30)))

const pick = <A>(dice: Dice, list: ReadonlyArray<A>): A => {
  const one = list[dice.below(list.length)]
  if (one === undefined) throw new Error("nothing to choose from")
  return one
}

/** What sets one of the decisions aside, where there is any. */
const overruling = (dice: Dice, decisions: World["submissions"]["decisions"]) => {
  const one = decisions[dice.below(Math.max(1, decisions.length))]
  return one === undefined ? {} : { overrules: [{ file: one.at.file, kind: one.kind, new: one.new }] }
}

/** A cell of every state and with any evidence, a decision of any kind, a score of a known or a new scorer. */
const editOf = (dice: Dice, { fields, submissions }: World): Edit => {
  const agency = pick(dice, submissions.agencies).code
  const [field, described] = pick(dice, Object.entries(fields))
  const filled: Reading = { state: "filled", value: described.value(dice) }
  const reading = dice.pick<Reading>(filled, filled, filled, { state: dice.pick("blank", "unreadable", "claimed") })
  const score = submissions.scores[dice.below(Math.max(1, submissions.scores.length))]
  switch (dice.below(7)) {
    case 6:
      return submissions.decisions.length === 0
        ? { agency, field, reading }
        : { withdrawn: pick(dice, submissions.decisions) }
    case 0:
      return {
        decision: {
          ...person,
          at,
          agency,
          kind: dice.pick("correct", "confirm", "recognise", "refute", "evidence"),
          target: field,
          old: dice.pick(null, filled),
          new: dice.pick(null, filled),
          ...dice.pick({}, overruling(dice, submissions.decisions)),
        },
      }
    case 1: {
      const kind = dice.pick("applies", "notApplicable", "notSampled", "adjust")
      const points: Reading = { state: "filled", value: Rational.ratio(dice.below(200) - 100, 100) }
      return {
        decision: {
          ...person,
          at,
          agency,
          kind,
          target: kind === "adjust" ? "" : "A1",
          old: null,
          new: kind === "adjust" ? points : null,
        },
      }
    }
    case 2:
      if (score !== undefined) {
        const scorer = dice.pick(score.scorer, "新评分人")
        return { score: { ...score, scorer, points: score.points.times(Rational.ratio(dice.below(5), 4)) } }
      }
      return { agency, field, reading }
    default:
      return { agency, field, reading, ...dice.pick({}, { evidence: null }, { evidence: "补正" }) }
  }
}

/** Everything of a part that anybody can see, numbers by their value. */
const shown = (part: Part): unknown => ({
  units: part.figures.units,
  fields: [...part.figures.fields].map(([id, { column, states, origins }]) => [
    id,
    column.values.map(String),
    [...states],
    part.figures.units.map((_, unit) => origins.at(unit)),
  ]),
  scores: { ...part.figures.scores, offsets: [...part.figures.scores.offsets] },
  slots: [...part.slots].map(([id, column]) => [id, column.values.map(String)]),
  cards: scorecards(part).map((card) => [
    card.unit.code,
    card.marks.map((mark) => [
      mark.plan.criterion.code,
      mark.full.toString(),
      mark.awarded.toString(),
      mark.pending.toString(),
      mark.applicable,
      mark.deductions.map(({ points, asked }) => [points.toString(), asked.toString()]),
    ]),
    card.total?.toString() ?? null,
    card.low.toString(),
    card.high.toString(),
    card.place,
    card.grade,
  ]),
})

describe("a change", () => {
  it.prop(
    "of any cells, decisions and scores gives what scoring everything again gives, one by one and all at once",
    [
      madeOf((dice) => {
        const own = apart(dice)
        const world = makeWorld(dice, { agencies: own.between(1, 6), groups: own.between(1, 3), gaps: !own.once(3) })
        return { world, edits: Array.from({ length: own.between(1, 4) }, () => editOf(own, world)) }
      }, 1200),
    ],
    ([{ world, edits }]) => {
      const plan = planOf(world.rubric)
      const { part } = assess(plan, world.submissions, world.calendar)
      const whole = assess(plan, edited(plan, world.submissions, edits), world.calendar).part
      const message = `${JSON.stringify(edits)} ${told(world)}`
      assert.deepStrictEqual(shown(change(part, edits)), shown(whole), message)
      let step: Part = part
      for (const edit of edits) step = change(step, [edit])
      assert.deepStrictEqual(shown(step), shown(whole), message)
    },
    some,
  )

  it.prop(
    "leaves what it was made from as it was, and shares every column it did not touch",
    [
      madeOf((dice) => {
        const own = apart(dice)
        const world = makeWorld(dice, { agencies: 3, criteria: 4, turns: true })
        return { world, edit: editOf(own, world) }
      }, 1200),
    ],
    ([{ world, edit }]) => {
      const { part } = assess(planOf(world.rubric), world.submissions, world.calendar)
      const before = shown(part)
      const after = change(part, [edit])
      assert.deepStrictEqual(shown(part), before, told(world))
      for (const [id, column] of after.slots) {
        const old = part.slots.get(id)
        const same = column.values.map(String).join() === old?.values.map(String).join()
        assert.strictEqual(column === old, same, `${id} ${told(world)}`)
      }
    },
    some,
  )
})
