import type { Content } from "@fadu/engine"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { preflight } from "./preflight.ts"
import { readOpenDocument } from "./readOpenDocument.ts"
import { zip } from "./zip.ts"

const document = (tables: string, { styles = "", manifest = "<manifest:manifest/>" } = {}): Buffer =>
  zip(
    [
      ["mimetype", "application/vnd.oasis.opendocument.spreadsheet"] as const,
      ["META-INF/manifest.xml", manifest] as const,
      [
        "content.xml",
        `<?xml version="1.0"?><office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ] as const,
    ].map(([name, xml]) => [name, Buffer.from(xml)] as const),
  )

const read = (bytes: Uint8Array) => Result.flatMap(preflight(bytes), (parts) => readOpenDocument(parts, "甲局.ods"))
const tablesOf = (bytes: Uint8Array) => Result.getOrThrow(read(bytes))
const code = (bytes: Uint8Array): string =>
  Result.match(read(bytes), { onSuccess: () => "read", onFailure: (refusal) => refusal.code })

const said = (content: Content): string => Object.values(content).join(" ")
const shown = (bytes: Uint8Array) =>
  tablesOf(bytes).map(({ cells }) =>
    cells.map(({ row, column, content }) => `${row}:${column} ${said(content)}`).join(" | "),
  )

const table = (rows: string, more = "") => `<table:table table:name="表一"${more}>${rows}</table:table>`
const row = (cells: string, more = "") => `<table:table-row${more}>${cells}</table:table-row>`
const text = (words: string, more = "") =>
  `<table:table-cell office:value-type="string"${more}><text:p>${words}</text:p></table:table-cell>`
const value = (kind: string, attributes: string, words = "") =>
  `<table:table-cell office:value-type="${kind}" ${attributes}><text:p>${words}</text:p></table:table-cell>`

describe("a spreadsheet in OpenDocument format", () => {
  it("gives text, numbers, percentages, days, times, truth and errors as they stand", () => {
    const cells = [
      text("百余件"),
      value("float", 'office:value="3.3000000000000003"'),
      value("percentage", 'office:value="0.95"', "95%"),
      value("date", 'office:date-value="2026-03-01T18:00:00"', "3月1日"),
      value("boolean", 'office:boolean-value="true"', "是"),
      value("string", 'office:string-value="" calcext:value-type="error" table:formula="of:=1/0"', "#DIV/0!"),
      value("time", 'office:time-value="PT13H30M00S"', "13:30:00"),
      value("float", 'table:formula="of:=FALSE()" office:value="0"', "FALSE"),
      '<table:table-cell table:formula="of:=[.A1]"/>',
      '<table:table-cell table:formula="of:=IF(1;&quot;&quot;)"><text:p/></table:table-cell>',
      text("第一行</text:p><text:p>第 <text:span>二</text:span>行<text:s text:c='2'/>&lt;5&gt;"),
      text("　 "),
    ]
    expect(shown(document(table(row(cells.join("")))))).toEqual([
      "1:1 text 百余件 | 1:2 number 3.3 false | 1:3 number 0.95 true | 1:4 day 46082 | 1:5 boolean true | 1:6 error #DIV/0! | 1:7 text 13:30 | 1:8 boolean false | 1:9 error =[.A1] | 1:11 text 第一行\n第 二行  <5>",
    ])
  })

  it("counts rows and cells that repeat, in headers and groups as elsewhere", () => {
    const rows = [
      `<table:table-header-rows>${row(text("甲"))}</table:table-header-rows>`,
      row("<table:table-cell/>", ' table:number-rows-repeated="3"'),
      `<table:table-row-group>${row(`<table:table-cell table:number-columns-repeated="2"/>${text("乙", ' table:number-columns-repeated="2"')}`, ' table:number-rows-repeated="2"')}</table:table-row-group>`,
      row('<table:table-cell table:number-columns-repeated="16384"/>', ' table:number-rows-repeated="1048570"'),
    ]
    expect(shown(document(table(rows.join(""))))).toEqual([
      "1:1 text 甲 | 5:3 text 乙 | 5:4 text 乙 | 6:3 text 乙 | 6:4 text 乙",
    ])
  })

  it("tells merged blocks, and hidden sheets, rows and columns", () => {
    const columns =
      '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    const merged = text("合并", ' table:number-columns-spanned="2" table:number-rows-spanned="2"')
    const covered = `<table:covered-table-cell office:value-type="string"><text:p>旧</text:p></table:covered-table-cell>`
    const rows = [
      row(`${merged}${covered}${text("丙")}`),
      row('<table:covered-table-cell table:number-columns-repeated="2"/>'),
      row(text("丁"), ' table:visibility="filter"'),
    ]
    const styles =
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    const [found] = tablesOf(document(table(columns + rows.join(""), ' table:style-name="ta2"'), { styles }))
    expect(found?.merges).toEqual([{ row: 1, column: 1, rows: 2, columns: 2 }])
    expect(found?.hidden).toEqual({ sheet: true, rows: [3], columns: [3] })
    expect(found?.cells.map((cell) => `${cell.row}:${cell.column}`)).toEqual(["1:1", "1:3", "3:1"])
  })

  it("is read without its notes, drawings and tracked changes", () => {
    const note = "<office:annotation><dc:creator>某</dc:creator><text:p>批注</text:p></office:annotation>"
    const shapes =
      "<table:shapes><draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame></table:shapes>"
    const changes = `<table:tracked-changes><table:cell-content-change>${text("旧值")}</table:cell-content-change></table:tracked-changes>`
    const cell = `<table:table-cell office:value-type="string">${note}<text:p>甲</text:p></table:table-cell>`
    expect(shown(document(changes + table(shapes + row(cell))))).toEqual(["1:1 text 甲"])
  })

  it("is refused where it is larger than any form, however small its file", () => {
    const many = (rows: number, columns: number) =>
      document(
        table(row(text("甲", ` table:number-columns-repeated="${columns}"`), ` table:number-rows-repeated="${rows}"`)),
      )
    for (const bytes of [
      many(1_048_576, 1),
      many(1_000, 16_384),
      many(1, 1e12),
      document(table(row(text("甲", ' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"')))),
      document(table(row("<x/>".repeat(2_100_000)))),
    ]) {
      const started = performance.now()
      expect(code(bytes)).toBe("file/too-large")
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })

  it("is refused with a password, cut off, torn, or as a document of another kind", () => {
    const manifest = '<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    expect(code(document("\u0001\u0002", { manifest }))).toBe("file/encrypted")
    expect(code(document(`${table(row(text("甲"))).slice(0, 90)}`))).toBe("file/damaged")
    expect(code(document("<table:table table:name='甲'>".repeat(3)))).toBe("file/damaged")
    expect(code(document("<".repeat(100_000)))).toBe("file/damaged")
    expect(code(document(table(row(text("甲") + text("乙"))).replace("</table:table-cell>", "")))).toBe("file/damaged")
    expect(code(document(table(row(text("甲"))).replace("<text:p>", "")))).toBe("file/damaged")
    expect(code(document(table(row(`<text:p>${"<text:span>".repeat(200)}`))))).toBe("file/damaged")
    expect(code(document(`<a ${'b="'.repeat(100_000)}`))).toBe("file/damaged")
    const letter = zip([["content.xml", Buffer.from("<office:body><office:text/></office:body>")]])
    expect(code(letter)).toBe("file/foreign-format")
  })
})
