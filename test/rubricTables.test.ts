import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Rubric } from "@fadu/engine"
import { authoringWorkbook } from "@fadu/report"
import { Effect, Schema } from "effect"
import { parse } from "yaml"
import { madeOf } from "./laws/Dice.ts"
import { makeWorld } from "./laws/World.ts"
import { describeLibreOffice, recalculate } from "./libreOffice.ts"
import { root, runFadu } from "./runFadu.ts"

const decode = Schema.decodeUnknownSync(Rubric, { onExcessProperty: "error" })
const rubricOf = (file: string): Rubric => decode(parse(readFileSync(file, "utf8")))

const files = [
  ...globSync("rubrics/*/rubric.yaml", { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort(),
  "samples/public-reports/rubric.yaml",
  "samples/broken/rubric.yaml",
]

/** One rule is one rule, whether it is written under `rule` or as the only one of `rules`. */
const oneSpelling = (rubric: Rubric) => ({
  ...rubric,
  sections: rubric.sections.map((section) => ({
    ...section,
    criteria: section.criteria.map(({ rule, rules, ...criterion }) => ({
      ...criterion,
      rules: [...(rule === undefined ? [] : [rule]), ...(rules ?? [])],
    })),
  })),
})

const folder = mkdtempSync(join(tmpdir(), "fadu-tables-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** The rubric that comes out of a workbook, by the command that people use. */
const backFrom = async (workbook: string, name: string): Promise<Rubric> => {
  const out = join(folder, name)
  const { err, out: said } = await runFadu(["rubric", "yaml", workbook, "-o", out])
  assert.include(said, "已写出", err)
  return rubricOf(join(out, "rubric.yaml"))
}

describe("a rubric that goes to a workbook and back", () => {
  it.each(files)("is %s again", async (file) => {
    const workbook = join(folder, `${file.replaceAll("/", "-")}.xlsx`)
    await runFadu(["rubric", "table", file, "-o", workbook])
    const back = await backFrom(workbook, `${file.replaceAll("/", "-")}.d`)
    assert.deepStrictEqual(oneSpelling(back), oneSpelling(rubricOf(join(root, file))))
  })

  const worlds = madeOf((dice) => makeWorld(dice, { criteria: 3, gaps: false }), 900)
  it.effect.prop(
    "is itself, whatever its rules are",
    [worlds],
    ([world]) =>
      Effect.promise(async () => {
        const rubric = decode(world.rubric)
        const path = join(folder, "generated.xlsx")
        writeFileSync(path, await authoringWorkbook(rubric))
        assert.deepStrictEqual(oneSpelling(await backFrom(path, "generated")), oneSpelling(rubric))
      }),
    { arbitrary: { runs: 12 } },
  )
})

describeLibreOffice("a workbook that another program saved again", () => {
  it("still says the same", async () => {
    const workbook = join(folder, "saved.xlsx")
    await runFadu(["rubric", "table", "key-systems", "-o", workbook])
    const saved = await recalculate(workbook, join(folder, "again"))
    assert.deepStrictEqual(
      oneSpelling(await backFrom(saved, "saved")),
      oneSpelling(rubricOf(join(root, "rubrics/key-systems/rubric.yaml"))),
    )
  })
})

describe("fadu rubric yaml", () => {
  it("writes over its own file, and over no other", async () => {
    const own = join(folder, "own")
    assert.strictEqual((await runFadu(["rubric", "yaml", "key-systems", "-o", own])).code, 0)
    assert.strictEqual((await runFadu(["rubric", "yaml", "key-systems", "-o", own])).code, 0)
    const path = join(own, "rubric.yaml")
    writeFileSync(path, "# 我的注释\nid: mine\n")
    const { code, err } = await runFadu(["rubric", "yaml", "key-systems", "-o", own])
    assert.strictEqual(code, 2)
    assert.include(err, "不是 fadu rubric yaml 写出的")
    assert.strictEqual(readFileSync(path, "utf8"), "# 我的注释\nid: mine\n")
  })
})
