import { basename, join, resolve } from "node:path"
import { readRubric } from "@fadu/engine"
import { proposeRubric } from "@fadu/engine/author"
import { readWord } from "@fadu/files"
import { Console, Effect, FileSystem, Option } from "effect"
import { DoneWithErrors, UsedWrongly } from "../Done.ts"
import { Screen } from "../Screen.ts"
import { issueLines } from "../text/issues.ts"
import { proposedLines } from "../text/proposed.ts"
import { printLines } from "./output.ts"
import { writeRubricYaml } from "./rubricYaml.ts"

/** Reads the table of an issued Word document and writes what it may mean, every rule to be confirmed. */
export const runRubricFromDocx = Effect.fnUntraced(function* (given: {
  readonly document: string
  readonly out: string
  readonly year: Option.Option<number>
}) {
  const fs = yield* FileSystem.FileSystem
  const file = basename(given.document)
  const { document, issues } = yield* readWord(resolve(given.document), file)
  const screen = yield* Screen
  if (document === null) {
    yield* printLines(issueLines(issues, new Map(), screen))
    return yield* new DoneWithErrors()
  }
  const year = Option.getOrNull(given.year) ?? yearIn(document.paragraphs)
  if (year === null)
    return yield* new UsedWrongly({ sentence: `${file} 的标题中没有写年度;请加 --year,如 --year 2026` })
  const proposed = proposeRubric(document, year)
  if (proposed === null)
    return yield* new UsedWrongly({
      sentence: `${file} 中没有读到细则的表;表头须有“评分标准”一栏,通常为 一级指标、二级指标、分值、评分标准`,
    })
  const { parseFormula } = yield* Effect.promise(() => import("@fadu/engine/mathjs"))
  const { plan, problems } = readRubric(proposed.source, parseFormula)
  if (plan === null) return yield* Effect.die(new Error(`the proposal is no rubric: ${JSON.stringify(problems)}`))
  if (/\.xlsx$/i.test(given.out)) {
    const path = resolve(given.out)
    if (yield* fs.exists(path))
      return yield* new UsedWrongly({ sentence: `${given.out} 已经有了;改过的内容会丢失,请用 -o 另指定名称` })
    const { authoringWorkbook } = yield* Effect.promise(() => import("@fadu/report"))
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    yield* writeFile(path, yield* Effect.promise(() => authoringWorkbook(plan.rubric)))
  } else yield* writeRubricYaml(plan.rubric, given.out)
  yield* printLines(proposedLines(proposed, problems, screen))
  const written = /\.xlsx$/i.test(given.out) ? given.out : join(given.out, "rubric.yaml")
  yield* Console.log(`已写出 ${written};逐条核对后删去“待确认”,用 fadu check ${written} 检查`)
})

const yearIn = (paragraphs: ReadonlyArray<string>): number | null => {
  const found = paragraphs
    .map((text) => /(20\d\d)\s*年/.exec(text.normalize("NFKC"))?.[1])
    .find((year) => year !== undefined)
  return found === undefined ? null : Number(found)
}
