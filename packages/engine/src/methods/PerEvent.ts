import { Schema } from "effect"
import { above, atLeast, cases, min, minus, not, number, or, points, sum, times, truth } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { FormulaText, GroupPoints, ruleKeys, Text } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Loss, type Method, plain } from "./Method.ts"
import { burdenOf } from "./parts.ts"

/** 按件扣分: each event costs so much, at most the cap of its kind; from the second on more, or everything; doubled where it is aggravated. */
const Params = Schema.Struct({
  kind: Schema.Literal("per-event"),
  ...ruleKeys,
  count: FormulaText.pipe(Schema.annotateKey({ description: "计数" })),
  points: GroupPoints.annotate({ description: "每件(次)扣多少分" }),
  again: Schema.optionalKey(
    Schema.Union([Schema.Literal("all"), GroupPoints]).annotate({
      description: "第二件起每件扣多少分;all 为本项全部分值",
    }),
  ),
  double: Schema.optionalKey(
    Schema.Struct({
      when: FormulaText.pipe(Schema.annotateKey({ description: "条件" })),
      times: Schema.optionalKey(
        Schema.Finite.check(Schema.isGreaterThan(1, { message: "应为大于 1 的数" })).annotate({
          description: "多少倍(默认 2)",
        }),
      ),
      what: Text.annotate({ description: "何种情形" }),
    }).annotate({ description: "加倍扣分" }),
  ),
  cap: Schema.optionalKey(GroupPoints.annotate({ description: "累计最多扣多少分;加倍后的也不超过" })),
}).annotate({ identifier: "PerEventRule", description: "按件扣分:每发生一件扣多少" })

export const perEvent: Method<typeof Params.Type> = {
  kind: "per-event",
  title: "按件扣分",
  params: Params,
  expand: (params, scope): ReadonlyArray<Loss> => {
    const { again, double } = params
    const count = scope.formula(params.count, "count", "number")
    const each = scope.points(params.points)
    const unit = scope.unitOf(count)
    if (again === "all" && params.cap !== undefined)
      scope.refuse("cap", "再次发生的本项不得分,又写了累计最多扣多少分,两者相抵", "删去 cap,或把 again 改为分值")
    const most = again === "all" ? scope.full : params.cap === undefined ? scope.whole : scope.points(params.cap)
    const one = points(each)
    const single =
      again === undefined
        ? times(count, one)
        : cases(
            [
              [
                above(count, number(1, "count")),
                again === "all"
                  ? points(scope.full)
                  : sum(one, times(minus(count, number(1, "count")), points(scope.points(again)))),
              ],
              [above(count, number(0, "count")), one],
            ],
            points(0),
          )
    const limited = (lost: Formula): Formula =>
      params.cap === undefined && again !== "all" ? lost : min(lost, points(most))
    const named = params.found ?? scope.nameOf(count)
    const costs =
      again === undefined
        ? `每${unit || "件"}扣 ${show(each, "points")} 分`
        : `第一${unit || "件"}扣 ${show(each, "points")} 分,${again === "all" ? "再次发生的本项不得分" : `第二${unit || "件"}起每${unit || "件"}扣 ${show(scope.points(again), "points")} 分`}`
    const loss: Loss = {
      ...plain,
      how: "lose",
      points: limited(single),
      // a difference or a measure may be below 0
      clamped: scope.formatOf(count) === "count" || again !== undefined,
      most,
      reason: (v) => `${named} ${quantity(v.show(count, "count"), unit)},${costs}`,
    }
    if (double === undefined) return [loss]

    const by = number(Rational.of(double.times ?? 2))
    const aggravated = burdenOf(scope, "double", scope.formula(double.when, "double.when", "boolean"))
    const { known, gone } = scope.settled(count)
    const once = scope.keep("once", "未加倍的扣分", "points", cases([[known, single]], points(0)))
    const taken = (when: Formula): Formula => limited(cases([[when, times(once, by)]], once))
    return [
      {
        ...loss,
        points: cases([[gone, points(most)]], taken(aggravated.holds)),
        byParts: true,
        partial: {
          // where nothing happened, nothing is doubled
          complete: cases(
            [
              [gone, truth(true)],
              [known, or(aggravated.holds, not(aggravated.mayHold), atLeast(number(0, "count"), count))],
            ],
            truth(false),
          ),
          low: cases(
            [
              [gone, points(most)],
              [known, taken(aggravated.holds)],
            ],
            points(0),
          ),
          high: cases([[known, taken(aggravated.mayHold)]], points(most)),
        },
        reason: (v) =>
          v.truth(known)
            ? `${loss.reason(v)}${v.truth(aggravated.holds) ? `;${double.what},按 ${show(Rational.of(double.times ?? 2), "number")} 倍扣分` : ""}`
            : "",
      },
    ]
  },
}
