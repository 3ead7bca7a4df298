import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { forFlag, roundArgument } from "./options.ts"

/** 界面: the screens on the terminal. */
export const ui = Command.make(
  "ui",
  {
    round: roundArgument,
    for: forFlag,
    as: Flag.String("as").pipe(Flag.withDescription("录入人姓名:在界面上评分、认定"), Flag.optional),
    role: Flag.Literals("role", ["scorer", "inspector", "lead"]).pipe(
      Flag.withDescription("录入身份:scorer 评分(默认);inspector 认定;lead 组长,记下前看到影响"),
      Flag.optional,
    ),
  },
  Effect.fn(function* (given) {
    if (Option.isSome(given.as) || Option.isSome(given.role)) {
      const { runRecord } = yield* Effect.promise(() => import("../run/record.ts"))
      return yield* runRecord(given)
    }
    const { runUi } = yield* Effect.promise(() => import("../run/ui.ts"))
    yield* runUi(given)
  }),
).pipe(
  Command.withDescription("打开界面:看排名,逐层看到每一分失在何处;加 --as 录入评分、认定意见"),
  Command.withExamples([
    { command: "fadu ui 2026年度考核", description: "按 ? 列出按键,按 q 退出" },
    { command: "fadu ui 2026年度考核 --as 闻守正", description: "评分:看不到总分、名次和别人的评分" },
    { command: "fadu ui 2026年度考核 --as 方执中 --role inspector", description: "录入认定意见" },
  ]),
)
