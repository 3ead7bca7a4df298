import { excelText, operator } from "../Excel.ts"
import type { Input } from "../Formula.ts"
import { fromColumn } from "../fromColumn.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

export const input: Kind<Input> = {
  parts: () => [],
  type: ({ field }, scope) => scope.field(field),
  evaluate: ({ field }, scope) => fromColumn(scope.field(field)),
  words: ({ field }, scope) => valuePhrase(scope.field(field)),
  // a yes/no cell holds 是 or 否, as an official reads it
  excel: ({ field }, scope) => {
    const { type, value } = scope.field(field)
    return type === "boolean" ? operator("=", value, excelText("是")) : value
  },
  bounds: ({ field }, scope) => scope.field(field),
}
