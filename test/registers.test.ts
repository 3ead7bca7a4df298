import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { runFadu } from "./runFadu.ts"

const rubric = `
id: awards
title: 加分登记
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 0
groups: { all: 各部门 }
rankWithin: group
ledgers:
  awards:
    label: 加分事项登记
    key: number
    columns:
      number: { label: 文号, kind: text }
      matter: { label: 事项, kind: text }
      level: { label: 级别, kind: level, levels: [国家级, 省级, 市级] }
      issued: { label: 日期, kind: day }
    register: { matter: matter, level: level, on: issued }
fields:
  provincial: { label: 省级事项, kind: count, unit: 项, recognise: true, counted: { from: awards, how: count, where: 'level == "省级"' } }
  city: { label: 市级事项, kind: count, unit: 项, recognise: true, counted: { from: awards, how: count, where: 'level == "市级"' } }
sections:
  - code: B
    title: 加分
    full: 10
    bonus: true
    criteria:
      - code: B1
        title: 表彰
        full: 10
        clause: 省级每项 2 分,市级每项 1 分。
        rules:
          - { id: a, kind: per-award, says: 省级每项 2 分, count: provincial, points: 2, cap: 6 }
          - { id: b, kind: per-award, says: 市级每项 1 分, count: city, points: 1, cap: 4 }
`

const rows = [
  "省1号,普法,省级,2026-05-01",
  "市1号,普法,市级,2026-03-01",
  "市2号,调解,市级,2026-06-01",
  "市3号,复议,市级,2025-06-01",
  "市4号,执法,市级,2026-07-01",
]

let folder = ""
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-registers-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The round with some decisions, each as target, new value and reason. */
const round = async (decisions: ReadonlyArray<readonly [target: string, value: string, reason: string]>) => {
  const files = {
    "rubric.yaml": rubric,
    "round.yaml": "title: 登记\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n",
    "agencies.csv": "代码,名称,分组\n101,甲局,all\n",
    "sheets/101/加分事项登记.csv": `文号,事项,级别,日期\n${rows.join("\n")}\n`,
    "decisions/认定.csv": [
      "单位,类型,对象,新值,理由,认定人",
      ...decisions.map((words) => `甲局,认定加分,${words.join(",")},张一、李二`),
    ].join("\n"),
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const [explained, checked] = await Promise.all([
    runFadu(["explain", folder, "--agency", "101"]),
    runFadu(["check", folder]),
  ])
  return { explained: explained.out.replaceAll(/\n\s+/g, ""), checked: checked.out.replaceAll(/\n\s+/g, "") }
}

describe("a register of matters", () => {
  it("waits for the team row by row, and says which rows do not count", async () => {
    const { explained } = await round([["加分事项登记#市2号", "", "核对原件"]])
    expect(explained).toContain("B1 表彰  得 0 分(最多 10 分),待定 4 分")
    expect(explained).toContain("市级事项 2 项(待认定:市4号,另有 2 行不计:")
    expect(explained).toContain("市1号(同一事项已按省1号计(级别更高))")
    expect(explained).toContain("市3号(日期不在考核期内)")
  })

  it("gives points for a field when each of its rows is recognised or not recognised", async () => {
    const { explained } = await round([
      ["加分事项登记#市2号", "是", "核对原件"],
      ["awards#市4号", "否", "不是牵头单位"],
    ])
    expect(explained).toContain("B1 表彰  得 1 分(最多 10 分),待定 2 分")
    expect(explained).toContain("市4号(考核组不予认定:不是牵头单位)")
  })

  it("counts the next row of a matter whose best one is not recognised", async () => {
    const { explained } = await round([
      ["加分事项登记#省1号", "否", "没有原件"],
      ["加分事项登记#市1号", "是", "核对原件"],
      ["加分事项登记#市2号", "是", "核对原件"],
      ["加分事项登记#市4号", "是", "核对原件"],
    ])
    expect(explained).toContain("总分 3.00 分")
    expect(explained).not.toContain("待定")
  })

  it("tells a decision that meets no row, no register, or another decision", async () => {
    const { explained, checked } = await round([
      ["加分事项登记#省9号", "是", "核对原件"],
      ["加分登记簿#省1号", "是", "核对原件"],
      ["加分事项登记#省1号", "是", "核对原件"],
      ["加分事项登记#省1号", "否", "没有原件"],
    ])
    expect(checked).toContain("“加分事项登记”中该单位没有文号为“省9号”的行")
    expect(checked).toContain("没有事项登记“加分登记簿”")
    expect(checked).toContain("对“加分事项登记”的“省1号”有两份认定意见且不一致")
    expect(explained).toContain("得 0 分")
  })
})
