import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { jsonFlag, outFlag } from "./options.ts"

const rubricArgument = Argument.String("细则").pipe(
  Argument.withDescription("评分细则:rubric.yaml 或编写工作簿(.xlsx),或自带细则的名称如 key-systems"),
)

/** 细则表: the rules as the table that officials know. */
const show = Command.make(
  "show",
  { rubric: rubricArgument, out: outFlag("写成文件:.xlsx、.docx 或 .md") },
  Effect.fn(function* (given) {
    const { runRubricShow } = yield* Effect.promise(() => import("../run/rubricShow.ts"))
    yield* runRubricShow(given)
  }),
).pipe(
  Command.withDescription("按印发的表式打印细则:评分标准原文和机器读法并列"),
  Command.withExamples([
    { command: "fadu rubric show key-systems", description: "在终端上看" },
    { command: "fadu rubric show 细则.yaml -o 细则.docx", description: "写成 Word 表格" },
  ]),
)

/** 编写工作簿: the rules as a workbook to write in. */
const table = Command.make(
  "table",
  {
    rubric: rubricArgument,
    out: Flag.String("out").pipe(Flag.withAlias("o"), Flag.withDescription("写成哪个工作簿(.xlsx)")),
  },
  Effect.fn(function* (given) {
    const { runRubricTable } = yield* Effect.promise(() => import("../run/rubricTable.ts"))
    yield* runRubricTable(given)
  }),
).pipe(
  Command.withDescription("写成编写工作簿:一行一条计分规则,在 Excel 或 WPS 中编写"),
  Command.withExamples([{ command: "fadu rubric table key-systems -o 细则.xlsx" }]),
)

/** The way back. */
const yaml = Command.make(
  "yaml",
  {
    rubric: rubricArgument,
    out: Flag.String("out").pipe(Flag.withAlias("o"), Flag.withDescription("写到哪个文件夹,其中的 rubric.yaml")),
  },
  Effect.fn(function* (given) {
    const { runRubricYaml } = yield* Effect.promise(() => import("../run/rubricYaml.ts"))
    yield* runRubricYaml(given)
  }),
).pipe(
  Command.withDescription("把编写工作簿写成 rubric.yaml"),
  Command.withExamples([{ command: "fadu rubric yaml 细则.xlsx -o 细则文件夹" }]),
)

/** 读 Word 细则: a proposal made from the table of an issued document. */
const fromDocx = Command.make(
  "from-docx",
  {
    document: Argument.String("Word文档").pipe(Argument.withDescription("印发的细则(.docx),表头有“评分标准”一栏")),
    out: Flag.String("out").pipe(
      Flag.withAlias("o"),
      Flag.withDescription("写成编写工作簿(.xlsx),或写到哪个文件夹的 rubric.yaml"),
    ),
    year: Flag.Int("year").pipe(Flag.withDescription("考核年度;标题中写了的不必写"), Flag.optional),
  },
  Effect.fn(function* (given) {
    const { runRubricFromDocx } = yield* Effect.promise(() => import("../run/rubricFromDocx.ts"))
    yield* runRubricFromDocx(given)
  }),
).pipe(
  Command.withDescription("读印发的 Word 细则:原文一字不改,逐句拟出计分规则,都标为待确认"),
  Command.withExamples([{ command: "fadu rubric from-docx 2026年细则.docx -o 细则.xlsx" }]),
)

/** 修订: what changed between two versions, and whose result moves. */
const diff = Command.make(
  "diff",
  {
    before: Argument.String("原细则").pipe(Argument.withDescription("原来的评分细则")),
    after: Argument.String("现细则").pipe(Argument.withDescription("修订后的评分细则")),
    round: Flag.String("round").pipe(
      Flag.withDescription("考核批次文件夹:两种细则各算一遍,说明谁的得分、名次、等次变了多少"),
      Flag.optional,
    ),
    json: jsonFlag,
  },
  Effect.fn(function* (given) {
    const { runRubricDiff } = yield* Effect.promise(() => import("../run/rubricDiff.ts"))
    yield* runRubricDiff(given)
  }),
).pipe(
  Command.withDescription("比较细则的两个版本:逐句说明改了什么"),
  Command.withExamples([
    { command: "fadu rubric diff 2025年细则.yaml 2026年细则.xlsx" },
    { command: "fadu rubric diff 细则.yaml 修订稿.yaml --round 2026年度考核", description: "并说明对各单位的影响" },
  ]),
)

/** 细则: what the office that issues the rules does with them. */
export const rubric = Command.make("rubric").pipe(
  Command.withDescription("编写细则:读 Word 细则,在工作簿中编写,打印成表,比较版本"),
  Command.withSubcommands([fromDocx, table, yaml, show, diff]),
)
