import { pack, unpack } from "../archive.ts"

/** Numbers that look random and are the same every time (mulberry32). */
export const dice = (seed: number): ((below: number) => number) => {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type Dice = (below: number) => number

/** A copy of a good file that the post, a disk or a hand has changed somewhere; the seed decides what and where. */
export const mutant = (good: Uint8Array, seed: number): Buffer => {
  const roll = dice(seed)
  const isZip = good[0] === 0x50
  const change = (isZip ? [...raw, elements, elements, elements, elements, parts] : [...raw, words, words])[
    roll(isZip ? 9 : 6)
  ]
  return (change ?? elements)(Buffer.from(good), roll)
}

const flipBits = (bytes: Buffer, roll: Dice): Buffer => {
  for (let count = roll(16) + 1; count > 0; count--) {
    const at = roll(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8))
  }
  return bytes
}

const loseBytes = (bytes: Buffer, roll: Dice): Buffer => {
  const at = roll(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + roll(200))])
}

const gainBytes = (bytes: Buffer, roll: Dice): Buffer => {
  const [at, from] = [roll(bytes.length), roll(bytes.length)]
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + roll(500)), bytes.subarray(at)])
}

const cutOff = (bytes: Buffer, roll: Dice): Buffer => bytes.subarray(0, roll(bytes.length))

const raw = [flipBits, loseBytes, gainBytes, cutOff]

/** Whole numbers of a binary file become the ones that programs trip over. */
const words = (bytes: Buffer, roll: Dice): Buffer => {
  for (let count = roll(6) + 1; count > 0; count--) {
    const at = roll(Math.floor(bytes.length / 4) - 1) * 4
    bytes.writeUInt32LE([0, 1, 0xfffffffe, 0xffffffff, 0x7fffffff, roll(100)][roll(6)] ?? 0, at)
  }
  return bytes
}

/** A part is lost, doubled under another name, emptied, or exchanged for another. */
const parts = (bytes: Buffer, roll: Dice): Buffer => {
  const found = new Map(unpack(bytes))
  const names = [...found.keys()]
  const name = names[roll(names.length)] ?? ""
  const other = found.get(names[roll(names.length)] ?? "") ?? Buffer.alloc(0)
  const change = roll(4)
  if (change === 0) found.delete(name)
  else if (change === 1) found.set(`x/../${name}`, other)
  else found.set(name, change === 2 ? Buffer.alloc(0) : other)
  return pack(found)
}

/** One to four changes in the XML of one part, which then is packed as if nothing had happened. */
const elements = (bytes: Buffer, roll: Dice): Buffer => {
  const found = new Map(unpack(bytes))
  const names = [...found.keys()].filter((name) => name.endsWith(".xml") || name.endsWith(".rels"))
  const name = names[roll(names.length)] ?? ""
  let xml = found.get(name)?.toString("utf8") ?? ""
  for (let count = roll(4) + 1; count > 0; count--) xml = (inXml[roll(inXml.length)] ?? dropTag)(xml, roll)
  found.set(name, Buffer.from(xml))
  return pack(found)
}

const tagNear = (xml: string, roll: Dice): readonly [start: number, end: number] => {
  const start = Math.max(0, xml.indexOf("<", roll(xml.length)))
  return [start, Math.max(start, xml.indexOf(">", start)) + 1]
}

const dropTag = (xml: string, roll: Dice): string => {
  const [start, end] = tagNear(xml, roll)
  return xml.slice(0, start) + xml.slice(end)
}

const doubleTag = (xml: string, roll: Dice): string => {
  const [start, end] = tagNear(xml, roll)
  return xml.slice(0, end) + xml.slice(start, end).repeat(1 + roll(50)) + xml.slice(end)
}

const moveTag = (xml: string, roll: Dice): string => {
  const [start, end] = tagNear(xml, roll)
  const rest = xml.slice(0, start) + xml.slice(end)
  const at = Math.max(0, rest.indexOf("<", roll(rest.length)))
  return rest.slice(0, at) + xml.slice(start, end) + rest.slice(at)
}

const strange = [
  "",
  "-1",
  "0",
  "99999999999999999999",
  "1e309",
  "NaN",
  "A0",
  "XFE1",
  "A1:XFD1048576",
  "__proto__",
  "&#0;",
  "&#xD800;",
  "&#99999999;",
  "&x;",
  "]]>",
  "<![CDATA[x",
  "<!--",
  "\u0000",
  "\uffff",
  "../../../etc/passwd",
  "A".repeat(40_000),
]

const changeAttribute = (xml: string, roll: Dice): string => {
  const start = xml.indexOf('="', roll(xml.length))
  const end = start < 0 ? -1 : xml.indexOf('"', start + 2)
  return end < 0 ? xml : `${xml.slice(0, start + 2)}${strange[roll(strange.length)]}${xml.slice(end)}`
}

const changeText = (xml: string, roll: Dice): string => {
  const start = xml.indexOf(">", roll(xml.length)) + 1
  const end = xml.indexOf("<", start)
  return end < 0 ? xml : `${xml.slice(0, start)}${strange[roll(strange.length)]}${xml.slice(end)}`
}

const swapSlices = (xml: string, roll: Dice): string => {
  const [a = 0, b = 0, c = 0] = [roll(xml.length), roll(xml.length), roll(xml.length)].sort((x, y) => x - y)
  return xml.slice(0, a) + xml.slice(b, c) + xml.slice(a, b) + xml.slice(c)
}

const inXml = [dropTag, doubleTag, moveTag, changeAttribute, changeAttribute, changeText, swapSlices]
