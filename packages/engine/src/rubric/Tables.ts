import { Schema } from "effect"
import { FieldName, GroupPoints, Text } from "./Scalars.ts"

const Template = Schema.Record(Schema.String, Schema.Unknown)

/** A table of the author's from whose rows fields and criteria are made (由表生成的指标). */
export const RowsOfCriteria = Schema.Struct({
  from: Text.annotate({ description: "表的文件名(CSV 或 XLSX),与细则在同一文件夹" }),
  field: Template.annotate({ description: "每行的填报项共有的键,如 { kind: number, source: survey };名称取自表" }),
  criterion: Template.annotate({
    description: "每行的指标共有的键,如 { full: 1, rule: { kind: linear, value: it, … } };算式中 it 即本行的填报项",
  }),
}).annotate({ identifier: "RowsOfCriteria" })

/** What a rubric file may say beside what a rubric is: it is worked out before the rubric is read. */
export const tableKeys = {
  tables: Schema.optionalKey(
    Schema.Record(FieldName, RowsOfCriteria).annotate({
      description: "由表生成的填报项和指标:{ 编号: { from: 表, field: …, criterion: … } };填报项编号为 编号.指标编号",
    }),
  ),
  scales: Schema.optionalKey(
    Schema.Record(
      Schema.String,
      Schema.Record(Schema.String, Schema.Union([GroupPoints, Schema.Literal("out")])),
    ).annotate({ description: "量表:{ 名称: { 等级: 分值 } },由好到差,答了不计入的写 out;由表生成的指标引用" }),
  ),
} as const

export const WrittenTables = Schema.Struct(tableKeys)
export type WrittenTables = typeof WrittenTables.Type
