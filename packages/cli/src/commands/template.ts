import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"

/** 填报表: writes the forms that agencies fill in, one for each agency of a round, or blank ones of a rubric. */
export const template = Command.make(
  "template",
  {
    of: Argument.String("考核批次或细则").pipe(
      Argument.withDescription("考核批次文件夹,每个单位一份;或评分细则(文件或自带细则的名称),每组一份空白表"),
    ),
    out: Flag.String("out").pipe(Flag.withAlias("o"), Flag.withDescription("写到哪个文件夹,没有的会新建")),
    self: Flag.Boolean("self").pipe(
      Flag.withDescription("单位自查用:也填其他机关提供的数据,并附边填边算的“自评试算”"),
      Flag.withDefault(false),
    ),
  },
  Effect.fn(function* (given) {
    const { runTemplate } = yield* Effect.promise(() => import("../run/template.ts"))
    yield* runTemplate(given)
  }),
).pipe(
  Command.withDescription("生成填报表(.xlsx):带填写说明、下拉选项和数据校验"),
  Command.withExamples([
    { command: "fadu template 2026年度考核 -o 下发填报表", description: "每个单位一份" },
    { command: "fadu template key-systems -o 自查表 --self", description: "空白自查表,边填边算" },
  ]),
)
