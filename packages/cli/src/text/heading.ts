import type { AssessmentDocument } from "@fadu/engine"
import type { Paint } from "./Paint.ts"
import { wrap } from "./width.ts"

/** How a command's output is laid out. */
export interface Layout {
  readonly columns: number
  readonly paint: Paint
}

/** What was scored, by which rubric, as of when. */
export const heading = (document: AssessmentDocument, { columns, paint }: Layout): ReadonlyArray<string> => {
  const { stamp } = document
  return [
    ...wrap(`${stamp.title}(${stamp.stage},基准日 ${stamp.asOf})`, columns).map(paint.title),
    ...stamp.rubric.flatMap((rubric) =>
      wrap(
        `依据:${rubric.title} ${rubric.version}${rubric.notice === null ? "" : `。${rubric.notice}`}`,
        columns,
        4,
      ).map(paint.faint),
    ),
  ]
}
