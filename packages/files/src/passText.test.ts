import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { expect, layer } from "@effect/vitest"
import { Arbitrary, Effect, Schema } from "effect"
import { afterAll, beforeAll } from "vitest"
import { openLargeText } from "./passText.ts"
import { readSheetFile } from "./SheetFile.ts"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 大文本 "))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Row, column and text of every cell that holds something. */
type Cells = ReadonlyArray<string>

const held = Effect.fnUntraced(function* (path: string) {
  const { tables, issues, hash } = yield* readSheetFile(path, "甲.csv")
  const cells = tables.flatMap((table) => table.cells)
  return {
    cells: cells.map(
      ({ row, column, content }) => `${row}:${column} ${content.kind === "text" ? content.text : content.kind}`,
    ),
    hash,
    unclosed: issues.some(({ code }) => code === "file/unclosed-quote"),
    clean: issues.every(({ code }) => code !== "file/garbled"),
  }
})

const passing = Effect.fnUntraced(function* (path: string) {
  const text = yield* openLargeText(path, "甲.csv", null)
  if (text === null) return null
  const cells: Array<string> = []
  const passed = yield* text.pass((row, texts) => {
    for (const [index, one] of texts.entries()) if (one.trim() !== "") cells.push(`${row}:${index + 1} ${one}`)
  })
  const head: Cells = text.head.cells.map(
    ({ row, column, content }) => `${row}:${column} ${content.kind === "text" ? content.text : ""}`,
  )
  return {
    head,
    read: { cells, hash: passed.hash, unclosed: passed.unclosed !== null, clean: passed.clean },
  }
})

const piece = Schema.Literals([
  "单位,开庭件次",
  "水务局,12",
  '"水务局\n二科",3',
  '="007",4',
  "交通局;5",
  "",
  ",,",
  '"未完,6',
  '甲"乙,7',
  "教育局\t8",
  "\u3000,9",
])
const written = Arbitrary.map(
  Arbitrary.schema(
    Schema.Struct({
      first: Schema.Literals(["", "\ufeff", "sep=;\n", "sep=,\r\n"]),
      lines: Schema.Array(Schema.Struct({ piece, end: Schema.Literals(["\n", "\r\n", "\r"]) })).check(
        Schema.isMaxLength(12),
      ),
      encoding: Schema.Literals(["utf8", "utf16le"]),
    }),
  ),
  ({ first, lines, encoding }) => ({
    text: `${first}单位,数\n${lines.map(({ piece, end }) => `${piece}${end}`).join("")}`,
    encoding,
  }),
)

layer(NodeServices.layer)("a text that passes by", (it) => {
  it.effect.prop(
    "gives the same cells as one that is held, whatever its delimiter, line ends, quotations and encoding",
    [written],
    ([{ text, encoding }]) =>
      Effect.gen(function* () {
        const path = join(folder, "甲.csv")
        writeFileSync(path, text, encoding)
        const found = yield* passing(path)
        const whole = yield* held(path)
        if (found === null) return
        expect(found.read).toEqual(whole)
        expect(whole.cells.slice(0, found.head.length)).toEqual(found.head)
      }),
    { arbitrary: { runs: 50 } },
  )

  it.effect("keeps a line end whole that lies between two pieces of the file", () =>
    Effect.gen(function* () {
      const path = join(folder, "乙.csv")
      // the first piece ends between the two characters of a line end
      writeFileSync(path, `1${"123,45\r\n".repeat((1 << 17) + 1)}`)
      const found = yield* passing(path)
      expect(found?.read.cells.slice(-2)).toEqual([`${(1 << 17) + 1}:1 123`, `${(1 << 17) + 1}:2 45`])
    }),
  )
})
