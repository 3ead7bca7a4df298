import { assert, describe, it } from "@effect/vitest"
import { type Entry, papersOf, Rational, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { type Dice, madeOf } from "./Dice.ts"
import type { FieldCase } from "./rules.ts"
import { makeWorld, type Outcome, outcome, planOf, present, told, type World } from "./World.ts"

const some = { arbitrary: { runs: 250 } }

/** One entry of a world, and the world with something else in its place. */
interface Change {
  readonly before: World
  readonly after: World
  readonly agency: string
  readonly what: string
}

const sourceOf = (field: FieldCase): unknown => field.source.source ?? "self"

/** Entries that count as they stand: nobody has said anything else about the same figure. */
const plainEntries = ({ submissions, fields }: World, wanted: (entry: Entry, field: FieldCase) => boolean) =>
  submissions.entries.filter((entry) => {
    const field = fields[entry.field]
    const same = submissions.entries.filter(({ agency, field: id }) => agency === entry.agency && id === entry.field)
    const decided = submissions.decisions.some(
      ({ agency, target }) => agency === entry.agency && target === entry.field,
    )
    return field !== undefined && !decided && same.length === 1 && wanted(entry, field)
  })

const pick = <A>(dice: Dice, list: ReadonlyArray<A>): A | null => list[dice.below(Math.max(1, list.length))] ?? null

const replaced = (world: World, entry: Entry, by: ReadonlyArray<Entry>): World => ({
  ...world,
  submissions: {
    ...world.submissions,
    entries: world.submissions.entries.flatMap((one) => (one === entry ? by : [one])),
  },
})

// ── better never hurts ──────────────────────────────────────────────────────────────────────────────────────

const levels = ["好", "较好", "一般", "差"]

const improved = (dice: Dice, field: FieldCase, value: Rational | boolean | string): Rational | boolean | string => {
  const by = Rational.ratio(
    dice.between(1, 200),
    field.source.kind === "rate" ? 1000 : field.source.kind === "number" ? 10 : 1,
  )
  switch (field.better) {
    case "more":
      return value instanceof Rational ? value.plus(by) : value
    case "less":
      return value instanceof Rational
        ? field.source.kind === "number"
          ? value.minus(by)
          : value.minus(by).max(Rational.zero)
        : value
    case "earlier":
      return value instanceof Rational ? value.minus(by) : value
    case "yes":
      return true
    case "no":
      return false
    case "level":
      return levels[Math.max(0, levels.indexOf(String(value)) - dice.between(1, 3))] ?? value
    case null:
      return value
  }
}

/** A share of fewer than none has no good direction, whoever's word for it counts. */
const dividesByLess = ({ submissions: { entries } }: World, entry: Entry): boolean => {
  const values = (key: string): ReadonlyArray<Rational> => {
    const id = entry.field.replace(/\.done$/, key)
    const found = entries.filter(({ agency, field }) => agency === entry.agency && field === id)
    const read = found.flatMap(({ reading }) =>
      reading.state === "filled" && reading.value instanceof Rational ? [reading.value] : [],
    )
    return read.length === 0 ? [Rational.zero] : read
  }
  return (
    entry.field.endsWith(".done") &&
    values(".due").some((due) => values(".excused").some((excused) => due.compare(excused) < 0))
  )
}

const betterment = (dice: Dice): Change | null => {
  const before = makeWorld(dice, { agencies: dice.pick(1, 1, 4) })
  const entry = pick(
    dice,
    plainEntries(
      before,
      (one, field) => field.better !== null && one.reading.state === "filled" && one.evidence !== null,
    ),
  )
  const field = entry === null ? undefined : before.fields[entry.field]
  if (entry === null || field === undefined || entry.reading.state !== "filled" || dividesByLess(before, entry))
    return null
  const value = improved(dice, field, entry.reading.value)
  const after = replaced(before, entry, [{ ...entry, reading: { state: "filled", value }, raw: String(value) }])
  return {
    before,
    after,
    agency: entry.agency,
    what: `${entry.field}: ${String(entry.reading.value)} → ${String(value)}`,
  }
}

const cardOf = ({ cards }: Outcome, agency: string): Outcome["cards"][number] => {
  const card = cards.find(({ unit }) => unit.code === agency)
  return present(card, `no scorecard of ${agency}`)
}

const scorersOf = (world: World, dice: Dice): World => ({
  ...world,
  submissions: {
    ...world.submissions,
    scores: world.submissions.scores.filter(() => !dice.once(2)),
  },
})

/** The criteria of which another may take what this one no longer does: one and the same matter is taken somewhere. */
const takenElsewhere = ({ rubric }: World): ReadonlySet<string> =>
  new Set(rubric.once?.flatMap(({ rules }) => rules.map((rule) => rule.split("-")[0] ?? "")))

const isContested = ({ marks }: Outcome["cards"][number]): boolean =>
  marks.some(({ open, waits, plan }) =>
    waits ? plan.losses.some(({ once }) => once !== null) : open.some(({ loss }) => loss.once !== null),
  )

/** Whether points are taken where none are left, so that a deduction there is none. */
const isExhausted = ({ marks, group }: Outcome["cards"][number]): boolean =>
  group.sections.some(({ weight }) => weight !== null) ||
  marks.some(
    ({ plan, deductions, open, awarded, pending }) =>
      plan.losses.some(({ loss }) => loss.limit !== null) ||
      deductions.some(({ cause, points, asked }) => cause === "rule" && !points.equals(asked)) ||
      open.reduce((sum, one) => sum.plus(one.points), Rational.zero).compare(pending) > 0 ||
      awarded.plus(pending).sign < 0,
  )

describe("a better figure", () => {
  it.prop(
    "never lowers what is awarded, nor what may still be",
    [madeOf(betterment)],
    ([change]) => {
      if (change === null) return
      const [before, after] = [outcome(change.before), outcome(change.after)].map((all) => cardOf(all, change.agency))
      if (before === undefined || after === undefined) return
      const message = `${change.what} ${told(change.before)}`
      const elsewhere = takenElsewhere(change.before)
      // while several may take the points of one matter, all of them are open
      if (elsewhere.size > 0 && [before, after].some(isContested)) return
      before.marks.forEach((mark, index) => {
        const then = present(after.marks[index], message)
        const { code } = mark.plan.criterion
        // nor is what reads the marks between which it moves
        const follows = elsewhere.size > 0 && code.startsWith("X")
        if (follows || (elsewhere.has(code) && !change.what.startsWith(code))) return
        assert.isAtMost(mark.awarded.compare(then.awarded), 0, message)
        assert.isAtMost(mark.awarded.plus(mark.pending).compare(then.awarded.plus(then.pending)), 0, message)
      })
      const moves = (card: typeof before): boolean =>
        isExhausted(card) || card.marks.some(({ plan }) => plan.criterion.code.startsWith("X"))
      if (elsewhere.size > 0 && [before, after].some(moves)) return
      assert.isAtMost(before.low.compare(after.low), 0, message)
      assert.isAtMost(before.high.compare(after.high), 0, message)
    },
    some,
  )

  it.prop(
    "and a higher score of a scorer never does either",
    [
      madeOf((dice) => {
        const world = makeWorld(dice)
        return { world, which: dice.below(6), by: dice.between(1, 20) }
      }),
    ],
    ([{ world, which, by }]) => {
      const { scores } = world.submissions
      if (world.rubric.once !== undefined && outcome(world).cards.some(isContested)) return
      const score = scores[which % Math.max(1, scores.length)]
      if (score === undefined) return
      const mark = cardOf(outcome(world), score.agency).marks.find(
        ({ plan }) => plan.criterion.code === score.criterion,
      )
      const loss = mark?.plan.losses.find(({ judged }) => judged)
      if (mark === undefined || loss === undefined) return assert.fail(told(world))
      const share = loss.most.times(Rational.ratio(by, 20))
      const points =
        loss.verb === "扣" ? score.points.minus(share).max(Rational.zero) : score.points.plus(share).min(loss.most)
      const after: World = {
        ...world,
        submissions: { ...world.submissions, scores: scores.map((one) => (one === score ? { ...one, points } : one)) },
      }
      const then = cardOf(outcome(after), score.agency).marks.find(
        ({ plan }) => plan.criterion.code === score.criterion,
      )
      if (then === undefined) return assert.fail(told(world))
      assert.isAtMost(mark.awarded.compare(then.awarded), 0, told(world))
      assert.isAtMost(mark.awarded.plus(mark.pending).compare(then.awarded.plus(then.pending)), 0, told(world))
    },
    some,
  )
})

// ── silence never pays ──────────────────────────────────────────────────────────────────────────────────────

const silence = (dice: Dice, gaps: boolean): Change | null => {
  // what is absent but counted, or left out of a comparison, may pay; the linter tells so
  const made = makeWorld(dice, { agencies: 4, criteria: 2, gaps })
  const before: World = { ...made, rubric: { ...made.rubric, cohort: { ...made.rubric.cohort, absent: "wait" } } }
  const entry = pick(
    dice,
    plainEntries(
      before,
      (one, field) => one.source === "self" && (sourceOf(field) === "self" || field.source.otherwise === "self"),
    ),
  )
  if (entry === null) return null
  const how = dice.pick("blank", "claimed", "unreadable", "removed", "evidence")
  const { state } = entry.reading
  // what was left out before and is not any more counts again
  if ((state === "blank" || state === "claimed") && isLeftOut(before, entry.field, state)) return null
  if (isLeftOut(before, entry.field, how)) return null
  const by: ReadonlyArray<Entry> =
    how === "removed"
      ? []
      : how === "evidence"
        ? [{ ...entry, evidence: null }]
        : [{ ...entry, reading: { state: how }, raw: how === "claimed" ? "不涉及" : "" }]
  return { before, after: replaced(before, entry, by), agency: entry.agency, what: `${entry.field} ${how}` }
}

/** Whether a criterion that reads the field is left out for being silent in this way: the exception that the linter tells. */
const isLeftOut = ({ rubric, fields }: World, field: string, how: string): boolean => {
  // who says nothing where another office was to supply the figure still waits for that office
  const silent =
    fields[field]?.source.otherwise === "self" ? (["blank", "awaitingSource"] as const) : (["blank"] as const)
  // a claim that the team has answered is as good as nothing said
  const states = how === "claimed" ? (["claimed", ...silent] as const) : how === "unreadable" ? [] : silent
  const { groups, rubric: read } = planOf(rubric)
  return groups.some(({ marks }) =>
    marks.some(({ criterion, losses, out }) => {
      const absence = { ...read.absence, ...criterion.absence }
      return (
        out !== null &&
        losses.some(({ needs }) => needs.some((need) => need === field || papersOf(need) === field)) &&
        how !== "evidence" &&
        states.some((state) => absence[state] === "out")
      )
    }),
  )
}

const isAveraged = ({ plan, applicable }: Outcome["cards"][number]["marks"][number]): boolean =>
  plan.average !== null && !applicable

const assertNoGain = ({ before, after, agency, what }: Change): void => {
  const [then, now] = [cardOf(outcome(before), agency), cardOf(outcome(after), agency)]
  const message = `${what} ${told(before)}`
  then.marks.forEach((mark, index) => {
    const silent = present(now.marks[index], message)
    assert.isAtMost(silent.awarded.compare(mark.awarded), 0, `${mark.plan.criterion.code} ${message}`)
  })
  assert.isAtMost(now.low.compare(then.low), 0, message)
  // where a criterion does not apply to others they get the mean of it, and may lose more by a figure than the agency itself does
  const leansOnOthers = [before, after]
    .flatMap((world) => outcome(world).cards)
    .some(({ unit, marks }) => unit.code !== agency && marks.some((mark) => isAveraged(mark)))
  if (leansOnOthers) return
  // a place or grade that waited may come; one that was there may not get better
  if (then.place !== null && now.place !== null) assert.isAtLeast(now.place, then.place, message)
  const rankOf = (grade: string): number => before.rubric.bands.findIndex((band) => band.grade === grade)
  if (then.grade !== null && now.grade !== null) assert.isAtLeast(rankOf(now.grade), rankOf(then.grade), message)
}

describe("silence", () => {
  it.prop(
    "never raises certain points, place or grade, bonus included",
    [madeOf((dice) => silence(dice, dice.once(2)), 1200)],
    ([change]) => {
      if (change !== null) assertNoGain(change)
    },
    some,
  )

  it.prop(
    "is told by the linter wherever it may leave a criterion out",
    [madeOf((dice) => makeWorld(dice, { agencies: 1, criteria: 2 }))],
    ([world]) => {
      const own = Object.entries(world.fields).filter(
        ([, field]) => sourceOf(field) === "self" || field.source.otherwise === "self",
      )
      if (!own.some(([id]) => isLeftOut(world, id, "claimed"))) return
      const { problems } = readRubric(world.rubric, parseFormula)
      assert.isTrue(
        problems.some(({ code }) => code === "rubric/left-out"),
        told(world),
      )
    },
    some,
  )

  it.prop(
    "of a scorer does not either",
    [
      madeOf((dice): Change | null => {
        const before = makeWorld(dice, { agencies: 2 })
        const score = pick(dice, before.submissions.scores)
        if (score === null) return null
        const scores = before.submissions.scores.filter((one) => one !== score)
        const after = { ...before, submissions: { ...before.submissions, scores } }
        return { before, after, agency: score.agency, what: `score ${score.scorer}` }
      }, 1000),
    ],
    ([change]) => {
      if (change !== null) assertNoGain(change)
    },
    some,
  )
})

// ── what is open ────────────────────────────────────────────────────────────────────────────────────────────

describe("the range of what is still open", () => {
  it.prop(
    "only narrows as more becomes known",
    [
      madeOf((dice) => {
        // a figure that was taken to be missing for good changes what counts
        const made = makeWorld(dice, { criteria: 3, leaves: false, turns: true })
        const { asOf } = made.calendar
        const full: World = { ...made, calendar: { asOf, due: asOf, evidenceDue: asOf } }
        const hidden = new Set(plainEntries(full, (_, field) => field.source.otherwise !== "self" && dice.once(3)))
        const entries = full.submissions.entries.filter((entry) => !hidden.has(entry))
        return { full, part: scorersOf({ ...full, submissions: { ...full.submissions, entries } }, dice) }
      }, 900),
    ],
    ([{ full, part }]) => {
      const [known, open] = [outcome(full), outcome(part)]
      known.cards.forEach((card, index) => {
        const before = present(open.cards[index], told(full))
        const message = `${before.low}–${before.high} became ${card.low}–${card.high}: ${told(full)} ${JSON.stringify(part.submissions.entries.map(({ field, source }) => [field, source]))}`
        card.marks.forEach((mark, at) => {
          const then = before.marks[at]
          if (then === undefined || mark.full.compare(then.full) !== 0) return
          assert.isAtLeast(mark.awarded.compare(then.awarded), 0, `${mark.plan.criterion.code} ${message}`)
          assert.isAtMost(
            mark.awarded.plus(mark.pending).compare(then.awarded.plus(then.pending)),
            0,
            `${mark.plan.criterion.code} ${message}`,
          )
        })
        assert.isAtLeast(card.low.compare(before.low), 0, message)
        assert.isAtMost(card.high.compare(before.high), 0, message)
      })
    },
    some,
  )
})
