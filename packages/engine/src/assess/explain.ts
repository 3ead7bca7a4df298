import type { Entry } from "../Entry.ts"
import type { Format, Formula, SlotId } from "../formula/Formula.ts"
import { nodesOf, partsOf } from "../formula/readings.ts"
import type { Address } from "../Issue.ts"
import type { CountedRows, OpenRows } from "../ledger/CountedRows.ts"
import { doublesSlot } from "../plan/expandTreatment.ts"
import { type Condition, type LossPlan, lastYear, type PlanField, papersSource } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import type { Basis, Remedy, Rubric } from "../rubric/Rubric.ts"
import { defaultPrecision, sourceOf } from "../rubric/Rubric.ts"
import { type State, stateWords } from "../State.ts"
import { quantity, roundingWords, show } from "../show.ts"
import { stateAt } from "./Assessment.ts"
import { openRows } from "./costingRows.ts"
import { lacksLedger } from "./reconcile.ts"
import type { Reader } from "./Showing.ts"
import type { Deduction, Mark } from "./scorecard.ts"

/** One value as it stands in an explanation. */
export interface Finding {
  readonly field: string
  readonly label: string
  /** `37 件次`, `是`, or the state where there is no value: 未填报. */
  readonly text: string
  readonly state: State
  /** Who supplied it: 自报, 市中级人民法院, 认定意见. */
  readonly source: string
  readonly evidence: string | null
  readonly at: Address | null
  /** What the agency itself reported, where another source counts and differs. */
  readonly selfReported: string | null
}

/** Why points are gone, in words. Each text is a clause without a full stop. */
export interface DeductionText {
  readonly reason: string
  readonly required: string
  readonly workings: string
  /** 应扣 3 分,本项余 1.2 分,实扣 1.2 分(扣完为止); empty where it took all it asked. */
  readonly limit: string
  /** Points before rounding, canonical. */
  readonly exact: Rational
}

/** A field as used by a mark. */
export const findings = (reader: Reader, unit: number, fields: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  fields.flatMap((id) => {
    const field = reader.field(id)
    return field?.field == null ? [] : [finding(reader, unit, field)]
  })

const finding = (reader: Reader, unit: number, field: PlanField): Finding => {
  const { figures, plan } = reader.part
  const state = stateAt(figures, field.id, unit)
  const origin = figures.fields.get(field.id)?.origins.at(unit)
  const decided = origin?.decisions.at(-1)
  const source = field.field === null ? "self" : sourceOf(field.field)
  const counted = origin?.entry ?? null
  const own = origin?.others.find((entry) => entry.source === "self" && entry.reading.state !== "blank") ?? null
  return {
    field: field.id,
    label: field.label,
    text: findingText(reader, unit, field, state, counted),
    state,
    source:
      decided !== undefined && state !== "disputed" ? "认定意见" : sourceName(plan.rubric, counted?.source ?? source),
    evidence: counted?.evidence ?? null,
    at: counted?.at ?? own?.at ?? decided?.at ?? null,
    selfReported: own === null || (counted !== null && own.raw === counted.raw) ? null : own.raw,
  }
}

const findingText = (reader: Reader, unit: number, field: PlanField, state: State, entry: Entry | null): string => {
  const value = (): string => withUnit(reader.fieldText(field.id, unit), field)
  const counted = entry?.rows === undefined || entry.rows.keyLabel === "" ? undefined : entry.rows
  switch (state) {
    case "filled":
    case "verified":
      return counted === undefined ? value() : `${value()}(${counted.label} ${counted.count} 行${struckRows(counted)})`
    case "corrected":
      return entry === null || entry.reading.state !== "filled"
        ? `${value()}(核验调整)`
        : `${value()}(核验调整,原报 ${entry.raw})`
    case "noEvidence":
      return entry?.reading.state === "filled"
        ? `${value()}(${lacksLedger(field, entry) ? `未见台账“${ledgerLabel(reader, field)}”` : stateWords[state]})`
        : stateWords[state]
    case "awaitingRecognition": {
      const waits = counted?.unrecognised?.get(field.id)
      const which = waits === undefined ? "" : `:${namesOf(waits)}`
      return entry?.reading.state === "filled"
        ? `${value()}(${stateWords[state]}${which}${counted === undefined ? "" : struckRows(counted)})`
        : stateWords[state]
    }
    case "refuted":
      return entry?.reading.state === "filled" ? `${value()}(${stateWords[state]})` : stateWords[state]
    case "unreadable":
    case "blank":
    case "due":
    case "awaitingSource": {
      const rows = openRows(reader, unit, field.id)
      if (rows !== "") return `${stateWords[state]}(${rows})`
      return state === "unreadable" ? `填报为“${entry?.raw ?? ""}”,${stateWords[state]}` : stateWords[state]
    }
    case "claimed":
      return `填报为“${entry?.raw ?? ""}”(${stateWords[state]})`
    default:
      return stateWords[state]
  }
}

/** The rows of a register that do not count. */
const struckRows = ({ struck }: CountedRows): string =>
  struck === undefined ? "" : `,另有 ${struck.count} 行不计:${namesOf(struck)}`

/** The first rows by name, with why where that is said. */
const namesOf = ({ count, rows }: OpenRows): string => {
  const names = rows.map(({ key, at, why }) => {
    const name = key !== "" ? key : at.kind === "cell" ? `${at.cell} 所在行` : ""
    return why === "" ? name : `${name}(${why})`
  })
  return `${names.join("、")}${count > rows.length ? `等 ${count} 行` : ""}`
}

const ledgerLabel = (reader: Reader, field: PlanField): string => {
  const from = field.field?.counted?.from
  return reader.part.plan.ledgers.find(({ id }) => id === from)?.ledger.label ?? from ?? ""
}

const withUnit = (text: string, field: PlanField): string =>
  field.format === "rate" ? text : quantity(text, field.unit)

export const sourceName = (rubric: Rubric, source: string): string => {
  switch (source) {
    case "self":
      return "自报"
    case "given":
      return "统一给定"
    case "attribute":
      return "单位名录"
    case lastYear:
      return "上年数据"
    case papersSource:
      return "所附佐证材料"
    default:
      return rubric.sources?.[source] ?? source
  }
}

export const deductionText = (reader: Reader, unit: number, mark: Mark, deduction: Deduction): DeductionText => {
  const { loss } = deduction
  if (loss === null) {
    const text = deduction.cause === "moved" ? movedText(mark) : "经认定不适用(或未抽查),按本细则本项不计分"
    if (deduction.cause === "moved") {
      return {
        reason: text,
        required: mark.plan.criterion.clause,
        workings: movedWorkings(reader, unit, mark),
        limit: "",
        exact: deduction.points,
      }
    }
    if (deduction.cause === "averaged") {
      return {
        reason: `${text.replace("本项不计分", "")}以适用单位的平均得分率计分`,
        required: mark.plan.criterion.clause,
        workings: averageWorkings(reader, unit, mark),
        limit: "",
        exact: deduction.points,
      }
    }
    return { reason: text, required: mark.plan.criterion.clause, workings: "", limit: "", exact: deduction.points }
  }
  const { figures } = reader.part
  const unknown = loss.needs.filter((field) => !isKnown(stateAt(figures, field, unit), loss))
  const settlement: { readonly [state: string]: string | undefined } = {
    ...reader.part.plan.rubric.absence,
    ...mark.plan.criterion.absence,
  }
  // of a mean, what is left out is none of its parts
  const isLeft = (field: string): boolean =>
    loss.loss.byParts && loss.loss.leaves !== null && settlement[stateAt(figures, field, unit)] === "out"
  const absences = unknown.map((field) => `${absence(reader, unit, field)}${isLeft(field) ? "(不计入)" : ""}`).join(";")
  const nothing = `按本细则${mark.plan.losses.length === 1 ? "本项" : "此款"}不得分`
  if (loss.loss.byParts) {
    const found = loss.loss.reason(reader.showing(unit))
    const computed = isComplete(reader, unit, loss)
    return {
      reason: `${absences === "" ? found : found === "" ? `${absences},${nothing}` : `${absences};${found}`}${doubledText(reader, unit, loss)}`,
      required: loss.says,
      workings: computed ? workings(reader, unit, loss) : "",
      limit: deduction.cause === "struck" ? struckText(reader, unit, loss) : limitText(deduction, loss),
      exact: computed ? exactPoints(reader, unit, loss) : deduction.asked,
    }
  }
  // a claim that waits for recognition: what it would not earn even then is not earned for the same reason as ever
  const isClaim = unknown.every((field) => stateAt(figures, field, unit) === "awaitingRecognition")
  const computed = isClaim && isComplete(reader, unit, loss)
  const reason = computed
    ? loss.loss.reason(reader.showing(unit))
    : unknown.length === 0
      ? openReason(reader, unit, loss) + atBest(reader, unit, loss)
      : `${absences},${nothing}`
  const exact = computed ? exactPoints(reader, unit, loss) : deduction.asked
  return {
    reason: `${reason}${doubledText(reader, unit, loss)}`,
    required: loss.says,
    workings: computed ? workings(reader, unit, loss) : "",
    limit: deduction.cause === "struck" ? struckText(reader, unit, loss) : limitText(deduction, loss),
    exact,
  }
}

const movedText = ({ plan, full }: Mark): string =>
  `${plan.moved?.from.join("、") ?? ""} 不适用的分值并入本项,本项满分 ${show(full, "points")} 分,按本项原得分的比例折算`

const movedWorkings = (reader: Reader, unit: number, { plan, full, awarded, pending }: Mark): string => {
  if (plan.moved === null) return ""
  const number = (slot: SlotId): Rational => reader.number({ kind: "slot", slot }, unit)
  const [own, last] = [number(plan.moved.own), number(plan.moved.last)]
  const high = awarded.plus(pending)
  const [a, b, d, e] = [last, full, own, high].map((value) => show(value, "points"))
  const isExact = last.times(full).over(plan.full).equals(high)
  const lost = `(${b} − ${e}) − (${d} − ${a}) = ${show(full.minus(high).minus(own.minus(last)), "points")}`
  // what lies below zero is not scaled
  if (last.sign < 0) return lost
  return `${a} × ${b} ÷ ${show(plan.full, "points")}${isExact ? " = " : `,${roundingOf(reader)}为 `}${e};${lost}`
}

/** 12 × 85.21%,四舍五入为 10.23;12 − 10.23 = 1.77 */
const averageWorkings = (reader: Reader, unit: number, { plan, full, awarded }: Mark): string => {
  if (plan.average === null) return ""
  const { slot } = plan.average.comparison
  const mean = reader.number({ kind: "slot", slot }, unit)
  const [whole, given] = [show(full, "points"), show(awarded, "points")]
  const isExact = full.times(mean).equals(awarded)
  const rest = `${whole} − ${given} = ${show(full.minus(awarded), "points")}`
  return `${whole} × ${show(mean, "rate")}${isExact ? " = " : `,${roundingOf(reader)}为 `}${given};${rest}`
}

const isDoubled = (reader: Reader, unit: number, { doubled }: LossPlan): boolean =>
  (doubled?.by ?? []).some((code) => reader.truth({ kind: "slot", slot: doublesSlot(code) }, unit))

/** C1 不适用,按本细则扣分加倍 */
const doubledText = (reader: Reader, unit: number, loss: LossPlan): string => {
  const by = (loss.doubled?.by ?? []).filter((code) => reader.truth({ kind: "slot", slot: doublesSlot(code) }, unit))
  return by.length === 0 ? "" : `;${by.join("、")} 不适用,按本细则扣分加倍`
}

const limitText = ({ points, asked }: Deduction, loss: LossPlan): string =>
  asked.equals(points)
    ? ""
    : `应${loss.verb === "扣" ? "扣" : "减"} ${show(asked, "points")} 分,本项余 ${show(points, "points")} 分,实${loss.verb === "扣" ? "扣" : "减"} ${show(points, "points")} 分(扣完为止)`

/** 与 B3-b 同一事项,已在该处扣 3 分,本处不再扣 */
const struckText = (reader: Reader, unit: number, { once }: LossPlan): string => {
  const number = (slot: SlotId): Rational => reader.number({ kind: "slot", slot }, unit)
  const [first, ...others] = once?.rivals ?? []
  if (first === undefined) return ""
  // of equals the first in the order of the rubric
  const dearest = others.reduce((best, one) => (number(one.sure).compare(number(best.sure)) > 0 ? one : best), first)
  return `与 ${dearest.id} ${sameMatter(once)},已在该处扣 ${show(number(dearest.sure), "points")} 分,本处不再扣`
}

const sameMatter = (once: LossPlan["once"]): string =>
  once?.set.what === undefined ? "同一事项" : `同为${once.set.what}`

/** The rules of which it is not known yet whether they take more for the same matter. */
export const rivalsOpen = (reader: Reader, unit: number, { once }: LossPlan): ReadonlyArray<string> => {
  if (once === null) return []
  const number = (slot: SlotId): Rational => reader.number({ kind: "slot", slot }, unit)
  const own = number(once.sure)
  // while its own points are open, that is the reason
  if (!number(once.may).equals(own)) return []
  return once.rivals.flatMap(({ id, sure, may }) =>
    number(may).equals(number(sure)) || number(may).compare(own) < 0 ? [] : [id],
  )
}

export const isKnown = (state: State, loss: LossPlan): boolean =>
  state === "filled" || state === "verified" || state === "corrected" || loss.loss.alsoKnown.includes(state)

/** Whether a loss cannot be settled before a field in this state is known. */
export const waitsFor = (state: State, loss: LossPlan): boolean =>
  !isKnown(state, loss) && !(loss.loss.byParts && loss.zeroed.includes(state))

const isComplete = (reader: Reader, unit: number, loss: LossPlan): boolean =>
  (loss.loss.partial === null || reader.truth(loss.loss.partial.complete, unit)) &&
  (isUndivided(reader, unit, loss) || loss.divisors.every((divisor) => reader.number(divisor, unit).sign !== 0)) &&
  loss.dated.every((condition) => reader.truth(condition, unit)) &&
  // one that is settled part by part may be so while marks that it reads are open
  loss.conditions.every(({ known, between }) => (between !== null && loss.loss.byParts) || reader.truth(known, unit))

const isUndivided = (reader: Reader, unit: number, { loss }: LossPlan): boolean =>
  loss.undivided !== null && reader.truth(loss.undivided, unit)

/** 未填报, said of the figure and never of the deed. */
const absence = (reader: Reader, unit: number, field: string): string => {
  const described = reader.field(field)
  const found = described === undefined ? null : finding(reader, unit, described)
  return found === null ? field : `“${found.label}”${found.text}`
}

/** Why the points of a loss are still open. */
export const openReason = (reader: Reader, unit: number, loss: LossPlan): string => {
  const { figures } = reader.part
  const unknown = loss.needs.filter((field) => waitsFor(stateAt(figures, field, unit), loss))
  if (unknown.length > 0) return unknown.map((field) => absence(reader, unit, field)).join(";")
  const open = openMark(reader, unit, loss)
  if (open !== null) return conditionText(reader, unit, open)
  const zero = loss.divisors.find((divisor) => reader.number(divisor, unit).sign === 0)
  if (zero !== undefined) return "分母为 0,无法计算"
  const undated = loss.dated.find((condition) => !reader.truth(condition, unit))
  const day = undated === undefined ? undefined : [...nodesOf(undated)].find((node) => node.kind === "on-calendar")
  if (day?.kind === "on-calendar") return `${reader.show(day.of, "day", unit)}不在工作日历之内,无法计算工作日`
  const beyond = beyondReach(reader, unit, loss)
  if (beyond !== null) return beyond
  const rivals = rivalsOpen(reader, unit, loss)
  if (rivals.length > 0)
    return `与 ${rivals.join("、")} ${sameMatter(loss.once)},只按扣分最高的一处扣,${rivals.join("、")} 扣多少未定`
  if (loss.rule.kind === "judged") {
    const { sides } = loss.rule
    if (sides !== undefined) {
      const each = Object.entries(sides).map(([side, { title, least }]) => {
        const slot = loss.kept.find((id) => id.endsWith(`.count.${side}`))
        const count = slot === undefined ? "0" : reader.show({ kind: "slot", slot }, "count", unit)
        return `${title}须 ${least} 人,已有 ${count} 人`
      })
      return `评分人数不够:${each.join(";")}`
    }
    const given = loss.kept.at(-1)
    const count = given === undefined ? "0" : reader.show({ kind: "slot", slot: given }, "count", unit)
    return `须 ${loss.rule.scorers} 人评分,已有 ${count} 人`
  }
  return "待定"
}

/** Why a loss waits for something that is no figure of the agency's own; null where it does not. */
export const beyondReach = (
  reader: Reader,
  unit: number,
  { conditions }: Pick<LossPlan, "conditions">,
): string | null => {
  const waiting = conditions.find(({ known }) => !reader.truth(known, unit))
  return waiting === undefined ? null : conditionText(reader, unit, waiting)
}

/** A1 得分率 31.5%: the marks that are read; nothing while one of them is open or counts for nothing. */
export const marksRead = (
  reader: Reader,
  unit: number,
  { conditions }: Pick<LossPlan, "conditions">,
): ReadonlyArray<string> =>
  (conditions.every(({ known }) => reader.truth(known, unit)) ? conditions : []).flatMap(({ between }) => {
    const slot = between === null ? undefined : reader.slot(between.low)
    if (between === null || slot === undefined) return []
    const shown = reader.show({ kind: "slot", slot: between.low }, slot.format, unit)
    return [`${slot.label} ${shown}${slot.format === "points" ? " 分" : ""}`]
  })

/** The first of the marks that a loss reads which is open. */
const openMark = (reader: Reader, unit: number, { conditions }: LossPlan): Condition | null =>
  conditions.find(({ known, between }) => between !== null && !reader.truth(known, unit)) ?? null

/** A1 尚有待定(在 5 分至 8 分之间) */
const conditionText = (reader: Reader, unit: number, { why, between }: Condition): string => {
  if (between === null) return why
  const format = reader.slot(between.low)?.format ?? "points"
  const written = (slot: SlotId): string =>
    `${reader.show({ kind: "slot", slot }, format, unit)}${format === "points" ? " 分" : " "}`
  return `${why}(${format === "rate" ? "得分率" : ""}在 ${written(between.low)}至 ${written(between.high)}之间)`
}

/** What is certain though a mark that the rule reads is open. */
const atBest = (reader: Reader, unit: number, loss: LossPlan): string => {
  if (openMark(reader, unit, loss) === null) return ""
  const asked = reader.number({ kind: "slot", slot: loss.asked }, unit)
  const points = show(asked, "points")
  return `,按对本单位最有利的结果计${loss.verb === "扣" ? `也扣 ${points} 分` : `也有 ${points} 分不能得`}`
}

/** 全组平均 85.21%(24 个单位). Nobody is named. */
export const comparisonTexts = (
  reader: Reader,
  unit: number,
  { comparisons }: Pick<LossPlan, "comparisons">,
): ReadonlyArray<string> =>
  comparisons.flatMap(({ slot, members, label, place }) => {
    const value = reader.show({ kind: "slot", slot }, reader.slot(slot)?.format ?? "number", unit)
    const many = reader.show({ kind: "slot", slot: members }, "count", unit)
    if (reader.number({ kind: "slot", slot }, unit).isUndefined) return []
    return [`${place === null ? `${label} ${value}` : place.join(value)}(${many} 个单位)`]
  })

/** The smallest number of agencies that the statistics of a loss are of; null where it compares with nobody. */
export const comparedWith = (
  reader: Reader,
  unit: number,
  { comparisons }: Pick<LossPlan, "comparisons">,
): number | null => {
  const counts = comparisons.map(({ members }) => reader.number({ kind: "slot", slot: members }, unit).toNumber())
  return counts.length === 0 ? null : Math.min(...counts)
}

const exactPoints = (reader: Reader, unit: number, loss: LossPlan): Rational => {
  const single = reader.number(loss.exact, unit)
  const points = isDoubled(reader, unit, loss) ? single.plus(single) : single
  return loss.loss.how === "award" ? loss.most.minus(points) : points
}

/** How the points were computed, with this agency's numbers: what is printed can be recomputed by hand. */
export const workings = (reader: Reader, unit: number, loss: LossPlan): string => {
  const group = reader.part.figures.units[unit]?.group ?? ""
  const used = new Set<SlotId>()
  const collect = (formula: Formula): void => {
    for (const node of lookedAt(reader, unit, formula)) {
      if (node.kind !== "slot" || !loss.kept.includes(node.slot) || used.has(node.slot)) continue
      const inner = reader.slot(node.slot)?.formulas.get(group)
      if (inner !== undefined) collect(inner)
      used.add(node.slot)
    }
  }
  collect(loss.exact)
  const lines = [...used].flatMap((id) => {
    const slot = reader.slot(id)
    const formula = slot?.formulas.get(group)
    return slot === undefined || formula === undefined || slot.type === "boolean"
      ? []
      : [equation(reader, unit, formula, slot.format)]
  })
  const rounding = roundingOf(reader)
  const rounded = loss.award === null ? (loss.doubled?.single ?? loss.alone) : loss.award
  const result = reader.number({ kind: "slot", slot: rounded }, unit)
  const exact = reader.number(loss.exact, unit)
  const text = reader.words(loss.exact, unit)
  const isPlain = text === show(exact, "points")
  const sum = isPlain || !endsShort(exact) ? text : `${text} = ${show(exact, "points")}`
  const points = exact.equals(result) ? (isPlain ? "" : sum) : `${sum},${rounding}为 ${show(result, "points")}`
  const rest =
    loss.award === null
      ? ""
      : `${show(loss.most, "points")} − ${show(result, "points")} = ${show(loss.most.minus(result), "points")}`
  const alone = reader.number({ kind: "slot", slot: loss.alone }, unit)
  const doubled =
    loss.doubled === null || alone.equals(result) ? "" : `${show(result, "points")} × 2 = ${show(alone, "points")}`
  return [...lines, ...(points === "" ? [] : [points]), ...(rest === "" ? [] : [rest]), doubled]
    .filter((line) => line !== "")
    .join(";")
}

/** The nodes that a value rests on: of cases, the conditions up to the one that holds, and what follows from it. */
function* lookedAt(reader: Reader, unit: number, formula: Formula): Generator<Formula> {
  yield formula
  if (formula.kind !== "cases") {
    for (const part of partsOf(formula)) yield* lookedAt(reader, unit, part)
    return
  }
  for (const [when, then] of formula.cases) {
    yield* lookedAt(reader, unit, when)
    if (reader.truth(when, unit)) return yield* lookedAt(reader, unit, then)
  }
  yield* lookedAt(reader, unit, formula.otherwise)
}

/** `27 ÷ 35 = 77.14%(四舍五入)`; nothing for what only repeats a number. */
const equation = (reader: Reader, unit: number, formula: Formula, format: Format): string => {
  const result = reader.number(formula, unit)
  const inner = formula.kind === "step" ? formula.of : formula
  const text = reader.words(inner, unit)
  const shown = show(result, format)
  // what was not done has no day to count from
  if (text === shown || result.isUndefined) return ""
  return `${text} = ${shown}${reader.number(inner, unit).equals(result) ? "" : `(${roundingOf(reader)})`}`
}

const roundingOf = (reader: Reader): string =>
  roundingWords[(reader.part.plan.rubric.precision ?? defaultPrecision).mode]

const endsShort = (value: Rational): boolean => value.toDecimal(6, null) !== null

/**
 * Where rounding a rate decided which side of a limit it fell on: 89.996% 四舍五入为 90%,由此达到 90%.
 * Empty where it decided nothing.
 */
export const roundingNotes = (reader: Reader, unit: number, loss: LossPlan): ReadonlyArray<string> => {
  const group = reader.part.figures.units[unit]?.group ?? ""
  if (
    !isComplete(reader, unit, loss) ||
    loss.needs.some((field) => !isKnown(stateAt(reader.part.figures, field, unit), loss))
  )
    return []
  return loss.kept.flatMap((id) => {
    const slot = reader.slot(id)
    const formula = slot?.formulas.get(group)
    if (slot === undefined || formula?.kind !== "step") return []
    const rounded = reader.number(formula, unit)
    const exact = reader.number(formula.of, unit)
    if (rounded.equals(exact)) return []
    for (const node of lookedAt(reader, unit, loss.exact)) {
      if (node.kind !== "compare" || node.op === "=") continue
      const other = limitBeside(node.left, node.right, id)
      if (other === null) continue
      const limit = reader.number(other.limit, unit)
      const before = Math.sign(exact.compare(limit))
      const after = Math.sign(rounded.compare(limit))
      const crosses = other.slotOnLeft ? before >= 0 !== after >= 0 : before <= 0 !== after <= 0
      if (crosses)
        return [
          `${slot.label.replace(/^\S+ /, "")} ${approximate(exact)}${roundingOf(reader)}为 ${show(rounded, slot.format)},由此${after >= 0 ? "达到" : "低于"}${limitWords(other.limit, loss) ?? ` ${show(limit, slot.format)}`}`,
        ]
    }
    return []
  })
}

/** A statistic is called by its name: its value is not everybody's to read. */
const limitWords = (limit: Formula, loss: LossPlan): string | null =>
  loss.comparisons.find(({ slot }) => limit.kind === "slot" && limit.slot === slot)?.label ?? null

const limitBeside = (
  left: Formula,
  right: Formula,
  slot: SlotId,
): { readonly limit: Formula; readonly slotOnLeft: boolean } | null =>
  left.kind === "slot" && left.slot === slot
    ? { limit: right, slotOnLeft: true }
    : right.kind === "slot" && right.slot === slot
      ? { limit: left, slotOnLeft: false }
      : null

const approximate = (value: Rational): string => `${value.times(Rational.of(100)).toDecimal(5, "cut") ?? ""}…% `

/** 《行政诉讼法》第三条第三款(1990-10-01 施行). Documents that nobody has verified in a text are not cited to an agency. */
export const basisText = (basis: Basis): string =>
  `《${basis.title}》${basis.number === undefined ? "" : `(${basis.number})`}${basis.article ?? ""}`

/** When it is, as far as mending goes. Days are `2027-01-20`. */
export interface Today {
  readonly asOf: string
  readonly periodEnd: string
  readonly evidenceDue: string | null
  readonly objections: string | null
  /** Whether the points hang on a figure or paper that is not there, rather than on what is. */
  readonly lacksProof: boolean
}

/** What can be done, by when; or that this period is closed and what to do next year. */
export const remedyText = (
  remedy: Remedy | null,
  today: Today,
): { readonly mend: Remedy["mend"] | null; readonly text: string | null } => {
  if (remedy === null) return { mend: null, text: null }
  const next = remedy.next === undefined ? null : `下一年度:${remedy.next}`
  const closed = (why: string) => ({ mend: "closed" as const, text: sentences(why, next) })
  const open = (lead: string, by: string | null) => ({
    mend: remedy.mend,
    text: sentences(
      `${lead}${by === null ? "" : `,截至 ${dayWords(by)}`}${remedy.now === undefined ? "" : `:${remedy.now}`}`,
      next,
    ),
  })
  switch (remedy.mend) {
    case "closed":
      return closed("本项已不再变动")
    case "act": {
      const by = remedy.by ?? today.periodEnd
      return today.asOf > by ? closed(`办理期限(${dayWords(by)})已过`) : open("可在期内办理", by)
    }
    case "evidence":
    case "correct": {
      // papers mend what lacks papers; a deed that is proved late stays late
      if (remedy.mend === "evidence" && !today.lacksProof) return closed("本项不缺佐证,补充材料不改变得分")
      const lead = remedy.mend === "evidence" ? "可补正佐证材料" : "可更正口径"
      const due = remedy.by ?? today.evidenceDue
      if (due === null || today.asOf <= due) return open(lead, due)
      return today.objections !== null && today.asOf <= today.objections
        ? open(`补正期限已过,可在申诉期内${lead.slice(1)}`, today.objections)
        : closed(`补正期限(${dayWords(due)})已过`)
    }
  }
}

const sentences = (...parts: ReadonlyArray<string | null>): string => parts.filter((part) => part !== null).join(";")

const dayWords = (day: string): string => {
  const [year, month, date] = day.split("-")
  return `${year ?? ""}年${Number(month)}月${Number(date)}日`
}
