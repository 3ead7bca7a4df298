import { Schema } from "effect"
import { atLeast, cases, max, min, minus, number, over, points, step, times } from "../formula/build.ts"
import { Rational, type Rounding } from "../Rational.ts"
import { FormulaText, GroupPoints, ruleKeys, Small, Target } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { type Method, plain } from "./Method.ts"
import { withSmall } from "./small.ts"

/** 按差额扣分: so many points for each step that a value falls short of (or exceeds) its target. */
const Params = Schema.Struct({
  kind: Schema.Literal("shortfall"),
  ...ruleKeys,
  value: FormulaText.pipe(Schema.annotateKey({ description: "所算数值" })),
  target: Target.pipe(Schema.annotateKey({ description: "目标值" })),
  side: Schema.optionalKey(
    Schema.Literals(["below", "above"]).annotate({ description: "below 低于目标扣分(默认);above 高于目标扣分" }),
  ),
  per: Schema.Union([Schema.Finite, Schema.String]).annotate({
    description: "每差多少:5pp 为 5 个百分点;5% of target 为目标值的 5%;计数直接写数",
  }),
  points: GroupPoints.annotate({ description: "每差一档扣多少分" }),
  partStep: Schema.Literals(["proportional", "ignored", "whole"]).annotate({
    description: "不足一档的:proportional 按比例计;ignored 不计;whole 按一档计",
  }),
  cap: Schema.optionalKey(GroupPoints.annotate({ description: "最多扣多少分" })),
  small: Schema.optionalKey(Small),
}).annotate({ identifier: "ShortfallRule", description: "按差额扣分:每低(高)多少扣多少" })

const partSteps: { readonly [P in (typeof Params.Type)["partStep"]]: Rounding | null } = {
  proportional: null,
  ignored: "down",
  whole: "up",
}

export const shortfall: Method<typeof Params.Type> = {
  kind: "shortfall",
  title: "按差额扣分",
  params: Params,
  expand: (params, scope) => {
    const raw = scope.formula(params.value, "value", "number")
    const limit = scope.limit(params.target, "target")
    const format = limit.isRate || scope.formatOf(raw) === "rate" ? "rate" : scope.formatOf(raw)
    const value = scope.keep(
      "value",
      params.found ?? scope.nameOf(raw),
      format,
      format === "rate" ? scope.rate(raw) : raw,
    )
    const target = limit.formula(format)
    const per = readPer(params.per, limit.plain, scope.refuse)
    const gap = params.side === "above" ? minus(value, target) : minus(target, value)
    const inRate = format === "rate"
    const size = per.ofTarget
      ? times(target, number(inRate ? per.size.times(HUNDRED) : per.size))
      : number(inRate ? per.size.times(HUNDRED) : per.size)
    const steps = over(inRate ? times(gap, number(100)) : gap, size)
    const mode = partSteps[params.partStep]
    const whole = mode === null ? steps : step(steps, Rational.one, mode)
    const each = points(scope.points(params.points))
    const most = params.cap === undefined ? scope.whole : scope.points(params.cap)
    const met = params.side === "above" ? atLeast(target, value) : atLeast(value, target)
    const lost = times(whole, each)
    const name = params.found ?? scope.nameOf(raw)
    return [
      withSmall(
        {
          ...plain,
          how: "lose",
          points: cases([[met, points(0)]], params.cap === undefined ? lost : min(lost, points(most))),
          most,
          reason: (v) => {
            const distance = v.number(max(gap, number(0)))
            const amountText = inRate
              ? `${show(distance.times(HUNDRED), "number")} 个百分点`
              : quantity(show(distance, format), scope.unitOf(raw))
            return `${name} ${quantity(v.show(value, format), scope.unitOf(raw))},${params.side === "above" ? "高于" : "低于"}${limit.says(v, format)},${params.side === "above" ? "高" : "差"} ${amountText}`
          },
        },
        params.small,
        scope,
      ),
    ]
  },
}

const HUNDRED = Rational.of(100)

/** `5pp`, `5% of target` or a plain number. A bare percentage has two readings and is refused with both worked out. */
const readPer = (
  per: number | string,
  target: Rational | null,
  refuse: (key: string, message: string, remedy: string) => void,
): { readonly size: Rational; readonly ofTarget: boolean } => {
  const fixed = (size: Rational) => ({ size, ofTarget: false })
  if (typeof per === "number") {
    if (per > 0) return fixed(Rational.of(per))
    refuse("per", `每差 ${per} 扣分,无法计算`, "per 应为大于 0 的数")
    return fixed(Rational.one)
  }
  const parts = /^(\d+(?:\.\d+)?)\s*(pp|% of target|%)$/.exec(per)
  const size = Rational.parse(parts?.[1] ?? "")
  if (parts === null || size === null || size.sign <= 0) {
    refuse("per", `per 写作“${per}”,不能识别`, "百分点写作 5pp,目标值的百分之五写作 5% of target,计数直接写数")
    return fixed(Rational.one)
  }
  const share = size.over(HUNDRED)
  if (parts[2] === "pp") return fixed(share)
  if (parts[2] === "% of target") {
    if (target === null) return { size: share, ofTarget: true }
    if (target.sign > 0) return fixed(share.times(target))
    refuse(
      "per",
      `目标值是 ${show(target, "number")},没有它的 ${show(share, "rate")}可言`,
      "目标值为 0 的,按百分点写作 5pp,计数直接写数",
    )
    return fixed(share)
  }
  const worked = target === null ? "" : `(目标 ${show(target, "rate")} 时即相差 ${show(share.times(target), "rate")})`
  refuse(
    "per",
    `per 写作“${per}”有两种读法:${show(size, "number")} 个百分点(即比率相差 ${show(share, "rate")}),或目标值的 ${show(share, "rate")}${worked}`,
    `按百分点的写作 ${show(size, "number")}pp,按目标值比例的写作 ${show(size, "number")}% of target`,
  )
  return fixed(share)
}
