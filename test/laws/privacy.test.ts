import { assert, describe, it } from "@effect/vitest"
import { type Assessment, document, restrict } from "@fadu/engine"
import { type Dice, madeOf } from "./Dice.ts"
import { makeWorld, outcome, told, type World } from "./World.ts"

const some = { arbitrary: { runs: 50 } }

const people = ["张三丰", "李四光", "王五岳", "赵六合", "孙七星", "周八斗", "吴九天"]

/** Those of whom the round knows that they scored or decided. */
const team = ({ submissions: { scores, decisions } }: World): ReadonlyArray<string> => [
  ...new Set([
    "孙七星",
    "周八斗",
    "吴九天",
    ...scores.map(({ scorer }) => scorer),
    ...decisions.flatMap(({ by }) => by),
  ]),
]

/** A round in whose texts everybody speaks of everybody. */
const gossiping = (dice: Dice): World => {
  const world = makeWorld(dice, { agencies: 7, groups: 2 })
  const { agencies, entries, scores, decisions } = world.submissions
  const somebody = (): string => {
    const agency = agencies[dice.below(agencies.length)]
    const person = people[dice.below(people.length)] ?? ""
    return `${person}称与${dice.pick(agency?.name, agency?.short, agency?.code) ?? ""}相同`
  }
  return {
    ...world,
    submissions: {
      ...world.submissions,
      agencies: agencies.map((agency) => ({ ...agency, remark: dice.pick(null, somebody()) })),
      entries: entries.map((entry) => ({
        ...entry,
        evidence: entry.evidence === null ? null : somebody(),
        raw: entry.reading.state === "filled" ? entry.raw : somebody(),
      })),
      scores: scores.map((score) => ({ ...score, reason: somebody() })),
      decisions: decisions.map((decision) => ({ ...decision, reason: somebody(), basis: dice.pick(null, somebody()) })),
    },
  }
}

const rounds = madeOf((dice) => {
  const world = gossiping(dice)
  const { assessment } = outcome(world)
  const publish = { totals: dice.below(2) === 0, places: dice.below(2) === 0 }
  const inputs = world.submissions.agencies.map(({ code }) => ({
    file: `sheets/${code}/填报表.xlsx`,
    hash: "0",
    agency: code,
  }))
  const published: Assessment = { ...assessment, stamp: { ...assessment.stamp, publish, inputs } }
  return { world, made: document(published), publish }
}, 3600)

describe("a copy", () => {
  it.prop(
    "for one agency names no other agency and nobody of the team",
    [rounds],
    ([{ world, made }]) => {
      for (const own of world.submissions.agencies) {
        const copy = restrict(made, { kind: "agency", code: own.code })
        const text = JSON.stringify(copy)
        for (const other of world.submissions.agencies) {
          if (other === own) continue
          for (const name of [other.name, other.short, other.code]) {
            if (name !== null) assert.notInclude(text, name, `${name} in the copy of ${own.code}: ${told(world)}`)
          }
        }
        for (const person of team(world)) assert.notInclude(text, person, told(world))
        assert.deepStrictEqual(
          copy.scorecards.map(({ agency }) => agency.code),
          [own.code],
        )
        assert.isTrue(copy.issues.every(({ agency }) => agency === own.code))
      }
    },
    some,
  )

  it.prop(
    "tells mean and best only of its own group, and of five or more",
    [rounds],
    ([{ world, made }]) => {
      for (const own of world.submissions.agencies) {
        for (const peer of restrict(made, { kind: "agency", code: own.code }).peers) {
          const decided = made.scorecards.filter(({ agency, total }) => agency.group === peer.group && total !== null)
          assert.strictEqual(peer.group, own.group)
          assert.isAtLeast(decided.length, 5)
          assert.isAtLeast(peer.of, 5)
        }
      }
    },
    some,
  )

  it.prop(
    "for leaders names every agency, and nobody of the team",
    [rounds],
    ([{ world, made }]) => {
      const copy = restrict(made, { kind: "leaders" })
      const text = JSON.stringify(copy)
      for (const person of team(world)) assert.notInclude(text, person, told(world))
      assert.deepStrictEqual(
        copy.scorecards.map(({ total }) => total),
        made.scorecards.map(({ total }) => total),
      )
    },
    some,
  )

  it.prop(
    "for the public holds what may be published and nothing else",
    [rounds],
    ([{ world, made, publish }]) => {
      const copy = restrict(made, { kind: "public" })
      const text = JSON.stringify(copy)
      for (const person of team(world)) assert.notInclude(text, person, told(world))
      assert.deepStrictEqual([copy.peers, copy.issues, copy.owed, copy.stamp.inputs], [[], [], [], []])
      assert.isTrue(
        copy.scorecards.every(
          ({ marks, adjustments, sections }) => marks.length + adjustments.length + sections.length === 0,
        ),
      )
      assert.isTrue(copy.rankings.every(({ pending, apart }) => pending.length + apart.length === 0))
      if (!publish.totals) {
        assert.deepStrictEqual(copy.scorecards, [])
        assert.isTrue(
          copy.rankings.every(({ places }) => places.every(({ total, grade }) => total === null && grade === null)),
        )
      }
      if (!publish.places) {
        assert.deepStrictEqual(copy.rankings, [])
        assert.isTrue(copy.scorecards.every(({ place }) => place === null))
      }
    },
    some,
  )

  it.prop(
    "of a copy says no more than the copy",
    [rounds],
    ([{ world, made }]) => {
      const [own] = world.submissions.agencies
      if (own === undefined) return
      for (const audience of [{ kind: "leaders" }, { kind: "public" }, { kind: "agency", code: own.code }] as const) {
        const once = restrict(made, audience)
        assert.deepStrictEqual(restrict(once, audience), once)
      }
    },
    some,
  )
})
