import { SchemaAST } from "effect"

/**
 * What the author's tools ask of the schema of a rubric (细则的结构). They know no key and no method by heart: what a schema declares
 * appears in the printed table, in the comparison of two versions and in the authoring workbook.
 */
export type Shape = SchemaAST.AST

/** A table of keys, or a list, as it stands in a file. */
export type Keys = { readonly [key: string]: unknown }

export const isKeys = (value: unknown): value is Keys =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** One key that a table of keys may have. */
export interface KeyShape {
  readonly name: string
  readonly shape: Shape
  readonly isOptional: boolean
}

/** The declared keys of a table, in order; empty for anything else. */
export const keysOf = (shape: Shape): ReadonlyArray<KeyShape> => {
  const own = resolved(shape)
  return own._tag === "Objects"
    ? own.propertySignatures.map(({ name, type }) => ({
        name: String(name),
        shape: type,
        isOptional: type.context?.isOptional === true,
      }))
    : []
}

/** What every value of a free table (`{ 编号: … }`) or every entry of a list is; null for anything else. */
export const entryOf = (shape: Shape): Shape | null => {
  const own = resolved(shape)
  if (own._tag === "Objects") return own.propertySignatures.length === 0 ? (own.indexSignatures[0]?.type ?? null) : null
  if (own._tag === "Arrays") return own.rest[0] ?? own.elements[0] ?? null
  return null
}

/** The names a free table may use; null where that is not said. */
export const namesOf = (shape: Shape): Shape | null => {
  const own = resolved(shape)
  return own._tag === "Objects" ? (own.indexSignatures[0]?.parameter ?? null) : null
}

export const isList = (shape: Shape): boolean => resolved(shape)._tag === "Arrays"

/** A table with any keys, all of one shape. */
export const isFreeTable = (shape: Shape): boolean => {
  const own = resolved(shape)
  return own._tag === "Objects" && own.propertySignatures.length === 0
}

/** A table with declared keys. */
export const isTable = (shape: Shape): boolean => {
  const own = resolved(shape)
  return own._tag === "Objects" && own.propertySignatures.length > 0
}

/** The shapes among which a value chooses; the shape itself where there is no choice. */
export const membersOf = (shape: Shape): ReadonlyArray<Shape> => {
  const own = resolved(shape)
  return own._tag === "Union" ? own.types.flatMap(membersOf) : [own]
}

/** The member that a value is of, by its outer form and the words in it that are fixed (`kind: shortfall`). */
export const memberFor = (shape: Shape, value: unknown): Shape =>
  membersOf(shape).find((member) => fits(member, value)) ?? resolved(shape)

const fits = (shape: Shape, value: unknown): boolean => {
  switch (shape._tag) {
    case "String":
      return typeof value === "string"
    case "Number":
      return typeof value === "number"
    case "Boolean":
      return typeof value === "boolean"
    case "Null":
      return value === null
    case "Literal":
      return shape.literal === value
    case "Arrays":
      return Array.isArray(value)
    case "Objects":
      return (
        isKeys(value) &&
        shape.propertySignatures.every(({ name, type }) => {
          const fixed = resolved(type)
          return fixed._tag !== "Literal" || !(String(name) in value) || fixed.literal === value[String(name)]
        }) &&
        shape.propertySignatures.every(({ name, type }) => type.context?.isOptional === true || String(name) in value)
      )
    default:
      return true
  }
}

/** The words among which a value must choose (`below`, `above`; `true` alone); null where anything else may stand there too. */
export const choicesOf = (shape: Shape): ReadonlyArray<string | number | boolean> | null => {
  const words = membersOf(shape).map((member) =>
    member._tag === "Literal" && typeof member.literal !== "bigint" ? member.literal : null,
  )
  const known = words.filter((word) => word !== null)
  return known.length === words.length && known.length > 0 ? known : null
}

export const identifierOf = (shape: Shape): string | null => SchemaAST.resolveIdentifier(shape) ?? null

/** The text of a formula; null for anything else, also for a number or percentage where a formula might stand. */
export const formulaIn = (shape: Shape, value: unknown): string | null => {
  if (typeof value !== "string") return null
  const identifier = identifierOf(shape)
  if (identifier === "Formula") return value
  return identifier === "Target" && !/^[+-]?\d+(?:\.\d+)?%?$/.test(value) ? value : null
}

/** What the schema says in Chinese: of this key first, then of every such value. */
export const descriptionsOf = (shape: Shape): ReadonlyArray<string> =>
  [shape.context?.annotations?.description, SchemaAST.resolveDescription(shape)].flatMap((said) => said ?? [])

const resolved = (shape: Shape): Shape => (shape._tag === "Suspend" ? resolved(shape.thunk()) : shape)
