import { Rational } from "../../Rational.ts"
import type { SlotRef } from "../Formula.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

export const slot: Kind<SlotRef> = {
  parts: () => [],
  type: ({ slot: id }, scope) => scope.slot(id),
  evaluate: ({ slot: id }, scope) => {
    const column = scope.slot(id)
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
  words: ({ slot: id }, scope) => valuePhrase(scope.slot(id)),
  excel: ({ slot: id }, scope) => scope.slot(id),
  bounds: ({ slot: id }, scope) => scope.slot(id),
}
