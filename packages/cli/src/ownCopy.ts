import { type Assessment, type AssessmentDocument, document, restrict, type ScorecardDocument } from "@fadu/engine"
import { Effect } from "effect"
import { UsedWrongly } from "./Done.ts"

/** What a bureau reads of its own sheet: its copy, in which the problems of the rules are told as well. */
export const ownCopy = Effect.fnUntraced(function* (
  assessment: Assessment,
): Effect.fn.Return<{ readonly copy: AssessmentDocument; readonly card: ScorecardDocument }, UsedWrongly> {
  const code = assessment.parts[0]?.figures.units[0]?.code ?? ""
  const full = document(assessment)
  const copy = { ...restrict(full, { kind: "agency", code }), issues: full.issues }
  const [card] = copy.scorecards
  if (card === undefined) return yield* new UsedWrongly({ sentence: "填报表中没有可以计分的单位;请检查表头和单位名称" })
  return { copy, card }
})
