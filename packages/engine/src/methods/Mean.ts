import { Schema } from "effect"
import {
  and,
  cases,
  equal,
  max,
  min,
  minus,
  nonZero,
  number,
  or,
  over,
  points,
  sum,
  text,
  times,
} from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Method, plain } from "./Method.ts"

/** 取平均: the mean of several figures on one scale, as a share of the points. What is left out does not count as one of them. */
const Params = Schema.Struct({
  kind: Schema.Literal("mean"),
  ...ruleKeys,
  values: Schema.NonEmptyArray(FormulaText).annotate({ description: "取平均的各项" }),
  worst: Schema.optionalKey(Schema.Finite.annotate({ description: "最差的数值,得 0 分,默认 0" })),
  best: Schema.optionalKey(Schema.Finite.annotate({ description: "最好的数值,得满分,默认 1" })),
  letters: Schema.optionalKey(
    Schema.Record(
      Schema.String,
      Schema.Union([Schema.Finite, Schema.Literal("out")]).annotate({ description: "数值;out 不计入" }),
    ).annotate({ description: "等级的数值;各项是等级的才写,答了不计入的写 out" }),
  ),
  points: GroupPoints.annotate({ description: "最多得多少分" }),
}).annotate({ identifier: "MeanRule", description: "取平均:各项的平均数按比例得分,不计入的不占项数" })

export const mean: Method<typeof Params.Type> = {
  kind: "mean",
  title: "取平均",
  params: Params,
  expand: (params, scope) => {
    const [worst, best] = [Rational.of(params.worst ?? 0), Rational.of(params.best ?? 1)]
    if (worst.equals(best)) scope.refuse("best", "最好与最差的数值相同", "两者须不同;数值越小越好的,best 写较小的数")
    const rising = worst.compare(best) < 0
    const length = rising ? best.minus(worst) : worst.minus(best)
    const most = scope.points(params.points)
    const letters = Object.entries(params.letters ?? {})
    const parts = params.values.map((written, index) => {
      const key = `values.${index}`
      const value = scope.formula(written, key, params.letters === undefined ? "number" : "text")
      if (params.letters !== undefined) {
        const levels = scope.levelsOf(value)
        const missing = levels.find((name) => !Object.hasOwn(params.letters ?? {}, name))
        const extra = letters.find(([name]) => !levels.includes(name))
        if (missing !== undefined) scope.refuse(key, `没有写等级“${missing}”的数值`, `在 letters 中补上 ${missing}`)
        else if (extra !== undefined)
          scope.refuse(key, `“${extra[0]}”不是该填报项的等级`, `等级为:${levels.join("、")}`)
      }
      const figure =
        params.letters === undefined
          ? value
          : cases(
              letters.flatMap(([name, of]) => (of === "out" ? [] : [[equal(value, text(name)), number(of)] as const])),
              number(worst),
            )
      const share = over(rising ? minus(figure, number(worst)) : minus(number(worst), figure), number(length))
      const left = or(
        scope.leaves(value),
        ...letters.flatMap(([name, of]) => (of === "out" ? [equal(value, text(name))] : [])),
      )
      return { left, share: max(min(share, number(1)), number(0)), ...scope.settled(value) }
    })
    const count = scope.keep(
      "count",
      "计入的项数",
      "count",
      sum(...parts.map(({ left }) => cases([[left, number(0, "count")]], number(1, "count")))),
    )
    const added = scope.keep(
      "sum",
      "各项合计",
      "number",
      sum(
        ...parts.map(({ left, known, share }) =>
          cases(
            [
              [left, number(0)],
              [known, share],
            ],
            number(0),
          ),
        ),
      ),
    )
    const open = sum(...parts.map(({ left, known, gone }) => cases([[or(left, known, gone), number(0)]], number(1))))
    const award = (of: Formula): Formula => over(times(points(most), of), nonZero(count))
    return [
      {
        ...plain,
        how: "award",
        points: award(added),
        most,
        byParts: true,
        leaves: equal(count, number(0, "count")),
        partial: {
          complete: and(...parts.map(({ left, known, gone }) => or(left, known, gone))),
          low: award(added),
          high: award(sum(added, open)),
        },
        reason: (v) => {
          const counted = v.number(count)
          const value = v.number(added).over(counted.sign === 0 ? Rational.one : counted)
          return `${params.found ?? "各项"} ${params.values.length} 项中计入 ${show(counted, "count")} 项,平均得分率${show(value, "number").includes("/") ? "约" : ""} ${value.times(Rational.of(100)).toDecimal(2) ?? ""}%`
        },
      },
    ]
  },
}
