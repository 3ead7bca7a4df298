import { Result, Schema } from "effect"
import { describeSchemaIssue } from "../rubric/describeSchemaIssue.ts"
import type { ParseFormula, Problem } from "../rubric/Problem.ts"
import { Rubric } from "../rubric/Rubric.ts"
import { checkDirection } from "./checkDirection.ts"
import { compile } from "./compile.ts"
import { pathInLedger } from "./expandLedgers.ts"
import { lint } from "./lint.ts"
import { overBudget } from "./overBudget.ts"
import type { Plan } from "./Plan.ts"

const decode = Schema.decodeUnknownResult(Rubric, { errors: "all", onExcessProperty: "error" })

/**
 * A rubric file's content as a plan, with everything that is wrong with it, all at once. `plan` is null where the shape of the file is
 * broken; a contradiction inside a rule is told and the rest still computes.
 */
export const readRubric = (
  source: unknown,
  parse: ParseFormula,
): { readonly plan: Plan | null; readonly problems: ReadonlyArray<Problem> } => {
  const decoded = decode(source)
  if (Result.isFailure(decoded)) return { plan: null, problems: describeSchemaIssue(decoded.failure.issue, source) }
  const over = overBudget(decoded.success)
  if (over.length > 0) return { plan: null, problems: over }
  const { plan, problems } = compile(decoded.success, parse)
  const rows = plan.ledgers.flatMap(({ id, scored }) =>
    scored === null
      ? []
      : [...lint(scored), ...checkDirection(scored)].flatMap((problem) =>
          ofWhole.has(problem.code) ? [] : [{ ...problem, path: pathInLedger(id, problem.path) }],
        ),
  )
  return { plan, problems: withoutConsequences([...problems, ...lint(plan), ...checkDirection(plan), ...rows]) }
}

/** What is said of the whole rubric and not again of that of a row. */
const ofWhole = new Set(
  [
    "unused-field",
    "unused-basis",
    "basis-unverified",
    "basis-repealed",
    "basis-not-yet",
    "basis-midway",
    "period",
    "applies-self",
  ].map((code) => `rubric/${code}`),
)

/** A formula that could not be read stands as zero, or a rule or relation cannot be as written. */
const broken = new Set(
  ["formula", "unknown-field", "unknown-code", "cycle", "type", "rule", "relation", "relation-scope"].map(
    (code) => `rubric/${code}`,
  ),
)

/** Where a rule is not expanded, or in the place of another, its figures seem idle. */
const unexpanded = ["duplicate-code", "duplicate-rule", "unknown-group", "no-group", "no-rule", "no-levels"].map(
  (code) => `rubric/${code}`,
)

/** What is then said of a rule's range and of a criterion's sum. */
const ofRules = new Set(
  [
    "unreachable-full",
    "direction",
    "never-deducts",
    "always-deducts",
    "always-awards",
    "zero-divisor",
    "award-sum",
    "points-out-of-reach",
  ].map((code) => `rubric/${code}`),
)

/** Leaves out what only follows from another problem: mended, it would be gone. */
const withoutConsequences = (problems: ReadonlyArray<Problem>): ReadonlyArray<Problem> => {
  const causes = problems.filter(({ code }) => broken.has(code))
  const has = (code: string): boolean => problems.some((problem) => problem.code === code)
  const isInside = (inner: Problem, outer: Problem): boolean =>
    outer.path.every((segment, depth) => inner.path[depth] === segment)
  return problems.filter((problem) => {
    if (ofRules.has(problem.code)) return !causes.some((cause) => isInside(cause, problem))
    switch (problem.code) {
      case "rubric/unused-field":
        return causes.length === 0 && !unexpanded.some(has)
      case "rubric/sum":
      case "rubric/total":
        return !has("rubric/unknown-group")
      default:
        return true
    }
  })
}
