import { Schema } from "effect"
import { Amount, FieldKind, FieldName, FormulaText, Text } from "./Scalars.ts"

/** One column of a ledger (台账的列): read cell by cell as a field is. */
export const LedgerColumn = Schema.Struct({
  label: Text.annotate({ description: "列名,台账的表头" }),
  kind: FieldKind,
  unit: Schema.optionalKey(Text.annotate({ description: "计量单位" })),
  definition: Schema.optionalKey(Text.annotate({ description: "口径" })),
  aliases: Schema.optionalKey(Schema.Array(Text).annotate({ description: "表头的其他写法" })),
  levels: Schema.optionalKey(Schema.Array(Text).annotate({ description: "可选的词;仅用于 level" })),
  min: Schema.optionalKey(Amount),
  max: Schema.optionalKey(Amount),
}).annotate({ identifier: "LedgerColumn" })
export type LedgerColumn = typeof LedgerColumn.Type

/** A ledger of matters of which each counts once (加分事项登记). */
export const Register = Schema.Struct({
  matter: FieldName.annotate({ description: "写明是哪一件事的列:同一件事只计一次" }),
  level: Schema.optionalKey(FieldName.annotate({ description: "级别的列(level,由高到低):同一件事计级别最高的一行" })),
  on: Schema.optionalKey(FieldName.annotate({ description: "日期的列:不在考核期内的不计" })),
}).annotate({ identifier: "Register", description: "事项登记:不计的行连同理由都会写明" })

/** What every ledger (台账) has; `Ledger` in Rubric.ts adds how its rows are scored. */
export const ledgerKeys = {
  label: Text.annotate({ description: "台账名称,即工作表名" }),
  aliases: Schema.optionalKey(Schema.Array(Text).annotate({ description: "台账的其他叫法" })),
  key: FieldName.annotate({ description: "标识一行的列(如案号),同一单位不得重复;说明扣分时写出" }),
  definition: Schema.optionalKey(Text.annotate({ description: "哪些记录应列入台账" })),
  unlisted: Schema.optionalKey(
    Schema.Literal("none").annotate({
      description: "指定来源的台账中没有列到的单位,未写的为待数据。none 没有记录(0 行)",
    }),
  ),
  columns: Schema.Record(FieldName, LedgerColumn),
  register: Schema.optionalKey(Register),
} as const

/** How a field is made from the rows of a ledger (由台账计数). */
export const Counted = Schema.Struct({
  from: FieldName.annotate({ description: "台账编号" }),
  how: Schema.Literals(["count", "sum", "share", "mean", "highest", "lowest"]).annotate({
    description: "count 行数;sum 合计;share 占比(符合 where 的行占 among 的比例);mean 平均;highest 最大;lowest 最小",
  }),
  where: Schema.optionalKey(FormulaText.annotate({ description: "计入哪些行,以台账的列书写;未写的为全部" })),
  among: Schema.optionalKey(FormulaText.annotate({ description: "share 的分母是哪些行;未写的为全部" })),
  of: Schema.optionalKey(FormulaText.annotate({ description: "sum、mean、highest、lowest 所算的数" })),
  counts: Schema.optionalKey(
    Schema.Literals(["ledger", "stated"]).annotate({
      description: "两者不一致时以哪一个计,不一致都会告知。ledger 台账(默认);stated 填报数",
    }),
  ),
  without: Schema.optionalKey(
    Schema.Literal("stated").annotate({
      description: "没有交台账时怎么办,未写的按未见佐证材料处理。stated 暂以填报数计",
    }),
  ),
}).annotate({ identifier: "Counted", description: "由台账计数" })
export type Counted = typeof Counted.Type
