import { Schema } from "effect"
import { cases, max, minus, not, or, points } from "../formula/build.ts"
import { FormulaText, GroupPoints, ruleKeys, Text } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Method, plain } from "./Method.ts"
import { burdenOf } from "./parts.ts"

/** 限高: where something happened, the mark is at most so much (不高于及格分); rules that follow take from what is left (然后再扣). */
const Params = Schema.Struct({
  kind: Schema.Literal("ceiling"),
  ...ruleKeys,
  when: FormulaText.pipe(Schema.annotateKey({ description: "条件" })),
  what: Text.annotate({ description: "何种情形" }),
  at: GroupPoints.pipe(Schema.annotateKey({ description: "本项不高于多少分" })),
}).annotate({ identifier: "CeilingRule", description: "限高:有某种情形的,本项不高于多少分,其后的规则再扣" })

export const ceiling: Method<typeof Params.Type> = {
  kind: "ceiling",
  title: "限高",
  params: Params,
  expand: (params, scope) => {
    const at = scope.points(params.at)
    if (at.compare(scope.full) >= 0) {
      scope.refuse(
        "at",
        `不高于 ${show(at, "points")} 分,而本项满分只有 ${show(scope.full, "points")} 分,等于没有限制`,
        "写一个低于本项分值的数",
      )
    }
    const { holds, mayHold } = burdenOf(scope, "when", scope.formula(params.when, "when", "boolean"))
    const over = max(minus(scope.balance, points(at)), points(0))
    const taken = (when: typeof holds) => cases([[when, over]], points(0))
    return [
      {
        ...plain,
        how: "lose",
        points: taken(holds),
        most: scope.whole.minus(at),
        byParts: true,
        partial: { complete: or(holds, not(mayHold)), low: taken(holds), high: taken(mayHold) },
        limit: { when: mayHold, at },
        reason: (v) =>
          v.truth(holds)
            ? `${params.what},本项不高于 ${show(at, "points")} 分,此前余 ${v.show(scope.balance, "points")} 分`
            : "",
      },
    ]
  },
}
