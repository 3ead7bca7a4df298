import { assert, describe, it } from "@effect/vitest"
import { type Agency, type Entry, plainAgency } from "../Entry.ts"
import { parseFormula } from "../mathjs.ts"
import { readRubric } from "../plan/readRubric.ts"
import { Rational } from "../Rational.ts"
import type { Paper } from "../read/Claim.ts"
import { assess } from "./Assessment.ts"
import { checkEvidence } from "./checkEvidence.ts"

const at = { kind: "file", file: "水务局.xlsx" } as const
const agency: Agency = plainAgency({
  code: "1",
  name: "水务局",
  group: "all",
  at,
})

const told = (
  evidence: object,
  { held, cited, papers }: { readonly held: number; readonly cited: string; readonly papers: ReadonlyArray<Paper> },
): ReadonlyArray<string> => {
  const { plan } = readRubric(
    {
      id: "test",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 6,
      groups: { all: "全部单位" },
      rankWithin: "group",
      fields: {
        held: {
          label: "会议",
          kind: "count",
          unit: "次",
          evidence: { need: "required", what: "会议纪要", ...evidence },
        },
      },
      sections: [
        {
          code: "A",
          title: "会议",
          full: 6,
          criteria: [
            {
              code: "A1",
              title: "会议",
              full: 6,
              clause: "不少于 6 次,每少一次扣 1 分。",
              rule: { kind: "too-few", count: "held", atLeast: 6, points: 1 },
            },
          ],
        },
      ],
    },
    parseFormula,
  )
  if (plan === null) return assert.fail("the rubric is broken")
  const entry: Entry = {
    agency: "1",
    field: "held",
    source: "self",
    reading: { state: "filled", value: Rational.of(held) },
    raw: String(held),
    evidence: cited,
    at,
  }
  const { part } = assess(
    plan,
    { agencies: [agency], entries: [entry], scores: [], decisions: [], applicability: [] },
    { asOf: 0, due: null, evidenceDue: null },
  )
  return checkEvidence([part], { papers, folders: [] }).map(({ message }) => message)
}

const paper = (number: number): Paper => ({
  agency: "1",
  number: String(number),
  criteria: ["A1"],
  title: `第${number}次会议纪要`,
  document: null,
  pages: null,
  on: null,
  files: [],
  at,
})
const minutes = (count: number): ReadonlyArray<Paper> => Array.from({ length: count }, (_, index) => paper(index + 1))

describe("papers of a figure that needs several", () => {
  it("are counted one for each", () => {
    const few = { held: 6, cited: "见附件", papers: minutes(4) }
    assert.deepStrictEqual(told({ each: true }, few), ["“会议”填报 6 次,佐证材料应不少于 6 份,目录中只有 4 份"])
    assert.deepStrictEqual(told({ each: true }, { ...few, papers: minutes(6) }), [])
    assert.deepStrictEqual(told({}, few), [])
  })

  it("are those that are cited, each once", () => {
    const cited = { held: 3, cited: "1、2、2", papers: minutes(6) }
    assert.deepStrictEqual(told({ each: true }, cited), ["“会议”填报 3 次,佐证材料应不少于 3 份,目录中只有 2 份"])
    assert.deepStrictEqual(told({ count: 2 }, cited), [])
    assert.deepStrictEqual(told({ count: 4 }, cited), ["“会议”填报 3 次,佐证材料应不少于 4 份,目录中只有 2 份"])
  })

  it("are not asked for what did not happen", () => {
    assert.deepStrictEqual(told({ each: true, count: 2 }, { held: 0, cited: "见附件", papers: minutes(1) }), [])
  })
})
