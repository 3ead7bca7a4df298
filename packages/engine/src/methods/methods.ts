import { Schema } from "effect"
import { calculated } from "./Calculated.ts"
import { ceiling } from "./Ceiling.ts"
import { checklist } from "./Checklist.ts"
import { deadline } from "./Deadline.ts"
import { judged } from "./Judged.ts"
import { ladder } from "./Ladder.ts"
import { level } from "./Level.ts"
import { linear } from "./Linear.ts"
import { mean } from "./Mean.ts"
import type { Loss, Method, RuleScope } from "./Method.ts"
import { perAward } from "./PerAward.ts"
import { perEvent } from "./PerEvent.ts"
import { shortfall } from "./Shortfall.ts"
import { tiers } from "./Tiers.ts"
import { tooFew } from "./TooFew.ts"
import { yesNo } from "./YesNo.ts"

/** Every scoring method, by the `kind` a rule names it with. A new method is a new file and a line here. */
export const methods = {
  "yes-no": yesNo,
  checklist,
  shortfall,
  linear,
  tiers,
  "per-event": perEvent,
  "per-award": perAward,
  "too-few": tooFew,
  deadline,
  level,
  ladder,
  mean,
  ceiling,
  judged,
  formula: calculated,
} as const

export type RuleKind = keyof typeof methods
type ParamsOf<K extends RuleKind> = (typeof methods)[K] extends Method<infer P> ? P : never

/** One sentence of a clause with its method and parameters (计分规则). */
export type Rule = { [K in RuleKind]: ParamsOf<K> }[RuleKind]

/** The schema of a rule: which method it is tells `kind`. */
export const AnyRule: Schema.Codec<Rule> = Schema.Union([
  yesNo.params,
  checklist.params,
  shortfall.params,
  linear.params,
  tiers.params,
  perEvent.params,
  perAward.params,
  tooFew.params,
  deadline.params,
  level.params,
  ladder.params,
  mean.params,
  ceiling.params,
  judged.params,
  calculated.params,
]).annotate({ identifier: "Rule", description: "计分规则" })

const table: { readonly [K in RuleKind]: Method<ParamsOf<K>> } = methods

export const expandRule = <K extends RuleKind>(
  rule: { [P in K]: ParamsOf<P> }[K] & { readonly kind: K },
  scope: RuleScope,
): ReadonlyArray<Loss> => table[rule.kind].expand(rule, scope)
