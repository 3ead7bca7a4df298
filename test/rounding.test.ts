import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { document } from "@fadu/engine"
import { loadRound } from "@fadu/files"
import { Effect } from "effect"
import { afterAll } from "vitest"
import { root } from "./runFadu.ts"

const folder = mkdtempSync(join(tmpdir(), "fadu 取舍 "))
afterAll(() => rmSync(folder, { recursive: true }))

const files = {
  "round.yaml": "{ title: 试, rubric: rubric.yaml, stage: 初评, asOf: 2027-01-20 }",
  "rubric.yaml": `
id: whole
title: 总分取整的细则
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
groups: { all: 全体单位 }
rankWithin: all
precision: { rate: 4, points: 1, total: 0, mode: half-up, rank: exact, grade: published }
absence: { blank: zero }
ceiling: 101
fields:
  lost: { label: 差错, kind: number, min: 0 }
  award: { label: 表彰, kind: count }
sections:
  - code: A
    title: 基础
    full: 100
    criteria:
      - { code: A1, title: 差错, full: 100, clause: 按差错扣分。, rule: { kind: formula, how: lose, points: lost, most: 100 } }
  - code: B
    title: 加分
    full: 3
    bonus: true
    criteria:
      - { code: B1, title: 表彰, full: 3, clause: 每项加 0.5 分。, rule: { kind: per-award, count: award, points: 0.5, cap: 3 } }
`,
  "agencies.csv": "代码,名称\n1,甲局\n2,乙局\n3,丙局\n",
  "sheets/汇总.csv": "单位,差错,表彰\n甲局,7.5,1\n乙局,6.6,0\n丙局,0,6\n",
}

layer(NodeServices.layer)("a total with fewer places than the points", (it) => {
  it.effect("is rounded once, after the bonus, and the step is called by its name", () =>
    Effect.gen(function* () {
      mkdirSync(join(folder, "sheets"))
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      const { assessment } = yield* loadRound(folder, { installation: root, cases: false })
      const cards = document(assessment).scorecards.map(({ agency, base, bonus, total, place, adjustments }) => ({
        of: [agency.name, base, bonus, total, place],
        adjustments: adjustments.map(({ label, points }) => [label, points]),
      }))
      assert.deepStrictEqual(cards, [
        // 92.5 + 0.5 is 93; rounded twice it was 94
        { of: ["甲局", 92.5, 0.5, 93, 3], adjustments: [] },
        { of: ["乙局", 93.4, 0, 93, 2], adjustments: [["总分取舍", -0.4]] },
        { of: ["丙局", 100, 3, 101, 1], adjustments: [["总分限额", -2]] },
      ])
    }),
  )
})
