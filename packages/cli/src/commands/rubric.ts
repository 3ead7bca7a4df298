import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { outFlag } from "./options.ts"

const rubricArgument = Argument.String("细则").pipe(
  Argument.withDescription("评分细则:文件,或自带细则的名称如 key-systems"),
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

/** 细则: what the office that issues the rules does with them. */
export const rubric = Command.make("rubric").pipe(
  Command.withDescription("编写细则:打印成表"),
  Command.withSubcommands([show]),
)
