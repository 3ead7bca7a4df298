import { type Format, placesShown, type Rubric } from "@fadu/engine"
import { GENERAL } from "./Draft.ts"

/** The number formats of a rubric: as many places as it publishes, at least two for points. */
export interface Formats {
  readonly points: string
  readonly total: string
  readonly of: (format: Format) => string
}

export const formatsOf = (rubric: { readonly precision?: Rubric["precision"] | undefined }): Formats => {
  const points = places(Math.max(2, rubric.precision === undefined ? 2 : placesShown(rubric.precision)))
  const rate = rubric.precision?.rate ?? 4
  const byFormat: { readonly [F in Format]: string } = {
    points,
    rate: rate === "exact" ? "0.00####%" : rate <= 2 ? "0%" : `${places(rate - 2)}%`,
    count: GENERAL,
    number: GENERAL,
    day: "yyyy-mm-dd",
  }
  return { points, total: places(Math.max(2, rubric.precision?.total ?? 2)), of: (format) => byFormat[format] }
}

const places = (count: number): string => `0.${"0".repeat(count)}`
