import type { Problem } from "../rubric/Problem.ts"
import { lintApplies } from "./lint/lintApplies.ts"
import { lintBasis } from "./lint/lintBasis.ts"
import { lintClauses } from "./lint/lintClauses.ts"
import { lintCliffs } from "./lint/lintCliffs.ts"
import { lintCodes } from "./lint/lintCodes.ts"
import { lintCohort } from "./lint/lintCohort.ts"
import { lintFields } from "./lint/lintFields.ts"
import { lintGrades } from "./lint/lintGrades.ts"
import { lintGroups } from "./lint/lintGroups.ts"
import { lintMarks } from "./lint/lintMarks.ts"
import { lintOnce } from "./lint/lintOnce.ts"
import { lintOut } from "./lint/lintOut.ts"
import { lintPeriod } from "./lint/lintPeriod.ts"
import { lintPoints } from "./lint/lintPoints.ts"
import { lintReach } from "./lint/lintReach.ts"
import { lintRelations } from "./lint/lintRelations.ts"
import { lintRules } from "./lint/lintRules.ts"
import { lintSums } from "./lint/lintSums.ts"
import { lintTwice } from "./lint/lintTwice.ts"
import { lintUnconfirmed } from "./lint/lintUnconfirmed.ts"
import type { Plan } from "./Plan.ts"

/** Where a rubric contradicts itself (细则自查). Every problem at once, each with its place and what to do. */
export const lint = (plan: Plan): ReadonlyArray<Problem> => {
  const { rubric } = plan
  return [
    ...lintGroups(rubric),
    ...lintCodes(rubric),
    ...lintSums(plan),
    ...lintMarks(plan),
    ...lintFields(plan),
    ...lintRelations(plan),
    ...lintRules(plan),
    ...lintPoints(plan),
    ...lintReach(plan),
    ...lintTwice(plan),
    ...lintCliffs(plan),
    ...lintApplies(plan),
    ...lintCohort(plan),
    ...lintOut(plan),
    ...lintClauses(rubric),
    ...lintUnconfirmed(rubric),
    ...lintBasis(rubric),
    ...lintGrades(plan),
    ...lintOnce(plan),
    ...lintPeriod(rubric),
  ]
}
