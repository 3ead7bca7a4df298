/**
 * A value as `JSON.stringify(value, null, 2)` writes it, in pieces of whole lines: joined by line ends they are that text, which for a large
 * round is longer than a text may be. What is long are the lists of the value itself.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  let held: Array<string> = []
  let length = 0
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value)
  for (const line of isObject ? blocks(value) : [JSON.stringify(value, null, 2)]) {
    held.push(line)
    length += line.length
    if (length < ENOUGH) continue
    yield held.join("\n")
    held = []
    length = 0
  }
  if (held.length > 0) yield held.join("\n")
}

/** A piece is given out from this length on. */
const ENOUGH = 100_000

/** The lines of an object: those of each part together, and of each element of a list. */
function* blocks(value: object): Generator<string> {
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  if (parts.length === 0) {
    yield "{}"
    return
  }
  yield "{"
  for (const [index, [name, part]] of parts.entries()) {
    const end = index === parts.length - 1 ? "" : ","
    const list: ReadonlyArray<unknown> = Array.isArray(part) ? part : []
    if (list.length === 0) {
      yield `  ${JSON.stringify(name)}: ${indented(part, 1)}${end}`
      continue
    }
    yield `  ${JSON.stringify(name)}: [`
    for (const [place, one] of list.entries()) {
      yield `    ${indented(one, 2)}${place === list.length - 1 ? "" : ","}`
    }
    yield `  ]${end}`
  }
  yield "}"
}

const indented = (value: unknown, depth: number): string =>
  (JSON.stringify(value, null, 2) ?? "null").replaceAll("\n", `\n${"  ".repeat(depth)}`)
