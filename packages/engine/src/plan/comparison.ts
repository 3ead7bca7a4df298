import * as build from "../formula/build.ts"
import type { Cohort, Format, Formula, SlotId } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import { type CohortRules, cohortRulesOf } from "../rubric/Rubric.ts"
import { type Compiling, FILLED, fieldsIn } from "./Compiling.ts"
import type { ComparisonPlan, Condition } from "./Plan.ts"
import { divisorsIn } from "./settlementOf.ts"

/** The rule in which others are looked at: the begin of its slots' names, and to whom its criterion applies. */
export interface ComparingRule {
  readonly code: string
  readonly ruleId: string
  readonly applies: SlotId | null
  readonly waits: SlotId | null
}

/** A statistic over the agencies compared with each other (组内统计). */
export interface Statistic {
  readonly how: "mean" | "highest" | "lowest" | "place" | "placeFromLast" | "members"
  /** What is compared, over fields and slots of one agency. */
  readonly value: Formula
}

/**
 * The slots of a statistic, and the one that holds it. Each agency's value stands in a column of its own, empty for those left out, so that
 * the statistic is computed once for a group and a spreadsheet needs no more than `AVERAGE` or `RANK` over a block.
 */
export const compareOthers = (c: Compiling, group: string, rule: ComparingRule, { how, value }: Statistic): Formula => {
  const rules = cohortRulesOf(c.rubric)
  const format = formatOf(c, value)
  const shown = comparable(c, value, format)
  // a spreadsheet may keep two equal fractions apart by a hair
  const isFine = shown === value && value.kind !== "input" && value.kind !== "slot"
  const each = isFine && (how === "place" || how === "placeFromLast") ? build.rounded(shown, FINE, "half-up") : shown
  const key = JSON.stringify(each)
  const prefix = `${rule.code}.${rule.ruleId}`
  const known = c.compared.get(`${group}\n${prefix}`) ?? new Map<string, Compared>()
  c.compared.set(`${group}\n${prefix}`, known)
  const compared = known.get(key) ?? expandValues(c, { group, rule, value, each, format, index: known.size })
  known.set(key, compared)
  const { name, members, conditions } = compared
  const over = (kind: Cohort["how"]): Formula => ({
    kind: "cohort",
    of: compared.each,
    within: rules.within,
    how: kind,
  })
  const whole = rules.within === "group" ? "全组" : "全体"
  const add = (key: string, label: string, formula: Formula, as: Format): SlotId => {
    const slot = c.slots.add(group, `${name}.${key}`, { label: `${rule.code} ${label}`, format: as }, formula)
    const isPlace = key === "place" || key === "fromLast"
    // whoever is silent must not profit from what the silence does to the others
    const own: Condition = {
      known: isPlace ? compared.isKnown : build.truth(true),
      needs: fieldsIn(value),
      why: "本单位参与比较的数值无法计算",
      between: null,
    }
    // a group whose figures are open is not compared at all
    const inner = c.conditionsOf([value]).map((condition): Condition => ({ ...condition, between: null }))
    c.conditions.set(slot, [...inner, own, ...conditions])
    const place = key === "place" ? ([`${whole}第 `, " 名"] as const) : ([`${whole}倒数第 `, " 名"] as const)
    c.compare(group, { slot, members, label, place: isPlace ? place : null })
    return slot
  }
  const some = (formula: Formula): Formula =>
    build.cases([[build.above(build.slot(members), build.number(0)), formula]], build.nothing)
  const { rate, mode } = c.precision
  switch (how) {
    case "members":
      return build.slot(members)
    case "mean": {
      const mean = over("mean")
      const rounded = rate === "exact" ? mean : build.rounded(mean, rate, mode)
      return build.slot(add("mean", `${whole}平均`, some(rounded), format === "count" ? "number" : format))
    }
    case "highest":
      return build.slot(add("highest", `${whole}最高`, some(over("max")), format))
    case "lowest":
      return build.slot(add("lowest", `${whole}最低`, some(over("min")), format))
    case "place":
      return build.slot(add("place", `${whole}名次`, over("place"), "count"))
    case "placeFromLast":
      return build.slot(add("fromLast", `${whole}倒数名次`, over("placeFromLast"), "count"))
  }
}

/** The columns in which the values of one formula stand for comparison. */
export interface Compared {
  readonly name: string
  readonly each: SlotId
  readonly members: SlotId
  /** Whether the agency's own value can be computed. */
  readonly isKnown: Formula
  readonly conditions: ReadonlyArray<Condition>
}

const expandValues = (
  c: Compiling,
  {
    group,
    rule,
    value,
    each: shown,
    format,
    index,
  }: {
    readonly group: string
    readonly rule: ComparingRule
    readonly value: Formula
    readonly each: Formula
    readonly format: Format
    readonly index: number
  },
): Compared => {
  const rules = cohortRulesOf(c.rubric)
  const name = `${rule.code}.${rule.ruleId}.cohort${index === 0 ? "" : String(index + 1)}`
  const add = (key: string, label: string, formula: Formula, as: Format = "count"): SlotId =>
    c.slots.add(group, `${name}.${key}`, { label: `${rule.code} ${label}`, format: as }, formula)
  const isMember = build.and(
    ...(rule.applies === null ? [] : [build.slot(rule.applies)]),
    ...(rule.waits === null ? [] : [build.not(build.slot(rule.waits))]),
  )
  const known = build.and(
    ...fieldsIn(value).map((field) => build.state(field, FILLED)),
    ...divisorsIn(value).map((divisor) => build.not(build.equal(divisor, build.number(0)))),
    ...c.conditionsOf([value]).map((condition) => condition.known),
  )
  // a column of its own: what cannot be computed is a plain no there
  const isKnown =
    known.kind === "constant"
      ? known
      : build.slot(
          c.slots.add(
            group,
            `${name}.known`,
            { label: `${rule.code} 可比较`, type: "boolean", format: "number" },
            known,
          ),
        )
  const each = add(
    "each",
    "参与比较的数值",
    build.cases(
      [
        [build.and(isMember, isKnown), shown],
        ...(rules.absent === "zero" ? [[isMember, build.number(0)] as const] : []),
      ],
      build.nothing,
    ),
    format,
  )
  const count = (of: SlotId): Formula => ({ kind: "cohort", of, within: rules.within, how: "count" })
  const members = add("members", "参与比较的单位数", count(each))
  const enough: Condition = {
    known: build.atLeast(build.slot(members), build.number(rules.least, "count")),
    needs: [],
    why: `可比的单位不足 ${rules.least} 个`,
    between: null,
  }
  const waiting = waitingOf(rules, isMember, isKnown, rule)
  if (waiting === null) {
    c.conditions.set(members, [enough])
    return { name, each, members, isKnown, conditions: [enough] }
  }
  const unknown = add("unknown", "尚不能比较", build.cases([[waiting, build.number(1, "count")]], build.nothing))
  const settled = add("waiting", "尚不能比较的单位数", count(unknown))
  const all: Condition = {
    known: build.equal(build.slot(settled), build.number(0, "count")),
    needs: [],
    why: "取决于其他单位,组内尚有单位的数据未定",
    between: null,
  }
  c.conditions.set(members, [all, enough])
  return { name, each, members, isKnown, conditions: [all, enough] }
}

/** When an agency keeps the others waiting; null where nobody does. */
const waitingOf = (rules: CohortRules, isMember: Formula, isKnown: Formula, rule: ComparingRule): Formula | null => {
  const undecided = rule.waits === null ? build.truth(false) : build.slot(rule.waits)
  const missing =
    rules.absent !== "wait" || isKnown.kind === "constant"
      ? build.truth(false)
      : build.and(isMember, build.not(isKnown))
  const waiting = build.or(undecided, missing)
  return waiting.kind === "constant" ? null : waiting
}

/** What stands for an agency among the others: a rate as it is printed. */
const comparable = (c: Compiling, value: Formula, format: Format): Formula => {
  const { rate, mode } = c.precision
  return format !== "rate" || rate === "exact" || value.kind === "slot" ? value : build.rounded(value, rate, mode)
}

const FINE = 10

const formatOf = (c: Compiling, value: Formula): Format =>
  value.kind === "input"
    ? (c.fields.get(value.field)?.format ?? "number")
    : value.kind === "slot"
      ? c.slots.formatOf(value.slot)
      : [...nodesOf(value)].some((node) => node.kind === "/")
        ? "rate"
        : "number"

/** The statistics among some slots. */
export const comparisonsIn = (
  comparisons: ReadonlyArray<ComparisonPlan>,
  formulas: ReadonlyArray<Formula>,
): ReadonlyArray<ComparisonPlan> => {
  const slots = new Set(
    formulas.flatMap((formula) => [...nodesOf(formula)].flatMap((node) => (node.kind === "slot" ? [node.slot] : []))),
  )
  return comparisons.filter(({ slot }) => slots.has(slot))
}
