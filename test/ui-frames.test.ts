import { assert, describe, it } from "@effect/vitest"
import { bare, coloured, colourless } from "@fadu/cli/screen/Colours"
import { frame } from "@fadu/cli/screen/frame"
import type { Size } from "@fadu/cli/screen/State"
import { width } from "@fadu/cli/text/width"
import { document, openDocument } from "@fadu/engine"
import { expectGolden } from "./golden.ts"
import { after, assessment, down, results } from "./screens.ts"

const sizes: ReadonlyArray<Size> = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 35 },
  { columns: 200, rows: 50 },
]

const screens: { readonly [name: string]: ReadonlyArray<string> } = {
  ranking: [],
  "ranking-sideways": ["tab", "end", ..."llllll"],
  "ranking-sorted": [..."lls"],
  "ranking-by-base": ["b"],
  "ranking-found": [..."/ghj"],
  "ranking-none": [..."/qqq"],
  "ranking-filters": ["f", ...down(5), "enter"],
  help: ["?", ..."排"],
  scorecard: [...down(9), "enter"],
  "scorecard-folded": [...down(9), "enter", "z"],
  "scorecard-losses": [...down(9), "enter", "tab"],
  "scorecard-pending": ["tab", ...down(6), "enter"],
  why: [...down(9), "enter", "enter"],
  "why-scores": [...down(9), "enter", "end", "N", "N", "enter"],
  issues: ["i"],
  owed: ["i", "tab"],
  compare: [" ", "down", " ", ...down(8), " ", "c"],
  gap: [...down(9), "g"],
  year: [...down(9), "p"],
  "year-board": [...down(9), "p", "tab"],
  "year-other": ["tab", ...down(20), "p", "end"],
  claims: [...down(9), "enter", "a"],
  "claims-board": ["a"],
  "claims-none": ["tab", "enter", "a"],
  common: ["o"],
  "common-agencies": ["o", "down", "enter"],
  export: ["e"],
  whatif: [...down(9), "enter", "enter", "w"],
  "whatif-tried": [...down(9), "enter", "enter", "w", "enter", ..."30", "enter"],
  "whatif-unreadable": [...down(9), "enter", "enter", "w", "enter", ..."三十多", "enter"],
  "whatif-mend": ["end", "enter", "w", "tab", "enter", "down", "enter"],
  "whatif-closed": [...down(10), "enter", "w", "tab", "enter"],
  "whatif-goal": ["end", "enter", "w", "tab", "t", ..."65", "enter"],
  "whatif-goal-reached": ["end", "enter", "w", "t", ..."45", "enter"],
  "whatif-goal-typed": [...down(9), "enter", "w", "t", ..."九成", "enter"],
  "whatif-unsent": ["tab", "tab", "end", "enter", "n", "w", "enter", ..."1", "enter"],
  full: ["i", "v"],
  "full-mending": ["end", "enter", "w", "tab", "v"],
  "export-view": [..."/ghj", "enter", "x"],
  "whatif-reach": ["end", "enter", "w", "tab", "r"],
}

describe("frames", () => {
  for (const size of sizes) {
    describe(`${size.columns}×${size.rows}`, () => {
      for (const [name, keys] of Object.entries(screens)) {
        it(`${name} looks as it did`, () => {
          const shown = frame(after(size, keys), results, bare)
          const lines = shown.split("\n")
          assert.isAtMost(lines.length, size.rows)
          for (const line of lines) assert.isAtMost(width(line), size.columns, line)
          expectGolden(`test/golden/ui/${size.columns}x${size.rows}/${name}.txt`, `${shown}\n`)
        })
      }
    })
  }

  it("has the same texts with colour, and under NO_COLOR no colour at all", () => {
    const [size] = sizes
    assert.isDefined(size)
    for (const keys of Object.values(screens)) {
      const state = after(size, keys)
      const plain = frame(state, results, bare)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      const stripped = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, "")
      const trimmed = (text: string): string =>
        text
          .split("\n")
          .map((line) => line.trimEnd())
          .join("\n")
      assert.strictEqual(trimmed(stripped(frame(state, results, coloured))), trimmed(plain))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      assert.notMatch(frame(state, results, colourless), /\u001b\[[0-9;]*3[0-9]m/)
    }
  })

  it("stays whole on terminals from tiny to huge", () => {
    for (const columns of [40, 100, 132, 250]) {
      for (const rows of [10, 60]) {
        for (const keys of Object.values(screens)) {
          const lines = frame(after({ columns, rows }, keys), results, bare).split("\n")
          assert.isAtMost(lines.length, rows)
          for (const line of lines) assert.isAtMost(width(line), columns, line)
        }
      }
    }
  })

  it("read a document that says the same as the one written at once", () => {
    assert.strictEqual(JSON.stringify(openDocument(assessment)), JSON.stringify(document(assessment)))
  })

  it("finds agencies by name, short name, code and pinyin initials", () => {
    const found = (text: string): ReadonlyArray<string> => {
      const state = after({ columns: 80, rows: 24 }, [..."/", ...text])
      return results.shown(state.pages[0].view, state.initials).map(({ card }) => card.agency.name)
    }
    assert.deepStrictEqual(found("水务"), ["云泽市水务局"])
    assert.deepStrictEqual(found("自规局"), ["云泽市自然资源和规划局"])
    assert.deepStrictEqual(found("103"), ["云泽市自然资源和规划局"])
    assert.deepStrictEqual(found("yzsswj"), ["云泽市水务局"])
    assert.deepStrictEqual(found("zgj"), ["云泽市自然资源和规划局"])
  })

  it("copies why points were lost, with the cells", () => {
    const state = after({ columns: 80, rows: 24 }, [..."/103", "enter", "enter", "y"])
    assert.strictEqual(state.wish?.kind, "copy")
    assert.include(state.wish?.kind === "copy" ? state.wish.text : "", "sources/court.csv")
  })
})
