import { Schema } from "effect"
import { atLeast, cases, max, min, minus, nonZero, number, over, points, sum, times } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { FormulaText, GroupPoints, ruleKeys, Small, Target } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"
import { withSmall } from "./small.ts"

/** 线性计分: between two anchors the points grow evenly; outside they stay. Either direction. */
const Anchor = Schema.Struct({ at: Target, points: GroupPoints })
const Params = Schema.Struct({
  kind: Schema.Literal("linear"),
  ...ruleKeys,
  value: FormulaText.pipe(Schema.annotateKey({ description: "所算数值" })),
  from: Anchor.annotate({ description: "得分低的一端" }),
  to: Anchor.annotate({ description: "得分高的一端" }),
  small: Schema.optionalKey(Small),
  better: Schema.optionalKey(
    Schema.Literals(["higher", "lower"]).annotate({
      description: "一端是算式时:higher 数值越高越好(默认);lower 数值越低越好",
    }),
  ),
}).annotate({ identifier: "LinearRule", description: "线性计分:两点之间按比例得分" })

export const linear: Method<typeof Params.Type> = {
  kind: "linear",
  title: "线性计分",
  params: Params,
  expand: (params, scope) => {
    const raw = scope.formula(params.value, "value", "number")
    const [from, to] = [scope.limit(params.from.at, "from.at"), scope.limit(params.to.at, "to.at")]
    const format = from.isRate || to.isRate || scope.formatOf(raw) === "rate" ? "rate" : scope.formatOf(raw)
    const name = params.found ?? scope.nameOf(raw)
    const value = scope.keep("value", name, format, format === "rate" ? scope.rate(raw) : raw)
    const [few, most] = [scope.points(params.from.points), scope.points(params.to.points)]
    if (few.compare(most) > 0) {
      scope.refuse(
        "from.points",
        `from 的分值 ${show(few, "points")} 高于 to 的分值 ${show(most, "points")}`,
        "from 写得分低的一端,to 写得分高的一端;数值越小越好时 from 的数值较大",
      )
    }
    const isFixed = from.plain !== null && to.plain !== null
    if (isFixed && from.plain.equals(to.plain))
      scope.refuse("to.at", `两端的数值都是 ${show(to.plain, format)}`, "线性计分的两端须不同;只有一个界限的用 tiers")
    const rising = isFixed ? from.plain.compare(to.plain) < 0 : params.better !== "lower"
    const [low, high] = [from.formula(format), to.formula(format)]
    const length = isFixed
      ? number(rising ? to.plain.minus(from.plain) : from.plain.minus(to.plain), format)
      : nonZero(rising ? minus(high, low) : minus(low, high))
    const part = over(rising ? minus(value, low) : minus(low, value), length)
    const between = (share: Formula): Formula => sum(points(few), times(share, points(most.minus(few))))
    const award = isFixed
      ? between(max(min(part, number(1)), number(0)))
      : // ends that turn out the wrong way round, or the same, give all to who reaches the better one
        cases(
          [
            [rising ? atLeast(value, high) : atLeast(high, value), points(most)],
            [rising ? atLeast(low, value) : atLeast(value, low), points(few)],
          ],
          between(part),
        )
    return [
      withSmall(
        {
          ...plain,
          how: "award",
          points: award,
          most,
          reason: (v) =>
            `${name} ${quantity(v.show(value, format), scope.unitOf(raw))},${rising ? "未达到" : "高于"}${quantity(to.says(v, format), scope.unitOf(raw))}`,
        },
        params.small,
        scope,
      ),
    ]
  },
}
