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
  "samples/case-ledgers/rubric.yaml",
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

/** The sections of the rubric, and those by which rows of ledgers are scored. */
const sectionsOf = (printed: PrintedRubric) => [
  ...printed.sections,
  ...printed.ledgers.flatMap(({ sections }) => sections),
]
const criteriaOf = (printed: PrintedRubric) => sectionsOf(printed).flatMap(({ criteria }) => criteria)

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
    const several = sectionsOf(printed).filter(({ criteria }) => criteria.length > 1)
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

describe("a figure that is counted from a ledger", () => {
  it("names the ledger, and which of its rows count", () => {
    const printed = printRubric(rubricOf("samples/case-ledgers/rubric.yaml"))
    assert.deepStrictEqual(
      criteriaOf(printed).map(({ figures }) => figures.at(-1)),
      [
        "负责人出庭应诉(件):市中级人民法院,按台账“行政诉讼案件台账”计:行数,只计“是否开庭 且 非 是否经法院认可不能出庭 且 负责人是否出庭”的行",
        "逾期公开的处罚决定(件):自报,按台账“行政处罚决定公开台账”计:行数,只计“其间的工作日数(作出日期、公开日期) > 7”的行",
        "处罚决定按期公开率:自报,按台账“行政处罚决定公开台账”计:占比,“其间的工作日数(作出日期、公开日期) ≤ 7”的行占全部行的比例",
      ],
    )
    assert.deepStrictEqual(printed.ledgers[0], {
      title: "行政诉讼案件台账",
      about: [
        "本年度开庭审理的本机关为被告的行政诉讼案件,按审级一行一件",
        "每行以“案号”标识",
        "各列:案号、原告、是否开庭、是否经法院认可不能出庭、负责人是否出庭",
        "没有列到的单位为 0 行",
      ],
      sections: [],
    })
  })

  it("brings the rules by which the rows are scored", () => {
    const { ledgers } = printRubric(rubricOf("rubrics/case-file-review/rubric.yaml"))
    const [files] = ledgers
    assert.strictEqual(files?.about.at(-1), "逐行评分,满分 100 分,按“案卷种类”分类:行政处罚案卷、行政许可案卷")
    assert.deepStrictEqual(files?.sections[0]?.criteria[0], {
      code: "F11",
      title: "执法人员",
      full: "行政处罚案卷 10",
      clause: "执法人员不少于两人,并出示执法证件,不符合的不得分。",
      machine: ["是否:应当成立的条件为“两名以上执法人员且出示证件”,不符合时失去 10 分"],
      figures: ["两名以上执法人员且出示证件"],
      papers: [],
      basis: ["《中华人民共和国行政处罚法》第四十二条"],
    })
  })
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
