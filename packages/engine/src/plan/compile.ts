import * as build from "../formula/build.ts"
import type { FieldId, Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import { nodesOf, typeOf } from "../formula/readings.ts"
import type { Loss, RuleScope } from "../methods/Method.ts"
import { expandRule, type Rule } from "../methods/methods.ts"
import { nearest } from "../nearest.ts"
import { Rational } from "../Rational.ts"
import type { ParseFormula, Problem } from "../rubric/Problem.ts"
import {
  type Criterion,
  defaultPrecision,
  type Field,
  fullFor,
  type Rubric,
  type Section,
  sourceOf,
} from "../rubric/Rubric.ts"
import type { GroupPoints } from "../rubric/Scalars.ts"
import { type Settleable, type State, settleable } from "../State.ts"
import { isRounded } from "./isRounded.ts"
import {
  adjustField,
  appliesField,
  appliesWords,
  type CheckPlan,
  type GroupPlan,
  type LossPlan,
  type MarkPlan,
  type Plan,
  type PlanField,
  type RowSlot,
  rankedField,
  type SectionPlan,
  type StepPlan,
  type TotalSlots,
} from "./Plan.ts"
import { SlotList } from "./SlotList.ts"

/** Expands a rubric into its plan. What the rubric says wrongly is told as problems; the rest still computes. */
export const compile = (
  rubric: Rubric,
  parse: ParseFormula,
): { readonly plan: Plan; readonly problems: ReadonlyArray<Problem> } => {
  const compiler = new Compiler(rubric, parse)
  const plan = compiler.plan()
  return { plan, problems: compiler.problems() }
}

const FILLED: ReadonlyArray<State> = ["filled", "verified", "corrected"]

class Compiler {
  private readonly slots = new SlotList()
  private readonly found = new Map<string, Problem>()
  private readonly parsed = new Map<string, ReturnType<ParseFormula>>()
  private readonly fields: ReadonlyMap<FieldId, PlanField>
  private readonly judged = new Set<string>()
  private readonly precision: NonNullable<Rubric["precision"]>

  private readonly rubric: Rubric
  private readonly parse: ParseFormula

  constructor(rubric: Rubric, parse: ParseFormula) {
    this.rubric = rubric
    this.parse = parse
    this.precision = rubric.precision ?? defaultPrecision
    this.fields = new Map(planFields(rubric).map((field) => [field.id, field]))
  }

  problems(): ReadonlyArray<Problem> {
    return [...this.found.values()]
  }

  plan(): Plan {
    const marks = new Map<string, Array<MarkPlan>>(Object.keys(this.rubric.groups).map((group) => [group, []]))
    this.rubric.sections.forEach((section, s) => {
      section.criteria.forEach((criterion, c) => {
        for (const [group, list] of marks) {
          const full = fullFor(criterion.full, group)
          if (full !== null)
            list.push(
              this.mark({ section, criterion, group, full: Rational.of(full), path: ["sections", s, "criteria", c] }),
            )
        }
      })
    })
    const groups = [...marks].map(([group, list]) => this.group(group, list))
    const checks = this.checks()
    return {
      rubric: this.rubric,
      fields: [...this.fields.values()],
      slots: this.slots.ordered(),
      scores: this.judged.size === 0 ? null : { slots: scoreSlots([...this.judged]) },
      groups,
      checks,
    }
  }

  private tell(problem: Omit<Problem, "offset"> & { readonly offset?: number | null }): void {
    const full: Problem = { offset: null, ...problem }
    this.found.set(JSON.stringify([full.path, full.code, full.message]), full)
  }

  // ── formulas of the author ─────────────────────────────────────────────────────────────────────────────────

  /** Parsed, resolved and typed; a broken one is told and stands as zero or no. */
  private formula(text: string, path: ReadonlyArray<string | number>, type: Type): Formula {
    const broken: Formula =
      type === "number" ? build.number(0) : type === "boolean" ? build.truth(true) : build.text("")
    const parsed = this.parsed.get(text) ?? this.parse(text)
    this.parsed.set(text, parsed)
    if (!parsed.ok) {
      this.tell({
        severity: "error",
        code: "rubric/formula",
        message: parsed.message,
        remedy: parsed.remedy,
        path,
        offset: parsed.offset,
      })
      return broken
    }
    let sound = true
    for (const node of nodesOf(parsed.formula)) {
      if (node.kind !== "input" || this.fields.has(node.field)) continue
      sound = false
      const guess = nearest(
        node.field,
        [...this.fields.keys()].filter((id) => !id.startsWith(":")),
      )
      this.tell({
        severity: "error",
        code: "rubric/unknown-field",
        message: `没有名为“${node.field}”的填报项`,
        remedy: guess === null ? "在 fields 中声明它,或改为已声明的编号" : `是否为“${guess}”?否则在 fields 中声明它`,
        path,
        offset: parsed.offsets.get(node.field) ?? null,
      })
    }
    if (!sound) return broken
    const mismatches: Array<string> = []
    const found = typeOf(parsed.formula, {
      field: (id) => this.fields.get(id)?.type ?? "number",
      slot: (id) => this.slots.typeOf(id),
      rowSlot: () => "number",
      mismatch: (part, is, should) =>
        mismatches.push(`${describePart(part, this.fields)}是${typeWords[is]},这里应为${typeWords[should]}`),
    })
    if (mismatches.length === 0 && found !== type)
      mismatches.push(`“${text}”得出的是${typeWords[found]},这里应为${typeWords[type]}`)
    for (const message of mismatches) {
      this.tell({ severity: "error", code: "rubric/type", message, remedy: "改用相应类型的填报项,或改写算式", path })
    }
    return mismatches.length === 0 ? parsed.formula : broken
  }

  private checks(): ReadonlyArray<CheckPlan> {
    return (this.rubric.checks ?? []).map((check, index) => {
      const that = this.formula(check.that, ["checks", index, "that"], "boolean")
      const needs = fieldsIn(that)
      const known = build.and(...needs.map((field) => build.state(field, FILLED)))
      // what is not known yet contradicts nothing
      const formula = build.cases([[known, that]], build.truth(true))
      const id = `check.${index + 1}`
      for (const group of Object.keys(this.rubric.groups)) {
        this.slots.add(group, id, { label: `勾稽 ${index + 1}`, type: "boolean", format: "number" }, formula)
      }
      return { index, slot: id, needs, otherwise: check.otherwise }
    })
  }

  // ── one criterion for one group ────────────────────────────────────────────────────────────────────────────

  private mark(place: MarkPlace): MarkPlan {
    const { section, criterion, group, full, path } = place
    const { code } = criterion
    const add = (
      id: SlotId,
      label: string,
      formula: Formula,
      type: Type = "number",
      format: Format = "points",
    ): SlotId => this.slots.add(group, id, { label, type, format }, formula)

    const applicability = this.applicability(place, add)
    const { applies, waits, treatment, notApplicable } = applicability

    const rescales = treatment?.notApplicable === "rescaled" || treatment?.notSampled === "rescaled"
    const isNotSampled = build.equal(build.input(appliesField(code)), build.text(appliesWords.notSampled))
    // where not applying is treated one way and not being sampled another
    const byTreatment = (wanted: "full" | "zero" | "rescaled"): Formula =>
      treatment === null
        ? build.truth(false)
        : treatment.notApplicable === treatment.notSampled
          ? build.truth(treatment.notApplicable === wanted)
          : treatment.notSampled === wanted
            ? isNotSampled
            : treatment.notApplicable === wanted
              ? build.not(isNotSampled)
              : build.truth(false)

    const fullSlot = rescales
      ? add(
          `${code}.full`,
          `${code} 满分`,
          build.cases([[build.and(notApplicable, byTreatment("rescaled")), build.points(0)]], build.points(full)),
        )
      : null
    const opening = fullSlot === null ? build.points(full) : build.slot(fullSlot)
    const below = Math.min(0, criterion.floor ?? 0)
    // a floor above 0 protects nobody to whom the criterion does not apply
    const floor =
      (criterion.floor ?? 0) > 0
        ? build.cases([[notApplicable, build.points(0)]], build.points(criterion.floor ?? 0))
        : build.points(below)

    let balance: Formula = opening
    let before: SlotId | null = null
    let refused: SlotId | null = null
    if (treatment !== null && (treatment.notApplicable === "zero" || treatment.notSampled === "zero")) {
      refused = add(
        `${code}.refused`,
        `${code} 不适用未得`,
        build.cases([[build.and(notApplicable, byTreatment("zero")), build.points(full)]], build.points(0)),
      )
      before = add(`${code}.left`, `${code} 余额`, build.minus(balance, build.slot(refused)))
      balance = build.slot(before)
    }

    const losses: Array<LossPlan> = []
    // nothing is taken where the criterion does not apply, and nothing yet where that is not known
    const spared = waits === null ? notApplicable : build.or(notApplicable, build.slot(waits))
    const rules = rulesOf(criterion)
    rules.forEach(({ rule, path: rulePath }, index) => {
      const ruleId = rule.id ?? letter(index)
      for (const { loss, kept } of this.expand(place, rule, ruleId, [...path, ...rulePath])) {
        const name = `${code}.${ruleId}${loss.part}`
        const plan = this.loss({ place, rule, ruleId, loss, kept, name, spared }, add)
        const after = add(
          name,
          `${code}-${ruleId}${loss.part} 扣后余额`,
          build.max(build.minus(balance, build.slot(plan.asked)), floor),
        )
        losses.push({ ...plan, before, after })
        before = after
        balance = build.slot(after)
      }
    })

    const opens = losses.flatMap(({ open }) => (open === null ? [] : [build.slot(open)]))
    const certain = opens.length === 0 ? balance : build.max(build.minus(balance, build.sum(...opens)), floor)
    // the last balance; an own column only where there is none
    const high = before ?? add(`${code}.high`, `${code} 最高可得`, balance)
    const awarded = add(
      `${code}.awarded`,
      `${code} 得分`,
      waits === null ? certain : build.cases([[build.slot(waits), build.points(below)]], certain),
    )
    const basis = (criterion.basis ?? []).flatMap((id, index) => {
      const found = this.rubric.basis?.[id]
      if (found === undefined) {
        const guess = nearest(id, Object.keys(this.rubric.basis ?? {}))
        this.tell({
          severity: "error",
          code: "rubric/unknown-basis",
          message: `依据“${id}”没有在 basis 中列出`,
          remedy: guess === null ? "在 basis 中列出它" : `是否为“${guess}”?否则在 basis 中列出它`,
          path: [...path, "basis", index],
        })
        return []
      }
      return [{ id, basis: found }]
    })
    return {
      criterion,
      section,
      bonus: section.bonus === true,
      full,
      fullSlot,
      applies,
      waits,
      appliesNeeds: applicability.needs,
      treatment,
      refused,
      losses,
      awarded,
      high,
      basis,
      remedy: criterion.remedy ?? null,
    }
  }

  private applicability({ criterion, path }: MarkPlace, add: AddSlot): Applicability {
    const { applies } = criterion
    if (applies === undefined)
      return { applies: null, waits: null, needs: [], treatment: null, notApplicable: build.truth(false) }
    const table = build.input(appliesField(criterion.code))
    const says = (word: string): Formula => build.equal(table, build.text(word))
    const condition =
      applies.when === undefined ? null : this.formula(applies.when, [...path, "applies", "when"], "boolean")
    const needs = condition === null ? [] : fieldsIn(condition)
    const settled = build.and(...needs.map((field) => build.state(field, FILLED)))
    const waits =
      needs.length === 0
        ? null
        : add(
            `${criterion.code}.waits`,
            `${criterion.code} 适用待定`,
            build.and(build.equal(table, build.text("")), build.not(settled)),
            "boolean",
            "number",
          )
    const slot = add(
      `${criterion.code}.applies`,
      `${criterion.code} 适用`,
      build.cases(
        [
          [build.or(says(appliesWords.notApplicable), says(appliesWords.notSampled)), build.truth(false)],
          [says(appliesWords.applies), build.truth(true)],
          ...(waits === null ? [] : [[build.slot(waits), build.truth(true)] as const]),
        ],
        condition ?? build.truth(true),
      ),
      "boolean",
      "number",
    )
    return {
      applies: slot,
      waits,
      needs,
      treatment: { notApplicable: applies.otherwise, notSampled: applies.notSampled ?? applies.otherwise },
      notApplicable: build.not(build.slot(slot)),
    }
  }

  /** The method's losses, and the intermediate results it kept for each. */
  private expand(
    { criterion, group, full }: MarkPlace,
    rule: Rule,
    ruleId: string,
    path: ReadonlyArray<string | number>,
  ): ReadonlyArray<{ readonly loss: Loss; readonly kept: ReadonlyArray<SlotId> }> {
    const { code } = criterion
    const kept: Array<SlotId> = []
    const fieldOf = (formula: Formula): PlanField | undefined =>
      formula.kind === "input" ? this.fields.get(formula.field) : undefined
    const formatOf = (formula: Formula): Format =>
      fieldOf(formula)?.format ?? ([...nodesOf(formula)].some((node) => node.kind === "/") ? "rate" : "number")
    const scope: RuleScope = {
      full,
      whole: full.minus(Rational.of(Math.min(0, criterion.floor ?? 0))),
      formula: (text, key, type) => this.formula(text, [...path, ...key.split(".").map(asIndex)], type),
      points: (value) => pointsFor(value, group),
      rate: (formula) =>
        this.precision.rate === "exact" || (formula.kind === "input" && fieldOf(formula)?.field?.kind !== "rate")
          ? formula
          : build.rounded(formula, this.precision.rate, this.precision.mode),
      keep: (name, label, format, formula) => {
        if (formula.kind === "input" || formula.kind === "slot") return formula
        const id = this.slots.add(group, `${code}.${ruleId}.${name}`, { label: `${code} ${label}`, format }, formula)
        kept.push(id)
        return build.slot(id)
      },
      formatOf,
      nameOf: (formula) => fieldOf(formula)?.label ?? criterion.title,
      unitOf: (formula) => commonUnit(formula, this.fields),
      levelsOf: (formula) => fieldOf(formula)?.field?.levels ?? [],
      scores: () => {
        this.judged.add(code)
        return {
          sum: { kind: "rows", table: "scores", of: "points", where: code, how: "sum" },
          count: { kind: "rows", table: "scores", of: "points", where: code, how: "count" },
        }
      },
      refuse: (key, message, remedy) =>
        this.tell({
          severity: "error",
          code: "rubric/rule",
          message,
          remedy,
          path: [...path, ...key.split(".").map(asIndex)],
        }),
    }
    const losses = expandRule(rule, scope)
    return losses.map((loss) => ({ loss, kept }))
  }

  /** Absence, rounding and limits around what the method gave. */
  private loss(
    given: {
      readonly place: MarkPlace
      readonly rule: Rule
      readonly ruleId: string
      readonly loss: Loss
      readonly kept: ReadonlyArray<SlotId>
      readonly name: string
      /** Whether nothing is taken, however the figures are. */
      readonly spared: Formula
    },
    add: AddSlot,
  ): Omit<LossPlan, "before" | "after"> {
    const { place, rule, ruleId, loss, kept, name, spared } = given
    const { criterion, group, section } = place
    const id = `${criterion.code}-${ruleId}${loss.part}`
    const { most } = loss
    const behind = [loss.points, ...(loss.partial === null ? [] : [loss.partial.complete])].flatMap((formula) =>
      this.withKept(formula, kept, group),
    )
    const needs = [...new Set(behind.flatMap(fieldsIn))]
    // rows are complete only where there are some to divide by
    const divisors = loss.partial === null ? distinct(behind.flatMap(divisorsIn)) : []
    const divisible = divisors.map((divisor) => build.not(build.equal(divisor, build.number(0))))
    const judged = behind.some((formula) => [...nodesOf(formula)].some((node) => node.kind === "rows"))

    const { points: places, mode } = this.precision
    const limited = loss.clamped ? loss.points : build.max(build.min(loss.points, build.points(most)), build.points(0))
    const born = isRounded(limited, places, (field) => this.fields.get(field)?.format === "count")
      ? limited
      : build.rounded(limited, places, mode)

    const ready = build.and(
      ...needs.map((field) => build.state(field, [...FILLED, ...loss.alsoKnown])),
      ...divisible,
      ...(loss.partial === null ? [] : [loss.partial.complete]),
    )
    const known =
      ready.kind === "and" || ready.kind === "not"
        ? build.slot(add(`${name}.known`, `${id} 可计分`, ready, "boolean", "number"))
        : ready

    const absence = this.absence(criterion, section)
    const zeroed = settleable.filter((state) => absence[state] === "zero")
    const gone = build.or(...(zeroed.length === 0 ? [] : needs.map((field) => build.state(field, zeroed))))
    // a claim that still has to be recognised shows what it would earn
    const claims = needs.filter((field) => this.fields.get(field)?.field?.recognise === true)
    const claimed =
      claims.length > 0 && loss.how === "award"
        ? build.and(
            ...needs.map((field) =>
              build.state(field, [...FILLED, ...(claims.includes(field) ? (["awaitingRecognition"] as const) : [])]),
            ),
            ...divisible,
          )
        : build.truth(false)

    const soFar =
      loss.partial === null
        ? null
        : { low: build.rounded(loss.partial.low, places, mode), high: build.rounded(loss.partial.high, places, mode) }
    const rest = (of: Formula): Formula => build.minus(build.points(most), of)
    const award =
      loss.how === "award"
        ? add(
            `${name}.award`,
            `${id} 得`,
            build.cases(
              [
                [spared, build.points(0)],
                [known, born],
                [claimed, born],
              ],
              build.points(0),
            ),
          )
        : null
    const asked = add(
      `${name}.lost`,
      `${id} 应${loss.how === "award" ? "减" : "扣"}`,
      build.cases(
        [
          [spared, build.points(0)],
          [known, award === null ? born : rest(build.slot(award))],
          [gone, build.points(most)],
          ...(award === null ? [] : [[claimed, rest(build.slot(award))] as const]),
        ],
        soFar === null ? build.points(0) : award === null ? soFar.low : rest(soFar.high),
      ),
    )
    const alwaysKnown = known.kind === "constant"
    const open = alwaysKnown
      ? null
      : add(
          `${name}.open`,
          `${id} 待定`,
          build.cases(
            [
              [build.or(spared, known, gone), build.points(0)],
              ...(award === null ? [] : [[claimed, build.slot(award)] as const]),
            ],
            soFar === null ? build.points(most) : build.minus(soFar.high, soFar.low),
          ),
        )
    return {
      id,
      rule,
      ruleId,
      loss,
      says: loss.says ?? rule.says ?? criterion.clause,
      verb: loss.how === "award" ? "未得" : "扣",
      most,
      exact: limited,
      award,
      asked,
      open,
      kept,
      needs,
      divisors,
      judged,
    }
  }

  private absence(criterion: Criterion, section: Section): { readonly [S in Settleable]?: "pending" | "zero" } {
    // a bonus that nobody claims is not earned; there is nothing to wait for
    const bonus = section.bonus === true ? ({ blank: "zero", claimed: "zero" } as const) : {}
    return { ...this.rubric.absence, ...bonus, ...criterion.absence }
  }

  /** The formula and those of the kept slots it goes through. */
  private withKept(formula: Formula, kept: ReadonlyArray<SlotId>, group: string): ReadonlyArray<Formula> {
    const used = kept.flatMap((id) => {
      const inner = this.slots.formula(id, group)
      return inner === undefined ? [] : [inner]
    })
    return [formula, ...used]
  }

  // ── sections and totals of one group ───────────────────────────────────────────────────────────────────────

  private group(group: string, marks: ReadonlyArray<MarkPlan>): GroupPlan {
    const add = (
      id: SlotId,
      label: string,
      formula: Formula,
      type: Type = "number",
      format: Format = "points",
    ): SlotId => this.slots.add(group, id, { label, type, format }, formula)
    const steps: Array<StepPlan> = []
    const sections = this.rubric.sections.flatMap((section): ReadonlyArray<SectionPlan> => {
      const own = marks.filter((mark) => mark.section === section)
      const full = fullFor(section.full, group)
      if (own.length === 0 || full === null) return []
      const limit = (sum: Formula): Formula =>
        build.max(build.min(sum, build.points(full)), build.points(section.floor ?? 0))
      const sums = add(
        `${section.code}.sum`,
        `${section.code} 合计`,
        build.sum(...own.map((mark) => build.slot(mark.awarded))),
      )
      const highs = build.sum(...own.map((mark) => build.slot(mark.high)))
      const fulls = own.reduce((total, mark) => total.plus(mark.full), Rational.zero)
      const limits =
        section.bonus === true || section.floor !== undefined || own.some((mark) => (mark.criterion.floor ?? 0) < 0)
      // a section limited at the total of its marks needs no step
      if (!limits && fulls.compare(Rational.of(full)) <= 0) {
        const high = add(`${section.code}.high`, `${section.code} 最高可得`, highs)
        return [{ section, bonus: false, full: Rational.of(full), total: sums, high }]
      }
      const total = add(`${section.code}.total`, `${section.code} 得分`, limit(build.slot(sums)))
      const high = add(`${section.code}.high`, `${section.code} 最高可得`, limit(highs))
      steps.push({ label: `${section.title}${section.bonus === true ? "封顶" : "限额"}`, before: sums, after: total })
      return [{ section, bonus: section.bonus === true, full: Rational.of(full), total, high }]
    })
    const base = sections.filter((section) => !section.bonus)
    const extra = sections.filter((section) => section.bonus)
    const full = base.reduce((total, section) => total.plus(section.full), Rational.zero)
    const { total: places, mode } = this.precision
    const publish = (formula: Formula): Formula =>
      isRounded(
        formula,
        places,
        () => false,
        (id) => this.isPointsSlot(id),
      )
        ? formula
        : build.rounded(formula, places, mode)

    const fulls = marks.filter((mark) => !mark.bonus)
    const applicable = add(
      "applicable",
      "适用满分",
      build.sum(...fulls.map((mark) => (mark.fullSlot === null ? build.points(mark.full) : build.slot(mark.fullSlot)))),
    )
    const rescales = fulls.some((mark) => mark.fullSlot !== null)
    const chain = (
      name: string,
      label: string,
      which: "total" | "high",
    ): { readonly base: SlotId; readonly exact: SlotId } => {
      const sum = add(`${name}.sum`, `${label}合计`, build.sum(...base.map((section) => build.slot(section[which]))))
      const scaled = rescales
        ? build.cases(
            [[build.equal(build.slot(applicable), build.points(0)), build.points(0)]],
            build.times(build.over(build.slot(sum), build.slot(applicable)), build.points(full)),
          )
        : build.slot(sum)
      const exact = rescales ? add(`${name}.exact`, `${label}折算(未取舍)`, scaled) : sum
      const rounded = publish(build.slot(exact))
      const done = rounded.kind === "slot" ? exact : add(name, label, rounded)
      if (which === "total") {
        if (rescales) steps.push({ label: "按适用满分折算", before: sum, after: done })
        else if (done !== sum) steps.push({ label: "总分取舍", before: sum, after: done })
      }
      return { base: done, exact }
    }
    const low = chain("base", "基础分", "total")
    const top = chain("base.high", "基础分最高可得", "high")
    const bonus =
      extra.length === 0 ? null : add("bonus", "加分", build.sum(...extra.map((section) => build.slot(section.total))))
    const bonusHigh = extra.map((section) => build.slot(section.high))
    const adjust = build.input(adjustField)
    const before = add(
      "total.sum",
      "总分合计",
      build.sum(build.slot(low.base), ...(bonus === null ? [] : [build.slot(bonus)])),
    )
    const adjusted = add("total.adjusted", "总分(会议调整后)", build.sum(build.slot(before), adjust))
    steps.push({ label: "会议决定调整", before, after: adjusted })
    const ceiling = this.rubric.ceiling
    const limit = (formula: Formula): Formula => {
      const raised = build.max(formula, build.points(0))
      return ceiling === undefined ? raised : build.min(raised, build.points(ceiling))
    }
    const total = add("total", "总分", build.rounded(limit(build.slot(adjusted)), places, mode))
    steps.push({ label: "总分限额", before: adjusted, after: total })
    const high = add(
      "total.high",
      "总分最高可得",
      build.rounded(limit(build.sum(build.slot(top.base), ...bonusHigh, adjust)), places, mode),
    )
    const pending = add(
      "pending",
      "待定分值",
      build.sum(...marks.map((mark) => build.minus(build.slot(mark.high), build.slot(mark.awarded)))),
    )
    const decided = build.equal(build.slot(pending), build.points(0))
    const exactTotal = (): Formula =>
      low.exact === low.base
        ? build.slot(total)
        : build.slot(
            add(
              "total.exact",
              "总分(未取舍)",
              build.rounded(
                limit(build.sum(build.slot(low.exact), ...(bonus === null ? [] : [build.slot(bonus)]), adjust)),
                10,
                "half-up",
              ),
            ),
          )
    const by = (how: "published" | "exact"): Formula => (how === "published" ? build.slot(total) : exactTotal())

    const within = this.rubric.rankWithin
    const ranked =
      within === "none"
        ? null
        : add(
            "ranked",
            "参评总分",
            build.cases([[build.and(build.input(rankedField), decided), by(this.precision.rank)]], build.nothing),
          )
    const place =
      ranked === null || within === "none"
        ? null
        : add("place", "名次", { kind: "cohort", of: ranked, within, how: "place" }, "number", "count")
    const bands = this.rubric.bands ?? []
    const grade =
      bands.length === 0
        ? null
        : add(
            "grade",
            "等次",
            build.cases(
              [
                [build.not(build.and(decided, build.input(rankedField))), build.text("")],
                ...bands.map(
                  (band) =>
                    [build.atLeast(by(this.precision.grade), build.points(band.from)), build.text(band.grade)] as const,
                ),
              ],
              build.text(""),
            ),
            "text",
            "number",
          )
    const slots: TotalSlots = { base: low.base, bonus, total, high, pending, applicable, place, ranked, grade }
    return { id: group, title: this.rubric.groups[group] ?? group, marks, sections, steps, slots, full }
  }

  /** Slots whose values have at most as many places as points have. */
  private isPointsSlot(id: SlotId): boolean {
    return (
      this.precision.points <= this.precision.total &&
      (/\.(sum|total|high)$/.test(id) || id === "bonus") &&
      id !== "base.exact"
    )
  }
}

interface MarkPlace {
  readonly section: Section
  readonly criterion: Criterion
  readonly group: string
  readonly full: Rational
  readonly path: ReadonlyArray<string | number>
}

type AddSlot = (id: SlotId, label: string, formula: Formula, type?: Type, format?: Format) => SlotId

interface Applicability {
  readonly applies: SlotId | null
  readonly waits: SlotId | null
  readonly needs: ReadonlyArray<FieldId>
  readonly treatment: MarkPlan["treatment"]
  readonly notApplicable: Formula
}

/** Rules in the order of the clause, however they are written. */
export const rulesOf = (
  criterion: Criterion,
): ReadonlyArray<{ readonly rule: Rule; readonly path: ReadonlyArray<string | number> }> => [
  ...(criterion.rule === undefined ? [] : [{ rule: criterion.rule, path: ["rule"] }]),
  ...(criterion.rules ?? []).map((rule, index) => ({ rule, path: ["rules", index] })),
]

export const letter = (index: number): string =>
  String.fromCharCode(97 + (index % 26)) + (index < 26 ? "" : String(Math.floor(index / 26)))

const asIndex = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part)

export const pointsFor = (value: GroupPoints, group: string): Rational =>
  Rational.of(typeof value === "number" ? value : (value[group] ?? 0))

const distinct = (formulas: ReadonlyArray<Formula>): ReadonlyArray<Formula> => {
  const seen = new Map(formulas.map((formula) => [JSON.stringify(formula), formula]))
  return [...seen.values()]
}

const fieldsIn = (formula: Formula): ReadonlyArray<FieldId> =>
  [
    ...new Set(
      [...nodesOf(formula)].flatMap((node) => (node.kind === "input" || node.kind === "state" ? [node.field] : [])),
    ),
  ].filter((field) => !field.startsWith(":"))

/** Divisors that may be zero: all but plain numbers, and among those zero. */
const divisorsIn = (formula: Formula): ReadonlyArray<Formula> =>
  [...nodesOf(formula)].flatMap((node) => {
    const divisor = node.kind === "/" ? node.of[1] : undefined
    const isSafe = divisor?.kind === "constant" && divisor.value instanceof Rational && divisor.value.sign !== 0
    return divisor === undefined || isSafe ? [] : [divisor]
  })

/** The unit that all fields of a sum or difference share; empty where they differ or a rate is formed. */
const commonUnit = (formula: Formula, fields: ReadonlyMap<FieldId, PlanField>): string => {
  const nodes = [...nodesOf(formula)]
  if (nodes.some(({ kind }) => kind === "/" || kind === "*")) return ""
  const units = new Set(nodes.flatMap((node) => (node.kind === "input" ? [fields.get(node.field)?.unit ?? ""] : [])))
  const [only] = units
  return units.size === 1 && only !== undefined ? only : ""
}

const typeWords: { readonly [T in Type]: string } = { number: "数", boolean: "是否", text: "文字" }

const describePart = (formula: Formula, fields: ReadonlyMap<FieldId, PlanField>): string =>
  formula.kind === "input" ? `“${fields.get(formula.field)?.label ?? formula.field}”` : "算式的一部分"

const typesOfKinds: { readonly [K in Field["kind"]]: readonly [Type, Format] } = {
  count: ["number", "count"],
  number: ["number", "number"],
  rate: ["number", "rate"],
  "yes-no": ["boolean", "number"],
  day: ["number", "day"],
  level: ["text", "number"],
  text: ["text", "number"],
}

const planFields = (rubric: Rubric): ReadonlyArray<PlanField> => {
  const declared = Object.entries(rubric.fields).map(([id, field]): PlanField => {
    const [type, format] = typesOfKinds[field.kind]
    return { id, label: field.label, type, format, unit: field.unit ?? "", field }
  })
  const applies = rubric.sections
    .flatMap((section) => section.criteria)
    .filter((criterion) => criterion.applies !== undefined)
    .map(
      ({ code }): PlanField => ({
        id: appliesField(code),
        label: `${code} 适用性认定`,
        type: "text",
        format: "number",
        unit: "",
        field: null,
      }),
    )
  return [
    ...declared,
    ...applies,
    { id: adjustField, label: "会议调整分", type: "number", format: "points", unit: "分", field: null },
    { id: rankedField, label: "参加排名", type: "boolean", format: "number", unit: "", field: null },
  ]
}

const scoreSlots = (criteria: ReadonlyArray<string>): ReadonlyArray<RowSlot> => [
  { id: "points", label: "评分", type: "number", formula: build.input("points") },
  ...criteria.map(
    (code): RowSlot => ({
      id: code,
      label: `计入 ${code}`,
      type: "boolean",
      formula: build.equal(build.input("criterion"), build.text(code)),
    }),
  ),
]

export const sourcesOf = (rubric: Rubric): ReadonlyArray<string> => [
  ...new Set(Object.values(rubric.fields).map(sourceOf)),
]
