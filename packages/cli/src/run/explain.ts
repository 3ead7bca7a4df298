import { claimCards, document, nearest, openDocument, restrict } from "@fadu/engine"
import { Effect, Option } from "effect"
import { oneAgency } from "../audience.ts"
import { UsedWrongly } from "../Done.ts"
import { loadRound } from "../loadRound.ts"
import { besidePrevious } from "../previous.ts"
import { Screen } from "../Screen.ts"
import { explanationLines } from "../text/explanation.ts"
import { agencyYearLines } from "../text/yearOnYear.ts"
import { finish, printJson, printLines } from "./output.ts"

/** Prints every lost point of one agency, in sentences. */
export const runExplain = Effect.fnUntraced(function* (given: {
  readonly round: string
  readonly agency: string
  readonly criterion: Option.Option<string>
  readonly json: boolean
  readonly for: string
}) {
  const loaded = yield* loadRound(given.round)
  const { assessment, yearFor } = yield* besidePrevious(given.round, loaded)
  const { code, audience } = yield* oneAgency(given, assessment, "失分说明")
  const copy = restrict(given.json ? document(assessment) : openDocument(assessment), audience)
  const card = copy.scorecards.find(({ agency }) => agency.code === code)
  if (card === undefined)
    return yield* new UsedWrongly({ sentence: `${given.agency}所在的组没有评分细则;请检查单位名录的分组` })
  const criterion = Option.getOrNull(given.criterion)
  if (criterion !== null && !card.marks.some((mark) => mark.criterion === criterion)) {
    const guess = nearest(
      criterion,
      card.marks.map((mark) => mark.criterion),
    )
    return yield* new UsedWrongly({
      sentence: `${card.agency.name}没有指标 ${criterion}${guess === null ? "" : `,是否为 ${guess}?`};可用:${card.marks.map((mark) => mark.criterion).join("、")}`,
    })
  }
  if (given.json) {
    yield* printJson(criterion === null ? card : card.marks.find((mark) => mark.criterion === criterion))
  } else {
    const screen = yield* Screen
    const year = yearFor(copy, audience)
    const [claims = null] = claimCards(copy, loaded.claims).filter((one) => one.card === card)
    yield* printLines([
      ...explanationLines(copy, { card, criterion, claims }, screen),
      ...(year === null ? [] : agencyYearLines(year, { agency: code, criterion }, screen)),
    ])
  }
  yield* finish(copy.issues.filter((issue) => issue.agency === code || issue.code.startsWith("rubric/")))
})
