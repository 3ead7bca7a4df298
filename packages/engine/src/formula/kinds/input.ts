import { Rational } from "../../Rational.ts"
import { excelText, operator } from "../Excel.ts"
import type { Input } from "../Formula.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

export const input: Kind<Input> = {
  parts: () => [],
  type: ({ field }, scope) => scope.field(field),
  evaluate: ({ field }, scope) => {
    const column = scope.field(field)
    switch (column.type) {
      case "number": {
        const { values } = column
        return { type: "number", at: (unit) => values[unit] ?? Rational.undefined }
      }
      case "boolean": {
        const { values } = column
        return { type: "boolean", at: (unit) => values[unit] ?? false }
      }
      case "text": {
        const { values } = column
        return { type: "text", at: (unit) => values[unit] ?? "" }
      }
    }
  },
  words: ({ field }, scope) => valuePhrase(scope.field(field)),
  // a yes/no cell holds 是 or 否, as an official reads it
  excel: ({ field }, scope) => {
    const { type, value } = scope.field(field)
    return type === "boolean" ? operator("=", value, excelText("是")) : value
  },
  bounds: ({ field }, scope) => scope.field(field),
}
