import { join, resolve } from "node:path"
import { Console, Effect, FileSystem } from "effect"
import { UsedWrongly } from "../Done.ts"
import { loadRules } from "../loadRules.ts"
import { finishRules } from "./output.ts"

/** Writes the rules of an authoring workbook as rubric.yaml. A file that somebody may have typed in is never written over. */
export const runRubricYaml = Effect.fnUntraced(function* (given: { readonly rubric: string; readonly out: string }) {
  const fs = yield* FileSystem.FileSystem
  const { plan, issues } = yield* loadRules(given.rubric)
  const { rubricYaml, yamlMark } = yield* Effect.promise(() => import("@fadu/report"))
  const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
  const path = /\.ya?ml$/i.test(given.out) ? resolve(given.out) : join(resolve(given.out), "rubric.yaml")
  const before = yield* Effect.orElseSucceed(fs.readFileString(path), () => null)
  if (before !== null && !before.startsWith(yamlMark)) {
    return yield* new UsedWrongly({
      sentence: `${path} 已经有了,而且不是 fadu rubric yaml 写出的:写上去会丢失其中的内容和注释;请用 -o 另指定文件夹`,
    })
  }
  yield* writeFile(path, yield* Effect.promise(() => rubricYaml(plan.rubric)))
  yield* Console.log(`已写出 ${path}`)
  yield* finishRules(given.rubric, issues)
})
