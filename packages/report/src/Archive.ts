import { unzipSync, Zip, ZipDeflate, zipSync } from "fflate"

const LEVEL = 6
/** Parts of at least so many characters are compressed at a time. */
const CHUNK = 1 << 16

/** One part of the archive, written piece by piece. */
export class Part {
  private readonly file: ZipDeflate
  private readonly encoder = new TextEncoder()
  private pending = ""

  constructor(file: ZipDeflate) {
    this.file = file
  }

  write(xml: string): void {
    this.pending += xml
    if (this.pending.length >= CHUNK) this.flush(false)
  }

  close(): void {
    this.flush(true)
  }

  private flush(isLast: boolean): void {
    this.file.push(this.encoder.encode(this.pending), isLast)
    this.pending = ""
  }
}

/** A ZIP archive in memory, compressed as it grows. */
export class Archive {
  private readonly pieces: Array<Uint8Array> = []
  private readonly zip = new Zip((error, piece) => {
    if (error !== null) throw error
    this.pieces.push(piece)
  })

  /** A part that is written piece by piece. */
  open(name: string): Part {
    const file = new ZipDeflate(name, { level: LEVEL })
    file.mtime = beginning()
    this.zip.add(file)
    return new Part(file)
  }

  add(name: string, bytes: Uint8Array): void {
    const file = new ZipDeflate(name, { level: LEVEL })
    file.mtime = beginning()
    this.zip.add(file)
    file.push(bytes, true)
  }

  bytes(): Uint8Array {
    this.zip.end()
    return Buffer.concat(this.pieces)
  }
}

/** The first moment that a ZIP archive knows, by the clock of the place, as the archive has it: the same everywhere. */
const beginning = (): Date => new Date(1980, 0, 1)

/** The same archive as if it had been written at the beginning, so that equal contents give equal bytes. */
export const withoutTimes = (archive: Uint8Array): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith("/"))), {
    level: LEVEL,
    mtime: beginning(),
  })
