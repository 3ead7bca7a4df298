import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { jsonFlag, outFlag } from "./options.ts"

const checkedArgument = Argument.String("考核批次或细则").pipe(
  Argument.withDescription("考核批次文件夹,默认为当前文件夹;或评分细则(rubric.yaml、编写工作簿或自带细则的名称)"),
  Argument.withDefault("."),
)

/** 检查: what is wrong with the rubric and the sheets, all at once, and who owes what. */
export const check = Command.make(
  "check",
  {
    round: checkedArgument,
    out: outFlag("把有问题的填报表写到这个文件夹,每个单位一份,问题写在填报项旁"),
    json: jsonFlag,
  },
  Effect.fn(function* (given) {
    const { runCheck } = yield* Effect.promise(() => import("../run/check.ts"))
    yield* runCheck(given)
  }),
).pipe(
  Command.withDescription("检查评分细则和填报表:一次列出全部问题,各带位置和改法"),
  Command.withExamples([
    { command: "fadu check 2026年度考核" },
    { command: "fadu check 细则.xlsx", description: "只检查细则:哪里自相矛盾,要单位报多少数,算例对不对" },
    { command: "fadu check 2026年度考核 -o 退回修改", description: "写出退回各单位修改的填报表" },
  ]),
)
