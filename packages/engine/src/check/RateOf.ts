import { Schema } from "effect"
import type { FieldId, Formula } from "../formula/Formula.ts"
import { fieldsOf } from "../formula/readings.ts"
import { Rational } from "../Rational.ts"
import { FormulaText } from "../rubric/Scalars.ts"
import { quantity, show } from "../show.ts"
import { exactOf, type Figure, list, named } from "./Figure.ts"
import { type Finding, type Given, impossible, type Relation, type RelationScope } from "./Relation.ts"
import { denominators, numerators, type Stated, standing, type Whole } from "./rates.ts"
import { sameUnit } from "./sameUnit.ts"

const RateOf = Schema.Struct({
  of: Schema.optionalKey(FormulaText.annotate({ description: "分子:填报项,或几项的和、差;没有设这一项的不写" })),
  over: Schema.Union([FormulaText, Schema.NonEmptyArray(FormulaText)]).annotate({
    description: "分母:填报项,或几项的和、差;口径没有写死的,列出可能的几个,有一个对得上即可",
  }),
}).annotate({ identifier: "RateOf", description: "本项是率:由哪个分子、哪个分母算出,按所填的位数核对" })
type RateOf = typeof RateOf.Type

/** 率 = 分子 ÷ 分母, as rounded as it was printed. */
export const rateKeys = { rateOf: Schema.optionalKey(RateOf) } as const

export const expandRateOf = (
  { rateOf }: { readonly rateOf?: RateOf },
  scope: RelationScope,
): ReadonlyArray<Relation> => {
  if (rateOf === undefined) return []
  const { label, format } = scope.of(scope.field)
  if (format !== "rate") {
    scope.refuse(["rateOf"], `“${label}”不是率,却写了分子分母`, "把它的 kind 改为 rate,或去掉 rateOf")
    return []
  }
  const texts = typeof rateOf.over === "string" ? [rateOf.over] : rateOf.over
  const over = texts.flatMap((text, index) => {
    const key = typeof rateOf.over === "string" ? ["rateOf", "over"] : ["rateOf", "over", index]
    return scope.formula(text, key) ?? []
  })
  const of = rateOf.of === undefined ? null : scope.formula(rateOf.of, ["rateOf", "of"])
  if (over.length < texts.length || (rateOf.of !== undefined && of === null)) return []
  const parts: Parts = { of, over, scope }
  if (of !== null && over.some((one) => !areAlike(parts, of, one))) return []
  return [
    {
      field: scope.field,
      path: ["rateOf"],
      needs: [...new Set([scope.field, ...[of, ...over].flatMap((one) => (one === null ? [] : fieldsOf(one)))])],
      // how many digits were printed is not in the value
      that: null,
      otherwise: "",
      find: (given) => find(parts, given),
    },
  ]
}

interface Parts {
  readonly of: Formula | null
  readonly over: ReadonlyArray<Formula>
  readonly scope: RelationScope
}

/** 次数 over 件数 is no rate: what is divided must count the same thing. */
const areAlike = ({ scope }: Parts, of: Formula, over: Formula): boolean => {
  const [a, b] = [of, over].map((one) => unitsOf(one, scope))
  const [first, second] = [a?.[0], b?.[0]]
  if (first === undefined || second === undefined || a === undefined || b === undefined) return true
  if (a.every(({ unit }) => b.every((other) => sameUnit(unit, other.unit)))) return true
  scope.refuse(
    ["rateOf"],
    `“${first.label}”的单位是“${first.unit}”,“${second.label}”的单位是“${second.unit}”,不能相除为“${scope.of(scope.field).label}”`,
    "改用单位、口径相同的分子分母;确是同一单位的,把两项的 unit 写成一样",
  )
  return false
}

const unitsOf = (
  formula: Formula,
  scope: RelationScope,
): ReadonlyArray<{ readonly label: string; readonly unit: string }> =>
  fieldsOf(formula)
    .map(scope.of)
    .filter(({ unit }) => unit !== "")

/** A numerator or denominator of one agency. */
interface Term {
  readonly value: Rational
  readonly figures: ReadonlyArray<Figure>
  /** `“立案处理”235 件`; of several figures also what they come to. */
  readonly text: string
  readonly isCount: boolean
}

const termOf = (formula: Formula, given: Given): Term | null => {
  const ids = fieldsOf(formula)
  const figures = ids.flatMap((id) => given.figure(id) ?? [])
  const [first] = figures
  if (first === undefined || figures.length < ids.length || figures.some((one) => exactOf(one) === null)) return null
  const value = given.number(formula)
  if (value.isUndefined) return null
  return {
    value,
    figures,
    text:
      formula.kind === "input" ? named(first) : `${list(figures)}算得的 ${quantity(show(value, "number"), first.unit)}`,
    isCount: figures.every(({ format }) => format === "count"),
  }
}

const find = (parts: Parts, given: Given): Finding | null => {
  const rate = given.figure(parts.scope.field)
  const value = rate === null ? null : exactOf(rate)
  if (rate === null || value === null) return null
  const stated: Stated = { rate: value, step: rate.lastDigit }
  const over = parts.over.flatMap((formula) => termOf(formula, given) ?? [])
  const of = parts.of === null ? null : termOf(parts.of, given)
  const one: Case = { rate, stated, of, over: over.filter(({ value }) => value.sign > 0), parts, given }
  if (over.length === 0) return tooFine(one) ?? noDenominator(one)
  if (one.over.length === 0) return overNothing(one, over)
  return of === null ? impliedNumerator(one) : compared(one, of)
}

interface Case {
  readonly rate: Figure
  readonly stated: Stated
  readonly of: Term | null
  /** Those that were given and are more than nothing. */
  readonly over: ReadonlyArray<Term>
  readonly parts: Parts
  readonly given: Given
}

const told = (finding: Omit<Finding, "code"> & { readonly code?: string }): Finding => ({
  code: "check/rate",
  ...finding,
})

const compared = ({ rate, stated, over, parts }: Case, of: Term): Finding | null => {
  const tried = over.map((term) => {
    const quotient = of.value.over(term.value)
    return { term, quotient, standing: standing(stated, quotient) }
  })
  if (tried.some((one) => one.standing === "holds")) return null
  const cut = tried.find((one) => one.standing === "cut")
  if (cut !== undefined) {
    const right = asPrinted(cut.quotient, stated)
    return told({
      severity: "note",
      message: `${named(rate)},${of.text} ÷ ${cut.term.text}四舍五入为 ${right},所填是舍去尾数的`,
      remedy: `请按四舍五入填 ${right}`,
      figures: [rate, ...of.figures, ...cut.term.figures],
    })
  }
  const figures = [rate, ...of.figures, ...over.flatMap((term) => term.figures)]
  const quotients = tried.map(
    ({ term, quotient }, index) => `${index === 0 ? `${of.text} ` : ""}÷ ${term.text} = ${asPrinted(quotient, stated)}`,
  )
  const graded = impossible(figures)
  return told({
    severity: over.length < parts.over.length ? "warning" : graded.severity,
    message: [
      `${named(rate)} 与分子、分母对不上:${quotients.join(",")}`,
      ...infeasible(stated, of, over),
      ...wanted(stated, of, ` ${show(of.value, "count")} `),
    ].join(";"),
    remedy:
      graded.severity === "error" ? `请写明“${rate.label}”的分子、分母各是哪一项,更正其中有误的一个` : graded.remedy,
    figures,
  })
}

/** The denominators over which no whole number gives the rate at all. */
const infeasible = (stated: Stated, of: Term, over: ReadonlyArray<Term>): ReadonlyArray<string> => {
  const none = over.filter((term) => of.isCount && term.isCount && numerators(stated, term.value) === null)
  const values = none.map(({ value }) => show(value, "count")).join("、")
  return none.length === 0 ? [] : [`以 ${values} 为分母,没有哪个整数分子能得 ${show(stated.rate, "rate")}`]
}

/** The denominators that would make it true. */
const wanted = (stated: Stated, { value, isCount }: Term, name: string): ReadonlyArray<string> => {
  const fitting = isCount ? denominators(stated, value) : null
  if (fitting === null) return []
  return [`以${name}为分子,分母${oneOrSome(fitting, "只能是", "应在")}`]
}

const oneOrSome = ({ first, last }: Whole, one: string, some: string): string =>
  first.equals(last)
    ? `${one} ${show(first, "count")}`
    : `${some} ${show(first, "count")} 至 ${show(last, "count")} 之间`

const asPrinted = (quotient: Rational, { step }: Stated): string => show(quotient.rounded(step, "half-up"), "rate")

/** Without a numerator: whether there can be one, and which. */
const impliedNumerator = ({ rate, stated, over, parts, given }: Case): Finding | null => {
  if (over.some(({ isCount }) => !isCount) || !countsWhole(parts)) return null
  const figures = [rate, ...over.flatMap((term) => term.figures)]
  const fitting = over.map((term) => numerators(stated, term.value))
  const [only, ...others] = over
  const [unique] = fitting
  if (only === undefined) return null
  if (fitting.every((one) => one === null)) {
    const isWhole = over.length === parts.over.length
    const graded = impossible(figures)
    return told({
      severity: isWhole ? graded.severity : "warning",
      message: `${named(rate)},以${over.map(({ text }) => text).join("或")}为分母,没有哪个整数分子能得出${others.length === 0 ? nearest(stated, only.value) : ""}`,
      remedy: `请写明“${rate.label}”的分子、分母,更正其中有误的一个`,
      figures,
    })
  }
  if (others.length > 0 || parts.over.length > 1 || unique == null || !unique.first.equals(unique.last)) return null
  // of all or of none there is nothing to confirm
  if (unique.first.sign === 0 || unique.first.equals(only.value)) return null
  const name = numeratorName(parts)
  if (parts.of !== null && !fieldsOf(parts.of).some(given.isMissing)) return null
  return told({
    severity: "note",
    message: `${named(rate)},没有填${name};以${only.text}为分母,分子只能是 ${show(unique.first, "count")}`,
    remedy: `请补填${name},并确认分母是不是${only.figures.map(({ label }) => `“${label}”`).join("、")}`,
    figures,
  })
}

const numeratorName = ({ of, scope }: Parts): string => (of === null ? "分子" : `分子${namesOf(fieldsOf(of), scope)}`)

const namesOf = (ids: ReadonlyArray<FieldId>, scope: RelationScope): string =>
  ids.map((id) => `“${scope.of(id).label}”`).join("、")

const countsWhole = ({ of, scope }: Parts): boolean =>
  of === null || fieldsOf(of).every((id) => scope.of(id).format === "count")

/** The nearest rates that whole numbers give. */
const nearest = (stated: Stated, denominator: Rational): string => {
  const below = stated.rate.times(denominator).rounded(Rational.one, "down")
  const around = [below, below.plus(Rational.one)]
    .filter((one) => one.compare(denominator) <= 0)
    .map((one) => `${show(one, "count")} ÷ ${show(denominator, "count")} = ${asPrinted(one.over(denominator), stated)}`)
  return `;最接近的是 ${around.join(",")}`
}

/** A rate with nothing below it: told, because 100% of nobody knows what says little. */
const noDenominator = ({ rate, of, stated, parts, given }: Case): Finding | null => {
  const ids = [...new Set(parts.over.flatMap(fieldsOf))].filter((id) => given.figure(id) === null)
  if (ids.length === 0 || !ids.every(given.isMissing)) return null
  const missing = parts.over.length > 1 ? "分母" : `分母${namesOf(ids, parts.scope)}`
  const fitting = of === null ? [] : wanted(stated, of, of.text)
  return told({
    severity: "note",
    code: "check/no-base",
    message: [`${named(rate)},没有填${missing},无从核对`, ...fitting].join(";"),
    remedy: `请补填${of === null && parts.of === null ? "分子、" : ""}${missing}`,
    figures: [rate, ...(fitting.length === 0 ? [] : (of?.figures ?? []))],
  })
}

const overNothing = ({ rate }: Case, over: ReadonlyArray<Term>): Finding | null => {
  const [first] = over
  if (first === undefined || first.value.sign < 0) return null
  return told({
    severity: "note",
    message: `${named(rate)},而分母${first.text},没有可以计算的率`,
    remedy: "分母为零的,率请填“不涉及”;分母有误的请更正",
    figures: [rate, ...first.figures],
  })
}

/** A rate with more digits than a base that was written in 万 can bear. */
const tooFine = ({ rate, stated, parts, given }: Case): Finding | null => {
  for (const formula of parts.over) {
    if (formula.kind !== "input") continue
    const base = given.figure(formula.field)
    const { low = null, high = null } = base?.span ?? {}
    if (base === null || low === null || high === null || low.value.sign <= 0) continue
    const doubt = stated.rate.times(high.value.minus(low.value).over(high.value.plus(low.value)))
    if (doubt.compare(stated.step.over(Rational.of(2))) <= 0) continue
    const isSole = parts.over.length === 1
    return told({
      severity: "note",
      message: `${named(rate)},精确到 ${show(stated.step, "rate")},而${isSole ? "分母" : ""}${named(base)}只精确到 ${quantity(show(base.lastDigit, "number"), base.unit)},率的末位没有依据${isSole ? "" : ";分母是哪一项也没有写"}`,
      remedy: `请填“${base.label}”的确切数${isSole ? "" : ",并写明分子、分母各是哪一项"}`,
      figures: [rate, base],
    })
  }
  return null
}
