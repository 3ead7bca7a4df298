import { Effect, FileSystem, type PlatformError } from "effect"

export interface ListedFile {
  /** Below the folder, with `/`, in the normal form of Unicode: the same on every computer. */
  readonly file: string
  /** As this computer spells it. */
  readonly path: string
}

/** Deeper folders are not looked into; links that lead back into themselves end here. */
const deepest = 8

/**
 * All files below a folder, ordered by name and not by how the disk lists them. What programs leave lying about is left out:
 * lock files of Excel and WPS (`~$…`), hidden files, Thumbs.db, desktop.ini.
 */
export const listFiles = (
  folder: string,
): Effect.Effect<ReadonlyArray<ListedFile>, PlatformError.PlatformError, FileSystem.FileSystem> =>
  Effect.map(below(folder, "", deepest), (files) =>
    files.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
  )

const below = (
  folder: string,
  prefix: string,
  depth: number,
): Effect.Effect<ReadonlyArray<ListedFile>, PlatformError.PlatformError, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    if (depth === 0) return []
    const fs = yield* FileSystem.FileSystem
    const names = (yield* fs.readDirectory(folder)).filter((name) => !isLeftover(name))
    const lists = yield* Effect.forEach(names, (name) =>
      Effect.gen(function* () {
        const path = `${folder}/${name}`
        const file = `${prefix}${name.normalize("NFC")}`
        // A link that leads nowhere is no file.
        const info = yield* Effect.orElseSucceed(fs.stat(path), () => null)
        if (info?.type === "Directory") return yield* below(path, `${file}/`, depth - 1)
        return info === null ? [] : [{ file, path }]
      }),
    )
    return lists.flat()
  })

const isLeftover = (name: string): boolean =>
  /^(?:~\$|\.)/.test(name) || /^(?:thumbs\.db|desktop\.ini|__macosx)$/i.test(name)
