import { Argument, Flag } from "effect/cli"

/** Arguments and flags that several commands share. */
export const roundArgument = Argument.String("考核批次").pipe(
  Argument.withDescription("考核批次文件夹,默认为当前文件夹"),
  Argument.withDefault("."),
)

export const jsonFlag = Flag.Boolean("json").pipe(Flag.withDescription("以 JSON 打印结果"), Flag.withDefault(false))

export const forFlag = Flag.String("for").pipe(
  Flag.withDescription("给谁看:internal 考核组;leaders 领导;agency 单位编号;public 公开"),
  Flag.withDefault("internal"),
)

export const outFlag = (what: string) =>
  Flag.String("out").pipe(Flag.withAlias("o"), Flag.withDescription(what), Flag.optional)

/** What a sheet alone does not say, and a round would. */
export const sheetFlags = {
  rubric: Flag.String("rubric").pipe(
    Flag.withAlias("r"),
    Flag.withDescription("评分细则:文件,或自带细则的名称如 key-systems;fadu template 写出的表不必写"),
    Flag.optional,
  ),
  group: Flag.String("group").pipe(
    Flag.withAlias("g"),
    Flag.withDescription("本单位所在的组;fadu template 写出的表、只有一个组的细则不必写"),
    Flag.optional,
  ),
  asof: Flag.String("asof").pipe(
    Flag.withDescription("以哪一天为今天,如 2026-11-30;默认为考核期最后一天"),
    Flag.optional,
  ),
} as const
