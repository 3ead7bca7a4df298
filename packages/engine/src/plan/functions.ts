import * as build from "../formula/build.ts"
import { type FunctionName, functionNames } from "../formula/Call.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import { Rational } from "../Rational.ts"
import type { Compiling, Whole } from "./Compiling.ts"
import { compareOthers, type Statistic } from "./comparison.ts"
import { countRefuted } from "./countRefuted.ts"
import type { Condition } from "./Plan.ts"
import type { FormulaPlace } from "./readFormula.ts"

/** What one call of a function may look at while the rubric is compiled. */
export interface CallScope {
  readonly c: Compiling
  readonly place: FormulaPlace
  /** What stands between the brackets, inner calls resolved. */
  readonly of: ReadonlyArray<Formula>
  /** A part that is arithmetic over fields; null, and told, where a name in it is no field. */
  readonly value: (formula: Formula) => Formula | null
  /** Tells why the call cannot be read, and gives null. */
  readonly refuse: (code: "formula" | "unknown-code" | "cycle", message: string, remedy: string) => null
}

/** What each function means at its place, as a formula over fields and slots; null where that was refused. */
export const functions: { readonly [F in FunctionName]: (scope: CallScope) => Formula | null } = {
  mark: (scope) => {
    const whole = wholeOf("mark", scope)
    return whole === null ? null : build.slot(whole.low)
  },
  full: (scope) => wholeOf("full", scope)?.full ?? null,
  share: (scope) => {
    const whole = wholeOf("share", scope)
    return whole === null ? null : shareOf(scope, whole)
  },
  mean: (scope) => compared("mean", scope),
  highest: (scope) => compared("highest", scope),
  lowest: (scope) => compared("lowest", scope),
  place: (scope) => compared("place", scope),
  placeFromLast: (scope) => compared("placeFromLast", scope),
  members: (scope) => compared("members", scope),
  last: ({ c, of, value, refuse }) => {
    const [first] = of
    const field = first?.kind === "input" && of.length === 1 ? value(first) : null
    if (field === null) {
      return first?.kind === "input"
        ? null
        : refuse("formula", "last() 中应为一个填报项的编号", "上年的比率写作 last(甲) / last(乙)")
    }
    return field.kind === "input" ? build.input(c.lastYear(field.field)) : field
  },
  refuted: ({ c, place, of, value, refuse }) => {
    if (place.use !== "rule" && place.use !== "limit")
      return refuse("formula", "此处不能用 refuted()", "只有计分规则和等次限制可以看有无虚报")
    const fields = of.flatMap((one) => (one.kind === "input" && value(one) !== null ? [one.field] : []))
    return fields.length < of.length
      ? refuse("formula", "refuted() 中应为填报项的编号", "如 refuted(court.heard);不写即全部填报项")
      : countRefuted(c, place.group, of.length === 0 ? null : fields)
  },
  papers: ({ c, of, value, refuse }) => {
    const [first] = of
    if (first?.kind !== "input" || of.length !== 1)
      return refuse("formula", "papers() 中应为一个填报项的编号", "如 papers(study.held)")
    const field = value(first)
    if (field?.kind !== "input") return field
    const described = c.fields.get(field.field)
    return described?.field?.evidence === undefined
      ? refuse(
          "formula",
          `“${described?.label ?? field.field}”没有要求佐证材料,无从清点份数`,
          "在该填报项中写 evidence,如 evidence: { need: required, each: true }",
        )
      : build.input(c.papers(field.field))
  },
}

const compared = (how: Statistic["how"], { c, place, of, value, refuse }: CallScope): Formula | null => {
  const [first] = of
  if (first === undefined || of.length > 1) {
    return refuse(
      "formula",
      `${how}() 中应为一个算式`,
      `写作 ${functionNames[how].split(" ")[0] ?? how},如 ${how}(court.heard)`,
    )
  }
  if (place.rule === undefined) {
    return refuse("formula", `此处不能用 ${how}() 与其他单位比较`, "只有计分规则可以与其他单位比较")
  }
  const inner = value(first)
  if (inner === null) return null
  const others = [...nodesOf(inner)].some(
    (node) => node.kind === "slot" && c.comparisonsOf(place.group).some(({ slot }) => slot === node.slot),
  )
  if (others) return refuse("formula", `${how}() 中又取了各单位的统计`, "先与其他单位比一次,拆成两条规则")
  return compareOthers(c, place.group, place.rule, { how, value: inner })
}

/** The criterion or section that the only argument names. */
const wholeOf = (
  name: FunctionName,
  { c, place, of, refuse }: CallScope,
): (Whole & { readonly code: string }) | null => {
  // an agency that hands in less must not thereby be spared a criterion
  if (place.use === "applies")
    return refuse("formula", "适用条件不能取决于得分", "改用指定来源或单位属性的填报项,或写成计分规则")
  const [first] = of
  const code = first === undefined || of.length > 1 ? null : codeIn(first)
  if (code === null)
    return refuse("formula", `${name}() 中应为一个指标的编号`, `写作 ${functionNames[name].split(" ")[0] ?? name}`)
  const whole = c.findWhole(place.group, code)
  if (whole === "unknown")
    return refuse("unknown-code", `没有编号为“${code}”的指标`, "写 sections 或 criteria 中的 code")
  if (whole === "not-in-group") {
    const group = c.rubric.groups[place.group] ?? place.group
    return refuse("unknown-code", `${group}不考核 ${code},算式无从取它的得分`, "改用该组有的指标,或给该组的分值")
  }
  if ("cycle" in whole) {
    return refuse("cycle", `循环取用:${whole.cycle.join(" → ")}`, "一个指标的得分不能取决于它自己,去掉其中一处")
  }
  c.conditions.set(whole.low, [
    ...(whole.low === whole.high ? [] : [c.open(place.group, { ...whole, why: `${code} 尚有待定` })]),
    ...whole.before,
  ])
  return { ...whole, code }
}

/** Codes are written bare; those that begin with a digit and have letters stand in quotes. */
const codeIn = (formula: Formula): string | null => {
  if (formula.kind === "input") return formula.field
  if (formula.kind !== "constant") return null
  if (typeof formula.value === "string") return formula.value
  return formula.value instanceof Rational && formula.value.isInteger ? formula.value.toString() : null
}

const shareOf = (
  { c, place }: CallScope,
  { code, full, low, high, ...whole }: Whole & { readonly code: string },
): Formula => {
  const { rate, mode } = c.precision
  const isFixed = full.kind === "constant"
  const add = (id: string, label: string, points: SlotId): SlotId => {
    const share = build.over(build.slot(points), full)
    const rounded = rate === "exact" ? share : build.rounded(share, rate, mode)
    return c.slots.add(
      place.group,
      id,
      { label: `${code} ${label}`, format: "rate" },
      isFixed ? rounded : build.cases([[build.equal(full, build.points(0)), build.points(0)]], rounded),
    )
  }
  const id = add(`${code}.share`, "得分率", low)
  const counted: Condition = {
    known: build.not(build.equal(full, build.points(0))),
    needs: [],
    why: `${code} 不计满分,没有得分率`,
    between: null,
  }
  c.conditions.set(id, [
    ...(low === high
      ? []
      : [
          c.open(place.group, {
            low: id,
            high: add(`${code}.share.high`, "得分率最高可达", high),
            why: `${code} 尚有待定`,
          }),
        ]),
    ...whole.before,
    ...whole.beforeShare,
    ...(isFixed ? [] : [counted]),
  ])
  return build.slot(id)
}
