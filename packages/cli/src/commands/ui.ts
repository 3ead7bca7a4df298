import { Effect } from "effect"
import { Command } from "effect/cli"
import { forFlag, roundArgument } from "./options.ts"

/** 界面: the screens on the terminal. */
export const ui = Command.make(
  "ui",
  { round: roundArgument, for: forFlag },
  Effect.fn(function* (given) {
    const { runUi } = yield* Effect.promise(() => import("../run/ui.ts"))
    yield* runUi(given)
  }),
).pipe(
  Command.withDescription("打开界面:看排名,逐层看到每一分失在何处"),
  Command.withExamples([{ command: "fadu ui 2026年度考核", description: "按 ? 列出按键,按 q 退出" }]),
)
