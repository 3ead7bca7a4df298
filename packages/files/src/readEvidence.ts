import { createHash } from "node:crypto"
import type { EvidenceFile } from "@fadu/engine"
import { Effect, FileSystem, Stream } from "effect"
import { FileUnreadable } from "./FileUnreadable.ts"
import { listFiles } from "./listFiles.ts"

/**
 * The supporting documents in a folder (佐证材料), in the order of their names. Nothing is read of them but their size; files of one size are hashed, so that the same file handed in twice can be told. `label` is the folder in messages.
 */
export const readEvidence = Effect.fn("readEvidence")(
  function* (folder: string, label: string) {
    const fs = yield* FileSystem.FileSystem
    const files = yield* listFiles(folder)
    const sized = yield* Effect.forEach(files, (one) =>
      Effect.map(fs.stat(one.path), ({ size }) => ({ ...one, size: Number(size) })),
    )
    const counts = Map.groupBy(sized, ({ size }) => size)
    return yield* Effect.forEach(sized, ({ file, path, size }) =>
      Effect.gen(function* () {
        const twin = size > 0 && (counts.get(size)?.length ?? 0) > 1
        const read: EvidenceFile = {
          name: file,
          file: `${label}/${file}`,
          size,
          hash: twin ? yield* hashOf(path) : null,
        }
        return read
      }),
    )
  },
  (effect, folder) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(folder, error))),
)

/** SHA-256, piece by piece: a scan may be larger than memory is wide. */
const hashOf = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const hash = createHash("sha256")
  yield* Stream.runForEach(fs.stream(path), (piece) => Effect.sync(() => hash.update(piece)))
  return hash.digest("hex")
})
