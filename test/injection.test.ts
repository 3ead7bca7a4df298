import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { unpack } from "./archive.ts"
import { runFadu } from "./runFadu.ts"

/** What a spreadsheet program would take for a formula, if it were not text. `毒` is how it is found again. */
const [first, second, third, fourth] = ['=毒("a")&"', "+毒!A1", "-毒", "@毒"]

const yaml = (text: string) => JSON.stringify(text)
const csv = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A round in which everything that somebody may have typed begins like a formula. */
const files = {
  "round.yaml": `title: ${yaml(first)}\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\nissuer: ${yaml(second)}\nteam: [${yaml(third)}]\nforms: { trial: true }\npublish: { totals: true, places: true }\n`,
  "rubric.yaml": `id: small
title: ${yaml(second)}
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 10
groups: { all: ${yaml(third)} }
rankWithin: group
fields:
  study.held: { label: ${yaml(`${third}次数`)}, kind: count, unit: 次, definition: ${yaml(fourth)} }
  study.kind: { label: ${yaml(`${fourth}程度`)}, kind: level, levels: [${yaml(`${first}好`)}, ${yaml(`${second}差`)}] }
sections:
  - code: A
    title: ${yaml(first)}
    full: 10
    criteria:
      - code: A1
        title: ${yaml(second)}
        full: 5
        clause: ${yaml(`${third},每少一次扣 1 分。`)}
        remedy: { mend: act, now: ${yaml(fourth)}, next: ${yaml(first)} }
        rule: { kind: too-few, count: study.held, atLeast: 4, points: 1 }
      - code: A2
        title: ${yaml(fourth)}
        full: 5
        clause: ${yaml(`${first}由考核人员评定。`)}
        rule: { kind: judged, most: 5, scorers: 1 }
bands: [ { grade: ${yaml(second)}, from: 8 }, { grade: ${yaml(third)}, from: 0 } ]
`,
  "agencies.csv": `编号,名称,分组,备注\n1,${csv(first)},all,${csv(third)}\n2,${csv(second)},all,\n3,${csv(third)},all,\n`,
  "sheets/一.csv": `单位,${csv(`${third}次数`)},${csv(`${third}次数佐证`)},${csv(`${fourth}程度`)},${csv(fourth)}\n${csv(first)},2,${csv(first)},${csv(`${first}好`)},x\n${csv(second)},${csv(first)},${csv(fourth)},${csv(fourth)},\n${csv(third)},3,,,\n`,
  "scores/评分.csv": `单位,指标,评分人,得分,理由\n1,A2,${csv(third)},3,${csv(fourth)}\n`,
  "decisions/认定.csv": `单位,类别,对象,新值,理由,依据,认定人,日期\n3,更正,study.held,1,${csv(first)},${csv(second)},${csv("@毒甲、@毒乙")},2027-01-10\n`,
}

let folder = ""
const round = () => join(folder, "round")
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-injection-"))
  for (const [file, text] of Object.entries(files)) {
    const path = join(round(), file)
    await mkdir(join(path, ".."), { recursive: true })
    await writeFile(path, text)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written = async (out: string): Promise<ReadonlyArray<readonly [name: string, bytes: Buffer]>> => {
  if (/\.\w+$/.test(out)) return [[out, await readFile(out)]]
  const names = await readdir(out)
  return Promise.all(names.map(async (name) => [name, await readFile(join(out, name))] as const))
}

/** What of a formula is computed: all but its texts and the names of its sheets. */
const computed = (formula: string): string =>
  formula
    .replaceAll("&quot;", '"')
    .replace(/"(?:[^"]|"")*"/g, '""')
    .replace(/'(?:[^']|'')*'!/g, "")

describe("text that begins like a formula", () => {
  const commands: ReadonlyArray<readonly [name: string, args: (out: string) => ReadonlyArray<string>]> = [
    ["rank.xlsx", (out) => ["rank", round(), "-o", out]],
    ["leaders.xlsx", (out) => ["rank", round(), "--for", "leaders", "-o", out]],
    ["public.xlsx", (out) => ["rank", round(), "--for", "public", "-o", out]],
    ["own.xlsx", (out) => ["rank", round(), "--for", "agency", "1", "-o", out]],
    ["forms", (out) => ["template", round(), "-o", out]],
    ["blank", (out) => ["template", join(round(), "rubric.yaml"), "--self", "-o", out]],
    ["back", (out) => ["check", round(), "-o", out]],
    ["rubric.xlsx", (out) => ["rubric", "show", join(round(), "rubric.yaml"), "-o", out]],
    [
      "self.xlsx",
      (out) => ["self", join(round(), "sheets/一.csv"), "--rubric", join(round(), "rubric.yaml"), "-o", out],
    ],
  ]
  it.each(commands)("stays text in every cell of %s", async (name, args) => {
    const out = join(folder, name)
    const ran = await runFadu(args(out))
    expect([0, 1], ran.err + ran.out).toContain(ran.code)
    let texts = 0
    for (const [file, bytes] of await written(out)) {
      for (const [part, content] of unpack(bytes)) {
        if (!/^xl\/(?:worksheets\/sheet|workbook|sharedStrings)/.test(part)) continue
        const xml = content.toString("utf8")
        texts += xml.split(/[=+@-]毒/).length - 1
        const formulas = [...xml.matchAll(/<(?:f|formula\d?|definedName)[^<>]*>([^<]*)</g)].map(
          ([, formula]) => formula ?? "",
        )
        for (const formula of formulas) expect(computed(formula), `${file} ${part} ${formula}`).not.toContain("毒")
      }
    }
    expect(texts).toBeGreaterThan(0)
  })

  it.each([
    ["rank", () => [round()]],
    ["rubric show", () => [join(round(), "rubric.yaml")]],
    ["self", () => [join(round(), "sheets/一.csv"), "--rubric", join(round(), "rubric.yaml")]],
  ] as const)("is not written as delimited text, where it would be one: %s", async (command, args) => {
    const out = join(folder, "表.csv")
    const ran = await runFadu([...command.split(" "), ...args(), "-o", out])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(".xlsx")
    await expect(readFile(out)).rejects.toThrow()
  })
})
