import { entryOf, formulaIn, isFreeTable, isKeys, keysOf, memberFor, type Shape } from "./Shape.ts"

export interface Leaf {
  readonly path: ReadonlyArray<string | number>
  readonly shape: Shape
  readonly value: unknown
}

/** Every single value of a rubric, with the shape that its schema gives it, in the order of the schema. */
export function* leavesOf(shape: Shape, value: unknown, path: Leaf["path"] = []): Generator<Leaf> {
  const member = memberFor(shape, value)
  if (Array.isArray(value)) {
    const entry = entryOf(member)
    if (entry !== null) for (const [index, one] of value.entries()) yield* leavesOf(entry, one, [...path, index])
  } else if (isKeys(value)) {
    const entry = entryOf(member)
    if (isFreeTable(member) && entry !== null) {
      for (const [name, one] of Object.entries(value)) yield* leavesOf(entry, one, [...path, name])
    } else {
      for (const key of keysOf(member)) {
        if (value[key.name] !== undefined) yield* leavesOf(key.shape, value[key.name], [...path, key.name])
      }
    }
  } else yield { path, shape, value }
}

/** The texts of all formulas below. */
export const formulasIn = (shape: Shape, value: unknown): ReadonlyArray<string> =>
  [...leavesOf(shape, value)].flatMap((leaf) => formulaIn(leaf.shape, leaf.value) ?? [])
