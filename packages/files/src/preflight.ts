import { crc32, inflateRawSync } from "node:zlib"
import { Result } from "effect"

/** Why a file is not read, told to the one who sent it. */
export interface Refusal {
  readonly code:
    | "file/damaged"
    | "file/encrypted"
    | "file/foreign-format"
    | "file/old-format"
    | "file/suspicious"
    | "file/too-large"
  readonly message: string
  readonly remedy: string
}

/** The parts of a workbook that hold values, inflated, by name in lower case; pictures, charts, comments and macros are not touched. */
export type WorkbookParts = ReadonlyMap<string, Buffer>

/** What a workbook may hold. Real submitted sheets are a hundred times smaller; what is larger is cheaper sent as CSV. */
export const workbookLimits = { parts: 2000, bytes: 24_000_000 } as const

/**
 * The gate before any XLSX reader. Reads the directory of the zip and inflates, within limits, only the parts that hold values.
 * A directory that contradicts itself is refused: two readers would read two different workbooks from it.
 */
export const preflight = (bytes: Uint8Array): Result.Result<WorkbookParts, Refusal> =>
  openParts(bytes, { check: isWorkbook, holds: holdsValues, most: workbookLimits.bytes })

/** What a document of rules may hold; real ones are a hundred times smaller. */
export const wordLimits = { bytes: 6_000_000, elements: 300_000 } as const

/** The same gate before the reader of Word documents: the text, its numbering and styles, and what leads to them; no picture, no comment. */
export const preflightWord = (bytes: Uint8Array): Result.Result<WorkbookParts, Refusal> =>
  openParts(bytes, {
    check: (entries) =>
      entries.some(({ name }) => name === "word/document.xml") ? Result.succeed(undefined) : Result.fail(damaged),
    holds:
      /^(?:\[content_types\]\.xml|_rels\/\.rels|word\/(?:_rels\/document\.xml\.rels|document\.xml|numbering\.xml|styles\.xml))$/,
    most: wordLimits.bytes,
  })

interface Gate {
  readonly check: (entries: ReadonlyArray<ZipEntry>) => Result.Result<void, Refusal>
  /** The parts that are inflated at all. */
  readonly holds: RegExp
  /** How many bytes they may be together. */
  readonly most: number
}

const openParts = (bytes: Uint8Array, gate: Gate): Result.Result<WorkbookParts, Refusal> =>
  Result.gen(function* () {
    const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const entries = yield* directory(archive)
    yield* gate.check(entries)
    const parts = new Map<string, Buffer>()
    let total = 0
    for (const entry of entries) {
      if (!gate.holds.test(entry.name)) continue
      const part = inUtf8(yield* inflate(archive, entry, gate.most - total))
      yield* isPlainXml(part)
      total += part.length
      parts.set(entry.name, part)
    }
    return parts
  })

/** All XML but what is known to hold none; where sheets lie is up to the program that wrote the workbook. */
const holdsValues =
  /^(?!docprops\/|customxml\/|.*\/(?:calcchain|comments\d*|metadata|connections)\.xml$|.*\/(?:charts|comments|ctrlprops|diagrams|drawings|externallinks|media|persons|pivotcache|pivottables|querytables|slicers|tables|theme|threadedcomments)\/).*\.(?:xml|rels)$/

interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly checksum: number
  readonly offset: number
}

const directory = (archive: Buffer): Result.Result<ReadonlyArray<ZipEntry>, Refusal> =>
  Result.gen(function* () {
    const end = archive.lastIndexOf(endOfDirectory)
    if (end < 0 || end + 22 > archive.length) return yield* Result.fail(damaged)
    const count = archive.readUInt16LE(end + 10)
    if (count > workbookLimits.parts) return yield* Result.fail(tooLarge)
    const entries: Array<ZipEntry> = []
    const names = new Set<string>()
    let at = archive.readUInt32LE(end + 16)
    for (let index = 0; index < count; index++) {
      if (at + 46 > end || archive.readUInt32LE(at) !== 0x02014b50) return yield* Result.fail(damaged)
      const nameLength = archive.readUInt16LE(at + 28)
      const name = archive
        .toString("utf8", at + 46, at + 46 + nameLength)
        .replace(/^\//, "")
        .toLowerCase()
      if ((archive.readUInt16LE(at + 8) & 1) === 1) return yield* Result.fail(encrypted)
      if (names.has(name) || /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(name)) return yield* Result.fail(suspicious)
      names.add(name)
      entries.push({
        name,
        method: archive.readUInt16LE(at + 10),
        packed: archive.readUInt32LE(at + 20),
        size: archive.readUInt32LE(at + 24),
        checksum: archive.readUInt32LE(at + 16),
        offset: archive.readUInt32LE(at + 42),
      })
      at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
    }
    return entries
  })

const endOfDirectory = Buffer.from([0x50, 0x4b, 5, 6])

const isWorkbook = (entries: ReadonlyArray<ZipEntry>): Result.Result<void, Refusal> => {
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name))
  if (has(/^[^/]+\/workbook\d*\.xml$/) || has(/^content\.xml$/)) return Result.succeed(undefined)
  if (has(/^word\//)) return Result.fail(foreign("Word 文档"))
  if (has(/^ppt\//)) return Result.fail(foreign("演示文稿"))
  if (has(/^xl\/workbook\.bin$/)) return Result.fail(foreign("二进制工作簿(.xlsb)"))
  return Result.fail(foreign("压缩包"))
}

const inflate = (archive: Buffer, entry: ZipEntry, room: number): Result.Result<Buffer, Refusal> => {
  const zip64 = 0xffffffff
  if (entry.size === zip64 || entry.packed === zip64 || entry.offset === zip64) return Result.fail(damaged)
  if (entry.size > room) return Result.fail(tooLarge)
  if (entry.offset + 30 > archive.length) return Result.fail(damaged)
  const start = entry.offset + 30 + archive.readUInt16LE(entry.offset + 26) + archive.readUInt16LE(entry.offset + 28)
  const packed = archive.subarray(start, start + entry.packed)
  if (packed.length !== entry.packed || (entry.method !== 0 && entry.method !== 8)) return Result.fail(damaged)
  return Result.flatMap(
    Result.try({
      try: () => (entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })),
      // More came out than the directory declares.
      catch: (cause): Refusal => (cause instanceof RangeError ? suspicious : damaged),
    }),
    (part) => {
      if (part.length !== entry.size) return Result.fail(suspicious)
      // a bit that was lost on the way may leave a workbook that reads well, with another figure in it
      return crc32(part) === entry.checksum ? Result.succeed(part) : Result.fail(damaged)
    },
  )
}

/** Parts may be written in UTF-16, which few programs do; what follows looks for ASCII. */
const inUtf8 = (part: Buffer): Buffer => {
  const [first, second] = part
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)
  const isLittle = (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)
  return isBig || isLittle ? Buffer.from(new TextDecoder(isBig ? "utf-16be" : "utf-16le").decode(part)) : part
}

/** A workbook has no document type and declares no entities; one that does wants its reader to fetch or to multiply something. */
const isPlainXml = (part: Buffer): Result.Result<void, Refusal> =>
  part.includes("<!DOCTYPE") || part.includes("<!ENTITY") ? Result.fail(suspicious) : Result.succeed(undefined)

const resave = "请用 Excel 或 WPS 打开后另存为 .xlsx 再报送"

export const damaged: Refusal = {
  code: "file/damaged",
  message: "文件不完整或已损坏,无法读取",
  remedy: `${resave};打不开的,请报送单位重新发送`,
}

export const encrypted: Refusal = {
  code: "file/encrypted",
  message: "文件设有打开密码,无法读取",
  remedy: "请取消打开密码后另存为 .xlsx 再报送",
}

export const suspicious: Refusal = {
  code: "file/suspicious",
  message: "文件内部结构异常(目录与内容不符,或含有表格不应有的声明),为安全起见未读取",
  remedy: resave,
}

export const tooLarge: Refusal = {
  code: "file/too-large",
  message: "表格过大,超出填报表、台账的合理规模,未读取",
  remedy: "请删除多余的空白行列和无关工作表、取消整行整列的合并后另存;确需大量数据的,请拆分或另存为 .csv",
}

/** A file that is no table, or not one that can be read, by the name people know it by. */
export const foreign = (what: string): Refusal => ({
  code: "file/foreign-format",
  message: `文件实为${/^[A-Z]/.test(what) ? " " : ""}${what},不是可读取的表格`,
  remedy: "请将内容填入 .xlsx 表格(或另存为 .xlsx)后重新报送",
})
