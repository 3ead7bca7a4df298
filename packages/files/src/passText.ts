import { createHash } from "node:crypto"
import type { Cell, Table, TextEncoding } from "@fadu/engine"
import { Effect, FileSystem, Stream } from "effect"
import { guessEncoding, isPlainText } from "./decodeText.ts"
import { FileUnreadable } from "./FileUnreadable.ts"
import { findDelimiter } from "./readCsv.ts"

/** Delimited text too large to be held (大文本): its first rows, and a way to let all of them pass by. */
export interface LargeText {
  readonly head: Table
  /** Gives every record with the line on which it begins. */
  readonly pass: (
    take: (row: number, texts: ReadonlyArray<string>) => void,
  ) => Effect.Effect<{ readonly hash: string; readonly unclosed: number | null }, FileUnreadable, FileSystem.FileSystem>
}

const HEAD = 65_536
const HEAD_ROWS = 20

/** Opens a large text. Null for what is no delimited text: a workbook, a picture, a web page. */
export const openLargeText = Effect.fn("openLargeText")(
  function* (path: string, file: string, said: TextEncoding | null) {
    const fs = yield* FileSystem.FileSystem
    const bytes = yield* Stream.runCollect(fs.stream(path, { bytesToRead: HEAD }))
    const head = whole(Buffer.concat([...bytes]))
    const encoding = guessEncoding(head, said)
    const text = new TextDecoder(encoding).decode(head).replace(/\r\n?/g, "\n")
    if (!isPlainText(text) || /^\s*(?:<|PK)/.test(text)) return null
    const { delimiter } = findDelimiter(text)
    const { parse } = yield* Effect.promise(() => import("csv-parse/sync"))
    const records: ReadonlyArray<ReadonlyArray<string>> = parse(text, { ...options(delimiter), to_line: HEAD_ROWS })
    const cells = records.flatMap((record, row) =>
      record.flatMap(
        (field, column): ReadonlyArray<Cell> =>
          field.trim() === "" ? [] : [{ row: row + 1, column: column + 1, content: { kind: "text", text: field } }],
      ),
    )
    const large: LargeText = {
      head: { file, sheet: null, cells, merges: [], hidden: { sheet: false, rows: [], columns: [] } },
      pass: (take) => pass({ path, file, encoding, delimiter }, take),
    }
    return large
  },
  (effect, _, file) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)

const options = (delimiter: string) => ({
  delimiter,
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: 1_000_000,
})

/** Up to the last line end, so that no character is cut in two. */
const whole = (bytes: Buffer): Buffer => {
  const end = bytes.lastIndexOf(10)
  return end < 0 ? bytes : bytes.subarray(0, end + 1)
}

const pass = Effect.fnUntraced(
  function* (
    given: { readonly path: string; readonly file: string; readonly encoding: string; readonly delimiter: string },
    take: (row: number, texts: ReadonlyArray<string>) => void,
  ) {
    const fs = yield* FileSystem.FileSystem
    const { CsvError, parse } = yield* Effect.promise(() => import("csv-parse"))
    const hash = createHash("sha256")
    const decoder = new TextDecoder(given.encoding)
    let line = 0
    let unclosed: number | null = null
    const parser = parse({
      ...options(given.delimiter),
      on_record: (record: ReadonlyArray<string>, { lines }: { readonly lines: number }) => {
        const row = line + 1
        line = lines
        take(row, record)
        return null
      },
    })
    parser.on("error", (error) => {
      if (!(error instanceof CsvError)) throw error
      unclosed = line + 1
    })
    const write = (text: string) =>
      Effect.callback<void>((resume) => {
        if (unclosed !== null) return resume(Effect.void)
        parser.write(text, () => resume(Effect.void))
      })
    yield* Stream.runForEach(fs.stream(given.path, { chunkSize: 1 << 20 }), (bytes) => {
      hash.update(bytes)
      return write(decoder.decode(bytes, { stream: true }))
    })
    yield* Effect.callback<void>((resume) => {
      if (unclosed !== null) return resume(Effect.void)
      parser.on("close", () => resume(Effect.void))
      parser.on("end", () => resume(Effect.void))
      parser.resume()
      parser.end()
    })
    return { hash: hash.digest("hex"), unclosed }
  },
  (effect, { file }) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)
