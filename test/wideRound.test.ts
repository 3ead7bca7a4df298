import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { runFadu } from "./runFadu.ts"

/** One table over all agencies, so large that its rows pass by, beside the same table with shorter remarks, which is held. */
let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 汇总 "))
})
afterAll(() => rmSync(folder, { recursive: true }))

const rubric = `id: wide
title: 汇总细则
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 10
groups: { all: 全部单位 }
rankWithin: group
sources: { court: 市中级人民法院 }
absence: { blank: zero, unreadable: pending }
fields:
  due: { label: 应出庭件数, kind: count, unit: 件, source: court }
  came: { label: 出庭件数, kind: count, unit: 件 }
sections:
  - code: A
    title: 应诉
    full: 10
    criteria:
      - code: A1
        title: 出庭率
        full: 10
        clause: 出庭率应达到 100%,每低一个百分点扣 0.1 分,不足一个百分点的按比例计,扣完为止。
        applies: { when: due > 0, otherwise: full }
        rule: { kind: shortfall, value: came / due, target: 100%, per: 1pp, points: 0.1, partStep: proportional }
`

const agencies = 300

const roundWith = (name: string, remark: string): string => {
  const round = join(folder, name)
  for (const part of ["sheets", "sources"]) mkdirSync(join(round, part), { recursive: true })
  const write = (file: string, lines: ReadonlyArray<string>): void =>
    writeFileSync(join(round, file), lines.map((line) => `${line}\n`).join(""))
  writeFileSync(join(round, "rubric.yaml"), rubric)
  write("round.yaml", ["title: 汇总批次", "rubric: rubric.yaml", "stage: 初评", "asOf: 2027-01-20"])
  const numbers = Array.from({ length: agencies }, (_, index) => index + 1)
  write("agencies.csv", ["编号,名称,分组", ...numbers.map((n) => `${1000 + n},第${n}局,all`)])
  write("sheets/汇总.csv", [
    "单位代码,出庭件数,备注",
    ...numbers.map((n) => `${1000 + n},${n % 17 === 0 ? "约十" : n % 7},${remark}`),
    "陌生局,3,",
  ])
  write("sources/court.csv", ["单位代码,应出庭件数", ...numbers.map((n) => `${1000 + n},${(n % 7) + (n % 3)}`)])
  return round
}

describe("a table over all agencies too large to be held", () => {
  it("gives the same ranking, problems and account as one that is held, and is bound by its hash", async () => {
    const [large, small] = [roundWith("大", "长".repeat(2_400)), roundWith("小", "短")]
    assert.isAbove(statSync(join(large, "sheets/汇总.csv")).size, 2_000_000)
    for (const args of [["rank"], ["check"], ["explain", "--agency", "1017"], ["explain", "--agency", "1003"]]) {
      const [command = "", ...rest] = args
      const [passed, held] = [await runFadu([command, large, ...rest]), await runFadu([command, small, ...rest])]
      assert.strictEqual(passed.out, held.out)
      assert.strictEqual(passed.code, held.code)
    }
    const { out } = await runFadu(["rank", large, "--json"])
    assert.match(out, /"file": "sheets\/汇总\.csv",\s+"hash": "[0-9a-f]{64}"/)
  })
})
