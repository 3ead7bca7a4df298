import { Result, Schema } from "effect"
import { compile } from "../plan/compile.ts"
import type { Plan } from "../plan/Plan.ts"
import { describeSchemaIssue } from "./describeSchemaIssue.ts"
import { lint } from "./lint.ts"
import type { ParseFormula, Problem } from "./Problem.ts"
import { Rubric } from "./Rubric.ts"

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
  const { plan, problems } = compile(decoded.success, parse)
  return { plan, problems: [...problems, ...lint(plan)] }
}
