import { Schema } from "effect"
import { cases, points, truth } from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import { FormulaText, GroupPoints, ruleKeys, Text } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { type Method, plain } from "./Method.ts"
import { gainOf } from "./parts.ts"

/** 就高计分: several things that each give points, of which only the best counts (省级 3 分、市级 2 分、县级 1 分). */
const Params = Schema.Struct({
  kind: Schema.Literal("ladder"),
  ...ruleKeys,
  rungs: Schema.NonEmptyArray(
    Schema.Struct({
      title: Text.annotate({ description: "名称" }),
      value: FormulaText.pipe(Schema.annotateKey({ description: "条件" })),
      points: GroupPoints,
    }),
  ).annotate({ description: "各级,由高到低" }),
}).annotate({ identifier: "LadderRule", description: "就高计分:只按达到的最高一级得分" })

export const ladder: Method<typeof Params.Type> = {
  kind: "ladder",
  title: "就高计分",
  params: Params,
  expand: (params, scope) => {
    const rungs = params.rungs.map(({ title, value, points: share }, index) => ({
      title,
      points: scope.points(share),
      ...gainOf(scope, String(index + 1), scope.formula(value, `rungs.${index}.value`, "boolean")),
    }))
    rungs.forEach((rung, index) => {
      const above = rungs[index - 1]
      if (above === undefined || rung.points.compare(above.points) < 0) return
      scope.refuse(
        `rungs.${index}.points`,
        `“${rung.title}”得 ${show(rung.points, "points")} 分,不低于上一级“${above.title}”的 ${show(above.points, "points")} 分`,
        "各级由高到低排列,较低的一级应得较少的分",
      )
    })
    const best = (which: "holds" | "mayHold") =>
      cases(
        rungs.map((rung) => [rung[which], points(rung.points)] as const),
        points(0),
      )
    return [
      {
        ...plain,
        how: "award",
        points: best("holds"),
        most: rungs[0]?.points ?? Rational.zero,
        byParts: true,
        partial: {
          // a higher level that may still come leaves points open, one further down does not
          complete: cases(
            rungs.flatMap(({ holds, mayHold }) => [[holds, truth(true)] as const, [mayHold, truth(false)] as const]),
            truth(true),
          ),
          low: best("holds"),
          high: best("mayHold"),
        },
        reason: (v) => {
          const name = params.found ?? ""
          const possible = rungs.find(({ mayHold }) => v.truth(mayHold))
          if (possible === undefined) return `${name}各级均未达到`
          return v.truth(possible.holds)
            ? `${name}最高为${possible.title},得 ${show(possible.points, "points")} 分`
            : `${name}至多为${possible.title},得 ${show(possible.points, "points")} 分`
        },
      },
    ]
  },
}
