import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { CliOutput } from "effect/cli"
import { table } from "./table.ts"
import { clip, padEnd, padStart, width, wrap } from "./width.ts"

const Piece = Schema.Literals([
  "法",
  "治",
  ",",
  "。",
  "(",
  ")",
  "《",
  "》",
  " ",
  "a",
  "B2-c",
  "37",
  "%",
  "·",
  "𠮷",
  "12.5",
  "……",
  "→",
  "↔",
  "−",
  "×",
  "é",
  "\u0301",
  "\ufe0f",
  "\u20e3",
  "\u200d",
  "\u001b[31m",
  "\u001b[1;4m",
  "\u001b[39m",
  "\u001b",
  "\u001b[2J",
  "━",
  "▏",
])
const Texts = Schema.Array(Piece)

describe("width", () => {
  it("counts two columns for a Chinese character and one for a middle dot", () => {
    assert.deepStrictEqual(["水务局", "阿·布", "𠮷", "（）", "C1"].map(width), [6, 5, 2, 4, 2])
  })

  it.prop("measures common characters as everything is measured", [Texts], ([pieces]) => {
    const text = pieces.join("")
    assert.strictEqual(width(text), CliOutput.displayWidth(text))
  })

  it("agrees for every character it knows by itself", () => {
    for (let code = 0x20; code < 0xffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const text = String.fromCharCode(code)
      assert.strictEqual(width(text), CliOutput.displayWidth(text), code.toString(16))
    }
  })

  it("pads and clips by columns", () => {
    assert.strictEqual(`${padEnd("水", 4)}|${padStart("水", 4)}|`, "水  |  水|")
    assert.strictEqual(clip("云泽市水务局", 7), "云泽市…")
    assert.strictEqual(clip("水务", 4), "水务")
  })
})

describe("wrap", () => {
  it("never begins a line with a closing mark and keeps numbers whole", () => {
    assert.deepStrictEqual(wrap("应出庭 35 件次，负责人出庭 27 件次。", 14), [
      "应出庭",
      "35 件次，负责",
      "人出庭",
      "27 件次。",
    ])
  })

  it("keeps the indentation of the first line and hangs the rest", () => {
    assert.deepStrictEqual(wrap("  一二三四五六", 8, 4), ["  一二三", "    四五", "    六"])
  })

  it.prop("fits every line and loses nothing but spaces", [Texts], ([pieces]) => {
    const text = pieces.join("")
    const lines = wrap(text, 20, 2)
    assert.isTrue(
      lines.every((line) => width(line) <= 20 || !/\s/.test(line.trim())),
      JSON.stringify(lines),
    )
    assert.strictEqual(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""))
  })
})

describe("table", () => {
  it("aligns by display width and shortens the one column that may shrink", () => {
    const columns = [
      { title: "名次", align: "left" },
      { title: "单位", align: "left", shrinks: true },
      { title: "总分", align: "right" },
    ] as const
    assert.deepStrictEqual(
      table(
        columns,
        [
          ["1", "云泽市人力资源和社会保障局", "97.02"],
          ["2", "水务局", "5.5"],
        ],
        25,
      ),
      ["名次  单位           总分", "1     云泽市人力…   97.02", "2     水务局          5.5"],
    )
  })
})
