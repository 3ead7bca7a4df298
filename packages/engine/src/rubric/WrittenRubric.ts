import { Schema } from "effect"
import { Rubric, Section } from "./Rubric.ts"
import { tableKeys } from "./Tables.ts"

/** A rubric as its file may say it: with tables that make fields and criteria, and then perhaps nothing of them written out. For editors. */
export const WrittenRubric = Schema.Struct({
  ...Rubric.fields,
  ...tableKeys,
  fields: Schema.optionalKey(Rubric.fields.fields),
  sections: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({ ...Section.fields, criteria: Schema.optionalKey(Section.fields.criteria) }).annotate({
        identifier: "Section",
      }),
    ),
  ),
}).annotate({ identifier: "Rubric", description: "评分细则" })
