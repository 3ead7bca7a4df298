import { assert, describe, it } from "@effect/vitest"
import { type Agency, plainAgency } from "../Entry.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { readObjections } from "./readObjections.ts"
import type { Table } from "./Table.ts"

const rubric: Rubric = {
  id: "sample",
  title: "示例",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { all: "全部" },
  rankWithin: "group",
  fields: { heard: { label: "开庭件次", kind: "count" } },
  sections: [
    {
      code: "A",
      title: "甲",
      full: 5,
      criteria: [
        {
          code: "A1",
          title: "出庭应诉",
          full: 5,
          clause: "每件扣 1 分",
          rule: { kind: "per-event", count: "heard", points: 1 },
        },
      ],
    },
  ],
}
const roster: ReadonlyArray<Agency> = [
  plainAgency({
    code: "101",
    name: "水务局",
    group: "all",
    at: { kind: "file", file: "agencies.csv" },
  }),
]
const table = (...rows: ReadonlyArray<ReadonlyArray<string>>): Table => ({
  file: "objections.csv",
  sheet: null,
  merges: [],
  hidden: { sheet: false, rows: [], columns: [] },
  cells: rows.flatMap((row, line) =>
    row.flatMap((text, column) =>
      text === "" ? [] : [{ row: line + 1, column: column + 1, content: { kind: "text", text } as const }],
    ),
  ),
})

const read = (...rows: ReadonlyArray<ReadonlyArray<string>>) =>
  readObjections(rubric, roster, table(["单位", "指标", "申诉理由", "日期", "处理意见"], ...rows))

describe("the list of objections", () => {
  it("names the criterion by its code, its title or the number of the loss", () => {
    const { values, issues } = read(
      ["水务局", "A1-a", "两件系撤诉", "2027-02-01", ""],
      ["101", "出庭应诉", "补交名单", "", "予以采纳"],
      ["水务局", "", "总分有误", "", ""],
    )
    assert.deepStrictEqual(issues, [])
    assert.deepStrictEqual(
      values.map(({ criterion, on, answer }) => [criterion, on, answer]),
      [
        ["A1", "2027-02-01", null],
        ["A1", null, "予以采纳"],
        [null, null, null],
      ],
    )
  })

  it("keeps one whose criterion is unknown, and tells it", () => {
    const { values, issues } = read(["水务局", "A9", "不服", "", ""])
    assert.strictEqual(values[0]?.criterion, null)
    assert.deepStrictEqual(
      issues.map(({ code, severity }) => [code, severity]),
      [["objection/unknown-criterion", "warning"]],
    )
  })

  it("tells one without a reason", () => {
    const { values, issues } = read(["水务局", "A1", "", "", ""])
    assert.deepStrictEqual(values, [])
    assert.strictEqual(issues.length, 1)
  })
})
