import { describe, expect, it } from "@effect/vitest"
import type { Problem } from "@fadu/engine"
import { Schema } from "effect"
import { parseYaml } from "./YamlFile.ts"

const rubric = `# 注释
title: 评分细则
sections:
  - code: C
    criteria:
      - { code: C1, full: 10 }
      - code: C2
        fulll: 5
        rule: { kind: linear, value: court.appeared / cuort.heard }
        when: "court.heard > 0"
        clause: |
          第一行
          第二行
        basis:
          - 甲
base: &base { value: a.b }
copy: *base
`

const at = async (path: ReadonlyArray<string | number>, inside?: number | "key") => {
  const { line, column } = (await parseYaml(rubric, "rubric.yaml")).locate(path, inside)
  return [line, column]
}

describe("a place in a file", () => {
  it("is where the value stands", async () => {
    expect(await at(["title"])).toEqual([2, 8])
    expect(await at(["sections", 0, "criteria", 0, "full"])).toEqual([6, 27])
    expect(await at(["sections", 0, "criteria", 1, "code"])).toEqual([7, 15])
  })

  it("is where the key of a list or of a table stands", async () => {
    expect(await at(["sections"])).toEqual([3, 1])
    expect(await at(["sections", 0, "criteria", 1, "basis"])).toEqual([14, 9])
    expect(await at(["sections", 0, "criteria", 1])).toEqual([7, 9])
  })

  it("is the key itself when the key is meant", async () => {
    expect(await at(["sections", 0, "criteria", 1, "fulll"], "key")).toEqual([8, 9])
  })

  it("moves inside the text of a formula, plain or quoted", async () => {
    expect(await at(["sections", 0, "criteria", 1, "rule", "value"], 17)).toEqual([9, 55])
    expect(await at(["sections", 0, "criteria", 1, "when"], 6)).toEqual([10, 22])
    expect(await at(["sections", 0, "criteria", 1, "clause"], 5)).toEqual([11, 17])
  })

  it("is the nearest that exists for a path that does not", async () => {
    expect(await at(["sections", 0, "criteria", 1, "full"])).toEqual([7, 9])
    expect(await at(["sections", 7, "title"])).toEqual([3, 1])
    expect(await at(["nothing"])).toEqual([2, 1])
    expect(await at([])).toEqual([2, 1])
  })

  it("is where an alias points to", async () => {
    expect(await at(["copy", "value"], 2)).toEqual([16, 24])
  })

  it("goes into the issue made of a problem", async () => {
    const { issueOf } = await parseYaml(rubric, "rubric.yaml")
    const problem: Problem = {
      severity: "error",
      code: "schema/unexpected-key",
      message: "“fulll”不是这里可用的键",
      remedy: "请删除",
      path: ["sections", 0, "criteria", 1, "fulll"],
      offset: null,
    }
    expect(issueOf(problem)).toEqual({
      severity: "error",
      code: "schema/unexpected-key",
      message: "“fulll”不是这里可用的键",
      remedy: "请删除",
      at: { kind: "place", file: "rubric.yaml", line: 8, column: 9, path: "sections.0.criteria.1.fulll" },
      agency: null,
    })
  })
})

describe("a value", () => {
  it("is read by the core schema: no dates, no yes and no, no octal surprises", async () => {
    const { value } = await parseYaml("a: 2026-03-01\nb: yes\nc: 007\nd: true\ne: 0.10\nf: ~\n", "x.yaml")
    expect(value).toEqual({ a: "2026-03-01", b: "yes", c: 7, d: true, e: 0.1, f: null })
  })

  it("with a key called __proto__ is an ordinary value", async () => {
    const { value } = await parseYaml("__proto__: { polluted: 1 }\n", "x.yaml")
    expect(Object.keys(Object(value))).toEqual(["__proto__"])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})

describe("what is no YAML", () => {
  const cases: ReadonlyArray<readonly [text: string, told: string]> = [
    ["a: 1\na: 2\n", "2:1 yaml/syntax 同一层有两个“a”"],
    ["a:\n\tb: 1\n", "2:1 yaml/syntax 用制表符(Tab)缩进"],
    ['a: "未闭合\nb: 1\n', "3:1 yaml/syntax 缺少引号、括号、逗号、冒号或空格"],
    ["a: [1, 2\nb: 3\n", "2:1 yaml/syntax 这里的缩进少于括号之外的内容,此前可能有 { 或 [ 没有闭合"],
    ["a: b: c\n", "1:4 yaml/syntax 一行中出现了两层“键: 值”"],
    ["a: 1\n  b: 2\n", "1:4 yaml/syntax 一行中出现了两层“键: 值”"],
    ["a: @甲\n", "1:4 yaml/syntax 文字不能以这个符号开头"],
    ["a: *none\n", "1:4 yaml/syntax 锚点(&)或引用(*)的写法有误"],
    ["a: 1\n---\nb: 2\n", "2:1 yaml/syntax 一个文件只能有一份内容,不能用 --- 分隔"],
    ["标题：甲\nb: 2\n", "1:1 yaml/syntax 这一行没有写成“键: 值”"],
    ["", "1:1 yaml/empty 文件没有内容"],
    ["# 只有注释\n", "1:1 yaml/empty 文件没有内容"],
  ]
  it.each(cases)("%j is told in Chinese, where it stands", async (text, told) => {
    const { issues, value } = await parseYaml(text, "x.yaml")
    const [first] = issues
    const place = first?.at?.kind === "place" ? `${first.at.line}:${first.at.column}` : ""
    expect(`${place} ${first?.code} ${first?.message}`).toBe(told)
    expect(value).toBeUndefined()
    for (const issue of issues) expect(issue.message + issue.remedy).not.toMatch(/[a-z]{4}/)
  })

  it("hints at full-width punctuation in the line", async () => {
    const { issues } = await parseYaml("标题：甲\nb: 2\n", "x.yaml")
    expect(issues[0]?.remedy).toContain("该行含有全角标点")
  })

  it("nests without end is told at once", async () => {
    const { issues } = await parseYaml(`a: ${"[".repeat(100_000)}`, "x.yaml")
    expect(issues[0]?.code).toBe("yaml/too-deep")
  })

  it("multiplies itself by aliases no further than allowed", async () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for (let n = 1; n < 12; n++)
      lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(", ")}]`)
    const started = performance.now()
    const { issues } = await parseYaml(lines.join("\n"), "x.yaml")
    expect(issues.map(({ code }) => code)).toEqual(["yaml/too-deep"])
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe("any text", () => {
  const Pieces = Schema.Array(
    Schema.Union([
      Schema.String,
      Schema.Literals(["\n", "  ", ": ", "- ", "[", "{", "&a ", "*a", "'", '"', "|\n", "<<", "? ", "!x "]),
    ]),
  )
  it.prop("is read or told in Chinese, never a defect, and every place is in the file", [Pieces], async ([pieces]) => {
    const { issues, locate } = await parseYaml(pieces.join(""), "x.yaml")
    for (const { message, remedy } of issues) expect(message + remedy).toMatch(/\p{Script=Han}/u)
    for (const path of [[], ["a"], [0, "b", 1]]) {
      const { line, column } = locate(path, 3)
      expect(line).toBeGreaterThan(0)
      expect(column).toBeGreaterThan(0)
    }
  })
})
