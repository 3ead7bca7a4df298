import { Schema } from "effect"
import { cases, points } from "../formula/build.ts"
import { FormulaText, GroupPoints, ruleKeys, Text } from "../rubric/Scalars.ts"
import { type Loss, type Method, plain } from "./Method.ts"

/** 分项清单: parts that are each there or not, each with points of its own. */
const Params = Schema.Struct({
  kind: Schema.Literal("checklist"),
  ...ruleKeys,
  parts: Schema.NonEmptyArray(
    Schema.Struct({
      value: FormulaText.pipe(Schema.annotateKey({ description: "应当成立的条件" })),
      points: GroupPoints,
      says: Schema.optionalKey(Text),
    }),
  ).annotate({ description: "各分项:条件、分值" }),
}).annotate({ identifier: "ChecklistRule", description: "分项清单:有一项得一项的分" })

export const checklist: Method<typeof Params.Type> = {
  kind: "checklist",
  title: "分项清单",
  params: Params,
  expand: (params, scope) =>
    params.parts.map((part, index): Loss => {
      const value = scope.formula(part.value, `parts.${index}.value`, "boolean")
      const most = scope.points(part.points)
      return {
        ...plain,
        part: String(index + 1),
        says: part.says ?? null,
        how: "award",
        points: cases([[value, points(most)]], points(0)),
        most,
        reason: () => `${scope.nameOf(value)}:否`,
      }
    }),
}
