import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { AssessmentDocument, WrittenRubric } from "@fadu/engine"
import { JsonSchema, Schema, SchemaRepresentation } from "effect"
import { parse } from "yaml"
import { expectGolden } from "./golden.ts"
import { root, runFadu } from "./runFadu.ts"

const printed = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`

/** For editors, most of which read draft 07: keys that a rubric does not have are underlined. */
const rubricSchema = (): string => {
  const { schema, definitions } = JsonSchema.toDocumentDraft07(
    Schema.toJsonSchemaDocument(WrittenRubric, { onExcessProperty: "error" }),
  )
  return printed({ $schema: JsonSchema.META_SCHEMA_URI_DRAFT_07, title: "评分细则", ...schema, definitions })
}

/** Additions to the document are free, so further keys are allowed. */
const documentSchema = (): string => {
  const { schema, definitions } = Schema.toJsonSchemaDocument(AssessmentDocument)
  return printed({
    $schema: JsonSchema.META_SCHEMA_URI_DRAFT_2020_12,
    title: "考核结果",
    ...schema,
    $defs: definitions,
  })
}

const read = (file: string) =>
  Schema.decodeUnknownSync(Schema.JsonObject)(JSON.parse(readFileSync(join(root, file), "utf8")))

/** A check by the committed file alone, not by the code it was made from. */
const checkerFrom = (document: JsonSchema.Document<"draft-2020-12">): ((value: unknown) => boolean) =>
  Schema.is(SchemaRepresentation.fromJsonSchemaDocument(document, { patterns: "apply" }))

describe("the JSON Schemas", () => {
  it("of the rubric and of the document are current", () => {
    expectGolden("rubrics/rubric.schema.json", rubricSchema())
    expectGolden("docs/assessment.schema.json", documentSchema())
  })

  it("describe what --json prints for every audience", async () => {
    const isDocument = checkerFrom(JsonSchema.fromSchemaDraft2020_12(read("docs/assessment.schema.json")))
    for (const audience of [["internal"], ["leaders"], ["public"], ["agency", "103"]]) {
      const { out } = await runFadu(["rank", "samples/demo-2026", "--json", "--for", ...audience])
      const value: unknown = JSON.parse(out)
      assert.isTrue(isDocument(value), audience.join(" "))
    }
    const { out } = await runFadu([
      "self",
      "samples/public-reports/sheets/丙市局.csv",
      "--json",
      "--rubric",
      "samples/public-reports/rubric.yaml",
    ])
    assert.isTrue(isDocument(JSON.parse(out)), "self")
    assert.isFalse(isDocument({}))
  })

  it("accept every rubric and refuse a misspelt key", () => {
    const isRubric = checkerFrom(JsonSchema.fromSchemaDraft07(read("rubrics/rubric.schema.json")))
    const of = (file: string): unknown => parse(readFileSync(join(root, file), "utf8"))
    for (const file of ["rubrics/key-systems", "samples/public-reports", "samples/broken"])
      assert.isTrue(isRubric(of(`${file}/rubric.yaml`)), file)
    for (const defect of ["misspelt-key", "missing-key", "text-for-number", "unknown-kind"])
      assert.isFalse(isRubric(of(`samples/broken/rubric-${defect}/rubric.yaml`)), defect)
  })
})
