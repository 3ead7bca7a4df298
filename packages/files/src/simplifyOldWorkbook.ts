import type { Merge } from "@fadu/engine"
import { Result } from "effect"
import { type Budget, cellLimits } from "./limits.ts"
import { formatKind, simpleFormats } from "./numberFormat.ts"
import { damaged, encrypted, type Refusal, tooLarge } from "./preflight.ts"
import type { SheetFrame } from "./tableOf.ts"

/** A workbook of Excel 97 or 95 reduced to values: `stream` holds sheets 1, 2, 3 … of plain cells. */
export interface SimpleOldWorkbook {
  readonly stream: Buffer
  readonly date1904: boolean
  readonly sheets: ReadonlyArray<SheetFrame>
}

/** Records of a workbook stream (BIFF) by their numbers. */
const records = {
  formula: 0x06,
  end: 0x0a,
  date1904: 0x22,
  password: 0x2f,
  continued: 0x3c,
  codepage: 0x42,
  column: 0x7d,
  sheet: 0x85,
  multipleNumbers: 0xbd,
  richLabel: 0xd6,
  style: 0xe0,
  merges: 0xe5,
  strings: 0xfc,
  sharedLabel: 0xfd,
  number: 0x203,
  label: 0x204,
  truthOrError: 0x205,
  resultText: 0x207,
  row: 0x208,
  shortNumber: 0x27e,
  format: 0x41e,
  begin: 0x809,
} as const

/** Cells with a value, by the number of bytes that each needs at least. */
const cellLengths: ReadonlyMap<number, number> = new Map([
  [records.formula, 22],
  [records.multipleNumbers, 12],
  [records.richLabel, 8],
  [records.sharedLabel, 10],
  [records.number, 14],
  [records.label, 8],
  [records.truthOrError, 8],
  [records.shortNumber, 10],
])

interface BiffRecord {
  readonly type: number
  readonly body: Buffer
  /** Of the record itself, in the stream. */
  readonly at: number
}

/**
 * Lays the stream of an old workbook out anew with nothing in it but values, so that the reader behind meets
 * twelve kinds of records and no formula, drawing, name, link or macro. What else we need of each sheet is read here.
 */
export const simplifyOldWorkbook = (stream: Buffer): Result.Result<SimpleOldWorkbook, Refusal> =>
  Result.gen(function* () {
    const first = recordAt(stream, 0)
    if (first?.type !== records.begin || first.body.length < 4) return yield* Result.fail(damaged)
    const biff8 = first.body.readUInt16LE(0) === 0x600
    if (!biff8 && first.body.readUInt16LE(0) !== 0x500) return yield* Result.fail(damaged)
    const globals = yield* readGlobals(stream, biff8)
    const budget: Budget = { ...cellLimits }
    const kept: Array<Buffer> = []
    const sheets: Array<SheetFrame> = []
    const begun = new Set<number>()
    for (const { name, hidden, at } of globals.sheets) {
      if (begun.has(at)) return yield* Result.fail(damaged)
      begun.add(at)
      const sheet = yield* readPlainSheet(stream, at, budget)
      kept.push(sheet.records)
      sheets.push({ name, hidden, ...sheet.frame })
    }
    return { stream: pack(first, globals.kept, kept), date1904: globals.date1904, sheets }
  })

const recordAt = (stream: Buffer, at: number): BiffRecord | null => {
  if (at + 4 > stream.length) return null
  const end = at + 4 + stream.readUInt16LE(at + 2)
  return end > stream.length ? null : { type: stream.readUInt16LE(at), body: stream.subarray(at + 4, end), at }
}

/** The records from one BOF to its EOF, leaving out those of what is embedded between. Ends early where the stream does. */
function* substream(stream: Buffer, start: number): Generator<BiffRecord> {
  let depth = 0
  let at = start
  for (let record = recordAt(stream, at); record !== null; record = recordAt(stream, at)) {
    at += 4 + record.body.length
    if (record.type === records.begin) depth += 1
    if (depth === 1) yield record
    if (record.type === records.end) depth -= 1
    if (depth <= 0) return
  }
}

interface Globals {
  readonly kept: ReadonlyArray<Buffer>
  readonly sheets: ReadonlyArray<{ readonly name: string; readonly hidden: boolean; readonly at: number }>
  readonly date1904: boolean
}

const readGlobals = (stream: Buffer, biff8: boolean): Result.Result<Globals, Refusal> =>
  Result.gen(function* () {
    const kept: Array<Buffer> = []
    const sheets: Array<{ readonly name: string; readonly hidden: boolean; readonly at: number }> = []
    const formats = new Map<number, string>()
    const styles: Array<Buffer> = []
    let codepage = 1252
    let date1904 = false
    let isContinued = false
    let isEnded = false
    for (const { type, body } of substream(stream, 0)) {
      if (type === records.password) return yield* Result.fail(encrypted)
      const isKept: boolean =
        type === records.codepage || type === records.strings || (type === records.continued && isContinued)
      if (isKept) kept.push(record(type, body))
      isContinued = isKept && type !== records.codepage
      if (type === records.end) isEnded = true
      if (type === records.codepage && body.length >= 2) codepage = body.readUInt16LE(0)
      if (type === records.date1904 && body.length >= 2) date1904 = body.readUInt16LE(0) === 1
      if (type === records.format && body.length >= 5) formats.set(body.readUInt16LE(0), formatCode(body, biff8))
      if (type === records.style) {
        if (body.length < 16) return yield* Result.fail(damaged)
        styles.push(body)
      }
      if (type === records.sheet) {
        if (body.length < 8) return yield* Result.fail(damaged)
        // charts and macros have sheets of their own
        if (body[5] !== 0) continue
        const name = biff8 ? shortText(body, 6) : new TextDecoder(encodingOf(codepage)).decode(body.subarray(7))
        sheets.push({ name, hidden: ((body[4] ?? 0) & 3) !== 0, at: body.readUInt32LE(0) })
      }
    }
    if (!isEnded) return yield* Result.fail(damaged)
    for (const style of styles) {
      const plain = Buffer.from(style)
      const id = style.readUInt16LE(2)
      plain.writeUInt16LE(simpleFormats[formatKind(id, formats.get(id))].id, 2)
      kept.push(record(records.style, plain))
    }
    return { kept, sheets, date1904 }
  })

/** A text with its length in one byte, as names of sheets have it: UTF-16, or its low bytes alone. */
const shortText = (body: Buffer, at: number): string => {
  const wide = ((body[at + 1] ?? 0) & 1) === 1
  const length = (body[at] ?? 0) * (wide ? 2 : 1)
  return body.toString(wide ? "utf16le" : "latin1", at + 2, at + 2 + length)
}

/** Of interest are signs and letters of ASCII only; they are found in every encoding. */
const formatCode = (body: Buffer, biff8: boolean): string => {
  if (!biff8) return body.toString("latin1", 3)
  return body.toString(((body[4] ?? 0) & 1) === 1 ? "utf16le" : "latin1", 5)
}

/** The names that TextDecoder has for the code pages of Chinese editions; what is no Chinese has ASCII in common. */
const encodingOf = (codepage: number): string =>
  codepage === 936 || codepage === 54936 ? "gb18030" : codepage === 950 ? "big5" : "windows-1252"

interface PlainSheet {
  readonly records: Buffer
  readonly frame: Omit<SheetFrame, "name" | "hidden">
}

const readPlainSheet = (stream: Buffer, start: number, budget: Budget): Result.Result<PlainSheet, Refusal> =>
  Result.gen(function* () {
    const begin = recordAt(stream, start)
    if (begin?.type !== records.begin) return yield* Result.fail(damaged)
    const written = new Records(stream.length)
    written.add(records.begin, begin.body)
    const hiddenRows = new Set<number>()
    const hiddenColumns: Array<{ readonly from: number; readonly to: number }> = []
    const merges: Array<Merge> = []
    const filled = new Set<number>()
    let awaitsText = false
    let isContinued = false
    let isEnded = false
    for (const { type, body } of substream(stream, start)) {
      budget.tags -= 1
      if (budget.tags < 0) return yield* Result.fail(tooLarge)
      const needed = cellLengths.get(type)
      if (needed !== undefined) {
        if (body.length < needed) return yield* Result.fail(damaged)
        const [row, from] = [body.readUInt16LE(0), body.readUInt16LE(2)]
        const to = type === records.multipleNumbers ? body.readUInt16LE(body.length - 2) : from
        if (to < from || to > 255 || (to > from && body.length !== 6 + 6 * (to - from + 1))) {
          return yield* Result.fail(damaged)
        }
        for (let column = from; column <= to; column++) {
          if (filled.has(row * 256 + column)) return yield* Result.fail(damaged)
          filled.add(row * 256 + column)
        }
        budget.cells -= to - from + 1
        if (budget.cells < 0) return yield* Result.fail(tooLarge)
        written.add(type, type === records.formula ? resultOnly(body) : body)
        awaitsText = type === records.formula && body[6] === 0 && body.readUInt16LE(12) === 0xffff
        isContinued = type === records.label || type === records.richLabel
      } else if (type === records.resultText && awaitsText) {
        written.add(type, body)
        awaitsText = false
        isContinued = true
      } else if (type === records.continued && isContinued) {
        written.add(type, body)
      } else {
        isContinued = false
        if (type === records.end) isEnded = true
        else if (type === records.row && body.length >= 16) {
          if ((body.readUInt16LE(12) & 0x20) !== 0) hiddenRows.add(body.readUInt16LE(0) + 1)
        } else if (type === records.column && body.length >= 10) {
          if ((body.readUInt16LE(8) & 1) !== 0) {
            hiddenColumns.push({ from: body.readUInt16LE(0) + 1, to: body.readUInt16LE(2) + 1 })
          }
        } else if (type === records.merges) merges.push(...(yield* mergesIn(body, budget)))
      }
    }
    if (!isEnded) return yield* Result.fail(damaged)
    written.add(records.end, nothing)
    return { records: written.done(), frame: { hiddenRows, hiddenColumns, merges } }
  })

/** A formula without its text: of all its bytes only place, style and result. */
const resultOnly = (body: Buffer): Buffer => Buffer.concat([body.subarray(0, 20), Buffer.from([0xff, 0xff])])

const mergesIn = (body: Buffer, budget: Budget): Result.Result<ReadonlyArray<Merge>, Refusal> => {
  const merges: Array<Merge> = []
  for (let at = 2; at + 8 <= body.length; at += 8) {
    const [top, bottom] = [body.readUInt16LE(at), body.readUInt16LE(at + 2)]
    const [left, right] = [body.readUInt16LE(at + 4), body.readUInt16LE(at + 6)]
    if (bottom < top || right < left) return Result.fail(damaged)
    const merge = { row: top + 1, column: left + 1, rows: bottom - top + 1, columns: right - left + 1 }
    budget.merged -= merge.rows * merge.columns
    if (budget.merged < 0) return Result.fail(tooLarge)
    merges.push(merge)
  }
  return Result.succeed(merges)
}

const nothing = Buffer.alloc(0)

/** Records one after the other; they are many and small, so they share their memory. */
class Records {
  private readonly bytes: Buffer
  private length = 0

  constructor(most: number) {
    this.bytes = Buffer.alloc(most)
  }

  add(type: number, body: Buffer): void {
    this.bytes.writeUInt16LE(type, this.length)
    this.bytes.writeUInt16LE(body.length, this.length + 2)
    body.copy(this.bytes, this.length + 4)
    this.length += 4 + body.length
  }

  done(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length))
  }
}

const record = (type: number, body: Buffer): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(type, 0)
  head.writeUInt16LE(body.length, 2)
  return Buffer.concat([head, body])
}

/** Sheets are called 1, 2, 3 …: a sheet of whatever name, or of the same name, can be told from the others. */
const pack = (first: BiffRecord, globals: ReadonlyArray<Buffer>, bodies: ReadonlyArray<Buffer>): Buffer => {
  const end = record(records.end, nothing)
  const isBiff8 = first.body.readUInt16LE(0) === 0x600
  const names = bodies.map((_, index) => {
    const name = Buffer.from(String(index + 1), "latin1")
    return Buffer.concat([Buffer.alloc(6), Buffer.from(isBiff8 ? [name.length, 0] : [name.length]), name])
  })
  const head = [record(records.begin, first.body), ...globals]
  let at =
    head.reduce((sum, { length }) => sum + length, 0) +
    names.reduce((sum, { length }) => sum + 4 + length, 0) +
    end.length
  for (const [index, name] of names.entries()) {
    name.writeUInt32LE(at, 0)
    at += bodies[index]?.length ?? 0
  }
  return Buffer.concat([...head, ...names.map((name) => record(records.sheet, name)), end, ...bodies])
}
