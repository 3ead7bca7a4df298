import { Schema } from "effect"
import { atLeast, input } from "../formula/build.ts"
import type { FieldId } from "../formula/Formula.ts"
import { FieldName } from "../rubric/Scalars.ts"
import { type Figure, named } from "./Figure.ts"
import { type Finding, type Given, impossible, type Relation, type RelationScope } from "./Relation.ts"
import { isBelow } from "./Span.ts"

/** 部分不多于全部. A chain of them is a funnel (参学、报考、参考、通过): where a step of it was left empty, the next one is compared. */
export const withinKeys = {
  within: Schema.optionalKey(
    Schema.Union([FieldName, Schema.NonEmptyArray(FieldName)]).annotate({
      identifier: "Within",
      description: "本项是其中一部分的那一项(可有几项):本项不能多于它;逐级写明即为漏斗",
    }),
  ),
} as const

export const wholesIn = (within: string | ReadonlyArray<string> | undefined): ReadonlyArray<FieldId> =>
  within === undefined ? [] : typeof within === "string" ? [within] : within

export const expandWithin = (
  { within }: { readonly within?: string | ReadonlyArray<string> },
  scope: RelationScope,
): ReadonlyArray<Relation> => {
  if (within === undefined) return []
  const known = scope.alike(wholesIn(within), ["within"])
  return (known ?? []).map((whole): Relation => {
    const { label, format } = scope.of(scope.field)
    return {
      field: scope.field,
      path: ["within"],
      needs: [scope.field, whole],
      that: atLeast(input(whole), input(scope.field)),
      otherwise: `“${label}”不能${more(format)}“${scope.of(whole).label}”`,
      find: (given) => find(scope, whole, given),
    }
  })
}

const more = (format: string): string => (format === "rate" ? "高于" : "多于")

const find = (scope: RelationScope, whole: FieldId, given: Given): Finding | null => {
  const part = given.figure(scope.field)
  if (part === null) return null
  const wholes = nextGiven(scope, whole, given, new Set([scope.field]))
  const exceeded = wholes.find(({ span }) => isBelow(span, part.span))
  if (exceeded !== undefined) {
    const figures = [part, exceeded]
    return {
      ...impossible(figures),
      code: "check/within",
      message: `${named(part)},${more(part.format)}${named(exceeded)};前者应是后者的一部分`,
      figures,
    }
  }
  if (wholes.length > 0 || !given.isMissing(whole)) return null
  return {
    severity: "note",
    code: "check/no-total",
    message: `${named(part)},没有填“${scope.of(whole).label}”,无从核对`,
    remedy: `请补填“${scope.of(whole).label}”`,
    figures: [part],
  }
}

/** The whole, or where it was not given the next ones up the funnel that were. */
const nextGiven = (
  scope: RelationScope,
  whole: FieldId,
  given: Given,
  seen: ReadonlySet<FieldId>,
): ReadonlyArray<Figure> => {
  const own = given.figure(whole)
  if (own !== null) return [own]
  return scope
    .wholesOf(whole)
    .filter((next) => !seen.has(next))
    .flatMap((next) => nextGiven(scope, next, given, new Set([...seen, whole])))
}
