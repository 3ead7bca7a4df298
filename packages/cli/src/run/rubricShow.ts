import { extname, resolve } from "node:path"
import { type PrintedRubric, printRubric } from "@fadu/engine/author"
import { Console, Effect, Option } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadRules } from "../loadRules.ts"
import { Screen } from "../Screen.ts"
import { printedRubricLines } from "../text/printedRubric.ts"
import { finishRules, printLines } from "./output.ts"

/** Prints the rules as a table, or writes them into a file. */
export const runRubricShow = Effect.fnUntraced(function* (given: {
  readonly rubric: string
  readonly out: Option.Option<string>
}) {
  const write = Option.isNone(given.out) ? null : writers[extname(given.out.value).toLowerCase()]
  if (write === undefined) {
    return yield* new UsedWrongly({
      sentence: `-o 写作“${Option.getOrElse(given.out, () => "")}”;文件名须以 .xlsx、.docx 或 .md 结尾`,
    })
  }
  const { plan, issues } = yield* loadRules(given.rubric)
  const printed = printRubric(plan.rubric)
  if (write !== null && Option.isSome(given.out)) {
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    const bytes = yield* Effect.promise(() => write(printed, plan.rubric.period.from))
    yield* writeFile(resolve(given.out.value), bytes)
    yield* Console.log(`已写出 ${given.out.value}`)
  } else yield* printLines(printedRubricLines(printed, yield* Screen))
  yield* finishRules(given.rubric, issues)
})

type Write = (rubric: PrintedRubric, day: string) => Promise<Uint8Array | string>

const writers: { readonly [ending: string]: Write } = {
  ".xlsx": async (rubric, day) => (await import("@fadu/report")).rubricWorkbook(rubric, day),
  ".docx": async (rubric, day) => (await import("@fadu/report")).rubricDocx(rubric, day),
  ".md": async (rubric) => (await import("@fadu/report")).rubricMarkdown(rubric),
}
