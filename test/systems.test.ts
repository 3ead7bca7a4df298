import { existsSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { nodesOf, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { parse } from "yaml"

/** The systems (制度) that an annual assessment of a human-resources bureau covers, and the criteria that do. */
const folder = new URL("../rubrics/hrss-annual/", import.meta.url)
const { plan } = readRubric(parse(readFileSync(new URL("rubric.yaml", folder), "utf8")), parseFormula)

// the mark at the beginning tells spreadsheet programs that the table is UTF-8
const table = readFileSync(new URL("systems.csv", folder), "utf8").replace(/^\uFEFF/, "")
const [heading, ...lines] = table.trimEnd().split("\n")
const rows = lines.map((line) => {
  const [order = "", level = "", name = "", criteria = "", note = "", ...more] = line.split(",")
  return { order: Number(order), level, name, criteria: criteria.split("、").filter((code) => code !== ""), note, more }
})

/** A bureau is asked for no more than this many figures, by itself and all sources together. */
const MOST_FIGURES = 60

describe("the annual assessment of a human-resources bureau", () => {
  if (plan === null) throw new Error("rubrics/hrss-annual/rubric.yaml is broken")
  const marks = plan.groups.flatMap(({ marks }) => marks)
  const sectionOf = new Map(marks.map((mark) => [mark.criterion.code, mark.section]))

  it("lists every obligatory (★) and customary (☆) system once, in order", () => {
    assert.strictEqual(heading, "序,级,制度,指标,说明")
    const orders = rows.map(({ order }) => order)
    assert.deepStrictEqual(
      orders,
      [...new Set(orders)].sort((a, b) => a - b),
    )
    assert.strictEqual(rows.filter(({ level }) => level === "★").length, 76)
    assert.strictEqual(rows.filter(({ level }) => level === "☆").length, 16)
    assert.deepStrictEqual(
      rows.filter(({ name, note, more }) => name === "" || note === "" || more.length > 0),
      [],
    )
  })

  it("has a criterion for each system, and every code named is one", () => {
    assert.deepStrictEqual(
      rows.filter(({ criteria }) => criteria.length === 0),
      [],
    )
    const astray = rows.flatMap(({ order, criteria }) =>
      criteria.filter((code) => !sectionOf.has(code)).map((code) => `${order}: ${code}`),
    )
    assert.deepStrictEqual(astray, [])
  })

  it("names a system for each criterion", () => {
    const named = new Set(rows.flatMap(({ criteria }) => criteria))
    assert.deepStrictEqual(
      [...sectionOf.keys()].filter((code) => !named.has(code)),
      [],
    )
  })

  it("takes points only for what is obligatory; the customary can only add", () => {
    const isBonus = (code: string): boolean => sectionOf.get(code)?.bonus === true
    const wrong = rows.filter(({ level, criteria }) =>
      level === "★" ? criteria.every(isBonus) : !criteria.every(isBonus),
    )
    assert.deepStrictEqual(wrong, [])
  })

  it.each(plan.groups.map(({ id, title }) => ({ id, title })))(
    "$title: a system it is not examined on says so",
    (one) => {
      const group = plan.groups.find(({ id }) => id === one.id)
      const codes = new Set(group?.marks.map(({ criterion }) => criterion.code))
      const short = one.title.slice(0, 2)
      const missed = rows.filter(({ criteria }) => !criteria.some((code) => codes.has(code)))
      assert.deepStrictEqual(
        missed.filter(({ note }) => !note.includes(`${short}不考核`)),
        [],
      )
      assert.deepStrictEqual(
        rows.filter((row) => row.note.includes(`${short}不考核`) && !missed.includes(row)),
        [],
      )
    },
  )

  it.each(plan.groups.map(({ id, title }) => ({ id, title })))("$title: 100 points, at most 60 figures", ({ id }) => {
    const group = plan.groups.find((one) => one.id === id)
    const points = (group?.marks ?? [])
      .filter(({ bonus }) => !bonus)
      .reduce((sum, { full }) => sum + Number(full.toString()), 0)
    assert.closeTo(points, 100, 1e-9)
    assert.strictEqual(group?.full.toString(), "100")
    const figures = new Set<string>()
    for (const slot of plan.slots) {
      const formula = slot.formulas.get(id)
      // a check asks nobody for anything
      if (formula === undefined || slot.id.startsWith("check.")) continue
      for (const node of nodesOf(formula)) {
        if ((node.kind === "input" || node.kind === "state") && plan.rubric.fields[node.field] !== undefined)
          figures.add(node.field)
      }
    }
    assert.isAbove(figures.size, 0)
    assert.isAtMost(figures.size, MOST_FIGURES)
  })

  const register = new URL("../../shared/systems.md", import.meta.url)
  const isHere = existsSync(register)
  if (!isHere) console.warn("skipped: ../shared/systems.md is not here, systems.csv is not compared with it")
  it.skipIf(!isHere)("has the numbers and levels of ../shared/systems.md", () => {
    const wanted = readFileSync(register, "utf8")
      .split("\n")
      .flatMap((line) => {
        const found = /^\| (\d+) \| ([★☆]) \|/u.exec(line)
        return found === null ? [] : [`${found[1]} ${found[2]}`]
      })
    assert.deepStrictEqual(
      rows.map(({ order, level }) => `${order} ${level}`),
      wanted,
    )
  })
})
