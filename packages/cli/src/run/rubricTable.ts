import { resolve } from "node:path"
import { Console, Effect } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadRules } from "../loadRules.ts"
import { finishRules, tellWrittenOut } from "./output.ts"

/** Writes the rules as a workbook to write in. */
export const runRubricTable = Effect.fnUntraced(function* (given: { readonly rubric: string; readonly out: string }) {
  if (!/\.xlsx$/i.test(given.out))
    return yield* new UsedWrongly({ sentence: `-o 写作“${given.out}”;编写工作簿的文件名须以 .xlsx 结尾` })
  const { plan, issues, tables } = yield* loadRules(given.rubric)
  const { authoringWorkbook } = yield* Effect.promise(() => import("@fadu/report"))
  const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
  const bytes = yield* Effect.promise(() => authoringWorkbook(plan.rubric))
  yield* writeFile(resolve(given.out), bytes)
  yield* Console.log(`已写出 ${given.out};改好后可直接使用,如 fadu check ${given.out}`)
  yield* tellWrittenOut(tables)
  yield* finishRules(given.rubric, issues)
})
