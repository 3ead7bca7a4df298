import { Schema } from "effect"
import { above, cases, min, minus, number, points, sum, times } from "../formula/build.ts"
import { FormulaText, GroupPoints, ruleKeys, Share, shareOf } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"

/** 按件得分: each recognised matter earns so much, at most the cap. For bonus sections. */
const Params = Schema.Struct({
  kind: Schema.Literal("per-award"),
  ...ruleKeys,
  count: FormulaText.pipe(Schema.annotateKey({ description: "计数" })),
  points: GroupPoints.annotate({ description: "每件(项)得多少分" }),
  others: Schema.optionalKey(Share.annotate({ description: "第一件计满分,其余按多少计" })),
  cap: GroupPoints.annotate({ description: "累计最多得多少分" }),
}).annotate({ identifier: "PerAwardRule", description: "按件得分:每有一件得多少" })

export const perAward: Method<typeof Params.Type> = {
  kind: "per-award",
  title: "按件得分",
  params: Params,
  expand: (params, scope) => {
    const count = scope.formula(params.count, "count", "number")
    const each = scope.points(params.points)
    const most = scope.points(params.cap)
    const one = number(1, "count")
    const award =
      params.others === undefined
        ? times(count, points(each))
        : cases(
            [
              [
                above(count, one),
                sum(points(each), times(minus(count, one), points(each), number(shareOf(params.others), "rate"))),
              ],
            ],
            times(count, points(each)),
          )
    const unit = scope.unitOf(count)
    const rest = params.others === undefined ? "" : `,第二${unit || "件"}起按 ${show(shareOf(params.others), "rate")}计`
    return [
      {
        ...plain,
        how: "award",
        points: min(award, points(most)),
        // a difference or a measure may be below 0
        clamped: scope.formatOf(count) === "count",
        most,
        reason: (v) =>
          `${params.found ?? scope.nameOf(count)} ${quantity(v.show(count, "count"), unit)},每${unit || "件"}得 ${show(each, "points")} 分${rest}`,
      },
    ]
  },
}
