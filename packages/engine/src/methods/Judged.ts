import { Schema } from "effect"
import { above, atLeast, cases, max, minus, number, over, points, sum, times } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { Amount, amount, GroupPoints, ruleKeys, Text } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Method, plain, type RuleScope } from "./Method.ts"

/** 评分: scorers give points in a range, each with a reason. Several are averaged, with or without the highest and lowest, in weighted sides. */
const Params = Schema.Struct({
  kind: Schema.Literal("judged"),
  ...ruleKeys,
  most: GroupPoints.annotate({ description: "最多得多少分(扣分的为最多扣多少分)" }),
  how: Schema.optionalKey(
    Schema.Literals(["award", "lose"]).annotate({ description: "award 评得分(默认);lose 酌情扣分" }),
  ),
  scorers: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "至少须有几人评分,取平均;“不了解”的不算",
  }),
  combine: Schema.optionalKey(
    Schema.Literals(["mean", "trimmed"]).annotate({
      description: "几人的分怎样合成。mean 平均(默认);trimmed 去掉一个最高分和一个最低分后平均",
    }),
  ),
  sides: Schema.optionalKey(
    Schema.Record(
      Schema.String,
      Schema.Struct({
        title: Text.annotate({ description: "这一方的名称" }),
        weight: Amount.annotate({ description: "权重,各方之和须为 100%" }),
        least: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({ description: "这一方至少须有几人评分" }),
      }),
    ).annotate({ description: "评分的几方,各方分别合成后按权重相加;谁属于哪一方写在 round.yaml 的 sides 或评分表中" }),
  ),
}).annotate({ identifier: "JudgedRule", description: "评分:由考核人员在幅度内评定" })
type Params = typeof Params.Type

export const judged: Method<Params> = {
  kind: "judged",
  title: "评分",
  params: Params,
  expand: (params, scope) => {
    const most = scope.points(params.most)
    const sides = Object.entries(params.sides ?? {})
    refuseWrong(params, scope)
    const made =
      sides.length === 0
        ? [{ title: "", weight: Rational.one, ...combined(scope, { params, most, side: null, least: params.scorers }) }]
        : sides.map(([side, { title, weight, least }]) => ({
            title,
            weight: amount(weight),
            ...combined(scope, { params, most, side, least }),
          }))
    const weighted = (part: (one: (typeof made)[number]) => Formula): Formula =>
      sum(...made.map((one) => times(part(one), number(one.weight, "rate"))))
    const [only] = made
    const points = made.length === 1 && only !== undefined ? only.points : weighted((one) => one.points)
    const how = params.combine === "trimmed" ? "去掉最高分、最低分后平均" : "平均"
    return [
      {
        ...plain,
        how: params.how ?? "award",
        points,
        most,
        partial: {
          complete:
            made.length === 1 && only !== undefined
              ? only.complete
              : { kind: "and", of: made.map((one) => one.complete) },
          low: weighted((one) => one.low),
          high: weighted((one) => one.high),
        },
        reason: (v) => {
          const total = v.show(points, "points")
          if (sides.length > 0) {
            const each = made.map(
              ({ title, weight, count, points }) =>
                `${title} ${v.show(count, "count")} 人${how} ${v.show(points, "points")} 分(占 ${show(weight, "rate")})`,
            )
            return `${each.join(",")},合成 ${total} 分`
          }
          return `${params.scorers === 1 || only === undefined ? "评分" : `${v.show(only.count, "count")} 人评分${how}`} ${total} 分`
        },
      },
    ]
  },
}

const refuseWrong = ({ combine, scorers, sides }: Params, { refuse }: RuleScope): void => {
  const each = Object.entries(sides ?? {})
  const fewest = each.length === 0 ? scorers : Math.min(...each.map(([, { least }]) => least))
  if (combine === "trimmed" && fewest < 3)
    refuse("combine", `${fewest} 人评分,去掉最高分和最低分就没有了`, "trimmed 至少要 3 人评分;或用 mean")
  if (each.length === 0) return
  const weights = each.reduce((total, [, { weight }]) => total.plus(amount(weight)), Rational.zero)
  if (!weights.equals(Rational.one))
    refuse("sides", `各方权重之和为 ${show(weights, "rate")},应为 100%`, "更正各方的 weight")
  const least = each.reduce((total, [, side]) => total + side.least, 0)
  if (least !== scorers) refuse("scorers", `各方至少共 ${least} 人,scorers 写作 ${scorers}`, `scorers 写 ${least}`)
}

/** The points of one side, and between what they may lie while scores are missing. */
const combined = (
  scope: RuleScope,
  given: {
    readonly params: Params
    readonly most: Rational
    readonly side: string | null
    readonly least: number
  },
): {
  readonly count: Formula
  readonly points: Formula
  readonly complete: Formula
  readonly low: Formula
  readonly high: Formula
} => {
  const { params, most, side, least } = given
  const rows = scope.scores(side)
  const name = side === null ? "" : `.${side}`
  const label = side === null ? "" : (params.sides?.[side]?.title ?? "")
  const kept = scope.keep(`sum${name}`, `${label}评分合计`, "points", rows.sum)
  const isTrimmed = params.combine === "trimmed"
  const highest = isTrimmed ? scope.keep(`highest${name}`, `${label}最高分`, "points", rows.highest) : points(0)
  const lowest = isTrimmed ? scope.keep(`lowest${name}`, `${label}最低分`, "points", rows.lowest) : points(0)
  const count = scope.keep(`count${name}`, `${label}评分人数`, "count", rows.count)
  const wanted = number(least, "count")
  const missing = max(minus(wanted, count), number(0))
  const full = points(most)
  const complete = atLeast(count, wanted)
  if (!isTrimmed && side === null) {
    return {
      count,
      // where more have scored than must, all of them count
      points: over(kept, count),
      complete,
      low: over(kept, wanted),
      high: over(sum(kept, times(minus(wanted, count), full)), wanted),
    }
  }
  if (!isTrimmed) {
    // one side may have all its scores while another waits
    const divisor = max(wanted, count)
    return {
      count,
      points: over(kept, count),
      complete,
      low: over(kept, divisor),
      high: over(sum(kept, times(missing, full)), divisor),
    }
  }
  const two = number(2, "count")
  const divisor = max(minus(max(wanted, count), two), number(1, "count"))
  const trimmed = minus(minus(kept, highest), lowest)
  // a missing score may turn out the lowest of all, or the highest
  return {
    count,
    points: over(trimmed, minus(count, two)),
    complete,
    low: over(max(cases([[complete, trimmed]], minus(kept, highest)), number(0)), divisor),
    high: over(
      cases(
        [[complete, trimmed]],
        minus(sum(kept, times(minus(missing, number(1)), full)), cases([[above(count, number(0)), lowest]], full)),
      ),
      divisor,
    ),
  }
}
