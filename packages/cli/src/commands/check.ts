import { Effect } from "effect"
import { Command } from "effect/cli"
import { jsonFlag, outFlag, roundArgument } from "./options.ts"

/** 检查: what is wrong with the rubric and the sheets, all at once, and who owes what. */
export const check = Command.make(
  "check",
  {
    round: roundArgument,
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
    { command: "fadu check 2026年度考核 -o 退回修改", description: "写出退回各单位修改的填报表" },
  ]),
)
