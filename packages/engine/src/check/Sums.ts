import { Schema } from "effect"
import { atLeast, equal, input, sum } from "../formula/build.ts"
import type { FieldId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import { FieldName } from "../rubric/Scalars.ts"
import { exactOf, type Figure, list, named, spanText } from "./Figure.ts"
import { type Finding, type Given, impossible, type Key, type Relation, type RelationScope } from "./Relation.ts"
import { isBelow, onlyValue, type Span, sumOf } from "./Span.ts"

const Parts = Schema.Union([Schema.NonEmptyArray(FieldName), Schema.NonEmptyArray(Schema.NonEmptyArray(FieldName))])

/** 分项合计: the parts make the whole; `includes` where not all of them are asked for (其中). */
export const sumKeys = {
  sums: Schema.optionalKey(
    Parts.annotate({
      identifier: "Parts",
      description: "分项合计:所列各项之和须等于本项;有几种分法的,写成几个列表",
    }),
  ),
  includes: Schema.optionalKey(
    Parts.annotate({
      identifier: "IncludedParts",
      description: "其中:所列各项互不重叠而列举不全,之和不能多于本项;有几组的,写成几个列表",
    }),
  ),
} as const

type Parts = typeof Parts.Type

export const expandSums = (
  given: { readonly sums?: Parts; readonly includes?: Parts },
  scope: RelationScope,
): ReadonlyArray<Relation> => [
  ...breakdowns(given.sums, "sums").flatMap((parts) => relation(parts, "sums", scope)),
  ...breakdowns(given.includes, "includes").flatMap((parts) => relation(parts, "includes", scope)),
]

interface Breakdown {
  readonly parts: ReadonlyArray<FieldId>
  readonly key: Key
}

const breakdowns = (parts: Parts | undefined, key: string): ReadonlyArray<Breakdown> => {
  const flat = (parts ?? []).flatMap((part) => (typeof part === "string" ? [part] : []))
  const nested = (parts ?? []).flatMap((part, index) =>
    typeof part === "string" ? [] : [{ parts: part, key: [key, index] }],
  )
  return flat.length > 0 ? [{ parts: flat, key: [key] }] : nested
}

const relation = (
  { parts, key }: Breakdown,
  how: "sums" | "includes",
  scope: RelationScope,
): ReadonlyArray<Relation> => {
  const known = scope.alike(parts, key)
  if (known === null) return []
  const { field: whole } = scope
  const names = known.map((id) => `“${scope.of(id).label}”`).join("、")
  const total = sum(...known.map(input))
  const { label } = scope.of(whole)
  return [
    {
      field: whole,
      path: key,
      needs: [whole, ...known],
      that: how === "sums" ? equal(input(whole), total) : atLeast(input(whole), total),
      otherwise:
        how === "sums"
          ? `${names}${known.length === 1 ? "应等于" : "之和应等于"}“${label}”`
          : `${names}之和不能多于“${label}”`,
      find: (given) => find({ whole, parts: known, how, label }, given),
    },
  ]
}

interface Asked {
  readonly whole: FieldId
  readonly parts: ReadonlyArray<FieldId>
  readonly how: "sums" | "includes"
  readonly label: string
}

const find = ({ whole, parts, how, label }: Asked, given: Given): Finding | null => {
  const total = given.figure(whole)
  const stated = parts.flatMap((id) => given.figure(id) ?? [])
  const [first] = stated
  if (first === undefined) return null
  const isWhole = stated.length === parts.length
  // a part that was not given is at least nothing
  const sum: Span = isWhole
    ? sumOf(stated.map(({ span }) => span))
    : { ...sumOf([...stated.map(({ span }) => span), atLeastNothing]) }
  if (total === null) return given.isMissing(whole) ? noTotal({ label, how, isWhole, sum }, stated) : null
  const isTooMuch = isBelow(total.span, sum)
  const isTooLittle = how === "sums" && isWhole && isBelow(sum, total.span)
  if (!isTooMuch && !isTooLittle) return null
  const figures = [total, ...stated]
  const joined = `${how === "includes" ? "其中" : isWhole ? "分项" : "已填的分项"}${list(stated)}`
  const together = stated.length === 1 ? "" : `合计 ${spanText(sum, first)}`
  return {
    ...impossible(figures),
    code: "check/sum",
    message: `${named(total)},${joined}${together},${difference(total, sum, first)}`,
    figures,
  }
}

const atLeastNothing: Span = { low: { value: Rational.zero, open: false }, high: null }

const difference = (total: Figure, sum: Span, like: Figure): string => {
  const [whole, parts] = [exactOf(total), onlyValue(sum)]
  const more = whole === null || parts === null ? null : parts.minus(whole)
  if (more === null) return isBelow(total.span, sum) ? "多于合计数" : "少于合计数"
  const size = { low: { value: more.sign < 0 ? more.negated() : more, open: false } }
  return `${more.sign > 0 ? "多" : "少"} ${spanText({ ...size, high: size.low }, like)}`
}

/** Parts without their total: nothing to compare with, and one figure of which the rest tells what it should be. */
const noTotal = (
  { label, how, isWhole, sum }: Pick<Asked, "label" | "how"> & { readonly isWhole: boolean; readonly sum: Span },
  parts: ReadonlyArray<Figure>,
): Finding | null => {
  const [first] = parts
  if (first === undefined || parts.length < 2) return null
  const expected = how === "sums" && isWhole ? "合计" : "已填各项合计"
  return {
    severity: "note",
    code: "check/no-total",
    message: `${list(parts)},${expected} ${spanText(sum, first)},没有填“${label}”,无从核对`,
    remedy: how === "sums" && isWhole ? `请补填“${label}”` : `请补填“${label}”,不应少于各项合计`,
    figures: parts,
  }
}
