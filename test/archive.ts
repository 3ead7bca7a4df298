import { crc32, deflateRawSync, inflateRawSync } from "node:zlib"

/** The parts of a ZIP archive by name, in the order of its directory. */
export const unpack = (archive: Uint8Array): ReadonlyMap<string, Buffer> => {
  const bytes = Buffer.from(archive)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const parts = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let entry = 0; entry < bytes.readUInt16LE(end + 10); entry++) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const data = bytes.subarray(start, start + size)
    parts.set(
      bytes.toString("utf8", at + 46, at + 46 + (name ?? 0)),
      method === 8 ? inflateRawSync(data) : Buffer.from(data),
    )
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return parts
}

/** A ZIP archive of the parts. */
export const pack = (parts: ReadonlyMap<string, Buffer>): Buffer => {
  const locals: Array<Buffer> = []
  const directory: Array<Buffer> = []
  let offset = 0
  for (const [path, content] of parts) {
    const name = Buffer.from(path)
    const data = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, name]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("PK\u0005\u0006", "latin1")
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

/** A workbook in which every formula cell claims to be 999, and how many there are. */
export const poison = (workbook: Uint8Array): { readonly bytes: Buffer; readonly formulas: number } => {
  let formulas = 0
  const parts = new Map<string, Buffer>()
  for (const [name, content] of unpack(workbook)) {
    if (!name.startsWith("xl/worksheets/sheet")) {
      parts.set(name, content)
      continue
    }
    const xml = content
      .toString("utf8")
      .replaceAll(
        /<c ([^>]*)>(<f>[^<]*<\/f>)(?:<v>[^<]*<\/v>|<v\/>)?<\/c>/g,
        (_, attributes: string, formula: string) => {
          formulas++
          return `<c ${attributes.replace(/ ?t="[^"]*"/, "")}>${formula}<v>999</v></c>`
        },
      )
    parts.set(name, Buffer.from(xml))
  }
  return { bytes: pack(parts), formulas }
}
