import { Schema } from "effect"
import { equal, input, sum } from "../formula/build.ts"
import { FieldName } from "../rubric/Scalars.ts"
import { exactOf, named, spanText } from "./Figure.ts"
import type { Finding, Given, Relation, RelationScope } from "./Relation.ts"
import { exactly, isBelow, sumOf } from "./Span.ts"

const Carried = Schema.Struct({
  old: FieldName.annotate({ description: "旧存(上期结转)" }),
  new: FieldName.annotate({ description: "新收(本期新发生)" }),
}).annotate({ identifier: "Carried", description: "结转:本项(办理数)= 旧存 + 新收" })
type Carried = typeof Carried.Type

/** 办理 = 旧存 + 新收. */
export const carriedKeys = { carried: Schema.optionalKey(Carried) } as const

export const expandCarried = (
  { carried }: { readonly carried?: Carried },
  scope: RelationScope,
): ReadonlyArray<Relation> => {
  if (carried === undefined) return []
  if (scope.alike([carried.old, carried.new], ["carried"]) === null) return []
  const handled = scope.field
  const [whole, old, fresh] = [handled, carried.old, carried.new].map((id) => `“${scope.of(id).label}”`)
  return [
    {
      field: handled,
      path: ["carried"],
      needs: [handled, carried.old, carried.new],
      that: equal(input(handled), sum(input(carried.old), input(carried.new))),
      otherwise: `${whole}应等于${old}与${fresh}之和`,
      find: (given) => find(carried, scope, given),
    },
  ]
}

/** What is new and what is old are counted at different times, so that a difference is first of all one of 口径. */
const find = (carried: Carried, scope: RelationScope, given: Given): Finding | null => {
  const handled = given.figure(scope.field)
  const old = given.figure(carried.old)
  const fresh = given.figure(carried.new)
  if (handled === null) return null
  const told = (message: string, remedy: string): Finding => ({
    severity: "warning",
    code: "check/carried",
    message,
    remedy,
    figures: [handled, ...(old === null ? [] : [old]), ...(fresh === null ? [] : [fresh])],
  })
  if (old !== null && fresh !== null) {
    const sum = sumOf([old.span, fresh.span])
    if (!isBelow(sum, handled.span) && !isBelow(handled.span, sum)) return null
    return told(
      `${named(handled)},${named(old)}与${named(fresh)}之和为 ${spanText(sum, handled)},两者不等`,
      "请核对旧存、新收的统计范围和截止日,更正其中有误的一个",
    )
  }
  const part = old ?? fresh
  if (part === null) return null
  const { label } = scope.of(old === null ? carried.old : carried.new)
  if (isBelow(handled.span, part.span)) {
    return told(
      `${named(handled)},少于${named(part)};办理数应包括旧存和新收`,
      "请核对统计范围和截止日,更正其中有误的一个",
    )
  }
  const [total, known] = [exactOf(handled), exactOf(part)]
  if (fresh === null || total === null || known === null || known.sign !== 0 || total.sign === 0) return null
  return told(
    `${named(handled)},${named(fresh)},没有填“${label}”;只有 ${spanText(exactly(total), handled)}全是旧存才相容`,
    `请补填“${label}”,并写明新发生的统计范围`,
  )
}
