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
