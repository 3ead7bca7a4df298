import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { readRubric } from "@fadu/engine"
import { demandsOf } from "@fadu/engine/author"
import { parseFormula } from "@fadu/engine/mathjs"
import { parse } from "yaml"
import { root, runFadu } from "./runFadu.ts"

const folder = mkdtempSync(join(tmpdir(), "fadu-check-"))
afterAll(() => rmSync(folder, { recursive: true }))

const keySystems = readFileSync(join(root, "rubrics/key-systems/rubric.yaml"), "utf8")

describe("fadu check of a rubric", () => {
  it("says what is asked of a bureau, and that the examples hold", async () => {
    const { code, out } = await runFadu(["check", "key-systems"], 10_000)
    assert.strictEqual(code, 0)
    assert.match(out, /^行政执法部门:共用 \d+ 项数据,自报 \d+ 项,别的机关提供 \d+ 项。$/m)
    assert.match(out, /^ {2}提供的是考核组 \d+ 项、.*。$/m)
    assert.match(out, /^ {2}必附佐证材料 \d+ 种,可附 1 种。$/m)
    assert.match(out, /^rubrics\/key-systems\/cases\.yaml:\d+ 个算例全部相符。$/m)
  })

  it("puts an example that comes out otherwise into a table", async () => {
    const cases = readFileSync(join(root, "rubrics/key-systems/cases.yaml"), "utf8")
    writeFileSync(join(folder, "rubric.yaml"), keySystems)
    writeFileSync(join(folder, "cases.yaml"), cases.replace(/awarded: [\d.]+/, "awarded: 99"))
    const { code, out } = await runFadu(["check", join(folder, "rubric.yaml")])
    assert.strictEqual(code, 1)
    assert.match(out, /cases\.yaml:\d+ 个算例,1 处不符\n指标 {2}算例 +项目 +应为 +实为\n\S+ .*得分 +99 +[\d.]+\n/)
  })

  it("lists the rules that nobody has confirmed, in one line", async () => {
    const path = join(mkdtempSync(join(folder, "open-")), "rubric.yaml")
    writeFileSync(
      path,
      keySystems.replaceAll("{ id: a, kind: per-event,", "{ id: a, unconfirmed: true, kind: per-event,"),
    )
    const { code, out } = await runFadu(["check", path], 10_000)
    assert.strictEqual(code, 0)
    assert.match(out, /^待确认\((\d+) 条\)$/m)
    assert.match(out, /^ {2}B2-a、/m)
    assert.notInclude(out, "的这条规则待确认")
  })

  it("is refused a folder for forms that go back", async () => {
    const { code, err } = await runFadu(["check", "key-systems", "-o", folder])
    assert.deepStrictEqual({ code, err }, { code: 2, err: "检查的是细则,没有填报表可以退回;请去掉 -o\n" })
  })
})

describe("what a rubric asks of a bureau", () => {
  const { plan } = readRubric(parse(keySystems), parseFormula)

  it("counts every figure once: what the bureau fills in and what offices supply", () => {
    if (plan === null) return assert.fail("the rubric is broken")
    for (const { figures, own, supplied } of demandsOf(plan))
      assert.strictEqual(own + supplied.reduce((sum, { count }) => sum + count, 0), figures)
  })

  it("names the office that supplies the other figures of a criterion", () => {
    if (plan === null) return assert.fail("the rubric is broken")
    const [enforcing] = demandsOf(plan)
    const court = enforcing?.couldSupply.find(({ source }) => source.startsWith("市委依法治市办"))
    assert.include(court?.figures ?? [], "已述法负责人")
  })

  it("counts what is asked for beside the score, and the ledgers to hand in", () => {
    const ledgers = readRubric(
      parse(readFileSync(join(root, "samples/case-ledgers/rubric.yaml"), "utf8")),
      parseFormula,
    ).plan
    if (ledgers === null) return assert.fail("the rubric is broken")
    assert.deepStrictEqual(
      demandsOf(ledgers).map((one) => [one.own, one.unscored, one.provisional, one.ledgers]),
      [[2, 1, 0, ["行政处罚决定公开台账"]]],
    )
  })
})
