import { Schema } from "effect"
import { cases, equal, or, points, text } from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import { FormulaText, GroupPoints, ruleKeys } from "../rubric/Scalars.ts"
import { type Method, plain } from "./Method.ts"

/** 等级: each level gives its points. */
const Params = Schema.Struct({
  kind: Schema.Literal("level"),
  ...ruleKeys,
  value: FormulaText.pipe(Schema.annotateKey({ description: "所评等级" })),
  points: Schema.Record(
    Schema.String,
    Schema.Union([GroupPoints, Schema.Literal("out")]).annotate({ description: "分值;out 该指标不计入" }),
  ).annotate({ description: "等级: 分值;答了不计入的(如 不了解)写 out" }),
}).annotate({ identifier: "LevelRule", description: "等级:按等级得分" })

export const level: Method<typeof Params.Type> = {
  kind: "level",
  title: "等级",
  params: Params,
  expand: (params, scope) => {
    const value = scope.formula(params.value, "value", "text")
    const levels = scope.levelsOf(value)
    const written = Object.entries(params.points)
    const given = new Map(
      written.flatMap(([name, share]) => (share === "out" ? [] : [[name, scope.points(share)] as const])),
    )
    const leaving = written.flatMap(([name, share]) => (share === "out" ? [name] : []))
    for (const [name] of written) {
      if (!levels.includes(name))
        scope.refuse(
          `points.${name}`,
          `“${name}”不是该填报项的等级`,
          levels.length === 0 ? "所评等级应是写有 levels 的填报项" : `等级为:${levels.join("、")}`,
        )
    }
    const counted = levels.filter((name) => !leaving.includes(name))
    for (const [index, name] of counted.entries()) {
      const share = given.get(name)
      const better = given.get(counted[index - 1] ?? "")
      if (share === undefined) scope.refuse("points", `没有写等级“${name}”的分值`, `补上 ${name} 的分值`)
      else if (better !== undefined && share.compare(better) > 0) {
        scope.refuse(
          `points.${name}`,
          `等级“${name}”得分高于更好的等级“${counted[index - 1] ?? ""}”`,
          "等级由好到差,分值不应升高",
        )
      }
    }
    const most = [...given.values()].reduce((best, share) => best.max(share), Rational.zero)
    return [
      {
        ...plain,
        how: "award",
        points: cases(
          [...given].map(([name, share]) => [equal(value, text(name)), points(share)] as const),
          points(0),
        ),
        most,
        leaves: leaving.length === 0 ? null : or(...leaving.map((name) => equal(value, text(name)))),
        reason: (v) => `${params.found ?? scope.nameOf(value)}:${v.text(value)}`,
      },
    ]
  },
}
