import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Cases, decisionKinds, type Plan, Round, Rubric, readRubric, runCases } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { withWorkdays } from "@fadu/files"
import { Effect, Schema } from "effect"
import { parse } from "yaml"
import { commandsOf, type Fence, fencesOf, isBuilt, readPage, runLine } from "./pages.ts"

const rubricPage = "docs/writing-a-rubric.md"
const yaml = fencesOf(rubricPage).filter(({ language }) => language === "yaml")
const tried = yaml.filter(({ text }) => text.startsWith("# 试算"))

type Keys = { readonly [key: string]: unknown }
const isKeys = (value: unknown): value is Keys => typeof value === "object" && value !== null && !Array.isArray(value)

const keysOf = (text: string): Keys => {
  const value: unknown = parse(text)
  return isKeys(value) ? value : assert.fail("the block is no table of keys")
}

const sumOf = (list: unknown): number =>
  Array.isArray(list)
    ? list.reduce((sum: number, one: unknown) => sum + (isKeys(one) && one.bonus !== true ? Number(one.full) : 0), 0)
    : 0

/** A fragment of the page inside the least rubric that can hold it. */
const whole = ({ text }: Fence): { readonly rubric: Keys; readonly cases: unknown } => {
  const { cases, criteria, sections, ...rest } = keysOf(text)
  const parts = sections ?? [{ code: "S", title: "全部", full: sumOf(criteria), criteria }]
  return {
    rubric: {
      id: "page",
      title: "试算",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      groups: { all: "全体单位" },
      rankWithin: "none",
      sources: { team: "考核组" },
      full: sumOf(parts),
      sections: parts,
      ...rest,
    },
    cases: cases === undefined ? null : { cases },
  }
}

const read = (source: unknown): Promise<Plan> => {
  const { plan, problems } = readRubric(source, parseFormula)
  assert.deepStrictEqual(
    problems.filter(({ severity }) => severity !== "note"),
    [],
  )
  return Effect.runPromise(withWorkdays(plan ?? assert.fail("the rubric is broken")))
}

const assertCases = async (source: unknown, cases: unknown): Promise<void> => {
  const { count, differences, problems } = runCases(await read(source), cases)
  assert.isAbove(count, 0)
  assert.deepStrictEqual({ differences, problems }, { differences: [], problems: [] })
}

/** Every key and every fixed word that a schema knows. */
const wordsIn = (schema: Schema.Constraint): ReadonlySet<string> => {
  const words = new Set<string>()
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) visit(one)
    if (!isKeys(part)) return
    if (isKeys(part.properties)) for (const key of Object.keys(part.properties)) words.add(key)
    for (const word of wordsOf(part)) words.add(word)
    for (const one of Object.values(part)) visit(one)
  }
  visit(Schema.toJsonSchemaDocument(schema))
  return words
}

const wordsOf = ({ enum: words }: Keys): ReadonlyArray<string> => (Array.isArray(words) ? words.map(String) : [])

/** The words of schemas that a page does not name in code or as a key. */
const unnamed = (page: string, ...schemas: ReadonlyArray<Schema.Constraint>): ReadonlyArray<string> => {
  const code = new Set(
    [...readPage(page).matchAll(/`[^`\n]+`|^[\s#{-]*[\w-]+:.*$|\{.*\}/gm)].flatMap(
      ([text]) => text.match(/[\p{L}\w-]+/gu) ?? [],
    ),
  )
  return schemas.flatMap((schema) => [...wordsIn(schema)]).filter((word) => !code.has(word))
}

describe(rubricPage, () => {
  it.each(tried.map((fence) => [fence.line, fence] as const))("line %i scores as it says", async (_, fence) => {
    const { rubric, cases } = whole(fence)
    if (cases === null) await read(rubric)
    else await assertCases(rubric, cases)
  })

  it("begins with a whole rubric and its cases", async () => {
    const named = (name: string): unknown => {
      const fence = yaml.find(({ info }) => info === name)
      return parse(fence?.text ?? assert.fail(`no ${name} in the page`))
    }
    await assertCases(named("rubric.yaml"), named("cases.yaml"))
  })

  it("tries every method", () => {
    const headed = [...readPage(rubricPage).matchAll(/^### `([a-z-]+)`/gm)].map(([, kind]) => kind ?? "")
    const used = tried.flatMap(({ text }) => [...text.matchAll(/\bkind: ([a-z-]+)/g)].map(([, kind]) => kind))
    const methods = Object.entries(Schema.toJsonSchemaDocument(Rubric).definitions).flatMap(([name, { properties }]) =>
      name.endsWith("Rule") && isKeys(properties) && isKeys(properties.kind) ? wordsOf(properties.kind) : [],
    )
    assert.isAtLeast(methods.length, 12)
    assert.deepStrictEqual(
      methods.filter((kind) => !used.includes(kind) || !headed.includes(kind)),
      [],
    )
  })

  it("names every key and word of a rubric and of its cases", () => {
    assert.deepStrictEqual(unnamed(rubricPage, Rubric, Cases), [])
  })
})

const roundPage = "docs/running-a-round.md"

describe(roundPage, () => {
  const fences = fencesOf(roundPage)
  const folder = mkdtempSync(join(tmpdir(), "fadu-docs-"))
  const write = ({ info, text }: Fence): void => {
    const path = join(folder, "2026年度考核", info)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  for (const fence of [...fences, ...yaml]) if (/\.(?:csv|yaml)$/.test(fence.info)) write(fence)
  afterAll(() => rmSync(folder, { recursive: true }))

  it.skipIf(!isBuilt)("prints what it says, without a single problem", { timeout: 180_000 }, () => {
    const commands = fences.filter(({ language }) => language === "sh").flatMap(commandsOf)
    const printed = commands.map((line) => {
      const ran = runLine(line, folder)
      assert.deepStrictEqual({ line, code: ran.code }, { line, code: 0 }, ran.out + ran.err)
      return ran.out
    })
    const lines = new Set(printed.flatMap((out) => out.split("\n")))
    assert.isFalse(
      [...lines].some((line) => /^(?:错误|提醒) {2}/.test(line)),
      [...lines].join("\n"),
    )
    const shown = fences.filter(({ language }) => language === "text").flatMap(({ text }) => text.trimEnd().split("\n"))
    assert.isAbove(shown.length, 0)
    assert.deepStrictEqual(
      shown.filter((line) => !lines.has(line)),
      [],
    )
  })

  it("names every key of round.yaml", () => {
    assert.deepStrictEqual(unnamed(roundPage, Round), [])
  })

  it("names every kind of decision", () => {
    const page = readPage(roundPage)
    assert.deepStrictEqual(
      Object.values(decisionKinds).filter((kind) => !page.includes(kind)),
      [],
    )
  })
})
