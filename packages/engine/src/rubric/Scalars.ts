import { Schema } from "effect"
import { parseDay } from "../Day.ts"
import { Rational } from "../Rational.ts"

/** A number as a rubric writes it: `0.5`, `6`, or a percentage in text: `95%`. */
export const Amount = Schema.Union([
  Schema.Finite,
  Schema.String.check(Schema.isPattern(/^[+-]?\d+(\.\d+)?%$/, { message: "应为数字或百分数,如 0.5、95%" })),
]).annotate({ identifier: "Amount", description: "数字或百分数,如 0.5、95%" })
export type Amount = typeof Amount.Type

/** The exact number of an amount. */
export const amount = (value: Amount): Rational =>
  typeof value === "number"
    ? Rational.of(value)
    : (Rational.parse(value.slice(0, -1)) ?? Rational.undefined).over(Rational.of(100))

/** A limit that a value is held against: a number, a percentage, or a formula. */
export const Target = Schema.Union([Schema.Finite, Schema.NonEmptyString]).annotate({
  identifier: "Target",
  description: "数字、百分数(如 95%)、填报项编号或算式(如 mean(court.appeared / court.heard))",
})
export type Target = typeof Target.Type

/** The number that a target plainly is; null where it is a formula. */
export const plainTarget = (target: Target): Amount | null =>
  typeof target === "number" || /^[+-]?\d+(\.\d+)?%$/.test(target) ? target : null

export const isPercent = (value: Amount): boolean => typeof value === "string"

/** A share of something, in text: `50%`, from 0% to 100%. */
export const Share = Schema.String.check(
  Schema.isPattern(/^(100(\.0+)?|\d{1,2}(\.\d+)?)%$/, { message: "应为 0% 至 100% 的百分数,如 50%" }),
).annotate({ identifier: "Share", description: "所占比例,如 50%" })

/** The exact number of a share. */
export const shareOf = (share: string): Rational => amount(share)

/** Points: a number of at least zero. */
export const Points = Schema.Finite.check(
  Schema.isGreaterThanOrEqualTo(0, { message: "分值应为不小于 0 的数" }),
).annotate({ identifier: "Points", description: "分值,不小于 0" })

/** A calendar day, `2026-03-01`. */
export const DayText = Schema.String.check(
  Schema.makeFilter((text: string) => parseDay(text) !== null || noDay(text)),
).annotate({ identifier: "Day", description: "日期,写作 2026-03-01" })

const noDay = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? "历法中没有这一天,或年份过早过晚" : "应为日期,写作 2026-03-01"

/** A formula or the name of a field. Parsed and resolved after the shape of the file is known. */
export const FormulaText = Schema.NonEmptyString.annotate({
  identifier: "Formula",
  description:
    "填报项编号或算式,如 court.appeared / court.heard;可用 + - * / 、比较、and or not、min max、条件 ? 甲 : 乙",
})

export const Text = Schema.NonEmptyString

/** Points, the same for every group or one number for each group. */
export const GroupPoints = Schema.Union([Points, Schema.Record(Schema.String, Points)]).annotate({
  identifier: "GroupPoints",
  description: "分值;各组不同的写作 { 组编号: 分值 }",
})
export type GroupPoints = typeof GroupPoints.Type

/** What is written for a group; a group may be called like something that every object has. */
export const groupIn = <A>(by: { readonly [group: string]: A }, group: string): A | undefined =>
  Object.hasOwn(by, group) ? by[group] : undefined

/** The points for one group. */
export const pointsFor = (value: GroupPoints, group: string): Rational =>
  Rational.of(typeof value === "number" ? value : (groupIn(value, group) ?? 0))

/** 基数过小时: a rate of few cases turns on one of them. */
export const Small = Schema.Struct({
  of: FormulaText.pipe(Schema.annotateKey({ description: "基数" })),
  under: Points.pipe(Schema.annotateKey({ description: "少于多少" })),
  instead: Schema.Union([
    Schema.Literal("full"),
    Schema.Struct({
      count: FormulaText.pipe(Schema.annotateKey({ description: "不合格的件数" })),
      points: GroupPoints.annotate({ description: "每件失多少分" }),
    }),
  ]).annotate({ description: "full 得满分;或按不合格的件数逐件计" }),
}).annotate({ identifier: "Small", description: "基数过小,不宜按比率计的" })
export type Small = typeof Small.Type

/** What every rule has beside its method's parameters. */
export const ruleKeys = {
  id: Schema.optionalKey(
    Schema.String.check(
      Schema.isPattern(/^[a-z][a-z0-9]*$/, { message: "规则编号由小写字母和数字组成,如 a" }),
    ).annotate({
      description: "规则编号,在指标内唯一,通知书和申诉以 指标-编号 引用",
    }),
  ),
  says: Schema.optionalKey(Text.annotate({ description: "本规则所对应的评分标准原文" })),
  unconfirmed: Schema.optionalKey(
    Schema.Literal(true).annotate({ description: "待确认;机器所拟,人工核对后删去,此前不能审定" }),
  ),
  found: Schema.optionalKey(Text.annotate({ description: "所算数值的名称,如 出庭应诉率" })),
} as const

/** `court.heard`, `出庭.开庭数`: parts of letters, digits, underscores and Chinese characters, joined by dots. */
export const FieldName = Schema.String.check(
  Schema.isPattern(
    /^[\p{Script=Han}A-Za-z_][\p{Script=Han}A-Za-z0-9_]*(\.[\p{Script=Han}A-Za-z_][\p{Script=Han}A-Za-z0-9_]*)*$/u,
    {
      message: "编号由字母、数字、下划线或汉字组成,各段以点相连,如 court.heard",
    },
  ),
)

/** What a value is (填报项类型). */
export const FieldKind = Schema.Literals(["count", "number", "rate", "yes-no", "day", "level", "text"]).annotate({
  description: "count 整数计数;number 数;rate 比率;yes-no 是否;day 日期;level 等级;text 文字(不计分)",
})
export type FieldKind = typeof FieldKind.Type
