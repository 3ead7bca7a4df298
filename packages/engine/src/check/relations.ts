import type { FieldId } from "../formula/Formula.ts"
import { carriedKeys, expandCarried } from "./Carried.ts"
import { expandRateOf, rateKeys } from "./RateOf.ts"
import type { Relation, RelationScope } from "./Relation.ts"
import { expandSums, sumKeys } from "./Sums.ts"
import { expandWithin, wholesIn, withinKeys } from "./Within.ts"

/** What a field may declare of its relation to others (勾稽关系). A kind of relation is one file; this is the list of them. */
export const relationKeys = { ...sumKeys, ...withinKeys, ...carriedKeys, ...rateKeys } as const

/** What a field of the rubric declares; of the rest of the field relations know nothing. */
export type Declared = Parameters<typeof expandSums>[0] &
  Parameters<typeof expandWithin>[0] &
  Parameters<typeof expandCarried>[0] &
  Parameters<typeof expandRateOf>[0]

export const relationsOf = (declared: Declared, scope: RelationScope): ReadonlyArray<Relation> => [
  ...expandSums(declared, scope),
  ...expandWithin(declared, scope),
  ...expandCarried(declared, scope),
  ...expandRateOf(declared, scope),
]

export const wholesOf = ({ within }: Declared): ReadonlyArray<FieldId> => wholesIn(within)
