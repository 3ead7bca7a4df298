import { Rational } from "../Rational.ts"
import type { Column, Evaluator } from "./Kind.ts"

/** A column read by position. */
export const fromColumn = (column: Column): Evaluator => {
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
}
