import { join, resolve } from "node:path"
import type { Rubric } from "@fadu/engine"
import type { FileUnwritable } from "@fadu/files"
import { Console, Effect, FileSystem, type PlatformError } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadRules } from "../loadRules.ts"
import { finishRules, tellWrittenOut } from "./output.ts"

/** Writes the rules of an authoring workbook as rubric.yaml. */
export const runRubricYaml = Effect.fnUntraced(function* (given: { readonly rubric: string; readonly out: string }) {
  const { plan, issues, tables } = yield* loadRules(given.rubric)
  yield* Console.log(`已写出 ${yield* writeRubricYaml(plan.rubric, given.out)}`)
  yield* tellWrittenOut(tables)
  yield* finishRules(given.rubric, issues)
})

/** Writes rubric.yaml into a folder, or the file that is named; never over one that somebody may have typed in. */
export const writeRubricYaml: (
  rubric: Rubric,
  out: string,
) => Effect.Effect<string, UsedWrongly | FileUnwritable | PlatformError.PlatformError, FileSystem.FileSystem> =
  Effect.fnUntraced(function* (rubric, out) {
    const fs = yield* FileSystem.FileSystem
    const { rubricYaml, yamlMark } = yield* Effect.promise(() => import("@fadu/report"))
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    const path = /\.ya?ml$/i.test(out) ? resolve(out) : join(resolve(out), "rubric.yaml")
    const before = yield* Effect.orElseSucceed(fs.readFileString(path), () => null)
    if (before !== null && !before.startsWith(yamlMark)) {
      return yield* new UsedWrongly({
        sentence: `${path} 已经有了,而且不是 fadu rubric yaml 写出的:写上去会丢失其中的内容和注释;请用 -o 另指定文件夹`,
      })
    }
    yield* writeFile(path, yield* Effect.promise(() => rubricYaml(rubric)))
    return path
  })
