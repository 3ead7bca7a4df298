import * as build from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import type { Compiling } from "./Compiling.ts"

/** Points as they are born: rounded as the rubric says, or exact. */
export const roundedPoints = (
  { precision: { points, mode } }: Pick<Compiling, "precision">,
  formula: Formula,
): Formula => (points === "exact" ? formula : build.rounded(formula, points, mode))
