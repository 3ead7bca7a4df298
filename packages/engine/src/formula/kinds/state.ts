import { stateIndex, states, stateWords } from "../../State.ts"
import { call, excelText, operator } from "../Excel.ts"
import type { StateIs } from "../Formula.ts"
import type { Kind } from "../Kind.ts"

export const state: Kind<StateIs> = {
  parts: () => [],
  type: () => "boolean",
  evaluate: ({ field, is }, scope) => {
    const column = scope.states(field)
    const wanted = states.map((one) => is.includes(one))
    return { type: "boolean", at: (unit) => wanted[column[unit] ?? BLANK] ?? false }
  },
  words: ({ field, is }, scope) => ({ text: scope.states(is, field), strength: 4 }),
  excel: ({ field, is }, scope) => {
    const { state: cell } = scope.field(field)
    const tests = is.map((one) => operator("=", cell, excelText(stateWords[one])))
    const [only] = tests
    return only !== undefined && tests.length === 1 ? only : call("OR", ...tests)
  },
  bounds: ({ field, is }, scope) => ({ type: "boolean", ...scope.state(field, is) }),
}

const BLANK = stateIndex("blank")
