import { deflateRawSync } from "node:zlib"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { preflight, workbookLimits } from "./preflight.ts"
import { zip } from "./zip.ts"

const workbook = ["xl/workbook.xml", Buffer.from("<workbook/>")] as const
const sheet = (xml: string) => ["xl/worksheets/sheet1.xml", Buffer.from(xml)] as const

const verdict = (bytes: Uint8Array): string =>
  Result.match(preflight(bytes), { onSuccess: (parts) => [...parts.keys()].join(" "), onFailure: ({ code }) => code })

/** One compressed part that declares whatever size it likes, beside an honest workbook. */
const packed = (name: string, bytes: Uint8Array, declared: number): Buffer => {
  const body = deflateRawSync(bytes)
  const archive = zip([workbook, [name, body]])
  const directory = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  archive.writeUInt16LE(8, directory + 10)
  archive.writeUInt32LE(declared, directory + 24)
  return archive
}

/** Changes two bytes of the last entry of the directory. */
const altered = (archive: Buffer, at: number, value: number): Buffer => {
  const directory = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  const copy = Buffer.from(archive)
  copy.writeUInt16LE(value, directory + at)
  return copy
}

describe("the gate", () => {
  it("lets a workbook through with the parts that hold values only", () => {
    const picture = ["xl/media/image1.png", Buffer.alloc(9)] as const
    const comments = ["xl/comments1.xml", Buffer.from("<!DOCTYPE x>")] as const
    expect(verdict(zip([workbook, sheet("<worksheet/>"), picture, comments]))).toBe(
      "xl/workbook.xml xl/worksheets/sheet1.xml",
    )
  })

  it("refuses what is larger than it may be before inflating it", () => {
    const bomb = Buffer.alloc(200_000_000, 32)
    const started = performance.now()
    expect(verdict(packed("xl/worksheets/sheet1.xml", bomb.subarray(0, 30_000_000), 30_000_000))).toBe("file/too-large")
    const archive = packed("xl/worksheets/sheet1.xml", bomb, bomb.length)
    const began = performance.now()
    expect(verdict(archive)).toBe("file/too-large")
    expect(performance.now() - began).toBeLessThan(100)
    expect(began - started).toBeLessThan(10_000)
  })

  it("refuses many parts that are too large together", () => {
    const half = Buffer.alloc(workbookLimits.bytes / 2, 32)
    const parts = [1, 2, 3].map((n) => [`xl/worksheets/sheet${n}.xml`, half] as const)
    expect(verdict(zip([workbook, ...parts]))).toBe("file/too-large")
  })

  it("refuses a part that inflates to more, or less, than it declares", () => {
    expect(verdict(packed("xl/worksheets/sheet1.xml", Buffer.alloc(20_000_000), 100))).toBe("file/suspicious")
    expect(verdict(packed("xl/worksheets/sheet1.xml", Buffer.alloc(100), 5000))).toBe("file/suspicious")
  })

  it("refuses two parts of one name, and names that climb out", () => {
    expect(verdict(zip([workbook, sheet("<a/>"), sheet("<b/>")]))).toBe("file/suspicious")
    expect(verdict(zip([workbook, sheet("<a/>"), ["XL/worksheets/SHEET1.xml", Buffer.alloc(0)]]))).toBe(
      "file/suspicious",
    )
    expect(verdict(zip([workbook, ["xl/../../etc/passwd", Buffer.alloc(0)]]))).toBe("file/suspicious")
  })

  it("refuses document types and entities", () => {
    expect(verdict(zip([workbook, sheet('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>')]))).toBe(
      "file/suspicious",
    )
    expect(verdict(zip([workbook, sheet(`${" ".repeat(9000)}<!ENTITY x "y">`)]))).toBe("file/suspicious")
  })

  it("refuses a part in which a bit was lost", () => {
    const archive = zip([workbook, sheet("<v>17</v>")])
    const at = archive.indexOf("17")
    archive[at] = (archive[at] ?? 0) ^ 8
    expect(archive.subarray(at, at + 2).toString()).toBe("97")
    expect(verdict(archive)).toBe("file/damaged")
  })

  it("refuses parts with a password or in unknown compression, and entities in UTF-16", () => {
    const archive = zip([workbook, sheet("<worksheet/>")])
    expect(verdict(altered(archive, 8, 1))).toBe("file/encrypted")
    expect(verdict(altered(archive, 10, 14))).toBe("file/damaged")
    expect(verdict(zip([workbook, ["xl/styles.xml", Buffer.from('\ufeff<!ENTITY x "y">', "utf16le")]]))).toBe(
      "file/suspicious",
    )
  })

  it("refuses what was cut off at any byte", () => {
    const archive = zip([workbook, sheet("<worksheet/>")])
    for (let length = 0; length < archive.length; length++) {
      expect(verdict(archive.subarray(0, length)), `${length} bytes`).toMatch(/^file\/(damaged|suspicious)$/)
    }
  })

  it("says what another file in a zip is", () => {
    const only = (name: string) => preflight(zip([[name, Buffer.from("x")]]))
    const message = (name: string) =>
      Result.match(only(name), { onSuccess: () => "", onFailure: (refusal) => refusal.message })
    expect(message("word/document.xml")).toBe("文件实为 Word 文档,不是可读取的表格")
    expect(message("content.xml")).toBe("")
    expect(message("photo.jpg")).toBe("文件实为压缩包,不是可读取的表格")
  })
})
