import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { type Criterion, type Rubric, rulesOf } from "../../rubric/Rubric.ts"
import { show } from "../../show.ts"
import type { LossPlan, MarkPlan } from "../Plan.ts"

/** Where something stands in the file of a rubric. */
export type Path = ReadonlyArray<string | number>

/** What was found, and what to do. */
type Said = Pick<Problem, "message" | "remedy">

const toldAs =
  (severity: Problem["severity"]) =>
  (code: string, path: Path, said: Said): Problem => ({
    severity,
    code: `rubric/${code}`,
    path,
    ...said,
    offset: null,
  })

/** What contradicts itself: no result may rest on it. */
export const error = toldAs("error")
/** What somebody must look at. */
export const warning = toldAs("warning")
/** What needs nothing, but helps an author to know. */
export const note = toldAs("note")

/** Points as a message writes them. */
export const inPoints = (value: Rational | number): string =>
  show(typeof value === "number" ? Rational.of(value) : value, "points")

/** Every criterion with where it stands. */
export function* criteriaOf(rubric: Rubric): Generator<{ readonly criterion: Criterion; readonly path: Path }> {
  for (const [s, section] of rubric.sections.entries()) {
    for (const [c, criterion] of section.criteria.entries()) yield { criterion, path: ["sections", s, "criteria", c] }
  }
}

const paths = new WeakMap<Rubric, ReadonlyMap<string, Path>>()
/** Of the first criterion with the code. */
export const pathOf = (rubric: Rubric, code: string): Path => {
  const known =
    paths.get(rubric) ?? new Map([...criteriaOf(rubric)].reverse().map((one) => [one.criterion.code, one.path]))
  paths.set(rubric, known)
  return known.get(code) ?? []
}

/** Path of a rule by its position among the criterion's rules. */
export const rulePath = (rubric: Rubric, mark: MarkPlan, loss: LossPlan): Path => [
  ...pathOf(rubric, mark.criterion.code),
  ...(rulesOf(mark.criterion).find(({ rule }) => rule === loss.rule)?.path ?? []),
]
