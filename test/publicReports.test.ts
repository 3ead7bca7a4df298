import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { parse } from "yaml"
import { root } from "./runFadu.ts"

const sample = join(root, "samples/public-reports")
const reports = join(root, "../shared/reports")

/** Which fact of a report each field of the rubric takes; after # the object it must be of. */
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
  "exam.staff": "law-exam-staff",
  "exam.study": "law-exam-study-rate",
  "exam.registered": "law-exam-registration-rate",
  "exam.attended": "law-exam-attendance-rate",
  "docs.republished": "normative-docs-republished",
  "docs.issued": "normative-docs-issued",
  "docs.examined": "normative-docs-legal-reviewed",
  "docs.fair": "fair-competition-reviews",
  "advice.contracts": "contracts-legal-reviewed",
  "advice.policies": "policy-docs-legal-reviewed",
  "advice.consultations": "legal-consultations-reviewed",
  "items.all": "enforcement-items",
  "items.enterprise": "enterprise-inspection-items",
  "cases.upheld": "admin-case-upheld-rate",
  "suits.handled": "admin-litigation-cases",
  "suits.new": "admin-litigation-new-cases",
  "wage.problems": "wage-arrears-cases#核处欠薪问题(含平台线索)",
  "wage.leads": "wage-platform-leads#平台欠薪线索(wage-arrears-cases 的子集)",
  "projects.checked": "wage-projects-screened#合计",
  "projects.government": "wage-projects-screened#政府项目",
  "projects.state": "wage-projects-screened#国企项目",
  "projects.unpaid": "wage-problem-projects",
  "media.total": "media-reports-total",
  "media.central": "media-reports-central",
  "media.daily": "media-reports-provincial#湖北日报",
  "media.television": "media-reports-provincial#湖北卫视湖北新闻",
  "congress.satisfied": "npc-satisfaction-rate",
}

/** Fields that stand in the rubric because a report ought to state them, and none of the three does. */
const unstated = [
  "advice.total",
  "cases.concluded",
  "congress.asked",
  "court.heard",
  "files.due",
  "service.rated",
  "suits.old",
]

const Report = Schema.Struct({
  facts: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      object: Schema.optionalKey(Schema.NullOr(Schema.String)),
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
  text === "是"
    ? true
    : text.endsWith("%")
      ? Number((Number(text.slice(0, -1)) / 100).toFixed(6))
      : text.endsWith("万")
        ? Number(text.slice(0, -1)) * 10_000
        : Number(text)

const isFact = (fact: { readonly id: string; readonly object?: string | null }, wanted: string): boolean =>
  wanted === fact.id || wanted === `${fact.id}#${fact.object ?? ""}`

const bureaus = [
  ["甲省厅", "hubei-2024"],
  ["乙市局", "guangyuan-2023"],
  ["丙市局", "yiyang-2025"],
] as const

describe("the figures of published reports", () => {
  it("stand for a fact each", () => {
    assert.deepStrictEqual([...Object.keys(facts), ...unstated].sort(), Object.keys(fields).sort())
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
            .filter((fact) => isFact(fact, id) && fact.status === "actual" && fact.section === "body")
            .map(({ value }) => [field, value] as const),
        ),
      )
      assert.deepStrictEqual([...found].sort(), [...wanted].sort())
      for (const { mode, naiveId, naiveValue } of decoys) {
        const field = Object.keys(facts).find((one) => facts[one]?.split("#")[0] === naiveId)
        if (mode !== "reject" || field === undefined) continue
        if (naiveValue === null) assert.isFalse(found.has(field), field)
        else assert.notStrictEqual(found.get(field), naiveValue, field)
      }
    })
  }
})
