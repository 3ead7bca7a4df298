import { assert, describe, it } from "@effect/vitest"
import { currentPage } from "@fadu/cli/screen/State"
import { viewTable } from "@fadu/cli/screen/viewTable"
import { readSheet } from "@fadu/engine"
import { after, assessment, results } from "./screens.ts"

describe("files of what a screen shows", () => {
  it("writes a screen as it is filtered and sorted", () => {
    const state = after({ columns: 80, rows: 24 }, [..."/局", "enter", ..."lls", "x", "enter"])
    const wish = state.wish?.kind === "exportView" ? state.wish : assert.fail("nothing is to be written")
    assert.strictEqual(wish.path, "out/行政执法部门排名.xlsx")
    assert.deepStrictEqual(
      wish.table.rows.map((row) => row[2]),
      results.shown(state.pages[0].view, state.initials).map(({ card }) => card.agency.name),
    )
    assert.include(wish.table.notice ?? "", "隐去")
  })

  it("says what a trial is in every file of it, and writes no value that is closed for this period", () => {
    const tried = after({ columns: 80, rows: 24 }, [..."/103", "enter", "enter", "w", "end", "enter", ..."31", "enter"])
    const page = currentPage(tried)
    const told = (use: "screen" | "file"): string => JSON.stringify(viewTable(results, tried, page, use))
    assert.strictEqual(viewTable(results, tried, page, "file").notice, "测算,不作填报依据")
    assert.include(told("screen"), '"31"')
    assert.include(told("screen"), "负责人出庭应诉 31")
    assert.notInclude(told("file"), '"31"')
    assert.notInclude(told("file"), "应诉 31")
    assert.include(told("file"), "负责人出庭应诉(本期已不可改变,不列试填的值)")
    // what came of it may be told
    assert.include(told("file"), "85.95")
  })

  it("writes no trial that could be handed in: nothing in the file is read as a figure", () => {
    const tried = after({ columns: 80, rows: 24 }, ["end", "enter", "w", "tab", "enter", "tab"])
    const { columns, rows, foot, title, notice } = viewTable(results, tried, currentPage(tried), "file")
    const { plan, figures } = assessment.parts[0] ?? assert.fail("no part")
    const at = { kind: "file", file: "agencies.csv" } as const
    const roster = figures.units.map((unit) => ({ ...unit, at }))
    const cells = [[title], [notice], columns, ...rows, ...foot].flatMap((row, at) =>
      row.flatMap((cell, column) =>
        cell === null
          ? []
          : [
              {
                row: at + 1,
                column: column + 1,
                content:
                  typeof cell === "number"
                    ? ({ kind: "number", value: cell, percent: false } as const)
                    : ({ kind: "text", text: cell } as const),
              },
            ],
      ),
    )
    const read = readSheet(plan.rubric, roster)(
      {
        file: "sheets/云泽市林业局.csv",
        sheet: null,
        cells,
        merges: [],
        hidden: { sheet: false, rows: [], columns: [] },
      },
      {
        source: "self",
        agency: "114",
      },
    )
    assert.deepStrictEqual(read.entries, [])
  })
})
