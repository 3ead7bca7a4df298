import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { forFlag, jsonFlag, outFlag, roundArgument } from "./options.ts"

/** 排名: scores the round, prints the ranking, and with -o writes the workbook. */
export const rank = Command.make(
  "rank",
  {
    round: roundArgument,
    out: outFlag("把结果写成工作簿(.xlsx),各项得分均为活公式"),
    against: Flag.String("against").pipe(
      Flag.withDescription("同上年比较:上年批次的文件夹或结果(.json);写“上年”用 round.yaml 中 previous 所写的"),
      Flag.optional,
    ),
    json: jsonFlag,
    for: forFlag,
  },
  Effect.fn(function* (given) {
    const { runRank } = yield* Effect.promise(() => import("../run/rank.ts"))
    yield* runRank(given)
  }),
).pipe(
  Command.withDescription("计分、排名,并可写出工作簿"),
  Command.withExamples([
    { command: "fadu rank 2026年度考核 -o 排名.xlsx", description: "打印排名,并写出工作簿" },
    { command: "fadu rank 2026年度考核 --against 2025年度考核", description: "附同上年比较" },
    { command: "fadu rank 2026年度考核 --for agency 103 -o 自规局.xlsx", description: "只含一个单位自己的结果" },
  ]),
)
