import type { Key } from "ink"
import type { Press } from "./keys.ts"

/** What was pressed, by name. Letters that arrive together, pasted or typed fast, are as many keys. */
export const pressesOf = (input: string, key: Key): ReadonlyArray<Press> => {
  const name = nameOf(input, key)
  // Esc and the next key, pressed fast, arrive as one key with Alt, which means nothing here
  const before: ReadonlyArray<Press> = key.meta && !key.escape ? [{ key: "escape", text: null }] : []
  if (name !== null) return [...before, { key: name, text: null }]
  return [...before, ...lettersOf(input)]
}

const controls: { readonly [character: string]: string } = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\u007f": "backspace",
  " ": "space",
}

const lettersOf = (input: string): ReadonlyArray<Press> =>
  Array.from(input).flatMap((character): ReadonlyArray<Press> => {
    const named = controls[character]
    if (named !== undefined) return [{ key: named, text: character === " " ? " " : null }]
    return character < " " ? [] : [{ key: character, text: character }]
  })

const nameOf = (input: string, key: Key): string | null => {
  if (key.ctrl) return `ctrl-${input}`
  if (key.upArrow) return "up"
  if (key.downArrow) return "down"
  if (key.leftArrow) return "left"
  if (key.rightArrow) return "right"
  if (key.pageUp) return "pageup"
  if (key.pageDown) return "pagedown"
  if (key.home) return "home"
  if (key.end) return "end"
  if (key.return) return "enter"
  if (key.escape) return "escape"
  if (key.tab) return key.shift ? "shift-tab" : "tab"
  if (key.backspace || key.delete) return "backspace"
  return null
}
