import { Schema } from "effect"
import { dayToNumber, parseDay } from "../Day.ts"
import { above, and, atLeast, cases, min, minus, number, points, state, times } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { DayText, FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Loss, type Method, plain } from "./Method.ts"

/** 期限: on time, too early, late (once or by the calendar day), or not done at all. Whether the day itself is in time must be said. */
const Params = Schema.Struct({
  kind: Schema.Literal("deadline"),
  ...ruleKeys,
  day: FormulaText.annotate({ description: "完成日期(日期类填报项的编号)" }),
  due: DayText.annotate({ description: "期限" }),
  boundary: Schema.Literals(["included", "excluded"]).annotate({
    description: "期限当日完成是否算按时:included 算;excluded 不算",
  }),
  late: Schema.Struct({
    points: GroupPoints.pipe(Schema.annotateKey({ description: "扣多少分" })),
    each: Schema.optionalKey(
      Schema.Literals(["once", "day"]).annotate({ description: "once 迟了即扣(默认);day 每迟一日(自然日)扣" }),
    ),
    cap: Schema.optionalKey(GroupPoints.annotate({ description: "最多扣多少分" })),
  }).annotate({ description: "迟办的扣分" }),
  notDone: Schema.Union([Schema.Literal("all"), GroupPoints]).annotate({
    description: "自报未办的扣多少分;all 为本项全部分值",
  }),
  early: Schema.optionalKey(
    Schema.Struct({
      before: DayText.pipe(Schema.annotateKey({ description: "早于(不含)" })),
      points: GroupPoints,
    }).annotate({ description: "早办的扣分" }),
  ),
}).annotate({ identifier: "DeadlineRule", description: "期限:按时得分,迟办、未办扣分" })

export const deadline: Method<typeof Params.Type> = {
  kind: "deadline",
  title: "期限",
  params: Params,
  expand: (params, scope): ReadonlyArray<Loss> => {
    const day = scope.formula(params.day, "day", "number")
    if (day.kind !== "input" || scope.formatOf(day) !== "day") {
      scope.refuse("day", `day 写作“${params.day}”,不是日期填报项`, "写一个 kind 为 day 的填报项编号")
      return []
    }
    const due = Rational.of(parseDay(params.due) ?? 0)
    // the last day that is in time
    const last = params.boundary === "included" ? due : due.minus(Rational.one)
    const each = points(scope.points(params.late.points))
    const daysLate = minus(day, number(last, "day"))
    const perDay = times(daysLate, each)
    const cap = params.late.cap
    const late: Formula =
      params.late.each === "day" ? (cap === undefined ? perDay : min(perDay, points(scope.points(cap)))) : each
    const notDone = params.notDone === "all" ? scope.full : scope.points(params.notDone)
    const isNone = state(day.field, ["none"])
    const early: ReadonlyArray<readonly [Formula, Formula]> =
      params.early === undefined
        ? []
        : [
            [
              above(number(dayToNumber(parseDay(params.early.before) ?? 0), "day"), day),
              points(scope.points(params.early.points)),
            ],
          ]
    const earlyPoints = params.early === undefined ? Rational.zero : scope.points(params.early.points)
    const lateMost =
      params.late.each === "day"
        ? cap === undefined
          ? scope.whole
          : scope.points(cap)
        : scope.points(params.late.points)
    if (notDone.compare(lateMost) < 0) {
      scope.refuse(
        "notDone",
        `未办扣 ${show(notDone, "points")} 分,少于迟办可扣的 ${show(lateMost, "points")} 分:不办反而少扣`,
        "未办的扣分不应少于迟办的扣分;迟办按日扣的,用 cap 限定",
      )
    }
    const name = params.found ?? scope.nameOf(day)
    const limit = `${show(due, "day")}${params.boundary === "included" ? "" : "之前"}`
    return [
      {
        ...plain,
        how: "lose",
        alsoKnown: ["none"],
        points: cases([[isNone, points(notDone)], ...early, [and(atLeast(number(last, "day"), day)), points(0)]], late),
        most: notDone.max(earlyPoints),
        reason: (v) => {
          if (v.isNone(day)) return `${name}:自报未办,期限为${limit}`
          const found = v.number(day)
          if (found.compare(last) > 0) {
            return `${name} ${v.show(day, "day")},晚于期限(${limit})${params.late.each === "day" ? `,迟 ${show(found.minus(last), "count")} 日` : ""}`
          }
          return `${name} ${v.show(day, "day")},早于规定的起始日`
        },
      },
    ]
  },
}
