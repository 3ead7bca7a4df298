import { Rational } from "../../Rational.ts"
import { show } from "../../show.ts"
import type { Constant } from "../Formula.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

export const constant: Kind<Constant> = {
  parts: () => [],
  type: ({ value }) => (typeof value === "boolean" ? "boolean" : typeof value === "string" ? "text" : "number"),
  evaluate: ({ value }) => {
    if (typeof value === "boolean") return { type: "boolean", at: () => value }
    if (typeof value === "string") return { type: "text", at: () => value }
    const held = value ?? Rational.undefined
    return { type: "number", at: () => held }
  },
  words: ({ value, format }) => {
    if (value === null) return valuePhrase("")
    if (typeof value === "boolean") return valuePhrase(value ? "是" : "否")
    return typeof value === "string" ? { text: `“${value}”`, strength: 4 } : valuePhrase(show(value, format))
  },
  excel: ({ value }) =>
    value === null
      ? { kind: "text", text: "" }
      : typeof value === "boolean"
        ? { kind: "truth", value }
        : typeof value === "string"
          ? { kind: "text", text: value }
          : { kind: "number", value },
  bounds: ({ value }) =>
    typeof value === "boolean"
      ? { type: "boolean", canHold: value, canFail: !value }
      : typeof value === "string"
        ? { type: "text" }
        : { type: "number", low: value, high: value },
}
