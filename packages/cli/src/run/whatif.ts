import {
  type Assessment,
  change,
  type Days,
  document,
  type Goal,
  gap,
  isClosed,
  mend,
  type Part,
  reach,
  readTyped,
  restrict,
  type ValueEdit,
} from "@fadu/engine"
import { Effect, Option } from "effect"
import { oneAgency } from "../audience.ts"
import { UsedWrongly } from "../Done.ts"
import { loadRound } from "../loadRound.ts"
import { readGoal } from "../readGoal.ts"
import { Screen } from "../Screen.ts"
import { notice, type Trial, type Tried, whatifLines } from "../text/whatif.ts"
import { printJson, printLines } from "./output.ts"

/** Prints what other figures would give one agency, and what can still be mended. Nothing is written. */
export const runWhatif = Effect.fnUntraced(function* (given: {
  readonly round: string
  readonly agency: string
  readonly set: ReadonlyArray<string>
  readonly evidence: boolean
  readonly reach: Option.Option<string>
  readonly json: boolean
  readonly for: string
}) {
  const { assessment } = yield* loadRound(given.round)
  const { code, audience } = yield* oneAgency(given, assessment, "测算")
  const part = assessment.parts.find(({ figures }) => figures.units.some((unit) => unit.code === code))
  if (part === undefined) {
    return yield* new UsedWrongly({ sentence: `${given.agency}所在的组没有评分细则;请检查单位名录的分组` })
  }
  const tried = yield* Effect.forEach(given.set, (text) =>
    readSet(part, { text, agency: code, days: assessment.stamp, evidence: given.evidence }),
  )
  const goal = Option.isNone(given.reach) ? null : yield* goalIn(part, given.reach.value)
  const after = change(
    part,
    tried.map(({ edit }) => edit),
  )
  // the agency itself may be told its marks and total; a place would tell it of others
  // who sent nothing has no place now, and one figure of a trial would only seem to give it one
  const sent = part.figures.units.some((unit) => unit.code === code && unit.submitted)
  const sees = { place: audience.kind !== "agency" && sent, others: audience.kind === "internal" && sent }
  const copies = [assessment, withPart(assessment, part, after)].map((one) => restrict(document(one), audience))
  const [before, then] = copies
  if (before === undefined || then === undefined) return
  const trial: Trial = {
    agency: code,
    tried,
    parts: { before: part, after },
    documents: { before, after: then },
    sees,
    mending: tried.length === 0 && goal === null ? mend(part, code, assessment.stamp) : null,
    gap: gap(after, code),
    grade: goal !== null && "grade" in goal ? goal.grade : null,
    reach: goal === null ? null : reach(after, code, { goal, days: assessment.stamp }),
  }
  if (given.json) yield* printJson(jsonOf(trial))
  else yield* printLines(whatifLines(trial, yield* Screen))
})

const withPart = (assessment: Assessment, part: Part, after: Part): Assessment => ({
  ...assessment,
  parts: assessment.parts.map((one) => (one === part ? after : one)),
})

/** `负责人出庭应诉=40`, read as a cell of a sheet would be. */
const readSet = (
  part: Part,
  {
    text,
    agency,
    days,
    evidence,
  }: { readonly text: string; readonly agency: string; readonly days: Days; readonly evidence: boolean },
): Effect.Effect<Tried, UsedWrongly> => {
  const parts = /^([^=＝]+)[=＝](.*)$/su.exec(text)
  if (parts === null) {
    return Effect.fail(new UsedWrongly({ sentence: `--set 写作“${text}”,不能识别;应写作 填报项=值` }))
  }
  const typed = readTyped(part.plan.rubric, (parts[1] ?? "").trim(), (parts[2] ?? "").trim())
  if (!typed.ok) return Effect.fail(new UsedWrongly({ sentence: typed.sentence }))
  const { known, reading, raw } = typed
  const edit: ValueEdit = { agency, field: known.id, reading, raw, ...(evidence ? { evidence: "视为已附" } : {}) }
  return Effect.succeed({
    edit,
    label: known.field.label,
    closed: isClosed(part, agency, { field: known.id, days }),
  })
}

const goalIn = (part: Part, text: string): Effect.Effect<Goal, UsedWrongly> => {
  const grades = (part.plan.rubric.bands ?? []).map(({ grade }) => grade)
  const goal = readGoal(text, grades)
  return goal !== null
    ? Effect.succeed(goal)
    : Effect.fail(
        new UsedWrongly({
          sentence: `--reach 写作“${text}”,应为分数${grades.length === 0 ? "" : `,或等次:${grades.join("、")}`}`,
        }),
      )
}

const jsonOf = ({ agency, tried, documents, sees, mending, reach: found }: Trial): unknown => {
  const card = (copy: Trial["documents"]["before"]) => {
    const own = copy.scorecards.find((one) => one.agency.code === agency)
    return own === undefined || sees.place ? own : { ...own, place: null, of: 0 }
  }
  return {
    notice,
    agency,
    set: tried.map(({ edit, label, closed }) => ({ field: edit.field, label, value: edit.raw, closed })),
    before: card(documents.before),
    after: card(documents.after),
    mend:
      mending?.open.map(({ ids, mend: how, points, text, edits, reported }) => ({
        ids,
        mend: how,
        points: points.toNumber(),
        text,
        reported,
        edits: edits.map(({ field, reading }) => ({ field, reading })),
      })) ?? null,
    reach:
      found === null
        ? null
        : {
            goal: found.goal.toNumber(),
            before: found.before.toNumber(),
            after: found.after.toNumber(),
            reached: found.reached,
            exact: found.exact,
            steps: found.steps.map(({ item, points }) => ({ ids: item.ids, points: points.toNumber() })),
          },
  }
}
