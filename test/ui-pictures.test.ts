import { assert, describe, it } from "@effect/vitest"
import { coloured } from "@fadu/cli/screen/Colours"
import { frame } from "@fadu/cli/screen/frame"
import { width } from "@fadu/cli/text/width"
import { drawScreen } from "./drawScreen.ts"
import { expectGolden } from "./golden.ts"
import { after, results } from "./screens.ts"

/** The pictures of the READMEs: real screens of the demonstration round. `pnpm golden` draws them anew. */
const pictures = [
  { file: "ranking", title: "fadu ui:排名", size: { columns: 100, rows: 20 }, keys: [] },
  { file: "why", title: "fadu ui:一分为何失去", size: { columns: 100, rows: 24 }, keys: [..."/103", "enter", "enter"] },
]

describe("the pictures of the READMEs", () => {
  it.each(pictures)("$file shows what the screen shows", ({ file, title, size, keys }) => {
    const shown = frame(after(size, keys), results, coloured)
    expectGolden(`docs/pictures/${file}.svg`, drawScreen({ title, ...size, frame: shown }, width))
  })

  it("place every character on the grid of the terminal", () => {
    const drawn = drawScreen({ title: "", columns: 20, rows: 1, frame: "a水\u001b[31m3·务\u001b[39m&" }, width)
    const texts = [...drawn.matchAll(/<text[^>]* x="([^"]*)"[^>]*>([^<]*)</g)].map(([, x, text]) => [x, text])
    assert.deepStrictEqual(texts, [
      ["14", "a"],
      ["22", "水"],
      ["38 46", "3·"],
      ["54", "务"],
      ["70", "&amp;"],
    ])
  })
})
