import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { forFlag, jsonFlag, roundArgument, sheetFlags } from "./options.ts"

/** 说明: every lost point of one agency, in sentences. */
export const explain = Command.make(
  "explain",
  {
    round: roundArgument,
    agency: Flag.String("agency").pipe(
      Flag.withAlias("a"),
      Flag.withDescription("单位编号、全称或简称;写了 --file 的不用"),
      Flag.optional,
    ),
    file: Flag.String("file").pipe(
      Flag.withAlias("f"),
      Flag.withDescription("不要批次文件夹,只凭本单位的这一张填报表说明"),
      Flag.optional,
    ),
    ...sheetFlags,
    criterion: Flag.String("criterion").pipe(
      Flag.withAlias("c"),
      Flag.withDescription("只说明这一项指标,如 C1"),
      Flag.optional,
    ),
    json: jsonFlag,
    for: forFlag,
  },
  Effect.fn(function* (given) {
    const { runExplain } = yield* Effect.promise(() => import("../run/explain.ts"))
    yield* runExplain(given)
  }),
).pipe(
  Command.withDescription("逐项说明一个单位的失分:原文、认定、计算、依据、出处、整改"),
  Command.withExamples([
    { command: "fadu explain 2026年度考核 --agency 自规局" },
    { command: "fadu explain 2026年度考核 --agency 103 --criterion C1", description: "只看一项" },
    { command: "fadu explain --file 本单位填报表.xlsx --criterion A1", description: "单位问自己的表" },
  ]),
)
