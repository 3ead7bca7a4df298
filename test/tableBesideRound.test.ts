import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runFadu } from "./runFadu.ts"

const files = {
  "rubric.yaml": `id: asked
title: 问卷
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 100
groups: { all: 全体单位 }
rankWithin: all
combine: mean
minApplicable: 50
sources: { panel: 调查组 }
limits: [{ id: a, when: share(P) < 0.2, what: 问卷得分率低于 20%, total: 10 }]
absence: { awaitingSource: out }
scales:
  程度: { A: 100, B: 50, N: out }
tables:
  answer:
    from: questions.csv
    field: { kind: level, source: panel }
    criterion: { full: 100, clause: 按所选等级计分。, rule: { kind: level, value: it } }
`,
  "questions.csv":
    "部分,编号,名称,部分名称,量表\nP,P1,公开,问卷,程度\nP,P2,答复,问卷,程度\nP,P3,办理,问卷,程度\nP,P4,收费,问卷,程度\n",
  "round.yaml": "title: 问卷批次\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n",
  "agencies.csv": "代码,名称,分组\n01,甲局,all\n02,乙局,all\n03,丙局,all\n04,丁局,all\n",
  "sources/panel.csv": "单位代码,公开,答复,办理,收费\n01,A,B,A,A\n02,A,N,N,N\n03,B,A,N,N\n04,N,N,N,N\n",
}

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 问卷 "))
  mkdirSync(join(folder, "sources"))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe("a table of the rubric in the folder of the round", () => {
  it("is not called unused", async () => {
    const { out } = await runFadu(["check", folder])
    expect(out).not.toContain("没有用到")
    expect(out).toContain("错误 0 处,提醒 0 处")
  })

  it("that is empty is told to be empty", async () => {
    writeFileSync(join(folder, "questions.csv"), "\n")
    const { err } = await runFadu(["check", folder])
    writeFileSync(join(folder, "questions.csv"), files["questions.csv"])
    expect(err).toContain("questions.csv:文件中没有任何内容")
  })

  it("leaves those apart of whom it knows too little, and says that this is why", async () => {
    const { out } = await runFadu(["rank", folder])
    expect(out).toContain("乙局  不参加排名(适用满分 25 分,不足 50 分),总分 100.00")
    expect(out).toMatch(/^2 +丙局 +75\.00/m)
    const explained = await runFadu(["explain", folder, "--agency", "02", "--for", "agency", "02"])
    expect(explained.out).toContain("不参加排名(适用满分不足 50 分);总分 100.00 分,适用满分 25 分。")
    const none = await runFadu(["explain", folder, "--agency", "04"], 200)
    expect(none.out).toContain("没有得分率")
    expect(none.out).not.toContain("得分率 0%")
  })
})
