import { type Decision, type Overruled, Rational, type Reading } from "@fadu/engine"
import { Schema } from "effect"
import type { Recorded } from "./RecordLog.ts"

const Text = Schema.String
const TextOrNull = Schema.NullOr(Schema.String)
const Exact = Schema.Struct({ number: Text })
const ReadingLine = Schema.Union([
  Schema.Struct({ state: Schema.Literal("filled"), value: Schema.Union([Exact, Schema.Boolean, Text]) }),
  Schema.Struct({ state: Schema.Literals(["none", "blank", "unreadable", "claimed"]) }),
])
const Kind = Schema.Literals([
  "correct",
  "confirm",
  "recognise",
  "refute",
  "evidence",
  "applies",
  "notApplicable",
  "notSampled",
  "adjust",
])
const DecisionLine = Schema.Struct({
  agency: Text,
  kind: Kind,
  target: Text,
  old: Schema.NullOr(ReadingLine),
  new: Schema.NullOr(ReadingLine),
  reason: Text,
  basis: TextOrNull,
  by: Schema.Array(Text),
  on: TextOrNull,
  stage: TextOrNull,
  overrules: Schema.optionalKey(
    Schema.Array(Schema.Struct({ file: Text, kind: Kind, new: Schema.NullOr(ReadingLine) })),
  ),
  shown: Schema.optionalKey(Text),
})
const ScoreLine = Schema.Struct({ agency: Text, criterion: Text, scorer: Text, points: Exact, reason: TextOrNull })
/** `before` is the hash of the line before, to the byte; empty in the first line. */
const Line = Schema.fromJsonString(
  Schema.Union([
    Schema.Struct({ before: Text, decision: DecisionLine, replaces: Schema.optionalKey(Schema.Int) }),
    Schema.Struct({ before: Text, score: ScoreLine, replaces: Schema.optionalKey(Schema.Int) }),
    Schema.Struct({ before: Text, withdraws: Schema.Int, reason: Text, shown: Schema.optionalKey(Text) }),
  ]),
)
export type Line = typeof Line.Type
export const decodeLine = Schema.decodeUnknownResult(Line)

const readingOf = (line: typeof ReadingLine.Type): Reading | null => {
  if (line.state !== "filled") return { state: line.state }
  if (typeof line.value !== "object") return { state: "filled", value: line.value }
  const value = Rational.parse(line.value.number)
  return value === null ? null : { state: "filled", value }
}

const lineOf = (reading: Reading): typeof ReadingLine.Type =>
  reading.state !== "filled"
    ? reading
    : { state: "filled", value: reading.value instanceof Rational ? exact(reading.value) : reading.value }

const exact = (value: Rational): typeof Exact.Type => ({ number: value.toString() })

/** A record as a line of the log. */
export const written = (recorded: Recorded, before: string): Line => {
  if ("withdraws" in recorded) return { before, ...recorded }
  const replaces = recorded.replaces === undefined ? {} : { replaces: recorded.replaces }
  if ("score" in recorded)
    return { before, score: { ...recorded.score, points: exact(recorded.score.points) }, ...replaces }
  return { before, decision: decisionLine(recorded.decision), ...replaces }
}

const decisionLine = ({ overrules, ...decision }: Omit<Decision, "at">): typeof DecisionLine.Type => ({
  ...decision,
  old: decision.old === null ? null : lineOf(decision.old),
  new: decision.new === null ? null : lineOf(decision.new),
  ...(overrules === undefined
    ? {}
    : { overrules: overrules.map((said) => ({ ...said, new: said.new === null ? null : lineOf(said.new) })) }),
})

/** The decision of a line; null where a number of it cannot be read. */
export const decisionOf = (line: typeof DecisionLine.Type, at: Decision["at"]): Decision | null => {
  const { old: oldLine, new: newLine, overrules, ...rest } = line
  const [old, fresh] = [valueOrBroken(oldLine), valueOrBroken(newLine)]
  if (old === "broken" || fresh === "broken") return null
  if (overrules === undefined) return { ...rest, old, new: fresh, at }
  const aside: Array<Overruled> = []
  for (const said of overrules) {
    const value = valueOrBroken(said.new)
    if (value === "broken") return null
    aside.push({ ...said, new: value })
  }
  return { ...rest, old, new: fresh, overrules: aside, at }
}

const valueOrBroken = (line: typeof ReadingLine.Type | null): Reading | null | "broken" =>
  line === null ? null : (readingOf(line) ?? "broken")
