import { above, cases, max, min, minus, number, points, times } from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import type { Small } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import type { Loss, RuleScope } from "./Method.ts"

/** A rule over a rate, where the rate is of so few cases that one of them would turn it: nothing is lost, or so much for each (基数过小). */
export const withSmall = (loss: Loss, small: Small | undefined, scope: RuleScope): Loss => {
  if (small === undefined) return loss
  const of = scope.formula(small.of, "small.of", "number")
  const isSmall = above(number(small.under), of)
  const unit = scope.unitOf(of)
  const few = (v: Parameters<Loss["reason"]>[0]): string =>
    `${scope.nameOf(of)} ${quantity(v.show(of, "count"), unit)},少于 ${quantity(show(Rational.of(small.under), "count"), unit)}`
  const most = points(loss.most)
  if (small.instead === "full") {
    return {
      ...loss,
      points: cases([[isSmall, loss.how === "award" ? most : points(0)]], loss.points),
      undivided: isSmall,
      reason: (v) => (v.truth(isSmall) ? `${few(v)},得满分` : loss.reason(v)),
    }
  }
  const count = scope.formula(small.instead.count, "small.instead.count", "number")
  const each = scope.points(small.instead.points)
  const lost = times(count, points(each))
  const within = max(min(loss.how === "award" ? minus(most, lost) : lost, most), points(0))
  const counted = scope.unitOf(count)
  return {
    ...loss,
    points: cases([[isSmall, within]], loss.points),
    undivided: isSmall,
    reason: (v) =>
      v.truth(isSmall)
        ? `${few(v)},不按比率而逐${counted || "件"}计:${quantity(v.show(count, "count"), counted || "件")},每${counted || "件"}${loss.how === "award" ? "失" : "扣"} ${show(each, "points")} 分`
        : loss.reason(v),
  }
}
