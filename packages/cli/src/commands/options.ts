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
