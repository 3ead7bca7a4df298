import { createHash } from "node:crypto"
import type { Issue, Table, TextEncoding } from "@fadu/engine"
import { Effect, FileSystem } from "effect"
import { decodeText } from "./decodeText.ts"
import { FileUnreadable } from "./FileUnreadable.ts"
import { damaged, encrypted, foreign, type Refusal, tooLarge } from "./preflight.ts"
import { readCsv } from "./readCsv.ts"
import { readOldWorkbook } from "./readOldWorkbook.ts"
import { readWorkbook } from "./readWorkbook.ts"

/** A file of tables that somebody sent (表格文件), read but not understood. A file that cannot be used has no tables and an issue. */
export interface SheetFile {
  readonly file: string
  /** SHA-256 of its bytes; empty for a file too large to be opened. */
  readonly hash: string
  readonly tables: ReadonlyArray<Table>
  readonly issues: ReadonlyArray<Issue>
}

/** Larger files are not opened at all. */
const byteLimit = 32_000_000

/**
 * Reads XLSX, XLS, OpenDocument or delimited text, told apart by content; the name only helps to say what else a file is.
 * `file` is the name in addresses and messages. A text that bears no mark of its own is taken to be in `encoding`; null is as it looks.
 * It may have `most` cells, where that is said.
 */
export const readSheetFile = Effect.fn("readSheetFile")(function* (
  path: string,
  file: string,
  encoding: TextEncoding | null = null,
  most?: number,
): Effect.fn.Return<SheetFile, FileUnreadable, FileSystem.FileSystem> {
  const bytes = yield* readBytes(path, file)
  if (bytes === null) return { file, hash: "", tables: [], issues: [issueOf(file, tooLarge)] }
  const hash = createHash("sha256").update(bytes).digest("hex")
  const read = yield* readTables(bytes, file, { encoding, most }).pipe(
    Effect.catch((refusal) => Effect.succeed({ tables: [], issues: [issueOf(file, refusal)] })),
  )
  const isEmpty = read.issues.length === 0 && read.tables.every(({ cells }) => cells.length === 0)
  return isEmpty ? { file, hash, tables: [], issues: [issueOf(file, empty)] } : { file, hash, ...read }
})

/** The bytes of a file; null when there are more than any sheet has. */
const readBytes = Effect.fnUntraced(
  function* (path: string, file: string) {
    const fs = yield* FileSystem.FileSystem
    const info = yield* fs.stat(path)
    if (info.type !== "File") return yield* new FileUnreadable({ file, reason: "not-a-file" })
    return info.size > byteLimit ? null : yield* fs.readFile(path)
  },
  (effect, _, file) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)

interface Tables {
  readonly tables: ReadonlyArray<Table>
  readonly issues: ReadonlyArray<Issue>
}

const readTables = Effect.fnUntraced(function* (
  bytes: Uint8Array,
  file: string,
  { encoding, most }: { readonly encoding: TextEncoding | null; readonly most: number | undefined },
): Effect.fn.Return<Tables, Refusal> {
  if (startsWith(bytes, [0x50, 0x4b]))
    return { tables: yield* Effect.fromResult(readWorkbook(bytes, file)), issues: [] }
  const other = foreignFormat(bytes)
  if (other !== null) return yield* Effect.fail(other)
  if (isCompound(bytes)) return { tables: yield* readCompound(bytes, file), issues: [] }
  const decoded = decodeText(bytes, encoding)
  if (decoded === null) return yield* Effect.fail(foreign("无法识别的格式"))
  const markup = /^\s*<(?:!doctype html|html|table|\?xml)/i.test(decoded.text)
  if (markup) return yield* Effect.fail(foreign("网页或 XML(常见于网页系统导出的“.xls”)"))

  const records = yield* Effect.promise(() => readCsv(decoded.text, most))
  if (records === null) return yield* Effect.fail(tooLarge)
  const table: Table = {
    file,
    sheet: null,
    cells: records.cells,
    merges: [],
    hidden: { sheet: false, rows: [], columns: [] },
  }
  return {
    tables: [table],
    issues: [
      ...(decoded.clean ? [] : [garbledText(file)]),
      ...(records.unclosed === null ? [] : [unclosedQuote(file, records.unclosed)]),
    ],
  }
})

const startsWith = (bytes: Uint8Array, start: ReadonlyArray<number>): boolean =>
  start.every((byte, index) => bytes[index] === byte)

const foreignFormat = (bytes: Uint8Array): Refusal | null => {
  const known = signatures.find(({ start }) => startsWith(bytes, start))
  return known === undefined ? null : foreign(known.what)
}

const ascii = (text: string): ReadonlyArray<number> => [...Buffer.from(text, "latin1")]

const signatures = [
  { what: "PDF 文件", start: ascii("%PDF") },
  { what: "图片", start: [0x89, 0x50, 0x4e, 0x47] },
  { what: "图片", start: [0xff, 0xd8, 0xff] },
  { what: "图片", start: ascii("GIF8") },
  { what: "图片", start: ascii("II*\0") },
  { what: "图片", start: ascii("MM\0*") },
  { what: "压缩包", start: ascii("Rar!") },
  { what: "压缩包", start: ascii("7z\xbc\xaf") },
  { what: "RTF 文档", start: ascii("{\\rtf") },
  { what: "OFD 版式文件", start: ascii("OFD") },
]

/** The container of Office before 2007, of WPS, and of every workbook with a password. */
const isCompound = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])

const readCompound = Effect.fnUntraced(function* (
  bytes: Uint8Array,
  file: string,
): Effect.fn.Return<ReadonlyArray<Table>, Refusal> {
  if (/\.ett?$/i.test(file)) return yield* Effect.fail(ownFormatOfWps)
  const tables = yield* Effect.mapError(readOldWorkbook(bytes, file), (refusal) =>
    refusal.code === damaged.code ? (foreignCompound(bytes) ?? refusal) : refusal,
  )
  return tables ?? (yield* Effect.fail(foreignCompound(bytes) ?? foreign("无法识别的格式")))
})

/** What a compound file without a workbook is, by the names inside, also where its directory is broken. */
const foreignCompound = (bytes: Uint8Array): Refusal | null => {
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (name: string) => container.includes(Buffer.from(name, "utf16le"))
  if (holds("EncryptedPackage")) return encrypted
  if (holds("WordDocument")) return foreign("Word 文档")
  return holds("PowerPoint Document") ? foreign("演示文稿") : null
}

const ownFormatOfWps: Refusal = {
  code: "file/old-format",
  message: "文件是 WPS 表格自己的格式(.et),不能直接读取",
  remedy: "请用 WPS 打开后另存为 .xlsx 再报送",
}

const issueOf = (file: string, refusal: Omit<Refusal, "code"> & { readonly code: string }): Issue => ({
  severity: refusal.code === garbled.code ? "warning" : "error",
  ...refusal,
  at: { kind: "file", file },
  agency: null,
})

const empty = {
  code: "file/empty",
  message: "文件中没有任何内容",
  remedy: "请核对是否保存后再发送;应由该单位重新报送",
}

const garbled = {
  code: "file/garbled",
  message: "文件中有个别文字无法识别(显示为 �)",
  remedy: "请对照原件核对;可用 Excel 或 WPS 另存为 .xlsx 后重新报送,或在 round.yaml 的 encodings 中写明编码",
}

/** Characters that could not be read. */
export const garbledText = (file: string): Issue => issueOf(file, garbled)

/** A quotation that runs on to the end of a text. */
export const unclosedQuote = (file: string, line: number): Issue => ({
  severity: "error",
  code: "file/unclosed-quote",
  message: "从这一行起有英文双引号没有成对(或该行过长),该行及以后的内容未能读取",
  remedy: "请补上或删除多余的双引号,或用 Excel、WPS 另存为 .xlsx",
  at: { kind: "place", file, line, column: 1, path: "" },
  agency: null,
})
