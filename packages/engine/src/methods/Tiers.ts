import { Schema } from "effect"
import { atLeast, cases, points } from "../formula/build.ts"
import { FormulaText, GroupPoints, ruleKeys, Small, Target } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"
import { withSmall } from "./small.ts"

/** 分档计分: thresholds, the best one reached gives its points. One threshold is 达标得分. */
const Params = Schema.Struct({
  kind: Schema.Literal("tiers"),
  ...ruleKeys,
  value: FormulaText.pipe(Schema.annotateKey({ description: "所算数值" })),
  better: Schema.optionalKey(
    Schema.Literals(["higher", "lower"]).annotate({ description: "higher 数值越高越好(默认);lower 数值越低越好" }),
  ),
  tiers: Schema.NonEmptyArray(
    Schema.Struct({
      at: Target.pipe(Schema.annotateKey({ description: "达到(含)多少" })),
      points: GroupPoints,
    }),
  ).annotate({ description: "各档,由好到差" }),
  otherwise: Schema.optionalKey(GroupPoints.annotate({ description: "各档均未达到的得多少分(默认 0)" })),
  small: Schema.optionalKey(Small),
}).annotate({ identifier: "TiersRule", description: "分档计分:达到哪一档得哪一档的分" })

export const tiers: Method<typeof Params.Type> = {
  kind: "tiers",
  title: "分档计分",
  params: Params,
  expand: (params, scope) => {
    const raw = scope.formula(params.value, "value", "number")
    const steps = params.tiers.map((tier, index) => ({
      at: scope.limit(tier.at, `tiers.${index}.at`),
      points: scope.points(tier.points),
    }))
    const format = steps.some((tier) => tier.at.isRate) || scope.formatOf(raw) === "rate" ? "rate" : scope.formatOf(raw)
    const name = params.found ?? scope.nameOf(raw)
    const value = scope.keep("value", name, format, format === "rate" ? scope.rate(raw) : raw)
    const place = scope.placeWords(raw)
    const lower = params.better === "lower"
    const least = scope.points(params.otherwise ?? 0)
    steps.forEach((tier, index) => {
      const next = steps[index + 1]
      if (next === undefined) return
      const [here, below] = [tier.at.plain, next.at.plain]
      if (here !== null && below !== null && !(lower ? here.compare(below) < 0 : here.compare(below) > 0)) {
        scope.refuse(
          `tiers.${index + 1}.at`,
          `第 ${index + 2} 档的界限 ${show(below, format)} 没有比上一档 ${show(here, format)} 更${lower ? "高" : "低"}`,
          "各档由好到差排列",
        )
      }
      if (next.points.compare(tier.points) >= 0) {
        scope.refuse(
          `tiers.${index + 1}.points`,
          `第 ${index + 2} 档得 ${show(next.points, "points")} 分,不低于上一档的 ${show(tier.points, "points")} 分`,
          "较差的一档应得较少的分",
        )
      }
    })
    const last = steps.at(-1)
    if (last !== undefined && least.compare(last.points) >= 0 && params.otherwise !== undefined) {
      scope.refuse(
        "otherwise",
        `各档均未达到的得 ${show(least, "points")} 分,不低于最后一档的 ${show(last.points, "points")} 分`,
        "没有达到任何一档的应得较少的分",
      )
    }
    const best = steps[0]
    const most = best?.points ?? least
    return [
      withSmall(
        {
          ...plain,
          how: "award",
          points: cases(
            steps.map(
              (tier) =>
                [
                  lower ? atLeast(tier.at.formula(format), value) : atLeast(value, tier.at.formula(format)),
                  points(tier.points),
                ] as const,
            ),
            points(least),
          ),
          most,
          reason: (v) => {
            const found = v.number(value)
            const missed = [...steps].reverse().find((tier) => {
              const limit = v.number(tier.at.formula(format))
              return lower ? found.compare(limit) > 0 : found.compare(limit) < 0
            })
            const had = `${name} ${quantity(v.show(value, format), scope.unitOf(raw))}`
            if (place !== null)
              return `${place.join(v.show(value, format))}${missed === undefined ? "" : `,${lower ? "未进前" : "未出后"}${missed.at.says(v, format)} 名`}`
            if (missed === undefined) return `${had},未达到要求`
            return `${had},${lower ? "高于" : "未达到"}${quantity(missed.at.says(v, format), scope.unitOf(raw))}`
          },
        },
        params.small,
        scope,
      ),
    ]
  },
}
