import { type CellObject, CFB, type Sheet, type WorkBook, write } from "@e965/xlsx"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { expect, layer } from "@effect/vitest"
import type { Table } from "@fadu/engine"
import { Effect } from "effect"
import { readOldWorkbook } from "./readOldWorkbook.ts"

const workbook = (sheets: { readonly [name: string]: Sheet }, date1904 = false): WorkBook => ({
  SheetNames: Object.keys(sheets),
  Sheets: { ...sheets },
  Workbook: { WBProps: { date1904 } },
})

const saved = (book: WorkBook): Buffer => write(book, { type: "buffer", bookType: "biff8", bookSST: true })

const sheet = (cells: { readonly [address: string]: CellObject }, more: Sheet = {}): Sheet => ({
  "!ref": "A1:H20",
  ...cells,
  ...more,
})
const text = (v: string): CellObject => ({ t: "s", v })

const read = (bytes: Uint8Array) => Effect.map(readOldWorkbook(bytes, "甲局.xls"), (tables) => tables ?? [])
const shown = (tables: ReadonlyArray<Table>) =>
  tables.map(({ cells }) =>
    cells.map(({ row, column, content }) => `${row}:${column} ${Object.values(content).join(" ")}`).join(" | "),
  )
const refusal = (bytes: Uint8Array) => Effect.map(Effect.flip(read(bytes)), ({ code }) => code)

const plain = saved(workbook({ 一: sheet({ A1: text("甲局"), B1: { t: "n", v: 1 } }) }))

/** A container with nothing in it but one part. */
const containerOf = (name: string, stream: Uint8Array): Buffer => {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_add(container, `/${name}`, stream)
  const bytes = CFB.write(container, { type: "buffer" })
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
}

/** A workbook after something was done to its stream. */
const changed = (change: (stream: Buffer) => Uint8Array): Buffer => {
  const stream = CFB.find(CFB.read(plain, { type: "buffer" }), "Workbook")?.content
  return containerOf("Workbook", change(Buffer.from(stream ?? [])))
}

const record = (type: number, ...body: ReadonlyArray<number>): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(type, 0)
  head.writeUInt16LE(body.length, 2)
  return Buffer.concat([head, Buffer.from(body)])
}

/** The stream with another record before its first record of some kind. */
const withRecord = (before: number, type: number, body: Uint8Array) => (stream: Buffer) => {
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    if (stream.readUInt16LE(at) !== before) continue
    return Buffer.concat([stream.subarray(0, at), record(type, ...body), stream.subarray(at)])
  }
  return stream
}

layer(NodeServices.layer)("a workbook of Excel 97", (it) => {
  it.effect("gives text, numbers, percentages, days, truth and errors as they stand", () =>
    Effect.gen(function* () {
      const cells = sheet({
        A1: text("百余件"),
        B1: { t: "n", v: 12 },
        C1: { t: "n", v: 0.95, z: "0.00%" },
        D1: { t: "n", v: 46_082.75, z: 'yyyy"年"m"月"d"日"' },
        E1: { t: "b", v: true },
        F1: { t: "e", v: 0x2a },
        G1: { t: "n", v: 0.5625, z: "h:mm" },
        H1: { t: "n", v: 3.3000000000000003 },
        A2: text("=1+1"),
        B2: text(" 　"),
        H20: text("007"),
      })
      expect(shown(yield* read(saved(workbook({ 表: cells }))))).toEqual([
        "1:1 text 百余件 | 1:2 number 12 false | 1:3 number 0.95 true | 1:4 day 46082 | 1:5 boolean true | 1:6 error #N/A | 1:7 text 13:30 | 1:8 number 3.3 false | 2:1 text =1+1 | 20:8 text 007",
      ])
    }),
  )

  it.effect("of Excel 95 gives texts in the code page of the computer that wrote it", () =>
    Effect.gen(function* () {
      const gbk = (hex: string): ReadonlyArray<number> => [...Buffer.from(hex, "hex")]
      const label = (row: number, hex: string) => record(0x204, row, 0, 0, 0, 0, 0, gbk(hex).length, 0, ...gbk(hex))
      const begin = (kind: number) => record(0x809, 0, 5, kind, 0, 0, 0, 0, 0)
      const name = gbk("cceeb1a8b1ed")
      const head = [begin(5), record(0x42, 0xa8, 3), record(0xe0, ...Buffer.alloc(16))]
      const start = Buffer.concat(head).length + 4 + 7 + name.length + 4
      const stream = Buffer.concat([
        ...head,
        record(0x85, start, 0, 0, 0, 0, 0, name.length, ...name),
        record(0x0a),
        begin(16),
        label(0, "cad0c9faccacbbb7beb3bed6"),
        label(1, "d6ece946bbf9"),
        record(0x0a),
        Buffer.alloc(5000),
      ])
      const tables = yield* read(containerOf("Book", stream))
      expect(tables.map(({ sheet }) => sheet)).toEqual(["填报表"])
      expect(shown(tables)).toEqual(["1:1 text 市生态环境局 | 2:1 text 朱镕基"])
    }),
  )

  it.effect("counts days alike in workbooks that begin in 1904", () =>
    Effect.gen(function* () {
      const cells = sheet({ A1: { t: "n", v: 44_620, z: "yyyy-mm-dd" } })
      expect(shown(yield* read(saved(workbook({ 表: cells }, true))))).toEqual(["1:1 day 46082"])
    }),
  )

  it.effect("lists merged blocks, and of their cells only the first", () =>
    Effect.gen(function* () {
      const merges = { "!merges": [{ s: { r: 0, c: 0 }, e: { r: 1, c: 1 } }] }
      const [table] = yield* read(saved(workbook({ 表: sheet({ A1: text("单位"), B2: text("旧") }, merges) })))
      expect(table?.merges).toEqual([{ row: 1, column: 1, rows: 2, columns: 2 }])
      expect(table?.cells).toHaveLength(1)
    }),
  )

  it.effect("keeps sheets apart whatever they are called", () =>
    Effect.gen(function* () {
      const names = ["__proto__", "constructor", "1", "Sheet1"]
      const sheets = names.map((name) => [name, sheet({ A1: text(name) })] as const)
      const book: WorkBook = { SheetNames: [...names], Sheets: Object.create(null) }
      for (const [name, cells] of sheets) book.Sheets[name] = cells
      const tables = yield* read(saved(book))
      expect(tables.map(({ sheet, cells }) => [sheet, cells[0]?.content])).toEqual(
        names.map((name) => [name, { kind: "text", text: name }]),
      )
      expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("!data")
    }),
  )

  it.effect("is no workbook where the container holds something else", () =>
    Effect.gen(function* () {
      const other = CFB.utils.cfb_new()
      CFB.utils.cfb_add(other, "/Contents", Buffer.alloc(5000))
      const bytes = CFB.write(other, { type: "buffer" })
      expect(yield* readOldWorkbook(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0), "甲局.xls")).toBeNull()
    }),
  )
})

layer(NodeServices.layer)("a hostile workbook of Excel 97", (it) => {
  const eof = 0x0a
  const cell = (row: number, column: number) => {
    const body = Buffer.alloc(14)
    body.writeUInt16LE(row, 0)
    body.writeUInt16LE(column, 2)
    return body
  }
  const merge = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0, 0, 0xff, 0])
  const hostile: ReadonlyArray<readonly [what: string, code: string, bytes: () => Uint8Array]> = [
    ["with a password", "file/encrypted", () => changed(withRecord(0xe0, 0x2f, Buffer.alloc(6)))],
    ["with one cell twice", "file/damaged", () => changed(withRecord(0xfd, 0x203, cell(0, 0)))],
    ["merged all over", "file/too-large", () => changed(withRecord(0xfd, 0xe5, merge))],
    [
      "whose strings are missing",
      "file/damaged",
      () => changed(withRecord(0xfd, 0xfd, Buffer.from([5, 0, 5, 0, 0, 0, 9, 9, 9, 9]))),
    ],
    ["cut in half", "file/damaged", () => plain.subarray(0, 2000)],
    [
      "with too many cells",
      "file/too-large",
      () => {
        const cells = Array.from({ length: 130_000 }, (_, index) => {
          return record(0x203, ...cell(Math.floor(index / 200), 20 + (index % 200)))
        })
        return changed((stream) => {
          const last = stream.lastIndexOf(Buffer.from([eof, 0, 0, 0]))
          return Buffer.concat([stream.subarray(0, last), ...cells, stream.subarray(last)])
        })
      },
    ],
    [
      "whose chain of sectors is a circle",
      "file/damaged",
      () => {
        const bytes = Buffer.from(plain)
        const table = (bytes.readInt32LE(76) + 1) * 512
        for (let sector = 0; sector < 100; sector++) bytes.writeInt32LE(sector ^ 1, table + sector * 4)
        return bytes
      },
    ],
  ]
  it.effect.each(hostile)("%s is refused: %s", ([, code, bytes]) =>
    Effect.gen(function* () {
      const made = bytes()
      const started = performance.now()
      expect(yield* refusal(made)).toBe(code)
      expect(performance.now() - started).toBeLessThan(2000)
    }),
  )

  it.effect("cut off anywhere, or with any byte changed, gives tables or a refusal", () =>
    Effect.gen(function* () {
      for (let at = 0; at < plain.length; at += 13) {
        const bytes = Buffer.from(plain)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
        for (const one of [plain.subarray(0, at), bytes]) {
          const ended = yield* Effect.result(readOldWorkbook(one, "甲局.xls"))
          expect(ended._tag).toMatch(/^(Success|Failure)$/)
        }
      }
    }),
  )
})
