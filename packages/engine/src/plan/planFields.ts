import type { Format, Type } from "../formula/Formula.ts"
import type { Field, Rubric } from "../rubric/Rubric.ts"
import { adjustField, appliesField, lastYear, type PlanField, papersSource, rankedField } from "./Plan.ts"

/** What each kind of field is to a formula, and how it is written. */
export const typesOfKinds: { readonly [K in Field["kind"]]: readonly [Type, Format] } = {
  count: ["number", "count"],
  number: ["number", "number"],
  rate: ["number", "rate"],
  "yes-no": ["boolean", "number"],
  day: ["number", "day"],
  level: ["text", "number"],
  text: ["text", "number"],
}

/** Everything that is supplied for an agency: the fields of the rubric, then what the team decides. */
export const planFields = (rubric: Rubric): ReadonlyArray<PlanField> => {
  const declared = Object.entries(rubric.fields).map(([id, field]): PlanField => {
    const [type, format] = typesOfKinds[field.kind]
    return { id, label: field.label, type, format, unit: field.unit ?? "", field }
  })
  const applies = rubric.sections
    .flatMap((section) => section.criteria)
    .filter((criterion) => criterion.applies !== undefined)
    .map(
      ({ code }): PlanField => ({
        id: appliesField(code),
        label: `${code} 适用性认定`,
        type: "text",
        format: "number",
        unit: "",
        field: null,
      }),
    )
  return [
    ...declared,
    ...applies,
    { id: adjustField, label: "会议调整分", type: "number", format: "points", unit: "分", field: null },
    { id: rankedField, label: "参加排名", type: "boolean", format: "number", unit: "", field: null },
  ]
}

/** A field as it was the year before: supplied by the table of last year, and neither proved nor recognised again. */
export const ofLastYear = (described: PlanField, field: Field): Omit<PlanField, "id"> => {
  const { evidence: _e, otherwise: _o, recognise: _r, office: _f, counted: _c, ...kept } = field
  const label = `上年${field.label}`
  return { ...described, label, field: { ...kept, label, source: lastYear } }
}

/** How many papers are named beside a figure: counted, never asked for. */
export const asPapers = ({ label: of }: PlanField): Omit<PlanField, "id"> => {
  const label = `${of}的佐证材料份数`
  const field: Field = { label, kind: "count", unit: "份", source: papersSource }
  return { label, type: "number", format: "count", unit: "份", field }
}
