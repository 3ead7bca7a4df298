import { Schema } from "effect"
import { atLeast, minus, number, over, points, sum, times } from "../formula/build.ts"
import { GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { type Method, plain } from "./Method.ts"

/** 评分: scorers give points in a range, each with a reason; several scorers are averaged. */
const Params = Schema.Struct({
  kind: Schema.Literal("judged"),
  ...ruleKeys,
  most: GroupPoints.annotate({ description: "最多得多少分(扣分的为最多扣多少分)" }),
  how: Schema.optionalKey(
    Schema.Literals(["award", "lose"]).annotate({ description: "award 评得分(默认);lose 酌情扣分" }),
  ),
  scorers: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({ description: "须有几人评分,取平均" }),
}).annotate({ identifier: "JudgedRule", description: "评分:由考核人员在幅度内评定" })

export const judged: Method<typeof Params.Type> = {
  kind: "judged",
  title: "评分",
  params: Params,
  expand: (params, scope) => {
    const most = scope.points(params.most)
    const { sum: given, count } = scope.scores()
    const sumOf = scope.keep("sum", "评分合计", "points", given)
    const countOf = scope.keep("count", "评分人数", "count", count)
    const wanted = number(params.scorers, "count")
    const missing = times(minus(wanted, countOf), points(most))
    // where more have scored than must, all of them count
    const mean = over(sumOf, countOf)
    return [
      {
        ...plain,
        how: params.how ?? "award",
        points: mean,
        most,
        partial: {
          complete: atLeast(countOf, wanted),
          low: over(sumOf, wanted),
          high: over(sum(sumOf, missing), wanted),
        },
        reason: (v) =>
          `${params.scorers === 1 ? "评分" : `${v.show(countOf, "count")} 人评分平均`} ${v.show(mean, "points")} 分`,
      },
    ]
  },
}
