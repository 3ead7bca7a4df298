import type { TextEncoding } from "@fadu/engine"

/**
 * The text of a file from Excel, WPS or Notepad, whatever it was saved in: by its mark, as it is said to be, by the zero bytes of UTF-16,
 * as UTF-8 if it is valid UTF-8, else as GB18030. Null when it is no text. `clean` is false where single characters could not be read.
 */
export const decodeText = (
  bytes: Uint8Array,
  said: TextEncoding | null = null,
): { readonly text: string; readonly clean: boolean } | null => {
  const text = withoutControls(new TextDecoder(guessEncoding(bytes, said)).decode(bytes))
  return isPlainText(text) ? { text, clean: !text.includes("\ufffd") } : null
}

/** In what a text was saved, by its first bytes. */
export const guessEncoding = (bytes: Uint8Array, said: TextEncoding | null = null): string => {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  return marked?.encoding ?? said ?? guess(bytes)
}

/**
 * With every control character as one that could not be read: what comes along with a cell copied from Word neither makes a table of
 * thousands of rows no table, nor reaches the terminal.
 */
export const withoutControls = (text: string): string => (control.test(text) ? text.replace(controls, "\ufffd") : text)

/** Whether what was decoded is text, but for single characters. */
export const isPlainText = (text: string): boolean => !notInText.test(text) && unreadableIn(text) * 100 <= text.length

/** How many characters could not be read. */
export const unreadableIn = (text: string): number => (text.includes("\ufffd") ? count(text, /\ufffd/g) : 0)

const marks = [
  { encoding: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", mark: [0xff, 0xfe] },
  { encoding: "utf-16be", mark: [0xfe, 0xff] },
]

const guess = (bytes: Uint8Array): string => {
  const zeros = [0, 0]
  const seen = bytes.subarray(0, 65_536)
  for (const [index, byte] of seen.entries()) if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (even + odd > 0) return odd >= even ? "utf-16le" : "utf-16be"
  return isUtf8(bytes) ? "utf-8" : "gb18030"
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Zero bytes, characters that are none, half surrogates. */
const notInText = /[\0\ufffe\uffff]|\p{Surrogate}/u

/** Control characters but the zero byte, tab, line ends, form feed and the old end-of-file mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]/
const controls = new RegExp(control, "g")
