import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runFadu } from "./runFadu.ts"

const files = {
  "rubric.yaml": `id: open
title: 待定细则
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 18
groups: { all: 全体单位 }
rankWithin: none
sources: { team: 考核组 }
once: [{ rules: [B1-a, D1-a], what: 超期办理 }]
limits: [{ id: a, when: share(B) < 0.7, what: 办理得分率低于 70%, total: 10 }]
fields:
  sued: { label: 有应诉案件, kind: yes-no, source: attribute }
  late: { label: 超期件, kind: count, unit: 件, source: team }
  praised: { label: 表彰, kind: count, unit: 项, source: team }
sections:
  - code: B
    title: 办理
    full: 10
    criteria:
      - { code: B1, title: 时限, full: 4, clause: 超期的每件扣 1 分。, rule: { kind: per-event, count: late, points: 1 } }
      - { code: B2, title: 应诉, full: 2, clause: 有超期的不得分。, applies: { when: sued, otherwise: { double: D1 } }, rule: { kind: yes-no, value: late == 0, points: all } }
      - { code: B3, title: 复盘, full: 2, clause: 监督得分率低于 60% 的不得分。, rule: { kind: yes-no, value: share(D1) >= 0.6, points: all } }
      - { code: B4, title: 通报, full: 2, clause: 监督不得分的不得分。, rule: { kind: yes-no, found: 监督得分, value: mark(D1) > 0, points: all } }
  - code: D
    title: 监督
    full: 8
    criteria:
      - { code: D1, title: 监督, full: 8, clause: 超期的每件扣 0.5 分。, rule: { kind: per-event, count: late, points: 0.5 } }
  - code: P
    title: 加分
    full: 2
    bonus: true
    needs: base >= 10
    criteria:
      - { code: P1, title: 表彰, full: 2, clause: 每项加 1 分。, rule: { kind: per-award, count: praised, points: 1, cap: 2 } }
`,
  "round.yaml": "title: 待定批次\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n",
  "agencies.csv": "代码,名称,分组,有应诉案件\n01,甲局,all,否\n02,乙局,all,否\n",
  "sources/team.csv": "单位代码,超期件,表彰\n01,,1\n02,9,1\n",
}

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 待定 "))
  mkdirSync(join(folder, "sources"))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true }))

const explained = async (agency: string): Promise<string> =>
  (await runFadu(["explain", folder, "--agency", agency], 200)).out

describe("an agency whose figures have not come", () => {
  it("is not said to have failed what is asked of a bonus, only one that has", async () => {
    expect(await explained("01")).toContain("加分是否满足“基础分 ≥ 10”待定,暂不计 −1 分")
    expect(await explained("02")).toContain("加分未满足“基础分 ≥ 10”,不计 −1 分")
  })

  it("is told what another criterion gave where that is why it loses", async () => {
    expect(await explained("02")).toContain("扣 2 分(编号 B3-a):D1 得分率 0%,不符合本款要求。")
    expect(await explained("02")).toContain("扣 2 分(编号 B4-a):监督得分:否(D1 得分 0 分)。")
    expect(await explained("02")).toContain("限制:办理得分率低于 70%,总分不高于 10 分。认定情况:B 得分率 60%。")
  })

  it("may lose no more in a criterion than it has, though what it loses there counts double", async () => {
    expect(await explained("01")).toContain("D1-a 待定,最多 8 分")
  })
})
