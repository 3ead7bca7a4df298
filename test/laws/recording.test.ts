import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { bare } from "@fadu/cli/screen/Colours"
import { applied } from "@fadu/cli/screen/record/applied"
import { type FormKind, slotsOf } from "@fadu/cli/screen/record/DecisionForm"
import type { Desk, RoundAtHand } from "@fadu/cli/screen/record/Desk"
import { currentPage, type RecordState } from "@fadu/cli/screen/record/RecordState"
import { recordFrame } from "@fadu/cli/screen/record/recordFrame"
import { isDirty, reduceRecord } from "@fadu/cli/screen/record/reduceRecord"
import { change, type Decision, type Edit, type Part, Rational, scorecards, stateAt } from "@fadu/engine"
import { appendRecord, loadRound } from "@fadu/files"
import { Effect, Schema } from "effect"
import { begin, demoCopy, deskFor, readRound, type Walk, walk } from "../record.ts"
import { root } from "../runFadu.ts"
import { Dice, madeOf } from "./Dice.ts"

const round = await readRound(join(root, "samples/demo-2026"))
const { parts } = round.assessment
const size = { columns: 80, rows: 24 }

const keys = [
  "up down pageup pagedown home end left right enter enter enter escape tab shift-tab space backspace",
  "j k h l n N q v ? / . 0 1 2 3 s w 水 好",
].flatMap((line) => line.split(" "))
const Keys = Schema.Array(Schema.Literals(keys))

/** Enough to score and to decide something, so that random keys go on from there. */
const starts: ReadonlyArray<ReadonlyArray<string>> = [
  [],
  ["enter"],
  ["enter", "1", "enter", "好", "enter"],
  ["tab", "enter", "down", "enter"],
  ["enter", "enter", "2", "enter", "好", "enter", "enter", "王", "enter", "enter"],
]
const Start = Schema.Literals([0, 1, 2, 3, 4])
const pressed = (desk: Desk, start: number, steps: ReadonlyArray<string>): Walk =>
  walk(begin(desk, size), [...(starts[start] ?? []), ...steps])

const few = { arbitrary: { runs: 20 } }
const scorer = deskFor(round, "林致远", "scorer")
const inspector = deskFor(round, "林致远", "inspector")
const lead = deskFor(round, "林致远", "lead")

const textOf = (state: RecordState): string => recordFrame(state, bare).join("\n")

describe("entering", () => {
  for (const [name, desk] of Object.entries({ scorer, inspector, lead })) {
    it.prop(
      `by a ${name}: whatever is pressed, every frame is whole and what is selected is on it`,
      [Start, Keys],
      ([start, steps]) => {
        const { state } = pressed(desk, start, steps)
        assert.strictEqual(recordFrame(state, bare).length, size.rows)
        for (const page of state.pages) {
          if (!("list" in page)) continue
          assert.isAtLeast(page.list.selected, 0)
          assert.isAtMost(page.list.top, page.list.selected)
        }
      },
      few,
    )

    it.prop(
      `by a ${name}: nothing typed goes without being written down or asked about`,
      [Start, Keys, Schema.Literals(keys)],
      ([start, steps, last]) => {
        const before = pressed(desk, start, steps)
        // after q there is nobody left
        if (!isDirty(before.state) || before.state.overlay !== null || before.state.wish !== null) return
        const after = walk(before, [last])
        const isKept = isDirty(after.state) || after.saved.length > before.saved.length
        const isEdited =
          last === "backspace" || last.length === 1 || last === "up" || last === "down" || last === "space"
        assert.isTrue(isKept || isEdited, `${last}\n${textOf(before.state)}\n${textOf(after.state)}`)
        assert.notStrictEqual(after.state.wish?.kind, "quit")
      },
      few,
    )

    it.prop(
      `by a ${name}: Esc leads home from everywhere, once what was typed is given up`,
      [Start, Keys],
      ([start, steps]) => {
        const away = pressed(desk, start, steps)
        const home = Array.from({ length: 8 }).reduce(
          (here: Walk) => walk(here, here.state.overlay?.kind === "drop" ? ["right", "enter"] : ["escape"]),
          // an answer that is already chosen would be turned round
          walk(away, away.state.overlay?.kind === "drop" ? ["escape"] : []),
        )
        assert.strictEqual(home.state.pages.length, 1)
        assert.isNull(home.state.overlay)
        assert.strictEqual(home.saved.length, away.saved.length)
      },
      few,
    )
  }

  it.prop(
    "writes down only what was confirmed on a screen that said what",
    [Start, Keys],
    ([start, steps]) => {
      let here = begin(lead, size)
      for (const key of [...(starts[start] ?? []), ...steps]) {
        const page = currentPage(here.state)
        const next = walk(here, [key])
        if (next.saved.length > here.saved.length) {
          assert.strictEqual(page.kind, "confirm")
          const recorded = next.saved.at(-1)?.recorded
          const shown =
            recorded !== undefined && "decision" in recorded
              ? recorded.decision.shown
              : recorded !== undefined && "withdraws" in recorded
                ? recorded.shown
                : undefined
          assert.isString(shown)
          assert.include(textOf(here.state), "影响:")
        }
        here = next
      }
    },
    few,
  )
})

// ── who may see what ────────────────────────────────────────────────────────────────────────────────────────

/** The same round in which others gave other marks, and the meeting took points from everybody. */
const otherwise = (tenths: number): RoundAtHand => {
  const edited = parts.map((part) => {
    const edits: ReadonlyArray<Edit> = [
      ...part.figures.scores.rows.map((score) => ({
        score: { ...score, points: score.points.times(Rational.ratio(tenths, 10)), reason: `理由${tenths}` },
      })),
      ...part.figures.units.map((unit, index) => ({
        decision: {
          agency: unit.code,
          kind: "adjust" as const,
          target: "",
          old: null,
          new: { state: "filled" as const, value: Rational.of(-(index % 7)) },
          reason: "会议决定",
          basis: null,
          by: ["甲乙丙", "丁戊己"],
          on: null,
          stage: null,
          at: { kind: "file", file: "decisions/会议.csv" } as const,
        },
      })),
    ]
    return change(part, edits)
  })
  return { ...round, assessment: { ...round.assessment, parts: edited } }
}

describe("typing ahead of a slow disk", () => {
  const press = (state: RecordState, key: string): RecordState =>
    reduceRecord(state, { type: "press", press: { key, text: key.length === 1 ? key : null } })
  const before = walk(begin(scorer, size), ["enter", "1", "enter", "好"]).state

  it("loses no key: what was pressed is done when the line is on the disk", () => {
    const asked = press(before, "enter")
    assert.isNotNull(asked.saving)
    const ahead = ["2", "enter", "中"].reduce(press, asked)
    const { recorded, file } = asked.saving ?? { recorded: { withdraws: 0, reason: "" }, file: "" }
    const after = reduceRecord(ahead, { type: "saved", saved: { recorded, file, line: 1 } })
    const page = currentPage(after)
    assert.deepStrictEqual(page.kind === "scoring" ? [page.form.points, page.form.reason] : null, ["2", "中"])
  })

  it("stays where it was when the disk refuses", () => {
    const refused = reduceRecord(["2", "enter"].reduce(press, press(before, "enter")), {
      type: "failed",
      title: "没有记下",
      sentence: "磁盘满",
    })
    const page = currentPage(reduceRecord(refused, { type: "press", press: { key: "enter", text: null } }))
    assert.deepStrictEqual(page.kind === "scoring" ? [page.form.points, page.form.reason] : null, ["1", "好"])
  })
})

describe("blindness", () => {
  const Tenths = Schema.Literals([0, 3, 9])

  for (const role of ["scorer", "inspector"] as const) {
    it.prop(
      `of a ${role}: whatever others gave, and wherever the totals stand, every screen is the same`,
      [Tenths, Start, Keys],
      ([tenths, start, steps]) => {
        const [one, other] = [round, otherwise(tenths)].map((given) => deskFor(given, "林致远", role))
        if (one === undefined || other === undefined) return
        assert.strictEqual(textOf(pressed(other, start, steps).state), textOf(pressed(one, start, steps).state))
      },
      { arbitrary: { runs: 10 } },
    )
  }

  it("would be broken by a lead's screen, which shows totals", () => {
    const at = ["tab", "enter", "enter"]
    const [one, other] = [round, otherwise(3)].map((given) => walk(begin(deskFor(given, "林致远", "lead"), size), at))
    assert.notStrictEqual(other && textOf(other.state), one && textOf(one.state))
  })

  it("has no key that leads a scorer to what others see", () => {
    assert.isNull(scorer.deciding)
    for (const start of [0, 1, 2]) {
      for (const key of keys) {
        const { state } = pressed(scorer, start, [key])
        assert.include(["tasks", "scoring"], currentPage(state).kind)
        assert.notStrictEqual(state.wish?.kind, "ranking")
      }
    }
  })

  it("shuffles the agencies for each scorer and criterion, each time the same", () => {
    const order = (name: string): ReadonlyArray<ReadonlyArray<string>> =>
      (deskFor(round, name, "scorer").scoring?.tasks ?? []).map(({ agencies }) => agencies)
    const [mine, again, theirs] = [order("林致远"), order("林致远"), order("方执中")]
    assert.deepStrictEqual(again, mine)
    mine?.forEach((agencies, index) => {
      assert.notDeepEqual(theirs?.[index], agencies)
      assert.deepStrictEqual([...(theirs?.[index] ?? [])].sort(), [...agencies].sort())
    })
    assert.notDeepEqual(mine?.[0], mine?.[2])
  })
})

describe("a decision that sets another aside", () => {
  const [part] = parts
  const at = (file: string) => ({ kind: "file", file }) as const
  const saying = (value: number, file: string, more: Partial<Decision> = {}): Edit => ({
    decision: {
      agency: "110",
      kind: "correct",
      target: "cases.told",
      old: { state: "filled", value: Rational.of(6) },
      new: { state: "filled", value: Rational.of(value) },
      reason: "复核",
      basis: null,
      by: ["甲乙丙", "丁戊己"],
      on: "2027-01-21",
      stage: "复核",
      at: at(file),
      ...more,
    },
  })
  const three = { kind: "correct", new: { state: "filled", value: Rational.of(3) } } as const
  const overrules = [{ file: "decisions/行政执法部门.csv", ...three }]
  const found = (...edits: ReadonlyArray<Edit>): string => {
    if (part === undefined) return ""
    const { figures } = change(part, edits)
    const unit = figures.units.findIndex(({ code }) => code === "110")
    return `${figures.fields.get("cases.told")?.column.values[unit]} ${stateAt(figures, "cases.told", unit)}`
  }

  it("counts in its place; without that word the two contradict each other", () => {
    assert.strictEqual(found(), "3 corrected")
    assert.match(found(saying(2, "decisions/组长.jsonl")), /disputed$/)
    assert.strictEqual(found(saying(2, "decisions/组长.jsonl", { overrules })), "2 corrected")
  })

  it("says nothing of what somebody else decides afterwards, even where he says the same", () => {
    assert.match(found(saying(2, "decisions/组长.jsonl", { overrules }), saying(3, "decisions/丙.csv")), /disputed$/)
  })

  it("does nothing where two set each other aside, or where it is out of date itself", () => {
    const back = [
      { file: "decisions/组长.jsonl", kind: "correct", new: { state: "filled", value: Rational.of(2) } },
    ] as const
    const others = saying(4, "decisions/丙.csv", { overrules: back })
    const mutual = saying(2, "decisions/组长.jsonl", {
      overrules: [{ file: "decisions/丙.csv", kind: "correct", new: { state: "filled", value: Rational.of(4) } }],
    })
    assert.match(found(others, mutual), /disputed$/)
    const stale = saying(2, "decisions/组长.jsonl", { overrules, old: { state: "blank" } })
    assert.strictEqual(found(stale), "3 corrected")
  })
})

// ── what is on the disk is what was on the screen ───────────────────────────────────────────────────────────

const seen = (part: Part): unknown => ({
  fields: [...part.figures.fields].map(([id, { column, states, origins }]) => [
    id,
    column.values.map(String),
    [...states],
    part.figures.units.map((_, unit) => origins.at(unit)),
  ]),
  scores: [part.figures.scores.rows, [...part.figures.scores.offsets]],
  slots: [...part.slots].map(([id, column]) => [id, column.values.map(String)]),
  cards: scorecards(part).map(({ unit, low, high, place, grade }) => [unit.code, `${low}~${high}`, place, grade]),
})

/** Something that can be entered, as the dice fall: a score, or a decision of any kind on anything, also on what one decided before. */
const recordedBy = (dice: Dice, desk: Desk) => {
  const { scoring, deciding } = desk
  if (scoring !== null) {
    const task = scoring.tasks[dice.below(scoring.tasks.length)]
    const agency = task?.agencies[dice.below(2)]
    if (task === undefined || agency === undefined) return null
    const read = scoring.read(task.criterion, agency, { points: `0.${dice.below(100)}`, reason: "尚可" })
    return "recorded" in read ? { recorded: read.recorded, file: desk.who.files.scores } : null
  }
  if (deciding === null) return null
  // again and again on what one has decided already: to revise it or take it back
  const own = dice.below(2) === 0 ? deciding.own[dice.below(Math.max(1, deciding.own.length))] : undefined
  const agency = own?.agency ?? deciding.agencies[dice.below(5)]?.code ?? ""
  const lines = deciding.matters(agency)
  const matter = own?.matter.id ?? lines[dice.below(lines.length)]?.matter.id ?? ""
  const kinds = deciding.sheet(agency, matter)?.kinds ?? []
  const kind: FormKind = kinds[dice.below(kinds.length)] ?? "confirm"
  const value = dice.pick("1", "3", "85%", "是", "否", "2026-03-01", "好", "未办理", "-1.5")
  const form = {
    kind,
    value,
    reason: "经核对",
    basis: "底稿",
    second: "王五六",
    on: "2027-01-20",
    overrule: dice.once(2),
    slot: "save" as const,
  }
  assert.include(slotsOf(kind), "save")
  const proposal = deciding.propose(agency, matter, form)
  return "recorded" in proposal ? { recorded: proposal.recorded, file: desk.who.files.decisions } : null
}

/** Enough dice, whatever shrinking left of them. */
const apart = (dice: Dice): Dice => new Dice(Array.from({ length: 380 }, () => dice.below(2 ** 30)))

describe("after a restart", () => {
  it.effect.prop(
    "the round gives exactly what the screen showed, whoever entered what in whatever order",
    [madeOf((dice) => apart(dice), 400)],
    ([dice]) =>
      Effect.gen(function* () {
        const { folder } = yield* Effect.acquireRelease(Effect.sync(demoCopy), ({ remove }) => Effect.sync(remove))
        let shown = parts
        let desks = [
          deskFor(round, "林致远", "scorer"),
          deskFor(round, "林致远", "inspector"),
          deskFor(round, "闻守正", "lead"),
        ]
        let count = 0
        for (let step = 0; step < 14; step++) {
          const desk = desks[dice.below(desks.length)]
          const one = desk === undefined ? null : recordedBy(dice, desk)
          if (one === null) continue
          const line = yield* appendRecord(folder, one.file, one.recorded)
          const saved = { ...one, line }
          shown = applied(shown, saved)
          desks = desks.map((each) => each.after(saved))
          count += 1
        }
        assert.isAtLeast(count, 1)
        const { assessment } = yield* loadRound(folder, { installation: root, cases: false })
        assert.deepStrictEqual(assessment.parts.map(seen), shown.map(seen))
      }).pipe(Effect.provide(NodeServices.layer)),
    { arbitrary: { runs: 2 } },
  )
})
