import { Schema } from "effect"
import { cases, points } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import { FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { type Method, plain } from "./Method.ts"

/** 是否: a condition that must hold; where it does not, the points are lost, or the whole mark (发现一起即不得分). */
const Params = Schema.Struct({
  kind: Schema.Literal("yes-no"),
  ...ruleKeys,
  value: FormulaText.pipe(Schema.annotateKey({ description: "应当成立的条件" })),
  points: Schema.Union([Schema.Literal("all"), GroupPoints]).annotate({
    description: "不符合时失去多少分;all 为本项全部分值",
  }),
}).annotate({ identifier: "YesNoRule", description: "是否:不符合即失分" })

export const yesNo: Method<typeof Params.Type> = {
  kind: "yes-no",
  title: "是否",
  params: Params,
  expand: (params, scope) => {
    const value = scope.formula(params.value, "value", "boolean")
    // what other criteria gave is no figure of the agency, so that nothing else tells it
    const marks = [...nodesOf(value)].filter((node) => node.kind === "slot" && /\.(?:share|awarded)$/.test(node.slot))
    const most = params.points === "all" ? scope.full : scope.points(params.points)
    return [
      {
        ...plain,
        how: "lose",
        points: cases([[value, points(0)]], points(most)),
        most,
        reason: ({ show }) => {
          const written = (mark: Formula): string => {
            const format = scope.formatOf(mark)
            return `${scope.nameOf(mark)} ${show(mark, format)}${format === "points" ? " 分" : ""}`
          }
          const read = [...new Set(marks.map(written))]
          if (read.length === 0) return `${params.found ?? scope.nameOf(value)}:否`
          return params.found === undefined
            ? `${read.join("、")},不符合本款要求`
            : `${params.found}:否(${read.join("、")})`
        },
      },
    ]
  },
}
