import type { Issue } from "@fadu/engine"
import type { IssuedCell, IssuedDocument, IssuedTable } from "@fadu/engine/author"
import { Effect, FileSystem } from "effect"
import { FileUnreadable } from "./FileUnreadable.ts"
import { damaged, encrypted, preflightWord, type Refusal, suspicious, tooLarge, wordLimits } from "./preflight.ts"
import { zip } from "./zip.ts"

/** A Word document as paragraphs and tables; null where it cannot be read, and an issue says why. */
export interface WordFile {
  readonly document: IssuedDocument | null
  readonly issues: ReadonlyArray<Issue>
}

const byteLimit = 32_000_000

export const readWord = Effect.fn("readWord")(function* (
  path: string,
  file: string,
): Effect.fn.Return<WordFile, FileUnreadable, FileSystem.FileSystem> {
  const fs = yield* FileSystem.FileSystem
  const info = yield* Effect.mapError(fs.stat(path), (error) => FileUnreadable.from(file, error))
  if (info.type !== "File") return yield* new FileUnreadable({ file, reason: "not-a-file" })
  if (info.size > byteLimit) return { document: null, issues: [refused(file, tooLarge)] }
  const bytes = yield* Effect.mapError(fs.readFile(path), (error) => FileUnreadable.from(file, error))
  return yield* understood(bytes, file).pipe(
    Effect.map((document): WordFile => ({ document, issues: [] })),
    Effect.catch((refusal) => Effect.succeed<WordFile>({ document: null, issues: [refused(file, refusal)] })),
  )
})

const understood = Effect.fnUntraced(function* (
  bytes: Uint8Array,
  file: string,
): Effect.fn.Return<IssuedDocument, Refusal> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return yield* Effect.fail(isLocked(bytes) ? encrypted : old)
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return yield* Effect.fail(notWord)
  const parts = yield* Effect.fromResult(preflightWord(bytes))
  const text = parts.get("word/document.xml")?.toString("utf8") ?? ""
  if (text.split("<", wordLimits.elements + 1).length > wordLimits.elements) return yield* Effect.fail(tooLarge)
  const archive = zip(
    [...parts].map(([name, part]) => [name === "[content_types].xml" ? "[Content_Types].xml" : name, part]),
  )
  const mammoth = yield* Effect.promise(() => import("mammoth"))
  let root: unknown = null
  yield* Effect.tryPromise({
    try: () =>
      mammoth.default.convertToHtml(
        { buffer: archive },
        {
          transformDocument: (element: unknown) => {
            root = element
            return element
          },
        },
      ),
    catch: () => damaged,
  })
  const collected = new Collecting()
  collected.visit(root)
  return { file, ...collected }
})

const isLocked = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from("EncryptedPackage", "utf16le"))

type Node = { readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value

const childrenOf = (node: Node): ReadonlyArray<Node> =>
  Array.isArray(node.children) ? node.children.filter(isNode) : []

/** Paragraphs before the tables, and the tables themselves. */
class Collecting {
  readonly paragraphs: Array<string> = []
  readonly tables: Array<IssuedTable> = []
  numbered = 0

  visit(node: unknown): void {
    if (!isNode(node)) return
    if (node.type === "table")
      this.tables.push({ number: this.tables.length + 1, rows: childrenOf(node).map((row) => this.cells(row)) })
    else if (node.type === "paragraph") {
      const text = textOf(node).trim()
      if (text !== "" && this.tables.length === 0) this.paragraphs.push(text)
    } else for (const child of childrenOf(node)) this.visit(child)
  }

  private cells(row: Node): ReadonlyArray<IssuedCell> {
    return childrenOf(row).map((cell) => ({
      text: childrenOf(cell)
        .map((block) => {
          if (block.numbering !== null && block.numbering !== undefined && textOf(block).trim() !== "")
            this.numbered += 1
          return textOf(block)
        })
        .join("\n")
        .replace(/\n+$/, ""),
      rowSpan: spanOf(cell.rowSpan),
      columnSpan: spanOf(cell.colSpan),
    }))
  }
}

const spanOf = (value: unknown): number =>
  typeof value === "number" && value >= 1 && value < 1000 ? Math.floor(value) : 1

const textOf = (node: Node): string => {
  switch (node.type) {
    case "text":
      return typeof node.value === "string" ? node.value : ""
    case "tab":
      return " "
    case "break":
      return "\n"
    case "paragraph":
      return childrenOf(node).map(textOf).join("")
    // a table inside a cell is read line by line
    case "tableRow":
      return `${childrenOf(node).map(textOf).join(" ")}\n`
    default:
      return childrenOf(node).map(textOf).join("")
  }
}

const resave = "请用 Word 或 WPS 打开后另存为 .docx 再读"

const old: Refusal = {
  code: "file/old-format",
  message: "文件是旧格式的 Word 文档(.doc、.wps),不能直接读取",
  remedy: resave,
}
const notWord: Refusal = { code: "file/foreign-format", message: "文件不是 Word 文档(.docx)", remedy: resave }

/** The same refusals as of workbooks, with what to do about a document. */
const remedies = new Map<string, Pick<Refusal, "message" | "remedy">>([
  [damaged.code, { message: "文件不完整或已损坏,或不是 Word 文档,无法读取", remedy: resave }],
  [encrypted.code, { message: encrypted.message, remedy: "请取消打开密码后另存为 .docx 再读" }],
  [suspicious.code, { message: suspicious.message.replace("表格不应有", "文档不应有"), remedy: resave }],
  [tooLarge.code, { message: "文档过大,超出评分细则的合理规模,未读取", remedy: "请只留细则的表,另存为 .docx 再读" }],
])

const refused = (file: string, refusal: Refusal): Issue => ({
  severity: "error",
  code: refusal.code,
  message: remedies.get(refusal.code)?.message ?? refusal.message,
  remedy: remedies.get(refusal.code)?.remedy ?? refusal.remedy,
  at: { kind: "file", file },
  agency: null,
})
