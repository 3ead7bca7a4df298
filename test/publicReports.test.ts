import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { parse } from "yaml"
import { root } from "./runFadu.ts"

const sample = join(root, "samples/public-reports")
const reports = join(root, "../shared/reports")

/** Which fact of a report each field of the rubric takes. */
const facts: { readonly [field: string]: string } = {
  "study.sessions": "party-group-law-study-sessions",
  "party.meetings": "party-group-rule-of-law-meetings",
  "exam.passed": "law-exam-pass-rate",
  "docs.filed": "normative-doc-filing-rate",
  "docs.cleaned": "normative-doc-cleanup-held",
  "docs.total": "normative-docs-cleaned-total",
  "docs.kept": "normative-docs-kept-valid",
  "docs.invalidated": "normative-docs-invalidated",
  "docs.repealed": "normative-docs-repealed",
  "law.threeSystems": "three-systems-implemented",
  "files.reviewed": "case-file-review-held",
  "files.examined": "enforcement-legal-review-coverage",
  "cases.corrected": "admin-cases-revoked-or-illegal",
  "court.appeared": "responsible-person-court-rate",
  "wage.closed": "wage-case-closing-rate",
  "disputes.accepted": "labour-disputes-accepted",
  "disputes.filed": "labour-disputes-filed",
  "disputes.others": "labour-disputes-nonfiled",
  "disputes.closed": "arbitration-cases-closed",
  "disputes.rate": "arbitration-closing-rate",
  "disputes.mediated": "mediation-closed-cases",
  "mediation.rate": "mediation-success-rate",
  "education.list": "pufa-list",
  "service.praised": "good-review-rate",
}

const Report = Schema.Struct({
  facts: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      value: Schema.Union([Schema.Finite, Schema.Boolean, Schema.String]),
      status: Schema.String,
      section: Schema.String,
    }),
  ),
  decoys: Schema.Array(
    Schema.Struct({
      mode: Schema.String,
      naiveId: Schema.NullOr(Schema.String),
      naiveValue: Schema.NullOr(Schema.Union([Schema.Finite, Schema.Boolean, Schema.String])),
    }),
  ),
})
const decodeReport = Schema.decodeUnknownSync(Schema.fromJsonString(Report))
const decodeLabels = Schema.decodeUnknownSync(
  Schema.Struct({ fields: Schema.Record(Schema.String, Schema.Struct({ label: Schema.String })) }),
)
const { fields } = decodeLabels(parse(readFileSync(join(sample, "rubric.yaml"), "utf8")))

/** What a sheet says of each field; blank cells are not there. */
const figuresOf = (agency: string): ReadonlyMap<string, number | boolean> => {
  const cells = new Map(
    readFileSync(join(sample, `sheets/${agency}.csv`), "utf8")
      .split("\n")
      .map((line) => line.split(","))
      .map(([label = "", value = ""]) => [label, value] as const),
  )
  return new Map(
    Object.entries(fields).flatMap(([field, { label }]) => {
      const text = cells.get(label) ?? ""
      return text === "" ? [] : [[field, figureOf(text)] as const]
    }),
  )
}

const figureOf = (text: string): number | boolean =>
  text === "是" ? true : text.endsWith("%") ? Number((Number(text.slice(0, -1)) / 100).toFixed(6)) : Number(text)

const bureaus = [
  ["甲省厅", "hubei-2024"],
  ["乙市局", "guangyuan-2023"],
  ["丙市局", "yiyang-2025"],
] as const

describe("the figures of published reports", () => {
  it("stand for a fact each", () => {
    assert.deepStrictEqual(Object.keys(facts).sort(), Object.keys(fields).sort())
  })

  for (const [agency, report] of bureaus) {
    const path = join(reports, `${report}.facts.json`)
    const isThere = existsSync(path)
    // the reports themselves are not part of this repository
    if (!isThere)
      console.warn(`SKIPPED: ${path} is not there, so the figures of ${agency} are not compared with their report`)
    it.skipIf(!isThere)(`of ${agency} are all that its report states, and nothing else`, () => {
      const { facts: stated, decoys } = decodeReport(readFileSync(path, "utf8"))
      const found = figuresOf(agency)
      const wanted = new Map(
        Object.entries(facts).flatMap(([field, id]) =>
          stated
            .filter((fact) => fact.id === id && fact.status === "actual" && fact.section === "body")
            .map(({ value }) => [field, value] as const),
        ),
      )
      assert.deepStrictEqual([...found].sort(), [...wanted].sort())
      for (const { mode, naiveId, naiveValue } of decoys) {
        const field = Object.keys(facts).find((one) => facts[one] === naiveId)
        if (mode !== "reject" || field === undefined) continue
        if (naiveValue === null) assert.isFalse(found.has(field), field)
        else assert.notStrictEqual(found.get(field), naiveValue, field)
      }
    })
  }
})
