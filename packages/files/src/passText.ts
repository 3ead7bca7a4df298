import { createHash } from "node:crypto"
import type { Cell, Table, TextEncoding } from "@fadu/engine"
import { Effect, FileSystem, Stream } from "effect"
import { guessEncoding, isPlainText, unreadableIn, withoutControls } from "./decodeText.ts"
import { FileUnreadable } from "./FileUnreadable.ts"
import { csvOptions, fieldText, findDelimiter, saidDelimiter } from "./readCsv.ts"

/** Delimited text too large to be held (大文本): its first rows, and a way to let all of them pass by. */
export interface LargeText {
  readonly head: Table
  /** Gives every record with the line on which it begins. */
  readonly pass: (
    take: (row: number, texts: ReadonlyArray<string>) => void,
  ) => Effect.Effect<Passed, FileUnreadable, FileSystem.FileSystem>
}

export interface Passed {
  readonly hash: string
  /** The line on which a quotation begins that is never closed: what follows was not given. */
  readonly unclosed: number | null
  /** False where something was in it that is in no text. */
  readonly isText: boolean
  /** Whether every character could be read. */
  readonly clean: boolean
}

const HEAD = 262_144
const HEAD_ROWS = 100

/** Opens a large text. Null for what is no delimited text: a workbook, a picture, a web page. */
export const openLargeText = Effect.fn("openLargeText")(
  function* (path: string, file: string, said: TextEncoding | null) {
    const fs = yield* FileSystem.FileSystem
    const chunks = yield* Stream.runCollect(fs.stream(path, { bytesToRead: HEAD }))
    const bytes = Buffer.concat([...chunks])
    const encoding = guessEncoding(whole(bytes), said)
    const decoded = plain(new TextDecoder(encoding).decode(bytes, { stream: true }))
    const text = decoded.slice(0, decoded.lastIndexOf("\n") + 1)
    if (!isPlainText(text) || /^\s*(?:<|PK)/.test(text)) return null
    const named = saidDelimiter(text)
    const delimiter = named ?? findDelimiter(text).delimiter
    const form = { delimiter, hasName: named !== null }
    const cells = yield* Effect.promise(() => headCells(text, form))
    const large: LargeText = {
      head: { file, sheet: null, cells, merges: [], hidden: { sheet: false, rows: [], columns: [] } },
      pass: (take) => pass({ path, file, encoding, form }, take),
    }
    return large
  },
  (effect, _, file) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)

interface Form {
  readonly delimiter: string
  /** Whether the first line only names the delimiter. */
  readonly hasName: boolean
}

const headCells = async (text: string, form: Form): Promise<ReadonlyArray<Cell>> => {
  const { CsvError, parse } = await import("csv-parse/sync")
  const cells: Array<Cell> = []
  const take = recordsTo(form, (row, texts) => {
    for (const [index, field] of texts.entries()) {
      if (field.trim() !== "") cells.push({ row, column: index + 1, content: { kind: "text", text: field } })
    }
  })
  try {
    parse(text, { ...csvOptions(form.delimiter), to: HEAD_ROWS, on_record: take.record })
  } catch (error) {
    // a quotation may go on beyond the head
    if (!(error instanceof CsvError)) throw error
  }
  return cells
}

/** Counts the lines of records, and gives their texts as a cell has them. */
const recordsTo = ({ hasName }: Form, take: (row: number, texts: ReadonlyArray<string>) => void) => {
  const state = { line: 0 }
  return {
    state,
    record: (record: ReadonlyArray<string>, { lines }: { readonly lines: number }): null => {
      const row = state.line + 1
      state.line = lines
      if (!(hasName && row === 1)) take(row, record.some(isQuotedFormula) ? record.map(fieldText) : record)
      return null
    },
  }
}

const isQuotedFormula = (text: string): boolean => text.charCodeAt(0) === 61

/** Up to the last line end, so that no character is cut in two. */
const whole = (bytes: Buffer): Buffer => {
  const end = bytes.lastIndexOf(10)
  return end < 0 ? bytes : bytes.subarray(0, end + 1)
}

const plain = (text: string): string => withoutControls(text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text)

const pass = Effect.fnUntraced(
  function* (
    given: { readonly path: string; readonly file: string; readonly encoding: string; readonly form: Form },
    take: (row: number, texts: ReadonlyArray<string>) => void,
  ) {
    const fs = yield* FileSystem.FileSystem
    const { CsvError, parse } = yield* Effect.promise(() => import("csv-parse"))
    const hash = createHash("sha256")
    const decoder = new TextDecoder(given.encoding)
    const records = recordsTo(given.form, take)
    let unclosed: number | null = null
    let isText = true
    let clean = true
    const parser = parse({ ...csvOptions(given.form.delimiter), on_record: records.record })
    parser.on("error", (error) => {
      if (!(error instanceof CsvError)) throw error
      unclosed = records.state.line + 1
    })
    // the end of one piece and the beginning of the next may be one line end
    let held = ""
    const write = (bytes: Uint8Array | null) =>
      Effect.callback<void>((resume) => {
        const decoded = held + (bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true }))
        held = bytes !== null && decoded.endsWith("\r") ? "\r" : ""
        const text = plain(held === "" ? decoded : decoded.slice(0, -1))
        clean &&= unreadableIn(text) === 0
        isText &&= isPlainText(text)
        if (unclosed !== null || text === "") return resume(Effect.void)
        parser.write(text, () => resume(Effect.void))
      })
    yield* Stream.runForEach(fs.stream(given.path, { chunkSize: 1 << 20 }), (bytes) => {
      hash.update(bytes)
      return write(bytes)
    })
    yield* write(null)
    yield* Effect.callback<void>((resume) => {
      if (unclosed !== null) return resume(Effect.void)
      parser.on("close", () => resume(Effect.void))
      parser.on("end", () => resume(Effect.void))
      parser.resume()
      parser.end()
    })
    const passed: Passed = { hash: hash.digest("hex"), unclosed, isText, clean }
    return passed
  },
  (effect, { file }) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)
