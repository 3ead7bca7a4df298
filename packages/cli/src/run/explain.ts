import {
  type AssessmentDocument,
  type ClaimCard,
  claimCards,
  type MarkDocument,
  nearest,
  openDocument,
  restrict,
  type ScorecardDocument,
} from "@fadu/engine"
import { Effect, Option } from "effect"
import { oneAgency } from "../audience.ts"
import { UsedWrongly } from "../Done.ts"
import { loadRound, loadSelf } from "../loadRound.ts"
import { ownCopy } from "../ownCopy.ts"
import { besidePrevious } from "../previous.ts"
import { Screen } from "../Screen.ts"
import { explanationLines } from "../text/explanation.ts"
import { issueLines } from "../text/issues.ts"
import { agencyYearLines } from "../text/yearOnYear.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Prints every lost point of one agency, in sentences: of a round, or as far as its own sheet tells. */
export const runExplain = Effect.fnUntraced(function* (given: Given) {
  const { found, lines } = Option.isSome(given.file) ? yield* ofSheet(given, given.file.value) : yield* ofRound(given)
  if (given.json) yield* printJson(found.criterion === null ? found.card : markOf(found))
  else yield* printLines([...explanationLines(found.copy, found, yield* Screen), ...lines])
  const { code } = found.card.agency
  yield* finish(
    Option.isSome(given.file)
      ? found.copy.issues
      : found.copy.issues.filter((issue) => issue.agency === code || issue.code.startsWith("rubric/")),
  )
})

interface Given {
  readonly round: string
  readonly agency: Option.Option<string>
  readonly file: Option.Option<string>
  readonly rubric: Option.Option<string>
  readonly group: Option.Option<string>
  readonly asof: Option.Option<string>
  readonly criterion: Option.Option<string>
  readonly json: boolean
  readonly for: string
}

interface Found {
  readonly copy: AssessmentDocument
  readonly card: ScorecardDocument
  readonly criterion: string | null
  readonly claims: ClaimCard | null
  readonly alone: boolean
}

const markOf = ({ card, criterion }: Found): MarkDocument | undefined =>
  card.marks.find((mark) => mark.criterion === criterion)

const ofRound = Effect.fnUntraced(function* (given: Given) {
  for (const flag of ["rubric", "group", "asof"] as const) {
    if (Option.isSome(given[flag])) {
      return yield* new UsedWrongly({ sentence: `--${flag} 只与 --file 连用;批次的细则、分组和基准日写在批次文件夹里` })
    }
  }
  if (Option.isNone(given.agency)) {
    return yield* new UsedWrongly({ sentence: "请写 --agency 单位;只凭一张填报表说明的,写 --file 填报表" })
  }
  const named = given.agency.value
  const loaded = yield* loadRound(given.round)
  const { assessment, yearFor } = yield* besidePrevious(given.round, loaded)
  const { code, audience } = yield* oneAgency({ agency: named, for: given.for }, assessment, "失分说明")
  const copy = restrict(openDocument(assessment), audience)
  const card = copy.scorecards.find(({ agency }) => agency.code === code)
  if (card === undefined)
    return yield* new UsedWrongly({ sentence: `${named}所在的组没有评分细则;请检查单位名录的分组` })
  const criterion = yield* criterionOf(given, card)
  const year = yearFor(copy, audience)
  const lines = year === null ? [] : agencyYearLines(year, { agency: code, criterion }, yield* Screen)
  return { found: { copy, card, criterion, claims: claimsOf(copy, card, loaded.claims), alone: false }, lines }
})

const ofSheet = Effect.fnUntraced(function* (given: Given, sheet: string) {
  if (Option.isSome(given.agency) || given.for !== "internal") {
    return yield* new UsedWrongly({
      sentence: "--file 只说明这一张表的单位,不用 --agency 和 --for;说明批次中的单位,不写 --file",
    })
  }
  const loaded = yield* loadSelf({
    sheet,
    rubric: Option.getOrNull(given.rubric),
    group: Option.getOrNull(given.group),
    asOf: Option.getOrNull(given.asof),
  })
  const { copy, card } = yield* ownCopy(loaded.assessment)
  const criterion = yield* criterionOf(given, card)
  // a sheet that could not be read is not one in which nothing is filled in
  const errors = copy.issues.filter(({ severity }) => severity === "error")
  const layout = yield* Screen
  const broken =
    errors.length === 0
      ? []
      : [
          "",
          layout.paint.lost("填报表中的问题"),
          ...issueLines(errors, new Map([[card.agency.code, card.agency.name]]), layout),
        ]
  return { found: { copy, card, criterion, claims: claimsOf(copy, card, loaded.claims), alone: true }, lines: broken }
})

const claimsOf = (
  copy: AssessmentDocument,
  card: ScorecardDocument,
  claims: Parameters<typeof claimCards>[1],
): ClaimCard | null => claimCards(copy, claims).find((one) => one.card === card) ?? null

const criterionOf = Effect.fnUntraced(function* (
  given: Given,
  card: ScorecardDocument,
): Effect.fn.Return<string | null, UsedWrongly> {
  const criterion = Option.getOrNull(given.criterion)
  const known = card.marks.map((mark) => mark.criterion)
  if (criterion === null || known.includes(criterion)) return criterion
  const guess = nearest(criterion, known)
  return yield* new UsedWrongly({
    sentence: `${card.agency.name}没有指标 ${criterion}${guess === null ? "" : `,是否为 ${guess}?`};可用:${known.join("、")}`,
  })
})
