import type { TextEncoding } from "@fadu/engine"
import { Effect, FileSystem } from "effect"
import { FileUnreadable } from "./FileUnreadable.ts"
import { readSheetFile, type SheetFile } from "./SheetFile.ts"

/** A file of tables that agencies or sources handed in (收到的文件), and from whom it is. */
export interface HandedIn {
  readonly file: string
  readonly path: string
  readonly encoding: TextEncoding | null
  /** `self`, or the id of a source: `court` of sources/court.xlsx or sources/court/…. */
  readonly source: string
  /** The folder below sheets/ in which it lies: a code or a name. Null when it lies there openly, and for a source. */
  readonly agencyHint: string | null
  /** Which of all files of the round it is. */
  readonly step: { readonly done: number; readonly total: number }
}

/** Texts from this size on are looked at before they are read: as tables over thousands of agencies they need not be held. */
const largeFrom = 2_000_000

export const isLarge = Effect.fnUntraced(
  function* ({ path }: HandedIn) {
    const fs = yield* FileSystem.FileSystem
    const { size, type } = yield* fs.stat(path)
    return type === "File" && size > largeFrom
  },
  (effect, { file }) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)

export const readHandedIn = ({ path, file, encoding }: HandedIn) => readSheetFile(path, file, encoding)

/** A file that the computer does not hand over, as a file of which nothing is known. */
export const withheld = (error: FileUnreadable): SheetFile => ({
  file: error.file,
  hash: "",
  tables: [],
  issues: [
    {
      severity: "error",
      code: "file/unreadable",
      message: "未能读取,其中的数据都没有采用",
      remedy: error.remedy,
      at: { kind: "file", file: error.file },
      agency: null,
    },
  ],
})
