import { Result } from "effect"
import { damaged, type Refusal } from "./preflight.ts"

/** The container of Office before 2007 (复合文档): its directory, by which parts are found at the root only, not in embedded objects. */
export interface CompoundFile {
  /** The bytes of a part; null when there is none of that name. */
  readonly part: (name: string) => Result.Result<Buffer | null, Refusal>
}

interface DirectoryEntry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

const [part, root] = [2, 5]
/** Shorter parts lie together in one chain, in pieces of 64 bytes. */
const [shortest, piece] = [4096, 64]
const entryLength = 128

/** Opens a compound file. Every chain is followed at most once through each sector, so that a circle ends as damage. */
export const openCompoundFile = (bytes: Uint8Array): Result.Result<CompoundFile, Refusal> =>
  Result.gen(function* () {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const shift = file.length < 512 ? 0 : file.readUInt16LE(30)
    if (shift !== 9 && shift !== 12) return yield* Result.fail(damaged)
    const sectors = sectorsOf(file, 1 << shift)
    const table = yield* allocationTable(file, sectors)
    const chain = (start: number) => follow(start, sectors.count, (at) => table[at] ?? -1)
    const joined = (start: number): Result.Result<Buffer, Refusal> =>
      Result.map(chain(start), (numbers) => Buffer.concat(numbers.map(sectors.at)))

    const entries = entriesOf(yield* joined(file.readUInt32LE(48)))
    const top = entries[0]
    if (top?.type !== root) return yield* Result.fail(damaged)
    const members = childrenOf(entries, top.child)

    const small = (entry: DirectoryEntry): Result.Result<Buffer, Refusal> =>
      Result.gen(function* () {
        const pieces = yield* joined(top.start)
        const next = yield* joined(file.readUInt32LE(60))
        const count = Math.floor(pieces.length / piece)
        const numbers = yield* follow(entry.start, count, (at) =>
          at * 4 + 4 <= next.length ? next.readInt32LE(at * 4) : -1,
        )
        return Buffer.concat(numbers.map((at) => pieces.subarray(at * piece, (at + 1) * piece)))
      })

    return {
      part: (name) => {
        const entry = members.find((each) => each.type === part && each.name.toLowerCase() === name.toLowerCase())
        if (entry === undefined) return Result.succeed(null)
        return Result.flatMap(entry.size < shortest ? small(entry) : joined(entry.start), (whole) =>
          whole.length < entry.size ? Result.fail(damaged) : Result.succeed(whole.subarray(0, entry.size)),
        )
      },
    }
  })

interface Sectors {
  readonly size: number
  readonly count: number
  readonly at: (number: number) => Buffer
}

/** Sectors are counted from the second on: the first is the header. The last may be cut short by careless writers. */
const sectorsOf = (file: Buffer, size: number): Sectors => ({
  size,
  count: Math.max(0, Math.ceil(file.length / size) - 1),
  at: (number) => file.subarray((number + 1) * size, (number + 2) * size),
})

/** For each sector the one that follows it. The sectors of this table are listed in the header and, when there are many, in a chain of lists. */
const allocationTable = (file: Buffer, sectors: Sectors): Result.Result<Int32Array, Refusal> =>
  Result.gen(function* () {
    const listed: Array<number> = []
    for (let at = 76; at < 512; at += 4) listed.push(file.readInt32LE(at))
    const perList = sectors.size / 4 - 1
    const lists = yield* follow(file.readInt32LE(68), sectors.count, (number) => {
      const list = sectors.at(number)
      return list.length === sectors.size ? list.readInt32LE(perList * 4) : -1
    })
    for (const number of lists) {
      const list = sectors.at(number)
      for (let place = 0; place < perList && place * 4 + 4 <= list.length; place++)
        listed.push(list.readInt32LE(place * 4))
    }
    const table = new Int32Array(sectors.count).fill(-1)
    let sector = 0
    for (const number of listed) {
      if (number < 0 || number >= sectors.count) continue
      const places = sectors.at(number)
      for (let at = 0; at + 4 <= places.length && sector < sectors.count; at += 4)
        table[sector++] = places.readInt32LE(at)
    }
    return table
  })

/** The places of a chain in order. A negative place ends it; one beyond the last place, or a chain longer than all places, is damage. */
const follow = (
  start: number,
  count: number,
  next: (at: number) => number,
): Result.Result<ReadonlyArray<number>, Refusal> => {
  const places: Array<number> = []
  for (let at = start | 0; at >= 0; at = next(at)) {
    if (at >= count || places.length >= count) return Result.fail(damaged)
    places.push(at)
  }
  return Result.succeed(places)
}

const entriesOf = (directory: Buffer): ReadonlyArray<DirectoryEntry> => {
  const entries: Array<DirectoryEntry> = []
  for (let at = 0; at + entryLength <= directory.length; at += entryLength) {
    const nameLength = Math.min(64, directory.readUInt16LE(at + 64))
    entries.push({
      name: directory.toString("utf16le", at, at + Math.max(0, nameLength - 2)),
      type: directory[at + 66] ?? 0,
      left: directory.readInt32LE(at + 68),
      right: directory.readInt32LE(at + 72),
      child: directory.readInt32LE(at + 76),
      start: directory.readInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    })
  }
  return entries
}

/** The members of a folder, which are kept as a tree. */
const childrenOf = (entries: ReadonlyArray<DirectoryEntry>, first: number): ReadonlyArray<DirectoryEntry> => {
  const members: Array<DirectoryEntry> = []
  const seen = new Set<number>()
  const waiting = [first]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entry = entries[at]
    if (entry === undefined || seen.has(at)) continue
    seen.add(at)
    members.push(entry)
    waiting.push(entry.left, entry.right)
  }
  return members
}
