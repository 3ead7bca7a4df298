import { describe, expect, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { type Agency, type Entry, plainAgency } from "../Entry.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyNameIn, readSheet } from "./readSheet.ts"
import type { SheetHint } from "./Sheet.ts"
import { type Cell, type Content, cellName, type Merge, type Table } from "./Table.ts"

const rubric: Rubric = {
  id: "sample",
  title: "示例",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { enforcing: "行政执法部门", general: "综合管理部门" },
  rankWithin: "group",
  sources: { court: "市中级人民法院" },
  fields: {
    "court.heard": { label: "开庭件次", kind: "count", unit: "件次", source: "court" },
    "court.appeared": { label: "负责人出庭", kind: "count", unit: "件次", aliases: ["出庭件次", "court.old"] },
    rate: { label: "公开率", kind: "rate" },
    system: { label: "是否建立制度", kind: "yes-no" },
    filed: { label: "报送日期", kind: "day" },
    cost: { label: "经费", kind: "number", unit: "元" },
    "a.year": { label: "本年数", kind: "count" },
    "b.year": { label: "本年数", kind: "count" },
  },
  sections: [{ code: "A", title: "甲", full: 100, criteria: [] }],
}

const agency = (code: string, name: string, group = "enforcing", aliases: ReadonlyArray<string> = []): Agency =>
  plainAgency({
    code,
    name,
    aliases,
    group,
    at: { kind: "file", file: "agencies.csv" },
  })
const roster = [
  agency("001", "市水务局", "enforcing", ["水务局"]),
  agency("002", "市交通运输局", "enforcing", ["交通局"]),
  agency("003", "市教育局", "general"),
]

type Written = string | number | Content | null

/** A table from rows as people see them; null is an empty cell. */
const table = (rows: ReadonlyArray<ReadonlyArray<Written>>, more: Partial<Omit<Table, "cells">> = {}): Table => ({
  file: "sheets/表.xlsx",
  sheet: "Sheet1",
  merges: [],
  hidden: { sheet: false, rows: [], columns: [] },
  ...more,
  cells: rows.flatMap((row, r) =>
    row.flatMap(
      (value, c): ReadonlyArray<Cell> =>
        value === null ? [] : [{ row: r + 1, column: c + 1, content: contentOf(value) }],
    ),
  ),
})
const contentOf = (value: Exclude<Written, null>): Content =>
  typeof value === "string"
    ? { kind: "text", text: value }
    : typeof value === "number"
      ? { kind: "number", value, percent: false }
      : value

const self: SheetHint = { source: "self", agency: null }
const read = (from: Table, hint: SheetHint = self) => readSheet(rubric, roster)(from, hint)

const saidOf = ({ agency, field, reading, evidence, at }: Entry): string =>
  [
    at.kind === "cell" ? at.cell : "",
    agency,
    field,
    reading.state === "filled" ? String(reading.value) : reading.state,
    ...(evidence === null ? [] : [`(${evidence})`]),
  ].join(" ")
const entriesOf = (from: Table, hint: SheetHint = self) => read(from, hint).entries.map(saidOf)
const issuesOf = (from: Table, hint: SheetHint = self) =>
  read(from, hint).issues.map(
    ({ severity, code, at }) => `${severity} ${code} ${at?.kind === "cell" ? at.cell : at?.kind}`,
  )
const messagesOf = (from: Table, hint: SheetHint = self) => read(from, hint).issues.map(({ message }) => message)

describe("a wide table", () => {
  it("gives every agency its values, with what supports them", () => {
    const sheet = table([
      ["2026年法治建设填报表"],
      ["序号", "单位名称", "开庭件次", "负责人出庭", "负责人出庭佐证材料", "是否建立制度", "备注"],
      [1, "市水务局", 12, 10, "附件1", "是", "按审级计"],
      [2, " 交通局 ", "13", null, "附件2", "否", null],
      ["注:本表由各单位填报"],
      ["填报人:张三", null, "审核人:李四"],
    ])
    expect(entriesOf(sheet)).toEqual([
      "C3 001 court.heard 12",
      "D3 001 court.appeared 10 (附件1)",
      "F3 001 system true",
      "C4 002 court.heard 13",
      "D4 002 court.appeared blank (附件2)",
      "F4 002 system false",
    ])
    expect(read(sheet).issues).toEqual([])
    expect(read(sheet).account).toEqual({ read: 23, used: 9, recognised: 14, named: 0 })
  })

  it("understands a header of two rows, merged or not, and a row of units", () => {
    const rows = [
      ["单位", "出庭应诉", null, "经费", "公开率"],
      [null, "开庭件次", "负责人出庭", "(万元)", null],
      ["市水务局", 12, 10, 1.5, "85%"],
    ]
    const merges: ReadonlyArray<Merge> = [
      { row: 1, column: 1, rows: 2, columns: 1 },
      { row: 1, column: 2, rows: 1, columns: 2 },
      { row: 1, column: 5, rows: 2, columns: 1 },
    ]
    const expected = ["B3 001 court.heard 12", "C3 001 court.appeared 10", "D3 001 cost 15000", "E3 001 rate 0.85"]
    expect(entriesOf(table(rows, { merges }))).toEqual(expected)
    expect(entriesOf(table(rows, { file: "表.csv", sheet: null }))).toEqual(expected)
    expect(
      entriesOf(
        table([
          ["单位", "开庭件次", "经费", "公开率"],
          [null, "件次", "万元", "%"],
          ["市水务局", 12, 1.5, 85],
        ]),
      ),
    ).toEqual(["B3 001 court.heard 12", "C3 001 cost 15000", "D3 001 rate 0.85"])
  })

  it("gives 佐证材料 without a name to the field at its left, where each has its own", () => {
    expect(
      entriesOf(
        table([
          ["单位", "开庭件次", "佐证材料", "负责人出庭", "佐证材料"],
          ["市水务局", 12, "甲", 10, "乙"],
        ]),
      ),
    ).toEqual(["B2 001 court.heard 12 (甲)", "D2 001 court.appeared 10 (乙)"])
    expect(
      issuesOf(
        table([
          ["单位", "开庭件次", "负责人出庭", "佐证材料"],
          ["市水务局", 12, 10, "乙"],
        ]),
      ),
    ).toEqual(["warning sheet/loose-evidence D1"])
  })

  it("tells an unknown heading once, with the nearest name, and names its values", () => {
    const sheet = table([
      ["单位", "开庭件次", "负责人出厅", null],
      ["市水务局", 12, 10, "何物"],
      ["市教育局", 12, 9],
    ])
    expect(messagesOf(sheet)).toEqual([
      "表头“负责人出厅”不是填报项,是否应为“负责人出庭”,该列 2 个值未采用",
      "D 列没有表头,该列 1 个值未采用",
    ])
    expect(read(sheet).account).toEqual({ read: 10, used: 4, recognised: 2, named: 4 })
  })

  it("tells a heading that means several fields", () => {
    expect(
      issuesOf(
        table([
          ["单位", "开庭件次", "本年数"],
          ["市水务局", 1, 2],
        ]),
      ),
    ).toEqual(["error sheet/ambiguous-header C1"])
  })

  it("uses a field of two columns only where they agree", () => {
    const sheet = table([
      ["单位", "负责人出庭", "出庭件次"],
      ["市水务局", 10, 10],
      ["市教育局", 10, 11],
    ])
    expect(entriesOf(sheet)).toEqual(["B2 001 court.appeared 10", "B3 003 court.appeared unreadable"])
    expect(issuesOf(sheet)).toEqual(["error sheet/duplicate-field C1", "error sheet/conflict C3"])
  })

  it("goes on after an agency that nobody knows, and helps to find it", () => {
    const sheet = table([
      ["单位", "开庭件次"],
      ["市水物局", 1],
      ["市教育局", 2],
      [null, 3],
      ["合计", 6],
    ])
    expect(entriesOf(sheet)).toEqual(["B3 003 court.heard 2"])
    expect(messagesOf(sheet)).toEqual([
      "单位名录中没有“市水物局”,是否应为“市水务局”,该行未采用",
      "第 4 行有 1 个值,却没有写单位,未采用",
    ])
  })

  it("reads an agency that stands twice only where both rows agree", () => {
    const sheet = table([
      ["单位", "开庭件次", "负责人出庭"],
      ["市水务局", 12, 10],
      ["水务局", 12, 11],
    ])
    expect(entriesOf(sheet)).toEqual(["B2 001 court.heard 12", "C2 001 court.appeared unreadable"])
    expect(issuesOf(sheet)).toEqual(["error sheet/duplicate-agency A3", "error sheet/conflict C3"])
  })

  it("refuses a row whose code and name are two agencies, and finds codes without their zeros", () => {
    const sheet = table([
      ["单位代码", "单位", "开庭件次"],
      [1, "市水务局", 1],
      ["003", "市交通运输局", 2],
      [2, null, 3],
    ])
    expect(entriesOf(sheet)).toEqual(["C2 001 court.heard 1", "C4 002 court.heard 3"])
    expect(issuesOf(sheet)).toEqual(["error sheet/agency-mismatch A3"])
  })

  it("from a named source speaks only of its own fields", () => {
    const court: SheetHint = { source: "court", agency: null }
    const sheet = table([
      ["单位", "开庭件次", "公开率"],
      ["市水务局", 12, "85%"],
    ])
    expect(entriesOf(sheet, court)).toEqual(["B2 001 court.heard 12"])
    expect(read(sheet, court).entries[0]?.source).toBe("court")
    expect(messagesOf(sheet, court)).toEqual(["“公开率”应由“单位自报”提供,本表来自“市中级人民法院”,未采用"])
  })

  it("handed in by one agency speaks only of that agency", () => {
    const sheet = table([
      ["单位", "开庭件次"],
      ["市水务局", 12],
      ["市教育局", 1],
    ])
    expect(entriesOf(sheet, { source: "self", agency: "001" })).toEqual(["B2 001 court.heard 12"])
    expect(messagesOf(sheet, { source: "self", agency: "001" })).toEqual([
      "本表由“市水务局”报送,却填有“市教育局”的数据,未采用",
    ])
  })

  it("warns of a column that writes rates in two ways", () => {
    const sheet = table([
      ["单位", "公开率"],
      ["市水务局", 0.85],
      ["市教育局", 85],
      ["交通局", "0.9"],
    ])
    expect(issuesOf(sheet)).toEqual(["error sheet/ambiguous-rate B3", "warning sheet/mixed-rates B1"])
  })

  it("reads what is hidden, and tells it once", () => {
    const sheet = table(
      [
        ["单位", "开庭件次"],
        ["市水务局", 12],
      ],
      { hidden: { sheet: true, rows: [2, 90], columns: [2, 9] } },
    )
    expect(entriesOf(sheet)).toEqual(["B2 001 court.heard 12"])
    expect(messagesOf(sheet)).toEqual(["工作表是隐藏的,第 2 行是隐藏的,B 列是隐藏的,其中的值照样读取"])
  })

  it("does not score headings of groups, totals, counted columns and repeated headers", () => {
    const sheet = table([
      ["单位", "开庭件次", "负责人出庭"],
      ["甲", "1", "2"],
      ["一、行政执法部门"],
      ["市水务局", 12, 10],
      ["单位", "开庭件次", "负责人出庭"],
      ["综合管理部门"],
      ["市教育局", 1, 1],
      ["合计", 13, 11],
    ])
    expect(entriesOf(sheet)).toHaveLength(4)
    expect(read(sheet).issues).toEqual([])
  })
})

describe("a form", () => {
  const form = [
    ["2026年法治建设填报表"],
    ["填报单位(盖章):", "市水务局", null, "填报日期:2026年3月1日"],
    ["编号", "填报项", "单位", "填报值", "佐证材料", "备注"],
    ["court.heard", "开庭件次", "件次", 12, "附件1", null],
    [null, "2.负责人出庭(件次)", "件次", "10件", null, "按审级计"],
    [null, "经费", "万元", 1.5, null, null],
    [null, "公开率", "%", 85, null, null],
    [null, "二、其他"],
    [null, "报送日期", null, null, null, null],
    ["主要负责人:王五", null, null, "联系电话:123"],
  ]

  it("gives its agency the value of every row, in the unit of the row", () => {
    const expected = [
      "D4 001 court.heard 12 (附件1)",
      "D5 001 court.appeared 10",
      "D6 001 cost 15000",
      "D7 001 rate 0.85",
      "D9 001 filed blank",
    ]
    expect(entriesOf(table(form))).toEqual(expected)
    expect(issuesOf(table(form))).toEqual(["note sheet/read-as D6"])
    expect(read(table(form)).account.named).toBe(0)
  })

  it("finds its agency in the cell, the hint, or the name of sheet, file or folder", () => {
    const rows = form.slice(2)
    const agencyOf = (from: Table, hint: SheetHint = self) => read(from, hint).entries[0]?.agency
    expect(agencyOf(table([["单位名称:水务局 填报日期:2026年3月1日"], ...rows]))).toBe("001")
    expect(agencyOf(table(rows), { source: "self", agency: "003" })).toBe("003")
    expect(agencyOf(table(rows), { source: "self", agency: "市教育局" })).toBe("003")
    expect(agencyOf(table(rows, { sheet: "水务局" }), { source: "self", agency: "第一批" })).toBe("001")
    expect(agencyOf(table(rows, { sheet: "市教育局" }))).toBe("003")
    expect(agencyOf(table(rows, { file: "sheets/交通局填报表(终).xlsx" }))).toBe("002")
    expect(agencyOf(table(rows, { file: "sheets/003/填报表.xlsx" }))).toBe("003")
    expect(agencyOf(table(rows))).toBe(undefined)
    expect(issuesOf(table(rows.slice(0, 2)))).toEqual(["error sheet/no-agency A2"])
  })

  it("names its agency also to those who have no roster", () => {
    expect(agencyNameIn(rubric, table(form))).toBe("市水务局")
    expect(agencyNameIn(rubric, table(form.slice(2)))).toBe(null)
    expect(agencyNameIn(rubric, table([["填报单位:某某局(公章)"], ...form.slice(2)]))).toBe("某某局")
    expect(
      agencyNameIn(
        rubric,
        table([
          ["单位", "开庭件次"],
          ["某某局", 1],
        ]),
      ),
    ).toBe("某某局")
    expect(
      agencyNameIn(
        rubric,
        table([
          ["单位", "开庭件次"],
          ["某某局", 1],
          ["其他局", 1],
        ]),
      ),
    ).toBe(null)
  })

  it("knows a field by the id that it had in an earlier version of the rules, and names the cell of one that is gone", () => {
    const sheet = table([
      ["单位", "市水务局"],
      ["编号", "填报项", "填报值"],
      ["court.old", "出庭数", 10],
      ["court.hearr", "审理数", 12],
    ])
    expect(entriesOf(sheet)).toEqual(["C3 001 court.appeared 10"])
    expect(messagesOf(sheet)).toEqual(["“审理数”不是填报项,是否应为“court.heard”,所填“12”未采用"])
  })

  it("handed in by one agency and signed by another is not used", () => {
    const sheet = table(form)
    expect(entriesOf(sheet, { source: "self", agency: "003" })).toEqual([])
    expect(messagesOf(sheet, { source: "self", agency: "003" })).toEqual([
      "本表由“市教育局”报送,表上写的却是“市水务局”,整张表未采用",
    ])
  })

  it("gives units and evidence merged over rows to each of them, and doubts units that are none", () => {
    const rows = [
      ["填报项", "单位", "填报值", "佐证材料"],
      ["经费", "万元", 1.5, "附件1"],
      ["开庭件次", null, 3, null],
      ["负责人出庭", "美元", 3, "无"],
    ]
    const merges: ReadonlyArray<Merge> = [
      { row: 2, column: 2, rows: 2, columns: 1 },
      { row: 2, column: 4, rows: 2, columns: 1 },
    ]
    const sheet = table(rows, { sheet: "市水务局", merges })
    expect(entriesOf(sheet)).toEqual([
      "C2 001 cost 15000 (附件1)",
      "C3 001 court.heard unreadable (附件1)",
      "C4 001 court.appeared 3",
    ])
    expect(issuesOf(sheet)).toEqual([
      "note sheet/read-as C2",
      "error sheet/wrong-unit C3",
      "warning sheet/wrong-unit B4",
    ])
    expect(messagesOf(sheet)[1]).toBe("填报“3万元”,单位与应填的“件次”不符,应为整数(单位:件次)")
  })

  it("keeps in sight what stands beside a row without a value", () => {
    const sheet = table(
      [
        ["填报项", "填报值", "附注"],
        ["一、总体情况", null, null, 7],
        ["二、其他", null, 8],
      ],
      { sheet: "市水务局" },
    )
    expect(messagesOf(sheet)).toEqual(["表头“附注”不是填报项,该列 1 个值未采用", "D2 “7”不在任何填报项之下,未采用"])
  })

  it("may hold many agencies, one row for each value", () => {
    const sheet = table([
      ["单位", "填报项", "数值"],
      ["市水务局", "开庭件次", 12],
      ["市教育局", "开庭件次", 1],
      ["教育据", "开庭件次", 1],
    ])
    expect(entriesOf(sheet)).toEqual(["C2 001 court.heard 12", "C3 003 court.heard 1"])
    expect(issuesOf(sheet)).toEqual(["error sheet/unknown-agency A4"])
  })

  it("tells a row that names no field, where it has a value", () => {
    const sheet = table(
      [
        ["填报项", "填报值"],
        ["负责人出厅", 3],
        ["其他说明", null],
        ["本年数", 4],
        [null, 5],
      ],
      { sheet: "市水务局" },
    )
    expect(messagesOf(sheet)).toEqual([
      "“负责人出厅”不是填报项,是否应为“负责人出庭”,所填“3”未采用",
      "“本年数”可指多个填报项:a.year、b.year,所填“4”未采用",
      "该行没有写填报项,所填“5”未采用",
    ])
  })

  it("uses a field of two rows only where they agree", () => {
    const rows = [
      ["填报项", "填报值"],
      ["开庭件次", 12],
      ["开庭件次", "12件"],
      ["经费", 1],
      ["经费", 2],
    ]
    const sheet = table(rows, { sheet: "市水务局" })
    expect(entriesOf(sheet)).toEqual(["B2 001 court.heard 12", "B4 001 cost unreadable"])
    expect(issuesOf(sheet)).toEqual(["warning sheet/duplicate-field B3", "error sheet/conflict B5"])
  })
})

describe("a table with agencies across and fields down", () => {
  it("gives every agency the values of its column, with what supports them", () => {
    const sheet = table(
      [
        ["2026年法治建设填报表"],
        ["指标", null, "计量单位", "市水务局(盖章)", "交通局", "合计", "备注"],
        ["单位代码", null, null, "001", "002", null, null],
        ["一、应诉"],
        ["出庭应诉", "开庭件次", "件次", 12, "13", 25, "按审级计"],
        [null, "负责人出庭", "件次", 10, null, 10, null],
        [null, "负责人出庭佐证材料", null, "附件1", "附件2", null, null],
        ["经费", null, "万元", 2, "3万元", 5, null],
        ["是否建立制度", null, null, "√", "×", null, null],
        ["注:本表由各单位填报"],
        ["填报人:张三", null, null, "审核人:李四"],
      ],
      { merges: [{ row: 5, column: 1, rows: 3, columns: 1 }] },
    )
    expect(entriesOf(sheet)).toEqual([
      "D5 001 court.heard 12",
      "E5 002 court.heard 13",
      "D6 001 court.appeared 10 (附件1)",
      "E6 002 court.appeared blank (附件2)",
      "D8 001 cost 20000",
      "E8 002 cost 30000",
      "D9 001 system true",
      "E9 002 system false",
    ])
    expect(issuesOf(sheet).filter((issue) => !issue.startsWith("note"))).toEqual([])
    expect(read(sheet).account.named).toBe(0)
  })

  it("goes on beside an agency that nobody knows, a row that is no field, and one that means two", () => {
    const sheet = table([
      ["单位", "市水务局", "市交通运输居", "市教育局", "市教育局"],
      ["开庭件次", 1, 2, 3, 4],
      ["公开率", 0.5, 0.6, "85%", "85%"],
      ["负责人出庭", 1, 1, 85, null],
      ["公开绿", 1, 1, null, null],
      ["本年数", 5, 5, 5, 5],
      ["是否建立制度", "是", null, null, null],
    ])
    expect(entriesOf(sheet)).toEqual([
      "B2 001 court.heard 1",
      "D2 003 court.heard unreadable",
      "B3 001 rate 0.5",
      "D3 003 rate 0.85",
      "B4 001 court.appeared 1",
      "D4 003 court.appeared 85",
      "B7 001 system true",
      "D7 003 system blank",
    ])
    expect(messagesOf(sheet).filter((message) => !/^填报|视为/.test(message))).toEqual([
      "“市教育局”有两列:D1 和 E1;两列不同的值都不采用",
      "单位名录中没有“市交通运输居”,是否应为“市交通运输局”,该列未采用",
      "“开庭件次”有两个不同的值:D2 为“3”,E2 为“4”,都未采用",
      "“公开率”填了两次,两处相同,采用一次",
      "“公开绿”不是填报项,是否应为“公开率”,该行 1 个值未采用",
      "“本年数”可指多个填报项:a.year、b.year,该行 3 个值未采用",
    ])
    const { account } = read(sheet)
    expect(account.used + account.recognised + account.named).toBe(account.read)
  })

  it("handed in by one agency, or by a source, speaks only of what is its own", () => {
    const sheet = table([
      ["项目", "市水务局", "交通局"],
      ["开庭件次", 1, 2],
      ["负责人出庭", 1, 2],
    ])
    expect(entriesOf(sheet, { source: "self", agency: "002" })).toEqual([
      "C2 002 court.heard 2",
      "C3 002 court.appeared 2",
    ])
    expect(issuesOf(sheet, { source: "self", agency: "002" })).toEqual(["error sheet/foreign-agency B1"])
    expect(entriesOf(sheet, { source: "court", agency: null })).toEqual([
      "B2 001 court.heard 1",
      "C2 002 court.heard 2",
    ])
    expect(issuesOf(sheet, { source: "court", agency: null })).toEqual(["warning sheet/foreign-field B3"])
  })

  it("warns of a row that writes rates in two ways", () => {
    const sheet = table([
      ["项目", "市水务局", "交通局"],
      ["公开率", 0.5, 85],
      ["经费", 1, 2],
    ])
    expect(messagesOf(sheet)).toContain("“公开率”一行既有小数(如 0.85,1 处)又有不带百分号的百分数(如 85,1 处)")
  })

  it("is not guessed where too few of its rows are fields", () => {
    const sheet = table([
      ["会议", "市水务局", "交通局"],
      ["开庭件次", 1, 2],
      ["参会人数", 1, 2],
      ["发言人数", 1, 2],
    ])
    expect(entriesOf(sheet)).toEqual([])
    expect(messagesOf(sheet)).toEqual([
      "第 1 行横向写有 2 个单位,其下 3 行中只有 1 行的名称是填报项,不能确认是一列一单位的表,整张表未采用",
    ])
    expect(
      issuesOf(
        table([
          ["会议", "市水务局", "交通局"],
          ["参会人数", 1, 2],
        ]),
      ),
    ).toEqual(["error sheet/no-header A1"])
  })
})

describe("a table that is neither", () => {
  it("is told with what was expected", () => {
    const sheet = table([["法治工作总结"], ["一年来……"]])
    expect(issuesOf(sheet)).toEqual(["error sheet/no-header A1"])
    expect(read(sheet).account).toEqual({ read: 2, used: 0, recognised: 0, named: 2 })
  })

  it("is an empty one", () => {
    expect(issuesOf(table([]))).toEqual(["warning sheet/empty file"])
    expect(issuesOf(table([["", " "]]))).toEqual(["warning sheet/empty file"])
  })

  it("is an explanation", () => {
    expect(issuesOf(table([["请于3月底前报送"]], { sheet: "填报说明" }))).toEqual(["note sheet/skipped file"])
  })

  it("has a wide table above a form", () => {
    const sheet = table(
      [
        ["单位", "经费"],
        ["市水务局", 1],
        ["编号", "填报项", "填报值"],
        [null, "开庭件次", 3],
      ],
      { sheet: "市水务局" },
    )
    expect(entriesOf(sheet)).toEqual(["C4 001 court.heard 3"])
    expect(issuesOf(sheet)).toEqual(["error sheet/second-header A1"])
  })

  it("has two headers of different fields", () => {
    const sheet = table([
      ["单位", "经费"],
      ["市水务局", 1],
      ["单位", "开庭件次", "负责人出庭"],
      ["市水务局", 2, 3],
    ])
    expect(issuesOf(sheet)).toEqual(["error sheet/second-header A1"])
  })
})

const words = Schema.Literals([
  "单位",
  "单位名称",
  "代码",
  "填报项",
  "填报值",
  "编号",
  "佐证材料",
  "备注",
  "开庭件次",
  "负责人出庭佐证",
  "公开率",
  "经费",
  "本年数",
  "负责人出厅",
  "市水务局",
  "交通局",
  "003",
  "水物局",
  "合计",
  "甲",
  "注:",
  "填报人:甲",
  "填报单位:市水务局",
  "一、甲",
  "12",
  "约3",
  "85",
  "0.5",
  "万元",
  "—",
  "是",
  "",
  " ",
])
const cells = Arbitrary.schema(
  Schema.Array(
    Schema.Struct({
      row: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 8 })),
      column: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6 })),
      content: Schema.Union([
        Schema.Struct({ kind: Schema.Literal("text"), text: words }),
        Schema.Struct({ kind: Schema.Literal("text"), text: words }),
        Schema.Struct({ kind: Schema.Literal("number"), value: Schema.Finite, percent: Schema.Boolean }),
        Schema.Struct({ kind: Schema.Literal("error"), text: Schema.Literal("#DIV/0!") }),
      ]),
    }),
  ).check(Schema.isMaxLength(40)),
)
const merges = Arbitrary.schema(
  Schema.Array(
    Schema.Struct({
      row: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 8 })),
      column: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6 })),
      rows: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 })),
      columns: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 })),
    }),
  ).check(Schema.isMaxLength(4)),
)
const hints = Arbitrary.schema(
  Schema.Struct({ source: Schema.Literals(["self", "court"]), agency: Schema.NullOr(Schema.Literals(["001", "999"])) }),
)

describe("no table", () => {
  it.prop(
    "loses a cell or stops the reading",
    [cells, merges, hints, Schema.Literals(["none", "wide", "across"])],
    ([some, blocks, hint, header]) => {
      const put = (text: string, row: number, column: number): Cell => ({
        row,
        column,
        content: { kind: "text", text },
      })
      const fields = ["开庭件次", "公开率", "负责人出庭", "经费"]
      const headers = {
        none: [],
        wide: ["单位", ...fields].map((text, index) => put(text, 1, index + 1)),
        across: [
          ...["市水务局", "交通局", "市教育局"].map((text, index) => put(text, 1, index + 2)),
          ...fields.map((text, index) => put(text, index + 2, 1)),
        ],
      }
      const [down, right] = [header === "none" ? 0 : 1, header === "across" ? 1 : 0]
      const moved = some.map((cell) => ({ ...cell, row: cell.row + down, column: cell.column + right }))
      const all = [...headers[header], ...moved]
      const filled = all.filter(({ content }) => content.kind !== "text" || content.text.trim() !== "")
      const { account, entries, issues } = read({ ...table([]), cells: all, merges: blocks }, hint)
      expect(account.read).toBe(filled.length)
      expect(account.used + account.recognised + account.named).toBe(account.read)
      expect(account.named === 0 || issues.some(({ severity }) => severity !== "note")).toBe(true)
      expect(new Set(entries.map(({ agency, field }) => `${agency} ${field}`)).size).toBe(entries.length)
      const places = new Set(filled.map(({ row, column }) => cellName(row, column)))
      for (const entry of entries) {
        if (entry.reading.state !== "blank") expect(entry.at.kind === "cell" && places.has(entry.at.cell)).toBe(true)
      }
    },
    { arbitrary: { runs: 500 } },
  )
})
