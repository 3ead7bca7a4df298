import { crc32 } from "node:zlib"

/** Packs parts into a zip without compressing them. Names, order and bytes decide the result; no clock is in it. */
export const zip = (parts: ReadonlyArray<readonly [name: string, bytes: Uint8Array]>): Buffer => {
  const bodies: Array<Uint8Array> = []
  const directory: Array<Uint8Array> = []
  let offset = 0
  for (const [path, bytes] of parts) {
    const name = Buffer.from(path)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    describe(local, 4, name, bytes)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 4)
    describe(central, 6, name, bytes)
    central.writeUInt32LE(offset, 42)
    bodies.push(local, name, bytes)
    directory.push(central, name)
    offset += local.length + name.length + bytes.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

/** What a local header and an entry of the directory have in common, from the version needed to the length of the name. */
const describe = (header: Buffer, at: number, name: Uint8Array, bytes: Uint8Array): void => {
  const nameInUtf8 = 0x0800
  const firstOfJanuary1980 = 0x21
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(nameInUtf8, at + 2)
  header.writeUInt16LE(firstOfJanuary1980, at + 8)
  header.writeUInt32LE(crc32(bytes), at + 10)
  header.writeUInt32LE(bytes.length, at + 14)
  header.writeUInt32LE(bytes.length, at + 18)
  header.writeUInt16LE(name.length, at + 22)
}
