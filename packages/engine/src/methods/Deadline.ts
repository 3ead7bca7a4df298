import { Schema } from "effect"
import { dayToNumber, parseDay } from "../Day.ts"
import { above, cases, min, minus, number, or, points, state, times, workdays } from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { DayText, FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Loss, type Method, plain, type RuleScope, type Showing } from "./Method.ts"

/** So many days, or working days, after another day. */
const Term = Schema.Struct({
  after: FormulaText.annotate({ description: "自何日起算(日期类填报项的编号);当日不计,次日为第一日" }),
  days: Schema.optionalKey(Schema.Int.annotate({ description: "多少日(自然日)之内" })),
  workdays: Schema.optionalKey(
    Schema.Int.annotate({ description: "多少个工作日之内,按国务院办公厅公布的放假和调休安排" }),
  ),
}).annotate({ identifier: "Term", description: "自某日起多少日(或工作日)之内" })

/** 期限: on time, too early, late (once or by the day), or not done at all. Whether the day itself is in time must be said. */
const Params = Schema.Struct({
  kind: Schema.Literal("deadline"),
  ...ruleKeys,
  day: FormulaText.annotate({ description: "完成日期(日期类填报项的编号)" }),
  due: Schema.Union([DayText, Term]).annotate({
    description: "期限:日期,或自某日起多少日(工作日)之内,如 { after: decided, workdays: 7 }",
  }),
  boundary: Schema.Literals(["included", "excluded"]).annotate({
    description: "期限当日(期间的最后一日)完成是否算按时:included 算;excluded 不算",
  }),
  late: Schema.Struct({
    points: GroupPoints.pipe(Schema.annotateKey({ description: "扣多少分" })),
    each: Schema.optionalKey(
      Schema.Literals(["once", "day"]).annotate({
        description: "once 迟了即扣(默认);day 每迟一日扣(自然日;期限以工作日计的为工作日)",
      }),
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
    const day = dayField(params.day, "day", scope)
    const limit = day === null ? null : limitOf(params, day, scope)
    if (day === null || limit === null) return []
    const each = points(scope.points(params.late.points))
    const perDay = times(limit.late, each)
    const cap = params.late.cap
    const late: Formula =
      params.late.each === "day" ? (cap === undefined ? perDay : min(perDay, points(scope.points(cap)))) : each
    const notDone = params.notDone === "all" ? scope.full : scope.points(params.notDone)
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
    return [
      {
        ...plain,
        how: "lose",
        alsoKnown: ["none"],
        points: cases(
          [
            [or(...limit.days.map((one) => state(one.field, ["none"]))), points(notDone)],
            ...early,
            [above(limit.late, number(0)), late],
          ],
          points(0),
        ),
        most: notDone.max(earlyPoints),
        reason: (v) => {
          const none = limit.days.find((one) => v.isNone(one))
          if (none !== undefined) return `${none === day ? name : scope.nameOf(none)}:自报未办,期限为${limit.words(v)}`
          const found = v.number(limit.late)
          if (found.sign <= 0) return `${name} ${v.show(day, "day")},早于规定的起始日`
          const by = params.late.each === "day" ? `,迟 ${show(found, "count")} ${limit.unit}` : ""
          return `${name} ${v.show(day, "day")},晚于期限(${limit.words(v)})${limit.taken(v)}${by}`
        },
      },
    ]
  },
}

type DayField = Formula & { readonly kind: "input" }

const dayField = (text: string, key: string, scope: RuleScope): DayField | null => {
  const day = scope.formula(text, key, "number")
  if (day.kind === "input" && scope.formatOf(day) === "day") return day
  scope.refuse(key, `${key} 写作“${text}”,不是日期填报项`, "写一个 kind 为 day 的填报项编号")
  return null
}

interface Limit {
  /** Days, or working days, past the last one in time; 0 or less when in time. */
  readonly late: Formula
  readonly unit: "日" | "个工作日"
  /** The days it is reckoned from. */
  readonly days: ReadonlyArray<DayField>
  readonly words: (value: Showing) => string
  /** ,实为第 9 个工作日; empty for a fixed day. */
  readonly taken: (value: Showing) => string
}

const limitOf = (
  { due, boundary, late }: Pick<typeof Params.Type, "due" | "boundary" | "late">,
  day: DayField,
  scope: RuleScope,
): Limit | null => {
  const less = Rational.of(boundary === "included" ? 0 : 1)
  const before = boundary === "included" ? "" : "之前"
  if (typeof due === "string") {
    const last = Rational.of(parseDay(due) ?? 0)
    return {
      late: minus(day, number(last.minus(less), "day")),
      unit: "日",
      days: [day],
      words: () => `${show(last, "day")}${before}`,
      taken: () => "",
    }
  }
  const after = dayField(due.after, "due.after", scope)
  const length = due.workdays ?? due.days
  if (length === undefined || (due.workdays !== undefined && due.days !== undefined)) {
    scope.refuse("due", "期限应写 days 或 workdays 中的一个", "自然日写 days,工作日写 workdays")
    return null
  }
  if (after === null) return null
  const unit = due.workdays === undefined ? "日" : "个工作日"
  if (length < 1) scope.refuse("due", `期限为 ${length} ${unit}`, "写 1 以上的整数")
  const taken = due.workdays === undefined ? minus(day, after) : workdays(after, day)
  // a step of the computation only where the points depend on how many they are
  const used =
    late.each === "day" ? scope.keep("taken", `${scope.nameOf(day)}距${scope.nameOf(after)}`, "count", taken) : taken
  const allowed = number(Rational.of(length).minus(less), "count")
  return {
    late: minus(used, allowed),
    unit,
    days: [day, after],
    words: (v) =>
      `自${scope.nameOf(after)}${v.isNone(after) ? "" : `(${v.show(after, "day")})`}起 ${length} ${unit}${before || "之内"}`,
    taken: (v) => `,实为第 ${v.show(used, "count")} ${unit}`,
  }
}
