import type { Rubric } from "../../rubric/Rubric.ts"
import { isKeys } from "../Shape.ts"

/** What people call the things that a rubric names by id: a cell of the authoring workbook may hold either. */
export interface Names {
  readonly groups: ReadonlyMap<string, string>
  readonly sources: ReadonlyMap<string, string>
  readonly fields: ReadonlyMap<string, string>
}

/** Who supplies a figure, beside the offices that a rubric declares. */
const ownSources: ReadonlyArray<readonly [string, string]> = [
  ["self", "自报"],
  ["given", "统一给定"],
  ["attribute", "单位名录"],
]

/** The names in the source of a rubric, which may be broken in any way. */
export const namesOf = (
  source: { readonly [K in keyof Pick<Rubric, "groups" | "sources" | "fields">]?: unknown },
): Names => {
  const texts = (table: unknown, title: (value: unknown) => unknown): ReadonlyArray<readonly [string, string]> =>
    isKeys(table)
      ? Object.entries(table).flatMap(([id, value]) => {
          const name = title(value)
          return typeof name === "string" ? [[id, name] as const] : []
        })
      : []
  const itself = (value: unknown): unknown => value
  return {
    groups: new Map(texts(source.groups, itself)),
    sources: new Map([...ownSources, ...texts(source.sources, itself)]),
    fields: new Map(texts(source.fields, (field) => (isKeys(field) ? field.label : undefined))),
  }
}

/** The id that a text names; the text where it names none. An id is never taken for the name of something else. */
export const idOf = (names: ReadonlyMap<string, string>, text: string): string => {
  if (names.has(text)) return text
  for (const [id, name] of names) if (name === text) return id
  return text
}

/** The name that leads back to the id; the id where none does. */
export const nameOf = (names: ReadonlyMap<string, string>, id: string): string => {
  const name = names.get(id)
  return name !== undefined && idOf(names, name) === id ? name : id
}
