import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Rubric } from "@fadu/engine"
import { codesBefore, compareRubrics } from "@fadu/engine/author"
import { Schema } from "effect"
import { parse } from "yaml"
import { madeOf } from "./laws/Dice.ts"
import { makeWorld, told } from "./laws/World.ts"
import { root, runFadu } from "./runFadu.ts"

const decode = Schema.decodeUnknownSync(Rubric, { onExcessProperty: "error" })
const text = readFileSync(join(root, "rubrics/key-systems/rubric.yaml"), "utf8")
const rubric = decode(parse(text))

/** The rubric with one piece of its text written otherwise. */
const edited = (from: string | RegExp, to: string): Rubric => {
  const other = text.replace(from, to)
  assert.notStrictEqual(other, text)
  return decode(parse(other))
}
const changes = (after: Rubric) => compareRubrics(rubric, after).map(({ about, sentence }) => `${about}:${sentence}`)

const folder = mkdtempSync(join(tmpdir(), "fadu-diff-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** The first rule of shortfall of C1. */
const c1 = /(code: C1\n[\s\S]*?points: )0\.2/

describe("two versions of a rubric", () => {
  it("say what a parameter costs, in the words of the method", () => {
    assert.deepStrictEqual(changes(edited(c1, "$10.3")), [
      "指标 C1 负责人出庭应诉率:计分规则:“每差一档扣 0.2 分”改为“每差一档扣 0.3 分”",
    ])
  })

  it("name the grade whose line moved", () => {
    assert.deepStrictEqual(changes(edited("grade: 优秀, from: 90", "grade: 优秀, from: 92")), [
      "通用规定:等次“优秀”:“总分达到 90 分”改为“总分达到 92 分”",
    ])
  })

  it("quote the part of a clause that is worded anew, once", () => {
    const told = changes(edited(/每低于 100% 一个百分点扣 0\.1 分/g, "每低于 100% 一个百分点扣 0.2 分"))
    assert.deepStrictEqual(told, [
      "指标 A1 述法主体覆盖:评分标准原文由“…0% 一个百分点扣 0.1 分,不足一个百分点的按…”改为“…0% 一个百分点扣 0.2 分,不足一个百分点的按…”",
    ])
  })

  it("know a criterion by its clause where its number changed", () => {
    const after = edited("code: B9\n", "code: B19\n")
    assert.deepStrictEqual(changes(after), ["指标 B19 音像记录清单:编号由 B9 改为 B19"])
    assert.strictEqual(codesBefore(rubric, after).get("B19"), "B9")
  })

  it("know a criterion by what it says it was, before any other likeness", () => {
    const after = edited("code: B9\n", "code: B19\n        was: B8\n")
    assert.strictEqual(codesBefore(rubric, after).get("B19"), "B8")
  })

  it("tell criteria that came and went, and rules", () => {
    const [first] = rubric.sections
    const without = decode({
      ...rubric,
      sections: rubric.sections.map((section) =>
        section === first ? { ...section, criteria: section.criteria.slice(1) } : section,
      ),
    })
    assert.deepStrictEqual(changes(without), ["指标 A1 述法主体覆盖:删去,原分值 行政执法部门 3、综合管理部门 4 分"])
    assert.deepStrictEqual(
      compareRubrics(without, rubric).map(({ about, sentence }) => `${about}:${sentence}`),
      ["指标 A1 述法主体覆盖:新增,分值 行政执法部门 3、综合管理部门 4 分"],
    )
  })

  it("say of a field what is called and supplied otherwise", () => {
    assert.deepStrictEqual(changes(edited("label: 已述法负责人", "label: 已经述法负责人")), [
      "填报项“已经述法负责人”(duty.reported):名称由“已述法负责人”改为“已经述法负责人”",
    ])
  })

  const worlds = madeOf((dice) => [makeWorld(dice, { criteria: 3, gaps: false }), dice.below(1000)] as const, 900)
  it.prop(
    "differ in nothing where they are the same, and where a number is another they say so at its criterion",
    [worlds],
    ([[world, at]]) => {
      const before = decode(world.rubric)
      assert.deepStrictEqual(compareRubrics(before, decode(world.rubric)), [])
      const criteria = before.sections.flatMap((section) => section.criteria)
      const chosen = criteria[at % criteria.length] ?? assert.fail("no criterion")
      const after = decode({
        ...before,
        sections: before.sections.map((section) => ({
          ...section,
          criteria: section.criteria.map((one) => (one === chosen ? withOtherNumber(one) : one)),
        })),
      })
      const found = compareRubrics(before, after)
      assert.isNotEmpty(found, told(world))
      for (const { criterion, sentence } of found) {
        assert.strictEqual(criterion, chosen.code, told(world))
        assert.notMatch(sentence, /undefined|null|\[object/)
      }
    },
    { arbitrary: { runs: 60 } },
  )
})

/** The same with one number inside a rule (or its full marks) one higher. */
const withOtherNumber = (criterion: Rubric["sections"][number]["criteria"][number]): unknown => {
  const { rule, rules } = criterion
  const bumped = (value: object): object => {
    const key = Object.entries(value).find(([, one]) => typeof one === "number")?.[0]
    return key === undefined
      ? { ...value, found: "别的名称" }
      : { ...value, [key]: Number(Object.entries(value).find(([name]) => name === key)?.[1]) + 1 }
  }
  if (rule !== undefined) return { ...criterion, rule: bumped(rule) }
  return { ...criterion, rules: (rules ?? []).map((one, index) => (index === 0 ? bumped(one) : one)) }
}

describe("fadu rubric diff", () => {
  it("says that nothing changed", async () => {
    const { code, out } = await runFadu([
      "rubric",
      "diff",
      "key-systems",
      "key-systems",
      "--round",
      "samples/demo-2026",
    ])
    assert.strictEqual(code, 0)
    assert.match(out, /\n内容相同。\n\n对得分、名次、等次的影响\(0 个单位有变化,\d+ 个不变\)\n$/)
  })

  it("says whose points, place and grade move, and by which criteria", async () => {
    const path = join(folder, "rubric.yaml")
    writeFileSync(path, text.replace(c1, "$10.3"))
    const { code, out } = await runFadu(["rubric", "diff", "key-systems", path, "--round", "samples/demo-2026"])
    assert.strictEqual(code, 0)
    assert.match(out, /云泽市自然资源和规划局 +[\d.]+ +[\d.]+ {2}−2\.90/)
    assert.match(out, /\n云泽市自然资源和规划局:C1 −2\.9。\n/)
    assert.notMatch(out, /:[ABD]\d+ [+−]/)
  })
})
