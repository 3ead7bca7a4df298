import { Schema } from "effect"
import { atLeast, cases, min, minus, number, over, points, step, times } from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import { FormulaText, GroupPoints, Points, ruleKeys } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"

/** 按缺额扣分: not fewer than so many; each one (or each started group of several) missing costs so much. */
const Params = Schema.Struct({
  kind: Schema.Literal("too-few"),
  ...ruleKeys,
  count: FormulaText.pipe(Schema.annotateKey({ description: "计数" })),
  atLeast: Points.annotate({ description: "不少于多少" }),
  per: Schema.optionalKey(
    Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({ description: "每少多少(默认 1);不足的按一档计" }),
  ),
  points: GroupPoints.annotate({ description: "每少一次扣多少分" }),
  cap: Schema.optionalKey(GroupPoints.annotate({ description: "最多扣多少分" })),
}).annotate({ identifier: "TooFewRule", description: "按缺额扣分:不少于多少次,每少一次扣多少" })

export const tooFew: Method<typeof Params.Type> = {
  kind: "too-few",
  title: "按缺额扣分",
  params: Params,
  expand: (params, scope) => {
    const count = scope.formula(params.count, "count", "number")
    const wanted = number(params.atLeast, "count")
    const missing = minus(wanted, count)
    const per = params.per ?? 1
    const steps = per === 1 ? missing : step(over(missing, number(per)), Rational.one, "up")
    const each = scope.points(params.points)
    const most = params.cap === undefined ? scope.whole : scope.points(params.cap)
    const lost = times(steps, points(each))
    const unit = scope.unitOf(count)
    return [
      {
        ...plain,
        how: "lose",
        points: cases([[atLeast(count, wanted), points(0)]], params.cap === undefined ? lost : min(lost, points(most))),
        most,
        reason: (v) =>
          `${params.found ?? scope.nameOf(count)} ${quantity(v.show(count, "count"), unit)},少于 ${quantity(show(Rational.of(params.atLeast), "count"), unit)},少 ${quantity(v.show(missing, "count"), unit)}`,
      },
    ]
  },
}
