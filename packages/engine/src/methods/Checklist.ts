import { Schema } from "effect"
import { and, cases, max, minus, not, number, or, points, sum, times } from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import { FormulaText, GroupPoints, ruleKeys, Share, shareOf, Text } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Loss, type Method, plain, type RuleScope } from "./Method.ts"
import { gainOf } from "./parts.ts"

/** 分项清单: parts that are each there or not, each with points of its own. */
const Params = Schema.Struct({
  kind: Schema.Literal("checklist"),
  ...ruleKeys,
  parts: Schema.NonEmptyArray(
    Schema.Struct({
      value: FormulaText.pipe(Schema.annotateKey({ description: "应当成立的条件" })),
      points: GroupPoints,
      says: Schema.optionalKey(Text),
    }),
  ).annotate({ description: "各分项:条件、分值" }),
  others: Schema.optionalKey(Share.annotate({ description: "分值最高的一项计满分,其余按多少计" })),
}).annotate({ identifier: "ChecklistRule", description: "分项清单:有一项得一项的分" })

export const checklist: Method<typeof Params.Type> = {
  kind: "checklist",
  title: "分项清单",
  params: Params,
  expand: (params, scope) =>
    params.others === undefined
      ? params.parts.map((part, index): Loss => {
          const value = scope.formula(part.value, `parts.${index}.value`, "boolean")
          const most = scope.points(part.points)
          return {
            ...plain,
            part: String(index + 1),
            says: part.says ?? null,
            how: "award",
            points: cases([[value, points(most)]], points(0)),
            most,
            reason: () => `${scope.nameOf(value)}:否`,
          }
        })
      : [onlyOneWhole(params, shareOf(params.others), scope)],
}

/** The best part counts in full, of each other one a share. No part can be told from another, so there is one loss for all. */
const onlyOneWhole = (params: typeof Params.Type, share: Rational, scope: RuleScope): Loss => {
  const parts = params.parts.map((part, index) => {
    const value = scope.formula(part.value, `parts.${index}.value`, "boolean")
    return {
      name: scope.nameOf(value),
      points: scope.points(part.points),
      ...gainOf(scope, String(index + 1), value),
    }
  })
  const whole = parts.reduce((best, part) => best.max(part.points), Rational.zero)
  const all = parts.reduce((total, part) => total.plus(part.points), Rational.zero)
  const given = (which: "holds" | "mayHold") => {
    const had = parts.map((part) => cases([[part[which], points(part.points)]], points(0)))
    const best = max(...had)
    return sum(best, times(minus(sum(...had), best), number(share, "rate")))
  }
  return {
    ...plain,
    how: "award",
    points: given("holds"),
    most: whole.plus(all.minus(whole).times(share)),
    byParts: true,
    partial: {
      complete: and(...parts.map(({ holds, mayHold }) => or(holds, not(mayHold)))),
      low: given("holds"),
      high: given("mayHold"),
    },
    reason: (v) => {
      const missing = parts.filter(({ mayHold }) => !v.truth(mayHold)).map(({ name }) => name)
      return missing.length === 0
        ? ""
        : `未得分的分项:${missing.join("、")};分值最高的一项计满分,其余按 ${show(share, "rate")}计`
    },
  }
}
