import { describe, expect, it } from "vitest"
import type { Rubric } from "../rubric/Rubric.ts"
import { readRoster } from "./readRoster.ts"
import type { Table } from "./Table.ts"

const rubric: Rubric = {
  id: "sample",
  title: "示例",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { enforcing: "行政执法部门", general: "综合管理部门" },
  rankWithin: "group",
  fields: {
    licensing: { label: "有行政许可事项", kind: "yes-no", source: "attribute" },
    people: { label: "编制数", kind: "count", unit: "人", source: "attribute" },
  },
  sections: [{ code: "A", title: "甲", full: 100, criteria: [] }],
}

/** A text table, as files reads a CSV file. */
const csv = (...lines: ReadonlyArray<string>): Table => ({
  file: "agencies.csv",
  sheet: null,
  merges: [],
  hidden: { sheet: false, rows: [], columns: [] },
  cells: lines.flatMap((line, row) =>
    line
      .split(",")
      .flatMap((text, column) =>
        text === "" ? [] : [{ row: row + 1, column: column + 1, content: { kind: "text" as const, text } }],
      ),
  ),
})
const read = (...lines: ReadonlyArray<string>) => readRoster([rubric], csv(...lines))

describe("a roster", () => {
  it("gives the agencies and their attributes", () => {
    const { values, entries, issues, account } = read(
      "代码,名称,简称,别名,分组,次序,参加排名,备注,有行政许可事项,编制数(人)",
      "001,市水务局,水务局,市水利局；水利局,行政执法部门,1,是,,是,35",
      "002,市档案局,,,general,2,不参加排名,新组建,否,",
    )
    expect(values).toEqual([
      {
        code: "001",
        name: "市水务局",
        short: "水务局",
        aliases: ["市水利局", "水利局"],
        group: "enforcing",
        order: 1,
        ranked: true,
        remark: null,
        at: { kind: "cell", file: "agencies.csv", sheet: null, cell: "B2" },
      },
      {
        code: "002",
        name: "市档案局",
        short: null,
        aliases: [],
        group: "general",
        order: 2,
        ranked: false,
        remark: "新组建",
        at: { kind: "cell", file: "agencies.csv", sheet: null, cell: "B3" },
      },
    ])
    expect(
      entries.map(({ agency, field, source, reading }) => [
        agency,
        field,
        source,
        reading.state === "filled" ? String(reading.value) : reading.state,
      ]),
    ).toEqual([
      ["001", "licensing", "attribute", "true"],
      ["001", "people", "attribute", "35"],
      ["002", "licensing", "attribute", "false"],
      ["002", "people", "attribute", "blank"],
    ])
    expect(issues).toEqual([])
    expect(account).toEqual({ read: 26, used: 16, recognised: 10, named: 0 })
  })

  it("leaves out the second of two agencies with one code or name, and keeps those without a known group as known but not scored", () => {
    const { values, issues } = read(
      "代码,名称,分组,编治数",
      "001,市水务局,enforcing,3",
      "001,市教育局,general,",
      "003,市水务局,general,",
      "004,市林业局,行政执法,",
      "005,,general,",
      "006,市档案局,,",
    )
    expect(values.map(({ code, group }) => [code, group])).toEqual([
      ["001", "enforcing"],
      ["004", "行政执法"],
      ["006", ""],
    ])
    expect(issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "roster/unused-column 表头“编治数”不是细则中的单位属性,是否应为“编制数”,该列未采用",
      "roster/duplicate “市教育局”(001)与“市水务局”(001)代码或名称相同,后一个未采用",
      "roster/duplicate “市水务局”(003)与“市水务局”(001)代码或名称相同,后一个未采用",
      "roster/unknown-group 细则中没有分组“行政执法”,是否应为“行政执法部门”,该单位未计分",
      "list/missing 没有填写单位名称,该行未采用",
      "roster/unknown-group 没有填写分组,该单位未计分",
    ])
  })

  it("tells a name that means two agencies", () => {
    const { issues } = read("代码,名称,简称,分组", "1,市交通运输局,交通局,enforcing", "2,市交通建设局,交通局,general")
    expect(issues.map(({ message }) => message)).toEqual([
      "“交通局”既指“市交通运输局”又指“市交通建设局”,填报表中写它无法认出单位",
    ])
  })

  it("needs a header", () => {
    expect(read("市水务局,1").issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "sheet/no-header 没有认出单位名录的表头,整张表未采用;应有这些列:代码、名称",
    ])
    expect(read("").issues.map(({ code }) => code)).toEqual(["sheet/empty"])
  })
})
