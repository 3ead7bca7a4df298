import { type Figure, spanText } from "../../check/Figure.ts"
import type { Given } from "../../check/Relation.ts"
import type { End } from "../../check/Span.ts"
import { fieldsOf } from "../../formula/readings.ts"
import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { amount } from "../../rubric/Scalars.ts"
import { boundsIn } from "../boundsOf.ts"
import type { Plan } from "../Plan.ts"
import { error, type Path } from "./told.ts"

/** Relations between figures (勾稽关系) that can never hold, and fields that are part of one another in a circle. */
export const lintRelations = (plan: Plan): ReadonlyArray<Problem> => [
  ...circles(plan),
  ...impossibleRelations(plan),
  ...impossibleChecks(plan),
]

const impossible = (path: Path, message: string, remedy: string): Problem =>
  error("relation-impossible", path, { message, remedy })

const circles = (plan: Plan): ReadonlyArray<Problem> => {
  const wholes = new Map<string, Array<string>>()
  for (const { field, needs, path } of plan.relations) {
    if (path.at(-1) === "within") wholes.set(field, [...(wholes.get(field) ?? []), ...needs.slice(1)])
  }
  const told = new Set<string>()
  return [...wholes.keys()].flatMap((start): ReadonlyArray<Problem> => {
    const circle = wayBack(wholes, start)
    if (circle === null) return []
    const key = [...circle].sort().join()
    if (told.has(key)) return []
    told.add(key)
    const names = circle.map((id) => `“${plan.rubric.fields[id]?.label ?? id}”`)
    return [
      impossible(
        ["fields", start, "within"],
        `${names.join("、")}互为部分,只有都相等才能成立`,
        "按由部分到全部的次序写 within,去掉倒过来的一处",
      ),
    ]
  })
}

const wayBack = (wholes: ReadonlyMap<string, ReadonlyArray<string>>, start: string): ReadonlyArray<string> | null => {
  const seen = new Set<string>()
  const visit = (id: string, way: ReadonlyArray<string>): ReadonlyArray<string> | null => {
    for (const next of wholes.get(id) ?? []) {
      if (next === start) return way
      if (seen.has(next)) continue
      seen.add(next)
      const found = visit(next, [...way, next])
      if (found !== null) return found
    }
    return null
  }
  return visit(start, [start])
}

/** A relation looks at an agency of which only the declared limits are known: what it still finds, it always finds. */
const impossibleRelations = (plan: Plan): ReadonlyArray<Problem> => {
  const limits = limitsOf(plan)
  return plan.relations.flatMap((relation) => {
    const finding = relation.find(limits)
    return finding === null || finding.severity === "note"
      ? []
      : [
          impossible(
            relation.path,
            `按所写的取值范围,这一勾稽关系永远不能成立:${finding.message}`,
            "更正 min、max,或更正勾稽关系",
          ),
        ]
  })
}

const limitsOf = (plan: Plan): Given => {
  const fields = new Map(plan.fields.map((field) => [field.id, field]))
  const end = (value: Rational | null): End | null => (value === null ? null : { value, open: false })
  const figure = (id: string): Figure | null => {
    const known = fields.get(id)
    if (known === undefined || known.type !== "number" || known.field === null) return null
    const { min, max } = known.field
    const natural = known.format === "number" ? null : Rational.zero
    const span = {
      low: end(min === undefined ? natural : amount(min)),
      high: end(max === undefined ? null : amount(max)),
    }
    const { low, high } = span
    // limits the wrong way round are told where they stand
    if (low !== null && high !== null && low.value.compare(high.value) > 0) return null
    const { label, format, unit } = known
    return { id, label, format, unit, span, text: spanText(span, known), lastDigit: Rational.one, source: "", at: null }
  }
  return { figure, isMissing: () => false, number: () => Rational.undefined }
}

const impossibleChecks = (plan: Plan): ReadonlyArray<Problem> =>
  plan.checks.flatMap(({ slot, index, otherwise, relation }) => {
    const formulas = plan.slots.find(({ id }) => id === slot)?.formulas ?? new Map()
    if (relation !== null || formulas.size === 0) return []
    // with every figure known
    const fails = plan.groups.every(({ id }) => {
      const formula = formulas.get(id)
      const read = boundsIn(plan, id, {
        state: (_, is) => ({ canHold: is.includes("filled"), canFail: !is.includes("filled") }),
      })
      const bound = formula === undefined ? null : read(formula)
      return bound?.type === "boolean" && !bound.canHold && fieldsOf(formula).length > 0
    })
    return fails
      ? [
          impossible(
            ["checks", index, "that"],
            `按所写的取值范围,这一勾稽关系永远不能成立,每个单位都会被告知“${otherwise}”`,
            "更正 min、max,或更正勾稽关系",
          ),
        ]
      : []
  })
