import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Rubric, readRubric } from "@fadu/engine"
import { printRubric, proposeRules } from "@fadu/engine/author"
import { parseFormula } from "@fadu/engine/mathjs"
import { Schema } from "effect"
import { parse } from "yaml"
import { pack } from "./archive.ts"
import { clauseOf, issuedDocuments, issuedDocx, type Said } from "./issuedDocuments.ts"
import { root, runFadu } from "./runFadu.ts"

const folder = mkdtempSync(join(tmpdir(), "fadu-docx-"))
afterAll(() => rmSync(folder, { recursive: true }))

const decode = Schema.decodeUnknownSync(Rubric, { onExcessProperty: "error" })

const readBack = async (name: string) => {
  const issued = issuedDocuments[name] ?? assert.fail(name)
  const path = join(folder, `${name}.docx`)
  writeFileSync(path, await issuedDocx(issued))
  const ran = await runFadu(["rubric", "from-docx", path, "-o", join(folder, name)], 200)
  const rubric =
    ran.code === 0
      ? decode(parse(readFileSync(join(folder, name, "rubric.yaml"), "utf8")))
      : assert.fail(ran.err + ran.out)
  return { issued, ran, rubric }
}

/** The rules of a criterion with labels for ids of fields, and without what every proposal has. */
const rulesIn = (rubric: Rubric, code: string): ReadonlyArray<object> => {
  const criterion = rubric.sections.flatMap(({ criteria }) => criteria).find((one) => one.code === code)
  const label = (value: unknown): unknown =>
    typeof value === "string" && Object.hasOwn(rubric.fields, value) ? rubric.fields[value]?.label : value
  const labelled = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(labelled)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, labelled(one)]))
        : label(value)
  return [...(criterion?.rule === undefined ? [] : [criterion.rule]), ...(criterion?.rules ?? [])].map((rule) =>
    Object(labelled(rule)),
  )
}

const bare = (sentence: string): string =>
  sentence
    .trim()
    .replace(/^（\d）/, "")
    .replace(/[。;；]$/, "")

describe.each(Object.keys(issuedDocuments))("the issued rules of the %s", (name) => {
  it("are read clause by clause, word for word", async () => {
    const { issued, rubric } = await readBack(name)
    assert.deepStrictEqual(
      rubric.sections.map(({ criteria, full, bonus }) => ({
        full,
        bonus,
        clauses: criteria.map(({ clause }) => clause),
      })),
      issued.parts.map(({ full, lines, title }) => ({
        full: Number(full),
        bonus: title.includes("加分") ? (true as const) : undefined,
        clauses: lines.map(clauseOf),
      })),
    )
    assert.strictEqual(rubric.full, 100)
  })

  it("propose the right rule for every sentence they recognise, and none for the others", async () => {
    const { issued, rubric } = await readBack(name)
    const letters = ["A", "B", "C"]
    for (const [s, { lines }] of issued.parts.entries()) {
      for (const [c, line] of lines.entries()) {
        const code = `${letters[s]}${c + 1}`
        const rules = rulesIn(rubric, code)
        for (const rule of rules) assert.propertyVal(rule, "unconfirmed", true, code)
        const found = new Map(
          rules.flatMap((rule) =>
            "says" in rule && typeof rule.says === "string" ? [[rule.says, rule] as const] : [],
          ),
        )
        const parts = rules.flatMap((rule) => ("parts" in rule && Array.isArray(rule.parts) ? rule.parts : []))
        for (const [sentence, expected] of line.says)
          assertRead(bare(sentence), expected, { found, parts, code, said: line.says })
      }
    }
  })

  it("leave a rubric that can be checked, without an error", async () => {
    const { rubric } = await readBack(name)
    const { plan, problems } = readRubric(rubric, parseFormula)
    assert.isNotNull(plan)
    assert.deepStrictEqual(
      problems.filter(({ severity }) => severity === "error").map(({ message }) => message),
      [],
    )
  })
})

const assertRead = (
  sentence: string,
  expected: object | null,
  {
    found,
    parts,
    code,
    said,
  }: {
    readonly found: ReadonlyMap<string, object>
    readonly parts: ReadonlyArray<object>
    readonly code: string
    readonly said: ReadonlyArray<Said>
  },
): void => {
  if (expected !== null && "says" in expected) {
    assert.deepInclude(parts, expected, code)
    return
  }
  const rule = found.get(sentence)
  if (expected === null) {
    // at most the one rule by which people score what was not read
    if (rule !== undefined) assert.propertyVal(rule, "kind", "judged", `${code} ${sentence}`)
    return
  }
  if (rule === undefined) throw new Error(`${code} “${sentence}” was not recognised among ${said.length}`)
  assert.deepInclude(rule, expected, `${code} ${sentence}`)
  const own = new Set([...Object.keys(expected), "says", "unconfirmed", "id"])
  assert.deepStrictEqual(
    Object.keys(rule).filter((key) => !own.has(key)),
    [],
    `${code} ${sentence}`,
  )
}

describe("a Word document that is not as it should be", () => {
  const county = issuedDocuments.county ?? assert.fail()
  const told = async (name: string, bytes: Uint8Array, ...more: ReadonlyArray<string>) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return runFadu(["rubric", "from-docx", path, "-o", join(folder, `${name}.d`), ...more], 200)
  }

  it("is told where its points do not add up", async () => {
    const [first, ...rest] = county.parts
    const parts = [{ ...(first ?? assert.fail()), full: "32" }, ...rest]
    const { code, out } = await told("sums.docx", await issuedDocx({ ...county, parts, total: "100" }))
    assert.strictEqual(code, 0)
    assert.include(
      out,
      "提醒  sums.docx「表 1」第 2 行:“党对法治建设的领导”写 32 分,所属指标合计 30 分。对照原表核对,改正分值。",
    )
    assert.include(out, "提醒  sums.docx:表中写总分 100 分,各部分(加分除外)合计 102 分。")
  })

  it("is refused in a sentence: damaged, old, something else, or a bomb", async () => {
    const good = await issuedDocx(county)
    const bomb = pack(
      new Map([
        ["[Content_Types].xml", Buffer.from("<Types/>")],
        ["word/document.xml", Buffer.alloc(30_000_000, "<w:p/>")],
      ]),
    )
    const entity = pack(new Map([["word/document.xml", Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>')]]))
    const refused: ReadonlyArray<readonly [string, Uint8Array, string]> = [
      ["cut.docx", good.subarray(0, good.length - 400), "文件不完整或已损坏,或不是 Word 文档,无法读取"],
      ["old.doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), "文件是旧格式的 Word 文档(.doc、.wps),不能直接读取"],
      ["text.docx", Buffer.from("评分细则"), "文件不是 Word 文档(.docx)"],
      ["bomb.docx", bomb, "文档过大,超出评分细则的合理规模,未读取"],
      ["entity.docx", entity, "为安全起见未读取"],
    ]
    for (const [name, bytes, sentence] of refused) {
      const { code, out } = await told(name, bytes)
      assert.strictEqual(code, 1, name)
      assert.include(out, sentence)
    }
  })

  it("needs a year, and a table with a column of clauses", async () => {
    const untimed = await told("untimed.docx", await issuedDocx({ ...county, title: "评分细则" }))
    assert.deepStrictEqual(untimed.err, "untimed.docx 的标题中没有写年度;请加 --year,如 --year 2026\n")
    const other = await told(
      "other.docx",
      await issuedDocx({ ...county, heads: ["序号", "姓名", "电话", "地址", "备注"] }),
    )
    assert.include(other.err, "中没有读到细则的表")
  })

  it("becomes a workbook, which is never written over", async () => {
    const path = join(folder, "county.docx")
    const book = join(folder, "county.xlsx")
    assert.strictEqual((await runFadu(["rubric", "from-docx", path, "-o", book])).code, 0)
    const { out } = await runFadu(["check", book], 200)
    assert.match(out, /待确认\(\d+ 条\)/)
    assert.include((await runFadu(["rubric", "from-docx", path, "-o", book])).err, "已经有了")
  })
})

/** Every figure that a rule may say. */
const figureKeys = ["kind", "points", "again", "cap", "atLeast", "per", "target", "partStep", "side", "most", "tiers"]
const moreKeys = ["otherwise", "from", "to", "due", "boundary", "late", "notDone", "parts", "rungs"]
const aside: ReadonlySet<string> = new Set(["value", "says", "title"])

/**
 * What a rule says in figures, so that it can be compared with one that somebody wrote. Points that differ by group as the full marks do
 * are 满分.
 */
const figuresOf = (rule: { readonly [key: string]: unknown }, full: unknown): string => {
  const plain = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value
    if (Array.isArray(value)) return value.map(plain)
    if (JSON.stringify(value) === JSON.stringify(full)) return Math.max(...Object.values(value))
    const own = Object.entries(value).filter(([key]) => !aside.has(key))
    return Object.fromEntries(own.map(([key, one]) => [key, plain(one)]))
  }
  // of a formula the share it takes
  const points = rule.kind === "formula" ? /[\d.]+$/.exec(String(rule.points))?.[0] : rule.points
  // a cap that is all that can be missing is none
  const isIdle =
    typeof rule.cap === "number" && rule.cap * 10 === Math.round(Number(rule.points) * Number(rule.atLeast) * 10)
  const said = {
    ...rule,
    cap: isIdle ? undefined : rule.cap,
    points,
    otherwise: rule.otherwise === 0 ? undefined : rule.otherwise,
  }
  return JSON.stringify([...figureKeys, ...moreKeys].map((key) => plain(Object(said)[key]) ?? null))
}

describe("the clauses of the rubrics that come with Fadu", () => {
  const folders = readdirSync(join(root, "rubrics"), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )

  it.each(folders)("of %s are read as those who wrote them read them, where they are read at all", (name) => {
    const rubric = decode(parse(readFileSync(join(root, "rubrics", name, "rubric.yaml"), "utf8")))
    for (const { criteria } of rubric.sections) {
      for (const { code, clause, full, title, rule, rules } of criteria) {
        const written = [...(rule === undefined ? [] : [rule]), ...(rules ?? [])].map((one) => ({ ...one }))
        const most = typeof full === "number" ? full : Math.max(...Object.values(full))
        const proposed = proposeRules(clause, { full: most, title, year: 2026 }, ({ label }) => label)
        const read = new Set(proposed.sentences.flatMap(({ by, sentence }) => (by === null ? [] : [sentence])))
        for (const one of proposed.rules) {
          const isRead = "parts" in one || (typeof one.says === "string" && read.has(one.says))
          // 未报送的不得分 is a part of a deadline for those who wrote it
          const isPartOfDeadline = one.kind === "yes-no" && written.some(({ kind }) => kind === "deadline")
          if (!isRead || isPartOfDeadline) continue
          // parts are parts, in one list or in two
          const parts = written.flatMap((by) => ("parts" in by ? by.parts : []))
          const own = [...written, { kind: "checklist", parts }].map((by) => figuresOf(by, full))
          assert.include(own, figuresOf(one, full), `${code} ${String(one.says ?? clause)}`)
        }
      }
    }
  })

  it("are mostly read: a sentence that gives or takes points is left to people only where nothing sure is known", () => {
    const reads = folders.flatMap((name) => proposedFor(name).flatMap(({ proposed }) => proposed.sentences))
    const read = reads.filter(({ by }) => by !== null)
    assert.isAtLeast(reads.length, 250)
    assert.isAtLeast(read.length / reads.length, 0.82)
  })

  it.each(folders)("of %s agree in every number with what is proposed for them, printed back", (name) => {
    for (const { code, clause, full, proposed } of proposedFor(name)) {
      const read = new Set(proposed.sentences.flatMap(({ by, sentence }) => (by === null ? [] : [sentence])))
      if (proposed.sentences.length === 0 || read.size < proposed.sentences.length) continue
      const words = printedBack(proposed, clause, full)
      const labels = proposed.fields.map(([, { label, definition }]) => `${label}${definition ?? ""}`).join()
      const implied = /满分|不得分|全部|全覆盖|全员/.test(clause) ? [full, 100, 0] : [0]
      const second = clause.includes("再次") ? [2] : []
      const known = new Set([...numbersIn(clause), ...implied, ...second, 1, 2026])
      const said = numbersIn(words)
      for (const number of said) assert.include([...known], number, `${code}:${words}`)
      // one of each, and nothing, go without saying
      const repeated = new Set([...said, ...numbersIn(labels), 0, 1])
      for (const number of figuresIn(clause)) assert.include([...repeated], number, `${code}:${clause} → ${words}`)
    }
  })
})

const proposedFor = (name: string) => {
  const rubric = decode(parse(readFileSync(join(root, "rubrics", name, "rubric.yaml"), "utf8")))
  return rubric.sections.flatMap(({ criteria }) =>
    criteria.map(({ code, clause, full, title }) => {
      const most = typeof full === "number" ? full : Math.max(...Object.values(full))
      const ids = new Map<string, string>()
      const proposed = proposeRules(clause, { full: most, title, year: 2026 }, ({ label }) => {
        const id = ids.get(label) ?? `f${ids.size + 1}`
        ids.set(label, id)
        return id
      })
      return { code, clause, full: most, proposed }
    }),
  )
}

/** The rules of one criterion as the machine's column says them. */
const printedBack = (proposed: ReturnType<typeof proposeRules>, clause: string, full: number): string => {
  const rubric = decode({
    id: "back",
    title: "印回",
    version: "1",
    period: { from: "2026-01-01", to: "2026-12-31" },
    full,
    groups: { all: "全体单位" },
    rankWithin: "none",
    fields: Object.fromEntries(proposed.fields),
    sections: [
      {
        code: "A",
        title: "部分",
        full,
        criteria: [{ code: "A1", title: "指标", full, clause, rules: proposed.rules }],
      },
    ],
  })
  const [section] = printRubric(rubric).sections
  return (section?.criteria[0]?.machine ?? []).map((line) => line.replace(/^A1-\S+ /, "")).join("\n")
}

/** Figures of a text. */
const figuresIn = (text: string): ReadonlyArray<number> =>
  [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number))

const numerals = "零一二三四五六七八九十"
/** Figures and Chinese numerals up to ten; 两 is two. */
const numbersIn = (text: string): ReadonlyArray<number> => [
  ...figuresIn(text.replace(/“[^”]*”/g, "")),
  ...[...text].flatMap((sign) => (sign === "两" ? [2] : numerals.includes(sign) ? [numerals.indexOf(sign)] : [])),
]
