import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { jsonFlag, outFlag, sheetFlags } from "./options.ts"

/** 自查: one bureau scores its own sheet and sees only what is its own. */
export const self = Command.make(
  "self",
  {
    sheet: Argument.String("填报表").pipe(Argument.withDescription("本单位的填报表(.xlsx、.xls、.ods 或 .csv)")),
    ...sheetFlags,
    evidence: Flag.String("evidence").pipe(
      Flag.withDescription("佐证材料文件夹:与佐证材料目录核对,不打开文件"),
      Flag.optional,
    ),
    out: outFlag("写出自查清单(.xlsx):可挽回的分、责任科室、期限和办法,与自评得分对照"),
    json: jsonFlag,
  },
  Effect.fn(function* (given) {
    const { runSelf } = yield* Effect.promise(() => import("../run/self.ts"))
    yield* runSelf(given)
  }),
).pipe(
  Command.withDescription("单位自查:已确定、待定、可补救各多少分,还缺什么"),
  Command.withExamples([
    { command: "fadu self 本单位填报表.xlsx --rubric key-systems --group enforcing" },
    { command: "fadu self 填报表.csv --rubric 细则.yaml --asof 2026-11-30", description: "以 11 月 30 日为今天" },
    { command: "fadu self 填报表.xlsx --rubric 细则.yaml -o 自查清单.xlsx", description: "写出自查清单" },
  ]),
)
