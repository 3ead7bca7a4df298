import { resolve } from "node:path"
import {
  type Assessment,
  type AssessmentDocument,
  type Audience,
  againstLastYear,
  figuresOfLastYear,
  restrict,
  type YearOnYear,
  yearOnYear,
} from "@fadu/engine"
import { type LoadedRound, loadPrevious } from "@fadu/files"
import { Effect } from "effect"
import { UsedWrongly } from "./Done.ts"
import { Installation } from "./Installation.ts"

/** A round beside the one before it. */
export interface Beside {
  /** With what is wrong with the result of the round before. */
  readonly assessment: Assessment
  /** The comparison as an audience may see it; null where there is nothing to compare with. `copy` is its copy of the present round. */
  readonly yearFor: (copy: AssessmentDocument, audience: Audience) => YearOnYear | null
}

/** The word for the round that round.yaml names, on the command line. */
export const lastYear = "上年"

/** Loads the round before, as `previous` of round.yaml names it, or as the command line does (`against`, relative to where one is). */
export const besidePrevious = Effect.fnUntraced(function* (
  folder: string,
  { assessment, round }: Pick<LoadedRound, "assessment" | "round">,
  against: string | null = null,
) {
  const written = round?.previous ?? null
  if (against === lastYear && written === null) {
    return yield* new UsedWrongly({
      sentence: `--against ${lastYear} 用 round.yaml 中 previous 所写的上年结果,其中没有写;请写上年批次的文件夹或结果文件`,
    })
  }
  const named = against === null || against === lastYear ? written : against
  if (named === null) return alone(assessment)
  const { document, parts, issues } = yield* loadPrevious({
    path: named === written ? resolve(folder, named) : resolve(named),
    named,
    installation: yield* Installation,
    agencies: assessment.parts.flatMap(({ figures }) => figures.units),
  })
  const changed = hasTable(assessment)
    ? []
    : againstLastYear(
        assessment.parts,
        figuresOfLastYear(parts, {
          folder: named,
          agencies: new Set(document?.scorecards.map(({ agency }) => agency.code)),
          now: assessment.parts,
        }),
      )
  const told: Assessment = { ...assessment, issues: [...assessment.issues, ...issues, ...changed] }
  return document === null
    ? alone(told)
    : {
        assessment: told,
        yearFor: (copy: AssessmentDocument, audience: Audience) => yearOnYear(copy, restrict(document, audience)),
      }
})

/** What last-year.csv says has been compared already. */
const hasTable = ({ stamp }: Assessment): boolean => stamp.inputs.some(({ file }) => /^last-year\.\w+$/i.test(file))

const alone = (assessment: Assessment): Beside => ({ assessment, yearFor: () => null })
