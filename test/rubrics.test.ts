import { readdirSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { readRubric, runCases } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { withWorkdays } from "@fadu/files"
import { Effect } from "effect"
import { parse } from "yaml"

const root = new URL("../rubrics/", import.meta.url)
const names = readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/** Rates by which a few cases decide much: each reads its clause, which says nothing of few cases. */
const meant: { readonly [name: string]: ReadonlyArray<string> } = {
  "annual-report-review": ["rubric/cliff C2-a", "rubric/cliff D1-a"],
  "county-departments": ["rubric/cliff K1-a", "rubric/cliff K4-a", "rubric/cliff K5-a"],
  "department-annual": ["rubric/cliff E1-a"],
  "hrss-annual": ["rubric/cliff G1-a"],
  "key-systems": ["rubric/cliff C1-a"],
}

describe.each(names)("the rubric %s", (name) => {
  const source: unknown = parse(readFileSync(new URL(`${name}/rubric.yaml`, root), "utf8"))
  const { plan, problems } = readRubric(source, parseFormula)

  it("has no errors", () => {
    assert.deepStrictEqual(
      problems.filter(({ severity }) => severity === "error"),
      [],
    )
  })

  it("is told of nothing but documents and what a reader looked at and found meant so", () => {
    const lookedAt = problems.flatMap(({ code, message }) =>
      code.startsWith("rubric/basis-") ? [] : [`${code} ${/^\S+?-\S+?(?=[( ])/.exec(message)?.[0] ?? message}`],
    )
    assert.deepStrictEqual(lookedAt, meant[name] ?? [])
  })

  it("says it is an example", () => {
    assert.strictEqual(plan?.rubric.notice, "示例,不代表任何机关的考核标准;使用前由制定机关核定")
  })

  it("scores its worked cases as they say", async () => {
    if (plan === null) return assert.fail("the rubric is broken")
    const cases: unknown = parse(readFileSync(new URL(`${name}/cases.yaml`, root), "utf8"))
    const result = runCases(await Effect.runPromise(withWorkdays(plan)), cases)
    assert.isAbove(result.count, 0)
    assert.deepStrictEqual(
      { differences: result.differences, problems: result.problems },
      { differences: [], problems: [] },
    )
  })
})
