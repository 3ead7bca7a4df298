import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { width } from "@fadu/cli/text/width"
import { Rational, Rubric, show } from "@fadu/engine"
import { type PrintedRubric, printedHeads, printRubric } from "@fadu/engine/author"
import { rubricDocx, rubricMarkdown, rubricWorkbook } from "@fadu/report"
import { Schema } from "effect"
import { parse } from "yaml"
import { unpack } from "./archive.ts"
import { madeOf } from "./laws/Dice.ts"
import { makeWorld, told } from "./laws/World.ts"
import { root, runFadu } from "./runFadu.ts"

const rubricOf = (file: string): Rubric =>
  Schema.decodeUnknownSync(Rubric)(parse(readFileSync(join(root, file), "utf8")))
const files = [
  ...globSync("rubrics/*/rubric.yaml", { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort(),
  "samples/public-reports/rubric.yaml",
]
const day = "2026-01-01"

/** All texts of an XML part, with entities resolved, runs joined. */
const textOf = (parts: ReadonlyMap<string, Buffer>, name: string): string =>
  (parts.get(name)?.toString("utf8") ?? assert.fail(name))
    .replace(/<w:br\/>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&")

const criteriaOf = (printed: PrintedRubric) => printed.sections.flatMap(({ criteria }) => criteria)

describe.each(files)("%s as a table", (file) => {
  const printed = printRubric(rubricOf(file))

  it("holds every clause word for word, in Word, Excel and Markdown", async () => {
    const word = textOf(unpack(await rubricDocx(printed, day)), "word/document.xml")
    const excel = textOf(unpack(await rubricWorkbook(printed, day)), "xl/sharedStrings.xml")
    const page = rubricMarkdown(printed).replace(/\\(.)/g, "$1")
    for (const { clause, machine } of criteriaOf(printed)) {
      for (const text of [clause, ...machine]) {
        assert.include(word, text)
        assert.include(excel, text)
        assert.include(page, text.replaceAll("\n", "<br>"))
      }
    }
    for (const head of printedHeads) for (const text of [word, excel, page]) assert.include(text, head)
  })

  it("merges the cells of a section downwards, and repeats the heads on every page", async () => {
    const several = printed.sections.filter(({ criteria }) => criteria.length > 1)
    const word =
      unpack(await rubricDocx(printed, day))
        .get("word/document.xml")
        ?.toString("utf8") ?? ""
    assert.strictEqual(word.match(/<w:vMerge w:val="restart"\/>/g)?.length, several.length)
    assert.strictEqual(
      word.match(/<w:vMerge w:val="continue"\/>/g)?.length,
      several.reduce((sum, { criteria }) => sum + criteria.length - 1, 0),
    )
    assert.include(word, "<w:tblHeader/>")
    assert.include(word, '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')
    const sheet =
      unpack(await rubricWorkbook(printed, day))
        .get("xl/worksheets/sheet1.xml")
        ?.toString("utf8") ?? ""
    assert.strictEqual(sheet.match(/<mergeCell ref="A\d+:A\d+"\/>/g)?.length, several.length)
    assert.match(sheet, /<pageSetup[^>]*orientation="landscape"[^>]*/)
  })

  it("is the same file whenever it is written", async () => {
    assert.deepStrictEqual(await rubricDocx(printed, day), await rubricDocx(printed, day))
    assert.deepStrictEqual(await rubricWorkbook(printed, day), await rubricWorkbook(printed, day))
  })

  it("says no word of the language to people who do not know it", () => {
    for (const { machine } of criteriaOf(printed)) {
      for (const line of machine) assert.notMatch(line, /\b(?:undefined|null|pp|all|full|zero|rescaled|below|above)\b/)
    }
    for (const line of printed.general) assert.notMatch(line, /\b(?:undefined|null|half-up|published|group|pending)\b/)
  })
})

const worlds = madeOf((dice) => makeWorld(dice, { criteria: 3, gaps: false }), 900)

/** Every number below a value. */
const numbersIn = (value: unknown): ReadonlyArray<number> =>
  typeof value === "number"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : []

describe("the machine's reading of a rule", () => {
  it.prop(
    "leaves no number out",
    [worlds],
    ([world]) => {
      const rubric = Schema.decodeUnknownSync(Rubric)(world.rubric)
      const printed = new Map(criteriaOf(printRubric(rubric)).map((one) => [one.code, one.machine.join("\n")]))
      for (const { code, rule, rules } of rubric.sections.flatMap(({ criteria }) => criteria)) {
        for (const number of numbersIn([rule, rules]))
          assert.include(printed.get(code), show(Rational.of(number), "number"), told(world))
      }
    },
    { arbitrary: { runs: 100 } },
  )
})

describe("fadu rubric show", () => {
  const folder = mkdtempSync(join(tmpdir(), "fadu-show-"))
  afterAll(() => rmSync(folder, { recursive: true }))

  it("fits eighty columns", async () => {
    const { code, out } = await runFadu(["rubric", "show", "key-systems"])
    assert.strictEqual(code, 0)
    for (const line of out.split("\n")) assert.isAtMost(width(line), 80, line)
    assert.include(out, "A1 述法主体覆盖  行政执法部门 3、综合管理部门 4 分")
    assert.include(out, "b 是否:应当成立的条件为“主要负责人已述法”,不符合时失去本项全部分值")
  })

  it("writes the three kinds of files, and says so of a fourth", async () => {
    for (const ending of ["xlsx", "docx", "md"]) {
      const path = join(folder, `细则 表.${ending}`)
      const { code, out } = await runFadu(["rubric", "show", "key-systems", "-o", path])
      assert.deepStrictEqual({ code, out }, { code: 0, out: `已写出 ${path}\n` })
      assert.isAbove(readFileSync(path).length, 1000)
    }
    const { code, err } = await runFadu(["rubric", "show", "key-systems", "-o", "细则.pdf"])
    assert.deepStrictEqual({ code, err }, { code: 2, err: "-o 写作“细则.pdf”;文件名须以 .xlsx、.docx 或 .md 结尾\n" })
  })
})
