import { call } from "../Excel.ts"
import type { Logic } from "../Formula.ts"
import type { Kind } from "../Kind.ts"

export const logic: Kind<Logic> = {
  parts: ({ of }) => of,
  type: ({ of }, scope) => {
    for (const part of of) {
      const found = scope.typeOf(part)
      if (found !== "boolean") scope.mismatch(part, found, "boolean")
    }
    return "boolean"
  },
  evaluate: ({ kind, of }, scope) => {
    const parts = of.map(scope.truth)
    const [first, second] = parts
    if (kind === "not") return { type: "boolean", at: (unit) => first === undefined || !first(unit) }
    if (first !== undefined && second !== undefined && parts.length === 2) {
      return kind === "and"
        ? { type: "boolean", at: (unit) => first(unit) && second(unit) }
        : { type: "boolean", at: (unit) => first(unit) || second(unit) }
    }
    // the first part that settles it
    const settling = kind === "or"
    return {
      type: "boolean",
      at: (unit) => {
        for (const part of parts) if (part(unit) === settling) return settling
        return !settling
      },
    }
  },
  words: ({ kind, of }, scope) => {
    const parts = of.map((part) => scope.words(part))
    if (kind === "not") return { text: `不是(${parts.map(({ text }) => text).join("")})`, strength: 4 }
    const text = parts
      .map((part) => (part.strength === 0 ? `(${part.text})` : part.text))
      .join(kind === "and" ? " 且 " : " 或 ")
    return { text, strength: parts.length === 1 ? (parts[0]?.strength ?? 0) : 0 }
  },
  excel: ({ kind, of }, scope) => call(kind.toUpperCase(), ...of.map(scope.excel)),
  bounds: ({ kind, of }, scope) => {
    const parts = of.map(scope.truth)
    const all = { canHold: parts.every(({ canHold }) => canHold), canFail: parts.some(({ canFail }) => canFail) }
    const some = { canHold: parts.some(({ canHold }) => canHold), canFail: parts.every(({ canFail }) => canFail) }
    switch (kind) {
      case "and":
        return { type: "boolean", ...all }
      case "or":
        return { type: "boolean", ...some }
      case "not":
        return { type: "boolean", canHold: some.canFail, canFail: some.canHold }
    }
  },
}
