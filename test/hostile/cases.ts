import { crc32, deflateRawSync, constants as zlib } from "node:zlib"
import { pack } from "../archive.ts"

/** Workbooks that are awkward on purpose, made by hand: what real programs leave behind, and what only malice would write. */
export interface Case {
  readonly name: string
  readonly file: string
  readonly bytes: () => Buffer
  /** Whether values must come out of it; otherwise a refusal will do. */
  readonly isRead: boolean
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

interface Book {
  /** What stands inside `<worksheet>`, or the whole part where it begins with `<?xml` or `<!`. */
  readonly sheet: string
  readonly sheetName?: string
  readonly names?: string
  readonly strings?: string
}

const partsOf = ({ sheet, sheetName = "表一", names = "", strings = "" }: Book): ReadonlyMap<string, Buffer> =>
  new Map(
    Object.entries({
      "_rels/.rels": `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheetName}" sheetId="1" r:id="a"/></sheets>${names}</workbook>`,
      "xl/sharedStrings.xml": `<sst xmlns="${main}">${strings}</sst>`,
      "xl/worksheets/sheet1.xml": sheet.startsWith("<!") ? sheet : `<worksheet xmlns="${main}">${sheet}</worksheet>`,
    }).map(([name, xml]) => [name, Buffer.from(xml)] as const),
  )

const book = (make: () => Book) => (): Buffer => pack(partsOf(make()))
const cell = (address: string, text: string) => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`
const row = (number: number, ...cells: ReadonlyArray<string>) => `<row r="${number}">${cells.join("")}</row>`
const data = (...rows: ReadonlyArray<string>) => `<sheetData>${rows.join("")}</sheetData>`
const head = data(row(1, cell("A1", "头")))

/** A part that says one thing millions of times, in a zip of some hundred kilobytes: it is never whole in memory here. */
const bomb = (opening: string, one: string, times: number, closing: string) => (): Buffer => {
  const block = Buffer.from(one.repeat(10_000))
  const blocks = Math.ceil(times / 10_000)
  const flushed = { finishFlush: zlib.Z_FULL_FLUSH }
  const packed = deflateRawSync(block, flushed)
  let checksum = crc32(Buffer.from(opening))
  for (let index = 0; index < blocks; index++) checksum = crc32(block, checksum)
  checksum = crc32(Buffer.from(closing), checksum)
  const body = Buffer.concat([
    deflateRawSync(Buffer.from(opening), flushed),
    ...Array.from({ length: blocks }, () => packed),
    deflateRawSync(Buffer.from(closing)),
  ])
  const size = Buffer.byteLength(opening) + block.length * blocks + Buffer.byteLength(closing)
  return withPart(partsOf({ sheet: "" }), "xl/worksheets/sheet1.xml", { body, size, checksum })
}

/** An archive one of whose parts is already compressed. */
const withPart = (
  parts: ReadonlyMap<string, Buffer>,
  name: string,
  { body, size, checksum }: { readonly body: Buffer; readonly size: number; readonly checksum: number },
): Buffer => {
  const rest = new Map([...parts].filter(([each]) => each !== name))
  const archive = pack(rest)
  const end = archive.length - 22
  const directory = archive.readUInt32LE(end + 16)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(checksum, 16)
  entry.writeUInt32LE(body.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(directory, 42)
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), entry.subarray(8, 32), Buffer.from(name)])
  const tail = Buffer.from(archive.subarray(end))
  tail.writeUInt16LE(rest.size + 1, 8)
  tail.writeUInt16LE(rest.size + 1, 10)
  tail.writeUInt32LE(directory + local.length + body.length, 16)
  return Buffer.concat([
    archive.subarray(0, directory),
    local,
    body,
    archive.subarray(directory, end),
    entry,
    Buffer.from(name),
    tail,
  ])
}

const laughs = `<!DOCTYPE worksheet [<!ENTITY a "haha">${"bcdefgh"
  .split("")
  .map((name, index) => `<!ENTITY ${name} "${`&${"abcdefg"[index]};`.repeat(10)}">`)
  .join("")}]><worksheet xmlns="${main}">${data(row(1, cell("A1", "&h;")))}</worksheet>`

const form = (rows: number) =>
  data(
    ...Array.from({ length: rows }, (_, index) =>
      row(index + 1, ...["A", "B", "C"].map((column) => cell(`${column}${index + 1}`, `值${index}`))),
    ),
  )

const openDocument = (rows: string) => (): Buffer =>
  pack(
    new Map([
      ["mimetype", Buffer.from("application/vnd.oasis.opendocument.spreadsheet")],
      [
        "content.xml",
        Buffer.from(
          `<office:document-content><office:body><office:spreadsheet><table:table table:name="一">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
        ),
      ],
    ]),
  )

const xlsx = (name: string, isRead: boolean, bytes: () => Buffer): Case => ({
  name,
  file: "水务局.xlsx",
  bytes,
  isRead,
})

export const cases: ReadonlyArray<Case> = [
  xlsx(
    "a plain form",
    true,
    book(() => ({ sheet: form(100) })),
  ),
  xlsx(
    "a dimension over the whole sheet",
    true,
    book(() => ({ sheet: `<dimension ref="A1:XFD1048576"/>${head}` })),
  ),
  xlsx(
    "one cell in the last corner",
    true,
    book(() => ({ sheet: data(row(1048576, cell("XFD1048576", "尾"))) })),
  ),
  xlsx(
    "validations over whole columns",
    true,
    book(() => ({
      sheet: `${head}<dataValidations><dataValidation sqref="A2:J1048576" type="list"/></dataValidations>`,
    })),
  ),
  xlsx(
    "validations over the whole sheet",
    true,
    book(() => ({
      sheet: `${head}<dataValidations><dataValidation sqref="A1:XFD1048576" type="list"/></dataValidations>`,
    })),
  ),
  xlsx(
    "a merge over the whole sheet",
    false,
    book(() => ({ sheet: `${head}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>` })),
  ),
  xlsx(
    "a merge over a whole column",
    false,
    book(() => ({ sheet: `${head}<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>` })),
  ),
  xlsx(
    "a hundred thousand merges of one place",
    false,
    book(() => ({ sheet: `${head}<mergeCells>${'<mergeCell ref="A1:J1"/>'.repeat(100_000)}</mergeCells>` })),
  ),
  xlsx(
    "a name over millions of cells",
    true,
    book(() => ({
      sheet: head,
      names: '<definedNames><definedName name="数据">表一!$A$1:$IV$99999</definedName></definedNames>',
    })),
  ),
  xlsx(
    "names that every object has",
    true,
    book(() => ({
      sheet: data(row(1, cell("A1", "__proto__"), cell("B1", "constructor")), row(2, cell("A2", "toString"))),
      sheetName: "__proto__",
      names: '<definedNames><definedName name="__proto__">__proto__!$A$1:$B$9</definedName></definedNames>',
    })),
  ),
  xlsx(
    "a file of this computer as an entity",
    false,
    book(() => ({
      sheet: `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet>${data(row(1, cell("A1", "&x;")))}</worksheet>`,
    })),
  ),
  xlsx(
    "a billion laughs",
    false,
    book(() => ({ sheet: laughs })),
  ),
  xlsx(
    "a cell of five million characters",
    true,
    book(() => ({ sheet: data(row(1, cell("A1", "长".repeat(5_000_000)))) })),
  ),
  xlsx(
    "two hundred thousand ghost rows",
    true,
    book(() => ({
      sheet: data(
        row(1, cell("A1", "头")),
        Array.from(
          { length: 200_000 },
          (_, index) => `<row r="${index + 2}" ht="14"><c r="A${index + 2}" s="0"/><c r="B${index + 2}"/></row>`,
        ).join(""),
      ),
    })),
  ),
  xlsx("four hundred megabytes of blanks", false, bomb(`<worksheet>${head}`, " ", 400_000_000, "</worksheet>")),
  xlsx(
    "fourteen million rows",
    false,
    bomb("<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 14_000_000, "</sheetData></worksheet>"),
  ),
  xlsx(
    "twenty megabytes of rows",
    false,
    bomb("<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 900_000, "</sheetData></worksheet>"),
  ),
  xlsx(
    "twenty megabytes of blanks in a text",
    false,
    bomb(
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>',
      " ",
      20_000_000,
      "甲</t></is></c></row></sheetData></worksheet>",
    ),
  ),
  xlsx(
    "formulas within formulas",
    false,
    book(() => ({ sheet: data(row(1, `<c r="A1">${"<f>".repeat(200_000)}</c>`)) })),
  ),
  xlsx(
    "texts within texts",
    false,
    book(() => ({ sheet: data(row(1, `<c r="A1" t="inlineStr"><is>${"<r>".repeat(200_000)}</is></c>`)) })),
  ),
  xlsx(
    "half a million shared texts",
    true,
    book(() => ({ sheet: head, strings: "<si><t>一</t></si>".repeat(500_000) })),
  ),
  xlsx(
    "a megabyte of one attribute",
    true,
    book(() => ({ sheet: `<x a="${"b".repeat(1_000_000)}"/>${head}` })),
  ),
  xlsx("only the beginning of a zip", false, () => Buffer.from("PK\u0003\u0004")),
  xlsx("half a zip", false, () => {
    const whole = book(() => ({ sheet: form(1000) }))()
    return whole.subarray(0, whole.length / 2)
  }),
  {
    name: "a million repeated rows",
    file: "水务局.ods",
    isRead: false,
    bytes: openDocument(
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>甲</text:p></table:table-cell></table:table-row>',
    ),
  },
  { name: "texts without end", file: "水务局.ods", isRead: false, bytes: openDocument("<text:p>".repeat(300_000)) },
  {
    name: "quotes without end",
    file: "水务局.ods",
    isRead: false,
    bytes: openDocument(`<table:table-row ${'a="'.repeat(1_000_000)}`),
  },
  {
    name: "a line of eight megabytes",
    file: "水务局.csv",
    isRead: true,
    bytes: () => Buffer.from(`单位,数\n${"甲".repeat(2_500_000)},1\n`),
  },
  {
    name: "a quotation without end",
    file: "水务局.csv",
    isRead: true,
    bytes: () => Buffer.from(`单位,数\n"甲,1\n${"乙,2\n".repeat(500_000)}`),
  },
  {
    name: "millions of line ends",
    file: "水务局.csv",
    isRead: false,
    bytes: () => Buffer.from("\n\r".repeat(5_000_000)),
  },
  {
    name: "thirty megabytes of a rubric of noise",
    file: "水务局.csv",
    isRead: false,
    bytes: () => Buffer.alloc(30_000_000, "甲,乙;丙\t"),
  },
]
