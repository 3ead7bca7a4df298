import { isAbsolute, join, relative, resolve } from "node:path"
import { nearest } from "@fadu/engine"
import { Effect, FileSystem, Schema } from "effect"

/** A rubric that is neither in the round nor in the library that came with the program. */
export class RubricMissing extends Schema.TaggedError<RubricMissing>()("RubricMissing", {
  named: Schema.String,
  tried: Schema.Array(Schema.String),
  similar: Schema.NullOr(Schema.String),
}) {
  override get message(): string {
    const guess = this.similar === null ? ";" : `,是否为“${this.similar}”?`
    return `没有找到评分细则“${this.named}”${guess}已查找:${this.tried.join("、")};请写细则文件的路径,或自带细则的名称`
  }
}

export interface FoundRubric {
  readonly path: string
  /** As messages name it: within the round, within the library, or in full. */
  readonly file: string
}

/** Looks for a rubric by its path from the round folder, then by its name among the rubrics of the installation. */
export const findRubric = Effect.fn("findRubric")(function* (
  named: string,
  places: { readonly round: string; readonly installation: string },
): Effect.fn.Return<FoundRubric, RubricMissing, FileSystem.FileSystem> {
  const fs = yield* FileSystem.FileSystem
  const library = join(places.installation, "rubrics")
  const inRound = resolve(places.round, named)
  const tried = [inRound, join(inRound, "rubric.yaml"), join(library, named, "rubric.yaml")]
  for (const path of tried) {
    const info = yield* Effect.orElseSucceed(fs.stat(path), () => null)
    if (info?.type === "File") return { path, file: shown(path, [places.round, places.installation]) }
  }
  const names = yield* Effect.orElseSucceed(fs.readDirectory(library), () => [])
  return yield* new RubricMissing({
    named,
    tried: [inRound, join(library, named, "rubric.yaml")],
    similar: nearest(named, names.toSorted()),
  })
})

const shown = (path: string, roots: ReadonlyArray<string>): string => {
  const below = roots.map((root) => relative(root, path)).find((way) => !way.startsWith("..") && !isAbsolute(way))
  return (below ?? path).replaceAll("\\", "/").normalize("NFC")
}
