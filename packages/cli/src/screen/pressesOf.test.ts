import { assert, describe, it } from "@effect/vitest"
import type { Key } from "ink"
import { pressesOf } from "./pressesOf.ts"

const none: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
}

describe("pressesOf", () => {
  it("takes what arrives together as so many keys", () => {
    assert.deepStrictEqual(
      pressesOf("\r31\r", none).map(({ key }) => key),
      ["enter", "3", "1", "enter"],
    )
    assert.deepStrictEqual(pressesOf("水 务", none), [
      { key: "水", text: "水" },
      { key: "space", text: " " },
      { key: "务", text: "务" },
    ])
  })

  it("takes Alt with a key as Esc and the key", () => {
    assert.deepStrictEqual(
      pressesOf("o", { ...none, meta: true }).map(({ key }) => key),
      ["escape", "o"],
    )
    assert.deepStrictEqual(
      pressesOf("", { ...none, meta: true, escape: true }).map(({ key }) => key),
      ["escape"],
    )
  })

  it("names keys that are no text", () => {
    assert.deepStrictEqual(pressesOf("", { ...none, tab: true, shift: true }), [{ key: "shift-tab", text: null }])
    assert.deepStrictEqual(pressesOf("f", { ...none, ctrl: true }), [{ key: "ctrl-f", text: null }])
  })
})
