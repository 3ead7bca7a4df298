import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { forFlag, jsonFlag, roundArgument } from "./options.ts"

/** 测算: what other figures would give, and what it takes to reach a score or grade. Nothing is kept. */
export const whatif = Command.make(
  "whatif",
  {
    round: roundArgument,
    agency: Flag.String("agency").pipe(Flag.withAlias("a"), Flag.withDescription("单位编号、全称或简称")),
    set: Flag.String("set").pipe(
      Flag.withDescription("试改一项数据,写作 填报项=值;可写多次。等号后留空为未填报"),
      Flag.atLeast(0),
    ),
    evidence: Flag.Boolean("evidence").pipe(Flag.withDescription("所试各项视为已附佐证材料"), Flag.withDefault(false)),
    reach: Flag.String("reach").pipe(Flag.withDescription("要达到的总分或等次,如 90、良好"), Flag.optional),
    json: jsonFlag,
    for: forFlag,
  },
  Effect.fn(function* (given) {
    const { runWhatif } = yield* Effect.promise(() => import("../run/whatif.ts"))
    yield* runWhatif(given)
  }),
).pipe(
  Command.withDescription("测算:试改数据后的得分、总分、名次、等次;先补什么;达到目标还须办哪几件"),
  Command.withExamples([
    { command: "fadu whatif 2026年度考核 --agency 自规局", description: "还能补救的失分,按分值排列" },
    { command: "fadu whatif 2026年度考核 --agency 自规局 --set 负责人出庭应诉=40", description: "试改一项" },
    { command: "fadu whatif 2026年度考核 --agency 自规局 --reach 良好", description: "最少还须办哪几件" },
  ]),
)
