import type { Criterion, Rubric } from "../rubric/Rubric.ts"
import { Names } from "./Names.ts"

/** The criteria of a rubric by code, title, or both (评分指标的名称). */
export const criterionNames = (rubric: Rubric): Names<Criterion> =>
  new Names(
    rubric.sections
      .flatMap((section) => section.criteria)
      .flatMap((criterion) =>
        [criterion.code, criterion.title, `${criterion.code}${criterion.title}`].map(
          (name) => [name, criterion] as const,
        ),
      ),
  )
