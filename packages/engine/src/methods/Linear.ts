import { Schema } from "effect"
import { max, min, minus, number, over, points, sum, times } from "../formula/build.ts"
import { Amount, amount, FormulaText, GroupPoints, isPercent, ruleKeys, Small } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"
import { withSmall } from "./small.ts"

/** 线性计分: between two anchors the points grow evenly; outside they stay. Either direction. */
const Anchor = Schema.Struct({ at: Amount, points: GroupPoints })
const Params = Schema.Struct({
  kind: Schema.Literal("linear"),
  ...ruleKeys,
  value: FormulaText.pipe(Schema.annotateKey({ description: "所算数值" })),
  from: Anchor.annotate({ description: "得分低的一端" }),
  to: Anchor.annotate({ description: "得分高的一端" }),
  small: Schema.optionalKey(Small),
}).annotate({ identifier: "LinearRule", description: "线性计分:两点之间按比例得分" })

export const linear: Method<typeof Params.Type> = {
  kind: "linear",
  title: "线性计分",
  params: Params,
  expand: (params, scope) => {
    const raw = scope.formula(params.value, "value", "number")
    const format = isPercent(params.to.at) || scope.formatOf(raw) === "rate" ? "rate" : scope.formatOf(raw)
    const name = params.found ?? scope.nameOf(raw)
    const value = scope.keep("value", name, format, format === "rate" ? scope.rate(raw) : raw)
    const [low, high] = [amount(params.from.at), amount(params.to.at)]
    const [few, most] = [scope.points(params.from.points), scope.points(params.to.points)]
    if (low.equals(high))
      scope.refuse("to.at", `两端的数值都是 ${show(low, format)}`, "线性计分的两端须不同;只有一个界限的用 tiers")
    if (few.compare(most) > 0) {
      scope.refuse(
        "from.points",
        `from 的分值 ${show(few, "points")} 高于 to 的分值 ${show(most, "points")}`,
        "from 写得分低的一端,to 写得分高的一端;数值越小越好时 from 的数值较大",
      )
    }
    const rising = low.compare(high) < 0
    const part = rising
      ? over(minus(value, number(low, format)), number(high.minus(low), format))
      : over(minus(number(low, format), value), number(low.minus(high), format))
    const award = sum(points(few), times(max(min(part, number(1)), number(0)), points(most.minus(few))))
    return [
      withSmall(
        {
          ...plain,
          how: "award",
          points: award,
          most,
          reason: (v) =>
            `${name} ${quantity(v.show(value, format), scope.unitOf(raw))},${rising ? "未达到" : "高于"} ${quantity(show(high, format), scope.unitOf(raw))}`,
        },
        params.small,
        scope,
      ),
    ]
  },
}
