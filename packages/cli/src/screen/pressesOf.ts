import type { Key } from "ink"
import type { Press } from "./keys.ts"

/** What was pressed, by name. Letters that arrive together, pasted or typed fast, are as many keys. */
export const pressesOf = (input: string, key: Key): ReadonlyArray<Press> => {
  const name = nameOf(input, key)
  if (name !== null) return [{ key: name, text: null }]
  return Array.from(input.replace(/[\r\n]/g, ""))
    .filter((character) => character >= " ")
    .map((character) => ({ key: character === " " ? "space" : character, text: character }))
}

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
