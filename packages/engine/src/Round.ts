import { Schema } from "effect"
import { DayText, Text } from "./rubric/Scalars.ts"

export const stages = { self: "自评", first: "初评", review: "复核", final: "审定" } as const
export const Stage = Schema.Literals(["自评", "初评", "复核", "审定"])
export type Stage = typeof Stage.Type

/** The encodings that a text file can be said to be in; by itself Big5 cannot be told from GBK. */
export const TextEncoding = Schema.Literals(["utf-8", "gbk", "big5", "utf-16le", "utf-16be"])
export type TextEncoding = typeof TextEncoding.Type

/** round.yaml (考核批次). Paths are relative to the round folder. */
export const Round = Schema.Struct({
  title: Text,
  rubric: Schema.optionalKey(Text.annotate({ description: "评分细则文件;各组不同的用 rubrics" })),
  rubrics: Schema.optionalKey(Schema.Record(Schema.String, Text).annotate({ description: "组编号: 评分细则文件" })),
  stage: Stage,
  asOf: DayText.annotate({ description: "考核基准日:一切“今天”都指这一天" }),
  due: Schema.optionalKey(DayText.annotate({ description: "填报截止日(含)" })),
  evidenceDue: Schema.optionalKey(DayText.annotate({ description: "佐证材料补正截止日(含)" })),
  objections: Schema.optionalKey(DayText.annotate({ description: "申诉截止日(含)" })),
  issuer: Schema.optionalKey(Text),
  forms: Schema.optionalKey(
    Schema.Struct({ trial: Schema.Boolean.annotate({ description: "填报表中附“自评试算”表,边填边算" }) }),
  ),
  encodings: Schema.optionalKey(
    Schema.Record(Schema.String, TextEncoding).annotate({
      description: "文件或文件夹: 文字编码;只用于文本表格,不写则自动辨认",
    }),
  ),
  team: Schema.optionalKey(Schema.Array(Text).annotate({ description: "评分人" })),
  sides: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Array(Text)).annotate({
      description: "评分的几方: 细则中的编号: 属于这一方的评分人",
    }),
  ),
  lead: Schema.optionalKey(
    Schema.Array(Text).annotate({ description: "组长:写明的,只有他们能以组长身份录入认定意见" }),
  ),
  previous: Schema.optionalKey(
    Text.annotate({ description: "上年的结果:上年考核批次的文件夹,或 fadu rank --json 存下的 .json 文件" }),
  ),
  publish: Schema.optionalKey(
    Schema.Struct({
      totals: Schema.Boolean.annotate({ description: "是否公布总分" }),
      places: Schema.Boolean.annotate({ description: "是否公布名次" }),
    }).annotate({ description: "对外公布的内容;未写的一律不公布" }),
  ),
}).annotate({ identifier: "Round" })
export type Round = typeof Round.Type
