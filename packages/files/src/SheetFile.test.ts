import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, expect, layer } from "@effect/vitest"
import type { Content } from "@fadu/engine"
import { Arbitrary, Effect, Schema } from "effect"
import { afterAll, beforeAll } from "vitest"
import { readSheetFile } from "./SheetFile.ts"
import { zip } from "./zip.ts"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 表格 "))
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (bytes: Uint8Array | string, name = "水务局.xlsx") => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return readSheetFile(path, `sheets/${name}`)
}

/** `A1 甲 | B1 95% | C1 day 45352` of every table. */
const shown = (bytes: Uint8Array | string, name?: string) =>
  Effect.map(read(bytes, name), ({ tables }) =>
    tables.map(({ cells }) => cells.map(({ row, column, content }) => `${row}:${column} ${said(content)}`).join(" | ")),
  )

const said = (content: Content): string => {
  switch (content.kind) {
    case "text":
      return `“${content.text}”`
    case "number":
      return `${content.value}${content.percent ? " as %" : ""}`
    case "day":
      return `day ${content.day}`
    case "boolean":
      return String(content.value)
    case "error":
      return `error ${content.text}`
  }
}

const codes = (bytes: Uint8Array | string, name?: string) =>
  Effect.map(read(bytes, name), ({ issues }) => issues.map(({ code }) => code))

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

interface Parts {
  /** What stands inside `<worksheet>`, one for each sheet. */
  readonly sheets: ReadonlyArray<string>
  readonly sheetAttributes?: ReadonlyArray<string>
  readonly workbook?: string
  readonly properties?: string
  readonly styles?: string
  readonly strings?: string
  /** Where the sheets lie. */
  readonly folder?: string
  readonly more?: ReadonlyArray<readonly [string, string]>
  readonly prefix?: string
  readonly replaced?: readonly [name: string, bytes: Buffer]
}

const xlsx = (parts: Parts): Buffer => {
  const lies = parts.folder ?? "worksheets/sheet"
  const p = parts.prefix === undefined ? "" : `${parts.prefix}:`
  const xmlns = parts.prefix === undefined ? "xmlns" : `xmlns:${parts.prefix}`
  const files: ReadonlyArray<readonly [string, string]> = [
    [
      "_rels/.rels",
      `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `<${p}workbook ${xmlns}="${main}" xmlns:r="${office}"><${p}workbookPr ${parts.properties ?? ""}/><${p}sheets>${parts.sheets
        .map(
          (_, i) => `<${p}sheet ${parts.sheetAttributes?.[i] ?? `name="表${i + 1}"`} sheetId="${i + 1}" r:id="s${i}"/>`,
        )
        .join("")}</${p}sheets>${parts.workbook ?? ""}</${p}workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `<Relationships>${parts.sheets
        .map((_, i) => `<Relationship Id="s${i}" Type="${office}/worksheet" Target="${lies}${i + 1}.xml"/>`)
        .join("")}<Relationship Id="t" Type="${office}/styles" Target="styles.xml"/>
        <Relationship Id="u" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    ["xl/styles.xml", parts.styles ?? `<styleSheet xmlns="${main}"/>`],
    ["xl/sharedStrings.xml", `<sst xmlns="${main}">${parts.strings ?? ""}</sst>`],
    ...parts.sheets.map(
      (body, i) => [`xl/${lies}${i + 1}.xml`, `<${p}worksheet ${xmlns}="${main}">${body}</${p}worksheet>`] as const,
    ),
    ...(parts.more ?? []),
  ]
  const [replaced, bytes] = parts.replaced ?? []
  return zip(files.map(([name, xml]) => [name, (name === replaced ? bytes : undefined) ?? Buffer.from(xml)] as const))
}
const data = (...rows: ReadonlyArray<string>) => `<sheetData>${rows.join("")}</sheetData>`
const row = (number: number, ...cells: ReadonlyArray<string>) => `<row r="${number}">${cells.join("")}</row>`
const text = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const styles = (formats: ReadonlyArray<number>, custom = "") =>
  `<styleSheet xmlns="${main}">${custom}<cellXfs>${formats.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`

layer(NodeServices.layer)("a workbook", (it) => {
  it.effect("gives text, numbers, percentages, truth and errors as they stand", () =>
    Effect.gen(function* () {
      const strings = `<si><r><t>完成</t></r><r><t>率</t></r></si><si><t>北京</t><rPh sb="0" eb="2"><t>běi jīng</t></rPh></si>`
      const cells = row(
        1,
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="s"><v>1</v></c>',
        '<c r="C1" s="1"><v>0.95</v></c>',
        '<c r="D1" t="b"><v>1</v></c>',
        '<c r="E1" t="e"><v>#N/A</v></c>',
        '<c r="F1" t="d"><v>2026-03-01</v></c>',
        text("G1", "第一行_x000D_&#10;第二行 &lt;5&gt;"),
        text("H1", "　 "),
      )
      expect(yield* shown(xlsx({ sheets: [data(cells)], strings, styles: styles([0, 10]) }))).toEqual([
        "1:1 “完成率” | 1:2 “北京” | 1:3 0.95 as % | 1:4 true | 1:5 error #N/A | 1:6 “2026-03-01” | 1:7 “第一行\n第二行 <5>”",
      ])
    }),
  )

  it.effect("keeps from the terminal what an escape in a cell would do to it", () =>
    Effect.gen(function* () {
      const cells = row(1, text("A1", "_x001B_[2J4"), text("B1", "甲&#9;乙&#10;丙"))
      expect(yield* shown(xlsx({ sheets: [data(cells)] }))).toEqual(["1:1 “\ufffd[2J4” | 1:2 “甲\t乙\n丙”"])
    }),
  )

  it.effect("gives days in every format of a Chinese Excel, and times apart from days", () =>
    Effect.gen(function* () {
      const custom = `<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="[Red]0.00&quot;d&quot;%"/></numFmts>`
      const formats = [0, 14, 31, 57, 58, 176, 22, 20, 177]
      const cells = formats.map(
        (_, i) => `<c r="${"ABCDEFGHI"[i]}1" s="${i}"><v>${i === 7 ? 0.5625 : 45352.75}</v></c>`,
      )
      expect(yield* shown(xlsx({ sheets: [data(row(1, ...cells))], styles: styles(formats, custom) }))).toEqual([
        "1:1 45352.75 | 1:2 day 45352 | 1:3 day 45352 | 1:4 day 45352 | 1:5 day 45352 | 1:6 day 45352 | 1:7 day 45352 | 1:8 “13:30” | 1:9 45352.75 as %",
      ])
    }),
  )

  it.effect("counts days alike in workbooks that begin in 1904", () =>
    Effect.gen(function* () {
      const cells = data(row(1, '<c r="A1" s="0"><v>43890</v></c>'))
      const bytes = xlsx({ sheets: [cells], properties: 'date1904="1"', styles: styles([14]) })
      expect(yield* shown(bytes)).toEqual(["1:1 day 45352"])
    }),
  )

  it.effect("reads formulas by their stored results, and says where there is none", () =>
    Effect.gen(function* () {
      const cells = data(
        row(1, '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c>', '<c r="C1"><f>B1-B1</f><v>0</v></c>'),
        row(
          2,
          '<c r="A2"><f t="shared" si="0"/><v>4</v></c>',
          '<c r="B2" t="str"><f>IF(1,"")</f><v></v></c>',
          '<c r="C2" t="b"><f>1=2</f><v>0</v></c>',
          '<c r="D2" t="str"><f>T(1)</f><v>合格</v></c>',
          '<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
          '<c r="F2"><f>A1+A2</f></c>',
          '<c r="G2"><f>A1</f><v></v></c>',
        ),
      )
      expect(yield* shown(xlsx({ sheets: [cells] }))).toEqual([
        "1:1 2 | 1:3 0 | 2:1 4 | 2:3 false | 2:4 “合格” | 2:5 error #DIV/0! | 2:6 error =A1+A2 | 2:7 error =A1",
      ])
    }),
  )

  it.effect("lists merged blocks, and of their cells only the first", () =>
    Effect.gen(function* () {
      const body = `${data(row(1, text("A1", "单位"), text("B1", "旧")), row(2, text("A2", "甲")))}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`
      const { tables } = yield* read(xlsx({ sheets: [body] }))
      expect(tables[0]?.merges).toEqual([{ row: 1, column: 1, rows: 1, columns: 2 }])
      expect(tables[0]?.cells.map(({ row, column }) => [row, column])).toEqual([
        [1, 1],
        [2, 1],
      ])
    }),
  )

  it.effect("tells hidden sheets, rows and columns that hold something", () =>
    Effect.gen(function* () {
      const open = `<cols><col min="2" max="16384" hidden="1"/></cols>${data(
        `<row r="1" hidden="1">${text("A1", "甲")}</row>`,
        `<row r="2" hidden="1"><c r="A2" s="0"/></row>`,
        row(3, text("C3", "乙")),
      )}`
      const bytes = xlsx({
        sheets: [open, data(row(1, text("A1", "深")))],
        sheetAttributes: ['name="一 &amp; 二"', 'name="底稿" state="veryHidden"'],
      })
      const { tables } = yield* read(bytes)
      expect(tables.map(({ sheet, hidden }) => [sheet, hidden])).toEqual([
        ["一 & 二", { sheet: false, rows: [1], columns: [3] }],
        ["底稿", { sheet: true, rows: [], columns: [] }],
      ])
    }),
  )

  it.effect("is read when elements carry a prefix, lack numbers, or lie in unusual places", () =>
    Effect.gen(function* () {
      const prefixed = `<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData>`
      expect(yield* shown(xlsx({ sheets: [prefixed], prefix: "x" }))).toEqual(["1:1 “甲”"])
      const bare = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
      expect(yield* shown(xlsx({ sheets: [data(bare)] }))).toEqual(["1:1 1 | 1:3 2 | 3:1 3"])
      expect(yield* shown(xlsx({ sheets: [data(row(1, text("A1", "甲")))], folder: "Tabellen/T" }))).toEqual([
        "1:1 “甲”",
      ])
    }),
  )

  it.effect("is read when rows and cells are not in order, or parts are in UTF-16", () =>
    Effect.gen(function* () {
      const cell = (address: string, number: number) => `<c r="${address}"><v>${number}</v></c>`
      const bare = data(row(3, cell("C3", 3), "<c r='A3'/>", cell("B3", 2)), row(1, cell("B1", 1)), "<row r='2'/>")
      expect(yield* shown(xlsx({ sheets: [bare] }))).toEqual(["1:2 1 | 3:2 2 | 3:3 3"])
      for (const marked of [true, false]) {
        const wide = Buffer.from(`${marked ? "\ufeff" : ""}<sst xmlns="${main}"><si><t>甲</t></si></sst>`, "utf16le")
        for (const strings of [wide, Buffer.from(wide).swap16()]) {
          const cells = data(row(1, '<c r="A1" t="s"><v>0</v></c>'))
          expect(yield* shown(xlsx({ sheets: [cells], replaced: ["xl/sharedStrings.xml", strings] }))).toEqual([
            "1:1 “甲”",
          ])
        }
      }
    }),
  )

  it.effect("is read in spite of what other programs put beside its values", () =>
    Effect.gen(function* () {
      const body = `${data(row(1, text("A1", "甲")))}<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations><drawing r:id="x"/>`
      const bytes = xlsx({
        sheets: [body],
        sheetAttributes: ['name="__proto__"'],
        workbook: '<definedNames><definedName name="__proto__">__proto__!$A$1:$IV$99999</definedName></definedNames>',
        more: [
          [
            "xl/worksheets/_rels/sheet1.xml.rels",
            `<Relationships><Relationship Id="x" Type="${office}/comments" Target="/xl/comments/comment1.xml"/></Relationships>`,
          ],
          ["xl/comments/comment1.xml", "<comments/>"],
        ],
      })
      expect(yield* shown(bytes)).toEqual(["1:1 “甲”"])
      expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("1")
    }),
  )

  it.effect("is read though it drags along a hundred thousand empty rows", () =>
    Effect.gen(function* () {
      const ghosts = Array.from(
        { length: 100_000 },
        (_, i) => `<row r="${i + 2}" ht="14"><c r="A${i + 2}" s="0"/></row>`,
      )
      expect(yield* shown(xlsx({ sheets: [data(row(1, text("A1", "甲")), ...ghosts)] }))).toEqual(["1:1 “甲”"])
    }),
  )
})

layer(NodeServices.layer)("a hostile workbook", (it) => {
  const hostile: ReadonlyArray<readonly [what: string, code: string, bytes: () => Buffer]> = [
    [
      "with too many cells",
      "file/too-large",
      () => xlsx({ sheets: [data(`<row>${"<c><v>1</v></c>".repeat(100)}</row>`.repeat(1300))] }),
    ],
    ["of elements never closed", "file/damaged", () => xlsx({ sheets: [data(row(1, "<x>".repeat(5_000_000)))] })],
    ["of cells never closed", "file/damaged", () => xlsx({ sheets: [data(row(1, '<c r="A1">'.repeat(100_000)))] })],
    ["of tags never ended", "file/damaged", () => xlsx({ sheets: [data(row(1, "<c ".repeat(5_000_000)))] })],
    [
      "merged all over",
      "file/too-large",
      () => xlsx({ sheets: [`${data(row(1, text("A1", "甲")))}<mergeCell ref="A1:XFD1048576"/>`] }),
    ],
    ["with a cell beyond the last column", "file/damaged", () => xlsx({ sheets: [data(row(1, text("XFE1", "甲")))] })],
    [
      "with one row twice",
      "file/damaged",
      () => xlsx({ sheets: [data(row(1, text("A1", "甲")), row(1, text("A1", "乙")))] }),
    ],
    ["with one cell twice", "file/damaged", () => xlsx({ sheets: [data(row(1, text("A1", "甲"), text("A1", "乙")))] })],
    ["with an unknown entity", "file/damaged", () => xlsx({ sheets: [data(row(1, text("A1", "&x;")))] })],
    [
      "whose sheet is missing",
      "file/damaged",
      () =>
        zip([
          ["xl/workbook.xml", Buffer.from('<sheet r:id="a"/>')],
          ["xl/_rels/workbook.xml.rels", Buffer.from('<Relationship Id="a" Type="x/worksheet" Target="no.xml"/>')],
        ]),
    ],
    ["cut in half", "file/damaged", () => xlsx({ sheets: [data(row(1, text("A1", "甲")))] }).subarray(0, 900)],
  ]
  it.effect.each(hostile)("%s is refused within two seconds: %s", ([, code, bytes]) =>
    Effect.gen(function* () {
      const made = bytes()
      const started = performance.now()
      expect(yield* codes(made)).toEqual([code])
      expect(performance.now() - started).toBeLessThan(2000)
    }),
  )

  it.effect("of one far cell and one long text is simply read", () =>
    Effect.gen(function* () {
      expect(yield* shown(xlsx({ sheets: [data(row(1_048_576, text("XFD1048576", "尾")))] }))).toEqual([
        "1048576:16384 “尾”",
      ])
      const { tables } = yield* read(xlsx({ sheets: [data(row(1, text("A1", "长".repeat(1_000_000))))] }))
      expect(tables[0]?.cells).toHaveLength(1)
    }),
  )
})

layer(NodeServices.layer)("delimited text", (it) => {
  const gbk = Buffer.from("b5a5cebb2cb7d60d0abcd72c310d0a", "hex")
  const encodings: ReadonlyArray<readonly [string, Uint8Array]> = [
    ["GBK", gbk],
    ["UTF-8", Buffer.from("单位,分\r\n甲,1\r\n")],
    ["UTF-8 with its mark", Buffer.from("\ufeff单位,分\r\n甲,1\r\n")],
    ["UTF-16 with its mark", Buffer.from("\ufeff单位\t分\r\n甲\t1\r\n", "utf16le")],
    ["UTF-16 without it", Buffer.from("单位,分\r\n甲,1\r\n", "utf16le")],
    ["UTF-16 the other way round", Buffer.from("\ufeff单位,分\r\n甲,1\r\n", "utf16le").swap16()],
    ["UTF-16 the other way round without it", Buffer.from("单位,分\r\n甲,1\r\n", "utf16le").swap16()],
    ["semicolons", Buffer.from("单位;分\n甲;1\n")],
    ["tabs", Buffer.from("单位\t分\n甲\t1\n")],
    ["full-width commas", Buffer.from("单位，分\n甲，1\n")],
    ["old Mac line ends", Buffer.from("单位,分\r甲,1\r")],
    ["a guarded number", Buffer.from('单位,分\n甲,="1"\n')],
  ]
  it.effect.each(encodings)("in %s is read", ([, bytes]) =>
    Effect.gen(function* () {
      expect(yield* shown(bytes, "a.csv")).toEqual(["1:1 “单位” | 1:2 “分” | 2:1 “甲” | 2:2 “1”"])
      expect(yield* codes(bytes, "a.csv")).toEqual([])
    }),
  )

  it.effect("keeps its delimiter apart from the commas of its words", () =>
    Effect.gen(function* () {
      expect(yield* shown("标题\n单位,备注\n甲,一，二，三\n乙,四，五\n", "a.csv")).toEqual([
        "1:1 “标题” | 2:1 “单位” | 2:2 “备注” | 3:1 “甲” | 3:2 “一，二，三” | 4:1 “乙” | 4:2 “四，五”",
      ])
      expect(yield* shown('sep=;\n单位;分\n"甲;乙";1,5\n', "a.csv")).toEqual([
        "2:1 “单位” | 2:2 “分” | 3:1 “甲;乙” | 3:2 “1,5”",
      ])
    }),
  )

  it.effect("with a control character from Word in one cell is still read, and that character is told", () =>
    Effect.gen(function* () {
      const many = "乙,1\n".repeat(100)
      const file = yield* read(`单位,分\n甲\x1b[2J\x07,1\n${many}`, "a.csv")
      expect(file.tables[0]?.cells).toHaveLength(204)
      expect(file.tables[0]?.cells[2]?.content).toEqual({ kind: "text", text: "甲\ufffd[2J\ufffd" })
      expect(file.issues.map(({ code, severity }) => [code, severity])).toEqual([["file/garbled", "warning"]])
    }),
  )

  it.effect("counts lines as an editor does, through blank lines and texts of several lines", () =>
    Effect.gen(function* () {
      expect(yield* shown('a,b\r\n"x\r\ny",2\r\n\r\n,,\r\n007,5"管\r\n', "a.csv")).toEqual([
        '1:1 “a” | 1:2 “b” | 2:1 “x\ny” | 2:2 “2” | 6:1 “007” | 6:2 “5"管”',
      ])
    }),
  )

  it.effect("is read up to a quotation that never ends, and that is told", () =>
    Effect.gen(function* () {
      const file = yield* read('a,b\n1,"x\n2,3\n', "a.csv")
      expect(file.tables[0]?.cells).toHaveLength(2)
      expect(file.issues).toEqual([
        {
          severity: "error",
          code: "file/unclosed-quote",
          message: "从这一行起有英文双引号没有成对(或该行过长),该行及以后的内容未能读取",
          remedy: "请补上或删除多余的双引号,或用 Excel、WPS 另存为 .xlsx",
          at: { kind: "place", file: "sheets/a.csv", line: 2, column: 1, path: "" },
          agency: null,
        },
      ])
    }),
  )

  it.effect("is refused when it is endless", () =>
    Effect.gen(function* () {
      const started = performance.now()
      expect(yield* codes(",1".repeat(2_000_000), "a.csv")).toEqual(["file/too-large"])
      expect(yield* codes("\n".repeat(8_000_000), "a.csv")).toEqual(["file/too-large"])
      expect(performance.now() - started).toBeLessThan(2000)
    }),
  )
})

layer(NodeServices.layer)("another file", (it) => {
  const ole = (...names: ReadonlyArray<string>) =>
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), ...names.map((name) => Buffer.from(name, "utf16le"))])
  const others: ReadonlyArray<readonly [name: string, bytes: Buffer, message: string]> = [
    ["a.xls", ole("Workbook"), "文件不完整或已损坏,无法读取"],
    ["a.et", ole("Workbook"), "文件是 WPS 表格自己的格式(.et),不能直接读取"],
    ["a.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "文件设有打开密码,无法读取"],
    ["a.doc", ole("WordDocument"), "文件实为 Word 文档,不是可读取的表格"],
    ["a.xlsx", Buffer.from("%PDF-1.7"), "文件实为 PDF 文件,不是可读取的表格"],
    ["a.csv", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "文件实为图片,不是可读取的表格"],
    ["a.xls", Buffer.from("<html><table><tr><td>1"), "文件实为网页或 XML(常见于网页系统导出的“.xls”),不是可读取的表格"],
    ["a.csv", Buffer.from([1, 2, 3, 4]), "文件实为无法识别的格式,不是可读取的表格"],
    ["a.csv", Buffer.alloc(0), "文件中没有任何内容"],
    ["a.csv", Buffer.from("\ufeff \r\n,,\r\n"), "文件中没有任何内容"],
    ["a.xlsx", xlsx({ sheets: ["<sheetData/>"] }), "文件中没有任何内容"],
  ]
  it.effect.each(others)("%s is told for what it is", ([name, bytes, message]) =>
    Effect.gen(function* () {
      const file = yield* read(bytes, name)
      expect(file.issues.map((issue) => issue.message)).toEqual([message])
      expect(file.tables.flatMap(({ cells }) => cells)).toEqual([])
      expect(file.hash).toMatch(/^[0-9a-f]{64}$/)
    }),
  )

  it.effect("that is none, or is not there, is a failure with a sentence", () =>
    Effect.gen(function* () {
      const directory = yield* Effect.flip(readSheetFile(folder, "sheets"))
      assert.strictEqual(directory.message, "sheets:这里应为文件,实为文件夹;请检查路径")
      const missing = yield* Effect.flip(readSheetFile(join(folder, "no.csv"), "no.csv"))
      assert.strictEqual(missing.message, "no.csv:没有找到这个文件或文件夹;请检查名称和位置")
    }),
  )
})

describe("any bytes", () => {
  layer(NodeServices.layer)((it) => {
    const Bytes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 255 })))
    const starts = [[], [0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0], [0xff, 0xfe], [0xef, 0xbb, 0xbf]]
    it.effect.prop("give tables or a sentence, never a defect", [Arbitrary.schema(Bytes)], ([bytes]) =>
      Effect.gen(function* () {
        for (const start of starts) {
          const file = yield* read(Uint8Array.from([...start, ...bytes]), "random.xlsx")
          for (const { message, remedy } of file.issues) expect(message + remedy).toMatch(/\p{Script=Han}/u)
        }
      }),
    )

    it.effect.prop("changed anywhere in a workbook give tables or a sentence", [Arbitrary.schema(Bytes)], ([bytes]) =>
      Effect.gen(function* () {
        const good = xlsx({ sheets: [data(row(1, text("A1", "甲"), text("B1", "乙")))] })
        for (const [index, byte] of bytes.entries()) good[(index * 257 + byte * 31) % good.length] = byte
        const file = yield* read(good, "random.xlsx")
        expect(file.issues.length + file.tables.length).toBeGreaterThan(0)
      }),
    )
  })
})
