/** Reads an attribute out of a start tag; null where it is not there. The text is as it was written, entities and all. */
export const attribute = (name: string): ((tag: string) => string | null) => {
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`)
  return (tag) => {
    const found = pattern.exec(tag)
    return found === null ? null : (found[1] ?? found[2] ?? "")
  }
}

/** A text without the entities that XML has by itself, and characters by number. */
export const unescapeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named.get(String(name)) ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

const named = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
])

/** What is told about a text of XML, element by element. */
export interface XmlVisitor {
  readonly open: (name: string, tag: string) => void
  /** Text between tags as it was written, entities and all. */
  readonly say: (text: string) => void
  readonly close: (name: string) => void
  /** Asked after each element; true ends the walk. */
  readonly isDone: () => boolean
}

/** Elements lie in each other, but in no sheet deeper than this. */
const deepest = 100

/**
 * Walks through XML that must be well formed: false where an element is closed out of its turn, never closed, or is no element at all.
 * Every part of the pattern is bounded by `<`, so that hostile text costs no more than its length.
 */
export const walkXml = (xml: string, visitor: XmlVisitor): boolean => {
  const element = /<(\/?)([\w:.-]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>([^<]*)/y
  const path: Array<string> = []
  let at = xml.indexOf("<")
  if (at < 0) return xml.trim() === ""
  while (at < xml.length) {
    element.lastIndex = at
    const found = element.exec(xml)
    if (found === null) {
      const beside = passBeside(xml, at)
      if (beside === null) return false
      if (beside.text !== "") visitor.say(beside.text)
      at = beside.end
      continue
    }
    const [whole, slash, name = "", tag = "", text = ""] = found
    at += whole.length
    if (slash !== "/") {
      visitor.open(name, tag)
      if (path.push(name) > deepest) return false
    }
    if (slash === "/" || tag.endsWith("/")) {
      if (path.pop() !== name) return false
      visitor.close(name)
    }
    if (text !== "") visitor.say(text)
    if (visitor.isDone()) return true
  }
  return path.length === 0
}

/** What is no element: a declaration, a comment, or text that is not to be read as XML; with the text that it stands for or precedes. */
const passBeside = (xml: string, at: number): { readonly text: string; readonly end: number } | null => {
  for (const [opening, closing] of [
    ["<?", "?>"],
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
  ] as const) {
    if (!xml.startsWith(opening, at)) continue
    const closed = xml.indexOf(closing, at + opening.length)
    if (closed < 0) return null
    const next = xml.indexOf("<", closed + closing.length)
    const end = next < 0 ? xml.length : next
    const inside = opening === "<![CDATA[" ? escapeXml(xml.slice(at + opening.length, closed)) : ""
    return { text: inside + xml.slice(closed + closing.length, end), end }
  }
  return null
}

const escapeXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

/** A text without its entities; null where there is one that XML does not know, or a character that it does not allow. */
export const plainText = (text: string): string | null => {
  if (!text.includes("&")) return text
  if (/&(?!(?:#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);)/i.test(text)) return null
  const plain = unescapeXml(text)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\0-\x08\x0b\x0c\x0e-\x1f]|\p{Surrogate}/u.test(plain) ? null : plain
}
