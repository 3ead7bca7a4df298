import { Schema } from "effect"
import type { Formula } from "../formula/Formula.ts"
import { FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Method, plain, type Showing } from "./Method.ts"

/** 算式: any arithmetic over fields, for what no other method says. */
const Params = Schema.Struct({
  kind: Schema.Literal("formula"),
  ...ruleKeys,
  points: FormulaText.annotate({ description: "得分(或扣分)的算式" }),
  how: Schema.Literals(["award", "lose"]).annotate({ description: "award 算式为得分;lose 算式为扣分" }),
  most: GroupPoints.annotate({ description: "最多得(扣)多少分;超出的按此计,小于 0 的按 0 计" }),
}).annotate({ identifier: "FormulaRule", description: "算式:得分或扣分由算式给出" })

export const calculated: Method<typeof Params.Type> = {
  kind: "formula",
  title: "算式",
  params: Params,
  expand: (params, scope) => {
    const value = scope.formula(params.points, "points", "number")
    const most = scope.points(params.most)
    const name = params.found ?? "按算式计算"
    return [
      {
        ...plain,
        clamped: false,
        how: params.how,
        points: value,
        most,
        reason: (v) =>
          `${name}为 ${v.show(value, "points")} 分${params.how === "award" ? `,满分 ${show(most, "points")} 分` : ""}${caseWords(value, v)}`,
      },
    ]
  },
}

/** Which condition decided, where the formula has some: the workings show only what followed from it. */
const caseWords = (formula: Formula, v: Showing): string => {
  if (formula.kind !== "cases") return ""
  const taken = formula.cases.find(([when]) => v.truth(when))
  return taken === undefined
    ? `;不满足${formula.cases.map(([when]) => `“${v.words(when)}”`).join("、")}`
    : `;满足“${v.words(taken[0])}”`
}
