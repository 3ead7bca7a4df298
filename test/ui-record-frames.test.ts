import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { bare, coloured, colourless } from "@fadu/cli/screen/Colours"
import { lettersOf } from "@fadu/cli/screen/firstLetters"
import { recordedFrame } from "@fadu/cli/screen/frame"
import type { Desk } from "@fadu/cli/screen/record/Desk"
import type { Size } from "@fadu/cli/screen/State"
import { width } from "@fadu/cli/text/width"
import { expectGolden } from "./golden.ts"
import { begin, deskFor, readRound, walk } from "./record.ts"
import { root } from "./runFadu.ts"

const round = await readRound(join(root, "samples/demo-2026"))
const initials = await lettersOf(round.assessment.parts.flatMap(({ figures }) => figures.units))
const fresh = deskFor(round, "林致远", "scorer")
const scorer = deskFor(round, "方执中", "scorer")
const inspector = deskFor(round, "方执中", "inspector")
const lead = deskFor(round, "闻守正", "lead")

const objected = deskFor(
  {
    ...round,
    objections: [
      {
        agency: "110",
        criterion: "D3",
        says: "三件系与上级联合发布,应计入本单位",
        wants: "恢复 0.5 分",
        on: "2027-02-01",
        answer: null,
        at: { kind: "cell", file: "objections.csv", sheet: null, cell: "C2" },
      },
    ],
  },
  "闻守正",
  "lead",
)

const times = (count: number, key: string): ReadonlyArray<string> => Array.from({ length: count }, () => key)
const correct = [..."2", "enter", ..."一件不属本年度", "enter", ..."底稿第12号", "enter", ..."林致远", "enter", "enter"]
const toCases = ["tab", ..."/yjgl", "enter", ..."/以案", "enter", "escape"]

const screens: { readonly [name: string]: readonly [Desk, ReadonlyArray<string>] } = {
  "scorer-tasks": [fresh, []],
  "scorer-nearly-done": [scorer, []],
  "scorer-sheet": [fresh, ["enter"]],
  "scorer-sheet-further": [fresh, ["enter", "pagedown"]],
  "scorer-reason": [fresh, ["enter", ..."1.7", "enter", ..."有数据,剖析不够深入"]],
  "scorer-refused": [fresh, ["enter", ..."2.5", "enter"]],
  "scorer-no-reason": [fresh, ["enter", ..."1.5", "enter", "enter"]],
  "scorer-leaving": [fresh, ["enter", ..."1.7", "escape"]],
  "scorer-saved": [fresh, ["enter", ..."1.7", "enter", ..."尚可", "enter"]],
  "scorer-revising": [fresh, ["enter", ..."1.7", "enter", ..."尚可", "enter", "left"]],
  "scorer-in-a-table": [scorer, ["up", "up", "up", "enter", ..."1"]],
  "scorer-help": [fresh, ["enter", "?"]],
  "inspector-waiting": [inspector, []],
  "inspector-agencies": [inspector, ["tab"]],
  "inspector-found": [inspector, ["tab", ..."/swj"]],
  "inspector-nothing-own": [inspector, ["tab", "tab"]],
  "inspector-matters": [inspector, ["tab", "enter"]],
  "inspector-matter": [inspector, ["enter"]],
  "inspector-applies": [inspector, ["down", "enter"]],
  "inspector-recognises": [inspector, ["down", "down", "enter"]],
  "inspector-refused": [inspector, ["enter", ...times(7, "enter")]],
  "inspector-confirms": [inspector, ["enter", "enter", ..."120", ...correct.slice(1), "enter"]],
  "inspector-contradicts": [inspector, [...toCases, "down", "enter", "enter", ...correct, "enter"]],
  "inspector-own": [inspector, ["enter", "enter", ..."120", ...correct.slice(1), "enter", "enter", "tab", "tab"]],
  "lead-contradicts": [lead, [...toCases, "down", "enter", "enter", ...correct, "enter"]],
  "lead-overrules": [lead, [...toCases, "down", "enter", "enter", ...correct, "enter", "tab"]],
  "lead-overruled": [lead, [...toCases, "down", "enter", "enter", ...correct, "enter", "tab", "enter", "enter"]],
  "lead-objections": [objected, ["tab"]],
  "lead-objection": [objected, ["tab", "enter", "down", "enter"]],
  "lead-total": [lead, ["tab", "enter", "enter"]],
  "lead-effect": [lead, ["enter", "enter", ..."3", ...correct.slice(1), "enter"]],
  "lead-meeting": [lead, ["tab", "enter", "enter", "enter", ..."-1.5", ...correct.slice(1), "enter"]],
  "lead-withdraws": [
    lead,
    [
      "enter",
      "enter",
      ..."3",
      ...correct.slice(1),
      "enter",
      "enter",
      "tab",
      "tab",
      "enter",
      "left",
      "enter",
      ..."录错单位",
      "enter",
      "enter",
    ],
  ],
}

const sizes: ReadonlyArray<Size> = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 35 },
  { columns: 200, rows: 50 },
]

const frameOf = (
  size: Size,
  [desk, keys]: readonly [Desk, ReadonlyArray<string>],
  colours = bare,
): ReadonlyArray<string> => {
  const start = begin(desk, size)
  return recordedFrame(walk({ ...start, state: { ...start.state, initials } }, keys).state, colours)
    .split("\n")
    .map((line) => line.trimEnd())
}

describe("frames of entering", () => {
  for (const size of sizes) {
    describe(`${size.columns}×${size.rows}`, () => {
      for (const [name, screen] of Object.entries(screens)) {
        it(`${name} looks as it did`, () => {
          const lines = frameOf(size, screen)
          assert.strictEqual(lines.length, size.rows)
          for (const line of lines) assert.isAtMost(width(line), size.columns, line)
          expectGolden(`test/golden/ui-record/${size.columns}x${size.rows}/${name}.txt`, `${lines.join("\n")}\n`)
        })
      }
    })
  }

  it("stay whole on terminals from tiny to huge", () => {
    for (const columns of [40, 132]) {
      for (const rows of [10, 60]) {
        for (const screen of Object.values(screens)) {
          const lines = frameOf({ columns, rows }, screen)
          assert.strictEqual(lines.length, rows)
          for (const line of lines) assert.isAtMost(width(line), columns, line)
        }
      }
    }
  })

  it("have the same texts with colour, and under NO_COLOR no colour at all", () => {
    const size = { columns: 80, rows: 24 }
    for (const screen of Object.values(screens)) {
      const stripped = (lines: ReadonlyArray<string>) =>
        // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
        lines.map((line) => line.replace(/\u001b\[[0-9;]*m/g, "").trimEnd())
      assert.deepStrictEqual(stripped(frameOf(size, screen, coloured)), frameOf(size, screen))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      assert.notMatch(frameOf(size, screen, colourless).join("\n"), /\u001b\[[0-9;]*3[0-9]m/)
    }
  })
})
