import { AnyRule, methods } from "../../methods/methods.ts"
import { once } from "../once.ts"
import {
  descriptionsOf,
  entryOf,
  isFreeTable,
  isKeys,
  isList,
  isTable,
  type KeyShape,
  keysOf,
  membersOf,
  type Shape,
} from "../Shape.ts"
import { titleOf } from "../titles.ts"

/** One column of the authoring workbook: one value somewhere below a table of declared keys. */
export interface Column {
  /** `["late", "points"]` */
  readonly path: ReadonlyArray<string>
  /** 迟办·扣多少 */
  readonly head: string
  readonly shape: Shape
  /** The innermost key around it. */
  readonly outer: string
  readonly isOptional: boolean
}

/** The columns of a table of declared keys. A table inside is laid out beside, unless all it has may be missing: then it is one cell. */
export const columnsOf = (
  shape: Shape,
  { outer, without = new Set() }: { readonly outer: string; readonly without?: ReadonlySet<string> },
): ReadonlyArray<Column> => distinct(laidOut(shape, { outer, without }))

/** Heads without blanks, which get lost in cells; two keys that are called alike are told apart by themselves. */
export const distinct = (columns: ReadonlyArray<Column>): ReadonlyArray<Column> =>
  columns.map((column) => {
    const head = column.head.replace(/\s+/g, "")
    const isShared = columns.some((other) => other.head === column.head && !samePath(other, column))
    return { ...column, head: isShared ? `${head}(${column.path.join(".")})` : head }
  })

const laidOut = (
  shape: Shape,
  { outer, without }: { readonly outer: string; readonly without: ReadonlySet<string> },
): ReadonlyArray<Column> =>
  keysOf(shape).flatMap((key): ReadonlyArray<Column> => {
    if (without.has(key.name)) return []
    const head = titleOf(key, outer)
    if (!isLaidOut(key)) return [{ path: [key.name], head, shape: key.shape, outer, isOptional: key.isOptional }]
    return laidOut(key.shape, { outer: key.name, without: new Set() }).map((inner) => ({
      ...inner,
      path: [key.name, ...inner.path],
      head: `${head}·${inner.head}`,
      isOptional: key.isOptional || inner.isOptional,
    }))
  })

const isLaidOut = ({ shape }: KeyShape): boolean =>
  isTable(shape) && keysOf(shape).some(({ isOptional }) => !isOptional)

/** What the methods are called, by the word a rule names them with. */
const methodTitles: ReadonlyMap<string, string> = new Map(
  Object.entries(methods).map(([kind, { title }]) => [kind, title]),
)

/** A scoring method as the authoring workbook offers it. */
export interface MethodColumns {
  /** The word a rule names it with. */
  readonly kind: string
  readonly title: string
  readonly said: string
  readonly columns: ReadonlyArray<Column>
}

export interface RuleColumns {
  readonly methods: ReadonlyArray<MethodColumns>
  /** The columns of all methods, what most have first. */
  readonly all: ReadonlyArray<Column>
}

export const ruleColumns = once((): RuleColumns => {
  const own = membersOf(AnyRule.ast).map((member): MethodColumns => {
    const kind = keysOf(member).find(({ name }) => name === "kind")?.shape
    const fixed = kind?._tag === "Literal" ? String(kind.literal) : ""
    return {
      kind: fixed,
      title: methodTitles.get(fixed) ?? fixed,
      said: descriptionsOf(member).join(";"),
      columns: columnsOf(member, { outer: "rules", without: new Set(["kind"]) }),
    }
  })
  const byPath = new Map(
    own.flatMap(({ columns }) => columns.map((column) => [column.path.join("."), column] as const)).reverse(),
  )
  const all = [
    ...new Map(own.flatMap(({ columns }) => columns.map((column) => [column.path.join("."), column] as const))).keys(),
  ].flatMap((path) => byPath.get(path) ?? [])
  // what most methods use comes first, so that a plain rule is written without going far
  const used = (column: Column): number =>
    own.filter(({ columns }) => columns.some((one) => samePath(one, column))).length
  return { methods: own, all: distinct([...all].sort((a, b) => used(b) - used(a))) }
})

export const samePath = (a: Pick<Column, "path">, b: Pick<Column, "path">): boolean =>
  a.path.join(".") === b.path.join(".")

/** The value of a column in a table of keys. */
export const valueAt = (table: unknown, path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((value, name) => (isKeys(value) ? value[name] : undefined), table)

/** A top-level key that has a sheet of its own: its rows are entries, by id where it is a table. */
export const isSheet = ({ shape, name }: KeyShape): boolean => {
  const entry = entryOf(shape)
  if (name === "sections" || entry === null) return false
  if (isList(shape)) return isTable(entry)
  return isFreeTable(shape) && (isTable(entry) || membersOf(entry).every(({ _tag }) => _tag === "String"))
}
