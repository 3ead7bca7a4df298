import { utils, type WorkSheet, write } from "@e965/xlsx"
import ExcelJS from "exceljs"
import { pack } from "./archive.ts"

/** A cell as somebody typed it: a text, a number, a percentage, a day (as its serial), a truth, or nothing. */
export type Typed =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number" | "percent" | "day"; readonly value: number }
  | { readonly kind: "truth"; readonly value: boolean }
  | null

/** Merged cells by their corners, rows and columns counted from 0. */
export type Block = readonly [top: number, left: number, bottom: number, right: number]

export interface Drawn {
  readonly rows: ReadonlyArray<ReadonlyArray<Typed>>
  readonly merges: ReadonlyArray<Block>
}

const formats = { number: "General", percent: "0.00%", day: "yyyy-mm-dd" } as const

export const asXlsx = async ({ rows, merges }: Drawn): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet("填报")
  rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell === null) return
      const at = sheet.getCell(r + 1, c + 1)
      at.value = cell.kind === "text" ? cell.text : cell.value
      if (cell.kind === "percent" || cell.kind === "day") at.numFmt = formats[cell.kind]
    })
  })
  for (const [top, left, bottom, right] of merges) sheet.mergeCells(top + 1, left + 1, bottom + 1, right + 1)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

export const asXls = ({ rows, merges }: Drawn): Uint8Array => {
  const sheet: WorkSheet = { "!ref": `A1:${utils.encode_cell({ r: rows.length, c: 30 })}` }
  rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell === null) return
      sheet[utils.encode_cell({ r, c })] =
        cell.kind === "text"
          ? { t: "s", v: cell.text }
          : cell.kind === "truth"
            ? { t: "b", v: cell.value }
            : { t: "n", v: cell.value, z: formats[cell.kind] }
    })
  })
  sheet["!merges"] = merges.map(([top, left, bottom, right]) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }))
  const bytes: unknown = write({ SheetNames: ["填报"], Sheets: { 填报: sheet } }, { type: "buffer", bookType: "biff8" })
  if (!Buffer.isBuffer(bytes)) throw new Error("no bytes")
  return bytes
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

const day = (serial: number): string => new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10)

export const asOds = ({ rows, merges }: Drawn): Uint8Array => {
  const inside = (r: number, c: number): boolean =>
    merges.some(([top, left, bottom, right]) => r >= top && r <= bottom && c >= left && c <= right)
  const cellOf = (cell: Typed, r: number, c: number): string => {
    const block = merges.find(([top, left]) => top === r && left === c)
    const covered = block === undefined && inside(r, c)
    const name = covered ? "table:covered-table-cell" : "table:table-cell"
    const spans =
      block === undefined
        ? ""
        : ` table:number-rows-spanned="${block[2] - r + 1}" table:number-columns-spanned="${block[3] - c + 1}"`
    if (cell === null) return `<${name}${spans}/>`
    const [type, value, shown] =
      cell.kind === "text"
        ? ["string", "", cell.text]
        : cell.kind === "truth"
          ? ["boolean", `office:boolean-value="${cell.value}"`, String(cell.value)]
          : cell.kind === "day"
            ? ["date", `office:date-value="${day(cell.value)}"`, day(cell.value)]
            : cell.kind === "percent"
              ? ["percentage", `office:value="${cell.value}"`, `${cell.value}`]
              : ["float", `office:value="${cell.value}"`, `${cell.value}`]
    return `<${name}${spans} office:value-type="${type}" ${value}><text:p>${escaped(shown)}</text:p></${name}>`
  }
  const table = rows.map(
    (row, r) => `<table:table-row>${row.map((cell, c) => cellOf(cell, r, c)).join("")}</table:table-row>`,
  )
  const content = `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="填报">${table.join("")}</table:table></office:spreadsheet></office:body></office:document-content>`
  return pack(
    new Map([
      ["mimetype", Buffer.from("application/vnd.oasis.opendocument.spreadsheet")],
      ["META-INF/manifest.xml", Buffer.from("<manifest:manifest/>")],
      ["content.xml", Buffer.from(content)],
    ]),
  )
}

/** As a program saves it: what is merged stands in its first cell. */
export const asCsv = ({ rows }: Drawn): string =>
  rows
    .map((row) =>
      row
        .map((cell) => {
          if (cell === null) return ""
          switch (cell.kind) {
            case "text":
              return /[",\n]/.test(cell.text) ? `"${cell.text.replaceAll('"', '""')}"` : cell.text
            case "percent":
              return `${Number((cell.value * 100).toPrecision(12))}%`
            case "day":
              return day(cell.value)
            default:
              return String(cell.value).toUpperCase()
          }
        })
        .join(","),
    )
    .join("\r\n")

/** Every two-byte character of GBK by what it decodes to. */
const twoBytes: ReadonlyMap<string, number> = (() => {
  const decoder = new TextDecoder("gbk")
  const found = new Map<string, number>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++)
      if (low !== 0x7f) found.set(decoder.decode(Uint8Array.of(high, low)), (high << 8) | low)
  return found
})()

export const inGbk = (text: string): Uint8Array =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0)
      if (code < 0x80) return [code]
      const found = twoBytes.get(character)
      if (found === undefined) throw new Error(`${character} is not in GBK`)
      return [found >> 8, found & 0xff]
    }),
  )

export const inUtf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le")
