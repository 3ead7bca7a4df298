import type { SlotRef } from "../Formula.ts"
import { fromColumn } from "../fromColumn.ts"
import { type Kind, valuePhrase } from "../Kind.ts"

export const slot: Kind<SlotRef> = {
  parts: () => [],
  type: ({ slot: id }, scope) => scope.slot(id),
  evaluate: ({ slot: id }, scope) => fromColumn(scope.slot(id)),
  words: ({ slot: id }, scope) => valuePhrase(scope.slot(id)),
  excel: ({ slot: id }, scope) => scope.slot(id),
  bounds: ({ slot: id }, scope) => scope.slot(id),
}
