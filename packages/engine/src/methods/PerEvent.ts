import { Schema } from "effect"
import { min, points, times } from "../formula/build.ts"
import { FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"

/** 按件扣分: each event costs so much, at most the cap of its kind. */
const Params = Schema.Struct({
  kind: Schema.Literal("per-event"),
  ...ruleKeys,
  count: FormulaText.pipe(Schema.annotateKey({ description: "计数" })),
  points: GroupPoints.annotate({ description: "每件(次)扣多少分" }),
  cap: Schema.optionalKey(GroupPoints.annotate({ description: "累计最多扣多少分" })),
}).annotate({ identifier: "PerEventRule", description: "按件扣分:每发生一件扣多少" })

export const perEvent: Method<typeof Params.Type> = {
  kind: "per-event",
  title: "按件扣分",
  params: Params,
  expand: (params, scope) => {
    const count = scope.formula(params.count, "count", "number")
    const each = scope.points(params.points)
    const most = params.cap === undefined ? scope.whole : scope.points(params.cap)
    const lost = times(count, points(each))
    return [
      {
        ...plain,
        how: "lose",
        points: params.cap === undefined ? lost : min(lost, points(most)),
        // a difference or a measure may be below 0
        clamped: scope.formatOf(count) === "count",
        most,
        reason: (v) =>
          `${params.found ?? scope.nameOf(count)} ${quantity(v.show(count, "count"), scope.unitOf(count))},每${scope.unitOf(count) || "件"}扣 ${show(each, "points")} 分`,
      },
    ]
  },
}
