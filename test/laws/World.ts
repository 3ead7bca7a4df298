import {
  type Agency,
  type Applicability,
  type Assessment,
  type AssessmentDocument,
  assess,
  type Calendar,
  type Decision,
  document,
  type Entry,
  type Plan,
  parseDay,
  Rational,
  type Reading,
  readRubric,
  type Score,
  type Submissions,
  scorecards,
} from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import type { Dice } from "./Dice.ts"
import { withHolidays } from "./holidays.ts"
import { comparing, decimal, type FieldCase, giving, losing, perAward, type RuleCase, type RulePlace } from "./rules.ts"

/** A generated round: a rubric as its author would write it, and what people handed in for it. */
export interface World {
  readonly rubric: RubricSource
  readonly fields: { readonly [id: string]: FieldCase }
  readonly submissions: Submissions
  readonly calendar: Calendar
}

export interface RubricSource {
  readonly [key: string]: unknown
  readonly precision: {
    readonly rate: number | "exact"
    readonly points: number | "exact"
    readonly shown?: number
    readonly total: number
    readonly mode: "half-up" | "half-even" | "cut"
    readonly rank: "published" | "exact"
    readonly grade: "published" | "exact"
  }
  readonly rankWithin: string
  readonly combine?: "sum" | "mean"
  readonly bands: ReadonlyArray<{
    readonly grade: string
    readonly from: number | { readonly [group: string]: number }
  }>
  readonly rank: { readonly ties?: "shared" | "dense"; readonly by?: ReadonlyArray<string> }
  readonly limits?: ReadonlyArray<{
    readonly id: string
    readonly when: string
    readonly what: string
    readonly total?: number
    readonly gradeAtMost?: string
    readonly grade?: string
  }>
  readonly once?: ReadonlyArray<{ readonly rules: ReadonlyArray<string> }>
  readonly cohort: { readonly within: string; readonly absent: string; readonly least: number }
}

/** What of the whole is wanted; everything is likely to be there where nothing is said. */
export interface Wanted {
  readonly agencies: number
  readonly criteria: number
  readonly groups: number
  /** Whether figures, evidence and scores may be missing, unreadable or contradicted. */
  readonly gaps: boolean
  /** Whether criteria may be left out for what an agency did not say. */
  readonly leaves: boolean
  /** Whether rules may look at other agencies. */
  readonly compares: boolean
  /** Whether some numbers of the rubric are other than its author meant. */
  readonly spoiled: boolean
  /** Whether what reads marks may fall where they rise, or rise and fall again. */
  readonly turns: boolean
}

const usual: Wanted = {
  agencies: 1,
  criteria: 2,
  groups: 1,
  gaps: true,
  leaves: true,
  compares: true,
  spoiled: false,
  turns: false,
}

// ── the rubric ──────────────────────────────────────────────────────────────────────────────────────────────

const settlements = ["blank", "unreadable", "claimed", "noEvidence", "refuted"] as const
const absence = (dice: Dice, leaves: boolean): object => {
  const chosen: Record<string, string> = {}
  for (const state of settlements) {
    const policy = dice.pick(null, "zero", "pending")
    if (policy !== null) chosen[state] = policy
  }
  if (leaves && dice.once(3)) chosen[dice.pick("blank", "claimed")] = "out"
  if (leaves && dice.once(6)) chosen.awaitingSource = dice.pick("out", "pending")
  return chosen
}

interface CriterionCase {
  readonly source: { readonly [key: string]: unknown; readonly code: string }
  readonly fields: { readonly [id: string]: FieldCase }
  readonly full: number
  /** Its rules that take points, as they are cited. */
  readonly takes: ReadonlyArray<string>
}

const treatments = ["full", "zero", "rescaled", { share: "60%" }] as const

const criterion = (
  dice: Dice,
  code: string,
  {
    places,
    compares,
    leaves,
    scale,
    to,
    averaged,
  }: {
    readonly places: number
    readonly compares: boolean
    readonly leaves: boolean
    /** The full marks of every criterion, where they are averaged. */
    readonly scale: number | null
    readonly to: string | null
    /** Whether it may be scored by the others' mean where it does not apply. */
    readonly averaged: boolean
  },
): CriterionCase => {
  const taking = () => (compares && dice.once(2) ? dice.pick(...comparing.losing) : dice.pick(...losing))
  const awarding = () => (compares && dice.once(2) ? dice.pick(...comparing.giving) : dice.pick(...giving))
  const full = scale ?? dice.between(4, 15 * 10 ** Math.min(places, 2))
  const rules: Array<RuleCase> = []
  const floor = dice.once(5) ? (dice.once(4) ? "section" : decimal(dice.between(-full, full - 1), places)) : null
  const place = { dice, places, sinks: floor === "section" || (floor ?? 0) < 0 }
  const names = ["a", "b", "c"]
  const name = (): string => `${code}${names[rules.length] ?? "z"}`
  const onlyOneJudged = (make: (place: RulePlace) => RuleCase): RuleCase => {
    const made = make({ ...place, name: name(), share: full })
    return made.rule.kind === "judged" && rules.some(({ rule }) => rule.kind === "judged")
      ? losing[0]({ ...place, name: name(), share: full })
      : made
  }
  if (dice.below(2) === 0) {
    const shares = dice.once(3) ? [full - 2, 2] : [full]
    for (const share of shares) {
      const make = awarding()
      const made = make({ ...place, name: name(), share })
      rules.push(
        made.rule.kind === "judged" && rules.some(({ rule }) => rule.kind === "judged")
          ? giving[0]({ ...place, name: name(), share })
          : made,
      )
    }
    if (dice.once(3)) rules.push(onlyOneJudged(taking()))
  } else {
    for (let many = dice.between(1, 3); many > 0; many--) rules.push(onlyOneJudged(taking()))
  }
  const heard: FieldCase = {
    source: { label: `${code}本期案件`, kind: "count", unit: "件", source: "court" },
    better: null,
    value: (at) => Rational.of(at.pick(1, 0, at.below(5))),
  }
  const treatment = (): unknown =>
    dice.pick<unknown>(
      ...treatments,
      ...(averaged ? ["mean"] : []),
      ...(to === null ? [] : [{ double: dice.pick(to, "A") }]),
    )
  const applies = dice.once(3)
    ? {
        ...(dice.once(2) ? { when: `${code}.heard > 0` } : {}),
        otherwise: to !== null && dice.once(3) ? { moveTo: to } : treatment(),
        ...(dice.once(2) ? { notSampled: treatment() } : {}),
      }
    : null
  const sources = rules.map(({ rule }, index) => (rules.length === 1 ? rule : { id: names[index], ...rule }))
  return {
    source: {
      code,
      title: `指标${code}`,
      full: decimal(full, places),
      clause: "按规定计分,扣完为止。",
      ...(sources.length === 1 && dice.below(2) === 0 ? { rule: sources[0] } : { rules: sources }),
      ...(applies === null ? {} : { applies }),
      ...(dice.once(2) ? { absence: absence(dice, leaves) } : {}),
      ...(floor === null ? {} : { floor }),
    },
    fields: {
      ...Object.fromEntries(rules.flatMap(({ fields }) => Object.entries(fields))),
      ...(applies !== null && "when" in applies ? { [`${code}.heard`]: heard } : {}),
    },
    full,
    takes: rules.flatMap(({ rule }, index) => (takesPoints(rule) ? [`${code}-${names[index] ?? "z"}`] : [])),
  }
}

const takesPoints = (rule: RuleCase["rule"]): boolean =>
  ["yes-no", "shortfall", "per-event", "too-few", "deadline"].includes(rule.kind) || rule.how === "lose"

/** A criterion that reads the marks of others, or the sum of all. */
const follower = (
  dice: Dice,
  criteria: ReadonlyArray<CriterionCase>,
  { places, scale, turns }: { readonly places: number; readonly scale: number | null; readonly turns: boolean },
): CriterionCase => {
  const full = scale ?? dice.between(4, 30)
  const most = decimal(full, places)
  const whole = { code: "A", full: scale ?? criteria.reduce((sum, one) => sum + one.full, 0) }
  const all = [whole, ...criteria.map((one) => ({ code: one.source.code, full: one.full }))]
  const [of, other] = [dice.pick(whole, ...all.slice(1)), dice.pick(whole, ...all.slice(1))]
  const half = (one: typeof whole): number => decimal(Math.max(1, Math.trunc(one.full / 2)), places)
  const award = (points: string): object => ({ kind: "formula", how: "award", points, most })
  const rising: ReadonlyArray<object> = [
    { kind: "linear", value: `share(${of.code})`, from: { at: "20%", points: 0 }, to: { at: "95%", points: most } },
    award(`(1 - (1 - share(${of.code})) * 2) * ${most}`),
    { kind: "tiers", value: `mark(${of.code})`, tiers: [{ at: decimal(of.full, places), points: most }] },
    award(`share(${of.code}) * max(share(${other.code}), 0) * ${most}`),
    {
      kind: "ladder",
      rungs: [
        { title: "两项都好", value: `mark(${of.code}) >= ${half(of)} and share(${other.code}) > 0.7`, points: most },
        { title: "一项好", value: `mark(${of.code}) >= ${half(of)}`, points: decimal(1, places) },
      ],
    },
    { kind: "yes-no", value: `share(${of.code}) >= 0.5 or not (mark(${other.code}) < ${half(other)})`, points: "all" },
    {
      kind: "shortfall",
      value: `(share(${of.code}) + share(${other.code})) / 2`,
      target: "90%",
      per: "7pp",
      points: decimal(1, places),
      partStep: "ignored",
    },
    { kind: "ceiling", when: `mark(${of.code}) < ${half(of)}`, what: "基础指标偏低", at: decimal(1, places) },
    award(`mark(${of.code}) > ${half(of)} ? ${most} : share(${of.code}) > 0.1 ? ${most} / 3 : 0`),
  ]
  const turning: ReadonlyArray<object> = [
    award(`(1 - share(${of.code})) * ${most}`),
    award(`mark(${of.code}) / (mark(${other.code}) - ${half(other)}) * ${most}`),
    award(`mark(${of.code}) * (share(${other.code}) - 0.5) * (0.4 - share(${of.code}))`),
    award(`mark(${of.code}) > mark(${other.code}) ? share(${of.code}) * ${most} : 1 - mark(${other.code})`),
    award(`(share(${of.code}) > 0.5) == (share(${other.code}) > 0.5) ? ${most} : 0`),
    award(`mark(${of.code}) == 0 ? ${most} : min(mark(${other.code}), 1) / max(share(${of.code}), 0.1)`),
    { kind: "tiers", value: `mark(${of.code}) - mark(${other.code})`, tiers: [{ at: 0, points: most }] },
    { kind: "yes-no", value: `not (share(${of.code}) >= 0.5) and mark(${other.code}) > 0`, points: "all" },
    {
      kind: "linear",
      value: `share(${of.code})`,
      from: { at: `share(${other.code}) / 2`, points: 0 },
      to: { at: "100%", points: most },
    },
  ]
  const rule = dice.pick(...(rising as readonly [object]), ...(turns ? turning : []))
  return {
    source: { code: "X1", title: "联动", full: most, clause: "随其他指标计分。", rule },
    fields: {},
    full,
    takes: [],
  }
}

/** Fields as their rules made them, some with a source, some with evidence. */
const sourced = (dice: Dice, field: FieldCase): FieldCase => {
  if ("source" in field.source) return field
  const from = dice.pick<object>(
    {},
    {},
    { source: "court" },
    { source: "court", otherwise: "self" },
    { source: "given" },
  )
  const evidence =
    dice.once(3) && !("evidence" in field.source) ? { evidence: { need: dice.pick("required", "optional") } } : {}
  const isClaim = "recognise" in field.source
  return { ...field, source: { ...field.source, ...(isClaim ? {} : from), ...evidence } }
}

export const makeRubric = (
  dice: Dice,
  wanted: Wanted,
): { readonly rubric: RubricSource; readonly fields: World["fields"] } => {
  const places = dice.pick(2, 2, 1, 0, 3)
  // means: every criterion and every section is worth as much as the whole
  const means = dice.once(4)
  const scale = means ? dice.between(4, 15 * 10 ** Math.min(places, 2)) : null
  const criteria = Array.from({ length: wanted.criteria }, (_, index) =>
    criterion(dice, `A${index + 1}`, {
      places,
      compares: wanted.compares && wanted.agencies > 2 && dice.once(2),
      leaves: wanted.leaves,
      scale,
      to: index === 0 && wanted.criteria > 1 ? "A2" : null,
      // what gets the points of others has no share to compare
      averaged: wanted.compares && index !== 1,
    }),
  )
  const own = scale ?? criteria.reduce((sum, one) => sum + one.full, 0)
  const following = dice.once(3) ? follower(dice, criteria, { places, scale, turns: wanted.turns }) : null
  const added = scale ?? own + (following?.full ?? 0)
  // blocks that count with a share of their points
  const weight = following !== null && !means && dice.once(3) ? dice.between(1, 99) : null
  const full =
    weight === null || following === null
      ? added
      : Number(((following.full * weight + own * (100 - weight)) / 100).toFixed(2))
  const bonusFull = dice.between(2, 20)
  const bonus = dice.once(2) ? perAward({ dice, name: "Ba", share: bonusFull, places, sinks: false }) : null
  // where everything is judged, agencies still have something to write
  const remark: FieldCase = { source: { label: "备注", kind: "text" }, better: null, value: () => "无" }
  const region: FieldCase = {
    source: { label: "地区", kind: "text", source: "attribute" },
    better: null,
    value: (at) => at.pick("东部", "西部"),
  }
  const fields = Object.fromEntries(
    [{ remark, region }, graveFields, ...criteria.map((one) => one.fields), bonus?.fields ?? {}]
      .flatMap((all) => Object.entries(all))
      .map(([id, field]) => [id, sourced(dice, field)]),
  )
  const ranks = dice.pick("group", "all", "none")
  const limits = limitsOf(dice, { low: decimal(Math.trunc(full / 3), places), turns: wanted.turns })
  const isRationed = ranks !== "none" && dice.once(3)
  const ration = isRationed ? { atMost: dice.pick("20%", "50%") } : {}
  const quota = isRationed
    ? {
        quota: {
          rounding: dice.pick("cut", "half-up", "up"),
          ties: dice.pick("in", "out"),
          fallen: dice.pick("counted", "besides"),
        },
      }
    : {}
  const takesFromTotal = dice.once(4) ? decimal(dice.between(1, 3), places) : null
  const bandAt = (share: number): number => decimal(Math.trunc((full * share) / 10), places)
  return {
    fields,
    rubric: {
      id: "generated",
      title: "评分细则",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: decimal(full, places),
      precision: {
        rate: dice.pick<number | "exact">(4, 4, 2, "exact", 0),
        ...(dice.once(6) ? { points: "exact" as const, shown: places } : { points: places }),
        total: dice.pick(places, places, dice.below(4)),
        mode: dice.pick("half-up", "half-up", "half-even", "cut"),
        rank: dice.pick("published", "exact"),
        grade: dice.pick("published", "exact"),
      },
      groups: Object.fromEntries(
        (
          [
            ["g1", "执法部门"],
            ["g2", "综合部门"],
            ["g3", "街道"],
          ] as const
        ).slice(0, wanted.groups),
      ),
      rankWithin: ranks,
      ...(means ? { combine: "mean" as const } : {}),
      ...(dice.once(5) ? { views: { 按主题: { 全部: ["A"], 其一: ["A1"], 一条: ["A1-a"] } } } : {}),
      ...(ranks !== "none" && dice.once(3) ? { rankAlso: ["region"] } : {}),
      bands: [
        { grade: "优秀", from: dice.once(3) ? { g1: bandAt(9) } : bandAt(9), ...ration },
        { grade: "合格", from: bandAt(6) },
        { grade: "不合格", from: 0 },
      ],
      ...quota,
      sources: { court: "市中级人民法院" },
      ...(dice.once(2) ? { absence: absence(dice, wanted.leaves) } : {}),
      cohort: {
        within: dice.pick("group", "all"),
        absent: dice.pick("wait", "wait", "zero", "out"),
        least: dice.between(1, 3),
      },
      ...(dice.once(4) ? { ceiling: decimal(full, places) } : {}),
      ...limits,
      ...onceOf(dice, criteria),
      rank: {
        ...(dice.once(3) ? { ties: dice.pick("shared", "dense") } : {}),
        ...(dice.once(3) ? { by: dice.pick(["A1"], ["A", "A1"]) } : {}),
      },
      fields: Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, field.source])),
      sections: [
        ...(following === null
          ? []
          : [
              {
                code: "X",
                title: "联动",
                full: decimal(following.full, places),
                ...(weight === null ? {} : { weight: `${weight}%` }),
                criteria: [following.source],
              },
            ]),
        {
          code: "A",
          title: "制度建设",
          full: decimal(own, places),
          ...(weight === null ? {} : { weight: `${100 - weight}%` }),
          ...(dice.once(6) ? { floor: decimal(-3, places) } : {}),
          criteria: criteria.map(({ source }) => source),
        },
        ...(takesFromTotal === null
          ? []
          : [
              {
                code: "K",
                title: "扣分事项",
                full: 0,
                floor: -takesFromTotal,
                bonus: true,
                criteria: [
                  {
                    code: "K1",
                    title: "通报批评",
                    full: 0,
                    floor: -takesFromTotal,
                    clause: "被通报批评的每次从总分中扣分。",
                    rule: { kind: "per-event", count: "grave.cases", points: decimal(1, places) },
                  },
                ],
              },
            ]),
        ...(bonus === null
          ? []
          : [
              {
                code: "B",
                title: "加分",
                bonus: true,
                full: decimal(dice.between(1, bonusFull), places),
                ...(dice.once(3)
                  ? { needs: dice.pick(`base >= ${decimal(Math.trunc(full / 2), places)}`, "share(A) > 0.4") }
                  : {}),
                criteria: [
                  {
                    code: "B1",
                    title: "表彰",
                    full: decimal(bonusFull, places),
                    clause: "每项加分,封顶。",
                    rule: bonus.rule,
                  },
                ],
              },
            ]),
      ],
    },
  }
}

/** Keys that take few values, so that almost any other breaks the shape of the file and not its meaning. */
const fixed = new Set(["scorers", "per", "others", "times"])

/** What limits the whole score or the grade; its figures are better where they are fewer, or not so. */
const limitsOf = (
  dice: Dice,
  { low, turns }: { readonly low: number; readonly turns: boolean },
): Pick<RubricSource, "limits"> =>
  dice.once(3)
    ? {
        limits: [
          {
            id: "a",
            when: dice.pick(
              "grave.cases > 1",
              "grave.hidden",
              "mark(A1) == 0",
              "total < 1 or grave.hidden",
              "share(A) < 0.6",
              "refuted() > 0",
              "base < 2 and not (total >= 3)",
              ...(turns ? ["mark(A1) > 2 and grave.cases == 0", "base > total or mark(A1) == 2"] : []),
            ),
            what: "发生重大问题",
            ...dice.pick<object>(
              { total: low },
              { gradeAtMost: "合格" },
              { grade: "不合格" },
              { total: 0, grade: "不合格" },
            ),
          },
          ...(dice.once(2) ? [{ id: "b", when: "grave.cases > 0", what: "被通报", gradeAtMost: "合格" }] : []),
        ],
      }
    : {}

/** Rules that take points, of which only the dearest does. */
const onceOf = (dice: Dice, criteria: ReadonlyArray<CriterionCase>): Pick<RubricSource, "once"> => {
  const rules = criteria.flatMap(({ takes }) => takes).filter(() => !dice.once(3))
  return rules.length > 1 && dice.once(3) ? { once: [{ rules }] } : {}
}

const graveFields: { readonly [id: string]: FieldCase } = {
  "grave.cases": {
    source: { label: "重大问题", kind: "count", unit: "件" },
    better: "less",
    value: (at) => Rational.of(at.pick(0, 0, 1, 2)),
  },
  "grave.hidden": {
    source: { label: "有隐瞒不报", kind: "yes-no" },
    better: "no",
    value: (at) => at.once(4),
  },
}

/** Some numbers of the rules, changed. */
const spoil = (dice: Dice, rubric: RubricSource): RubricSource => {
  const inRules = (value: unknown): unknown => {
    if (typeof value === "number" && dice.once(3))
      return dice.pick(Number((value * 3).toFixed(6)), 0, Math.trunc(value / 2))
    if (typeof value === "string" && value.endsWith("%") && dice.once(3)) return dice.pick("150%", "0%", "30%")
    if (Array.isArray(value)) return value.map(inRules)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, fixed.has(key) ? inner : inRules(inner)]),
    )
  }
  const walk = (value: unknown, key = ""): unknown => {
    if (key === "rule" || key === "rules") return inRules(value)
    if (Array.isArray(value)) return value.map((inner: unknown) => walk(inner))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]))
  }
  return { ...rubric, sections: walk(rubric.sections) }
}

// ── what people hand in ─────────────────────────────────────────────────────────────────────────────────────

const raw = (value: Rational | boolean | string): string =>
  typeof value === "boolean" ? (value ? "是" : "否") : value.toString()

/** Who fills in the forms: chance, and how often something goes wrong. */
interface Hand {
  readonly dice: Dice
  readonly slips: (inTimes: number) => boolean
}

const readingOf = ({ dice, slips }: Hand, field: FieldCase): { reading: Reading; raw: string } => {
  const other = slips(5) ? dice.pick("blank", "unreadable", "claimed", "none") : null
  switch (other) {
    case "blank":
      return { reading: { state: "blank" }, raw: "" }
    case "unreadable":
      return { reading: { state: "unreadable" }, raw: "若干" }
    case "claimed":
      return { reading: { state: "claimed" }, raw: "不涉及" }
    case "none":
      return field.source.kind === "day"
        ? { reading: { state: "none" }, raw: "未办理" }
        : { reading: { state: "blank" }, raw: "/" }
    default: {
      const value = field.value(dice)
      return { reading: { state: "filled", value }, raw: raw(value) }
    }
  }
}

const entriesFor = (
  hand: Hand,
  agency: string,
  [id, field]: readonly [string, FieldCase],
  row: number,
): ReadonlyArray<Entry> => {
  const { dice, slips } = hand
  const named = typeof field.source.source === "string" ? field.source.source : "self"
  const write = (source: string): ReadonlyArray<Entry> =>
    slips(8)
      ? []
      : [
          {
            agency,
            field: id,
            source,
            ...readingOf(hand, field),
            evidence: slips(3) ? null : dice.pick("附件", "附件", "1、2", "纪要3份"),
            at: { kind: "cell", file: `${source}/${agency}.xlsx`, sheet: "填报表", cell: `D${row}` },
          },
        ]
  const own = write("self")
  const twice = slips(25)
    ? write("self").map((entry) => ({ ...entry, at: { kind: "file", file: "补报.xlsx" } as const }))
    : []
  return named === "self" ? [...own, ...twice] : [...(dice.once(2) ? own : []), ...write(named)]
}

const persons = ["张三丰", "李四光", "王五岳"] as const

const decisionFor = (
  dice: Dice,
  agency: string,
  [id, field]: readonly [string, FieldCase],
  entries: ReadonlyArray<Entry>,
): Decision => {
  const seen = entries.find((entry) => entry.agency === agency && entry.field === id)
  const kind = dice.pick("correct", "confirm", "recognise", "refute", "evidence")
  const old = dice.pick<Reading | null>(null, seen?.reading ?? { state: "blank" }, {
    state: "filled",
    value: field.value(dice),
  })
  const fresh: Reading | null =
    kind === "correct" || dice.once(4) ? { state: "filled", value: field.value(dice) } : null
  return {
    agency,
    kind,
    target: id,
    old,
    new: fresh,
    reason: dice.pick("经核对台账", "经张三丰复核"),
    basis: null,
    by: [dice.pick(...persons), "赵六合"],
    on: "2027-01-10",
    stage: "复核",
    at: { kind: "cell", file: `decisions/${dice.pick(...persons)}.csv`, sheet: null, cell: `A${dice.between(2, 40)}` },
  }
}

const names = ["水务局", "财政局", "民政局", "教育局", "林业局", "商务局", "审计局", "体育局"] as const

export const makeWorld = (dice: Dice, some: Partial<Wanted> = {}): World => {
  const wanted = { ...usual, ...some }
  const made = makeRubric(dice, wanted)
  const { fields } = made
  const rubric = wanted.spoiled ? spoil(dice, made.rubric) : made.rubric
  const plan = wanted.spoiled ? anyPlanOf(rubric) : planOf(rubric)
  const hand: Hand = { dice, slips: (inTimes) => wanted.gaps && dice.once(inTimes) }
  const { slips } = hand
  const agencies = Array.from({ length: wanted.agencies }, (_, index): Agency => {
    const name = names[index % names.length] ?? "水务局"
    return {
      code: `QX${String(index * 7 + 11)}`,
      name: `市${name}${index < names.length ? "" : String(index)}`,
      short: index < names.length ? name : null,
      aliases: [],
      group: `g${dice.between(1, wanted.groups)}`,
      order: dice.pick(null, dice.below(5)),
      ranked: !dice.once(9),
      remark: null,
      at: { kind: "file", file: "agencies.csv" },
    }
  })
  const entries = agencies.flatMap(({ code }) =>
    Object.entries(fields).flatMap((field, index) => entriesFor(hand, code, field, index + 4)),
  )
  const decisions = agencies.flatMap(({ code }) =>
    Object.entries(fields).flatMap((field) =>
      slips(8)
        ? [decisionFor(dice, code, field, entries), ...(dice.once(4) ? [decisionFor(dice, code, field, entries)] : [])]
        : [],
    ),
  )
  const treated = plan.groups.flatMap(({ marks }) =>
    marks.flatMap((mark) => (mark.treatment === null ? [] : [mark.criterion.code])),
  )
  const applicability = agencies.flatMap(
    ({ code, group }): ReadonlyArray<Applicability> =>
      [...new Set(treated)].flatMap((criterion) =>
        dice.once(3)
          ? [
              {
                ...(dice.once(3) ? { agency: null, group } : { agency: code, group: null }),
                criterion,
                applies: dice.pick("applies", "notApplicable", "notSampled"),
                reason: null,
                basis: null,
                at: { kind: "cell", file: "applicability.csv", sheet: null, cell: `A${dice.between(2, 90)}` },
              },
            ]
          : [],
      ),
  )
  const adjusting = agencies.flatMap(
    ({ code }): ReadonlyArray<Decision> =>
      dice.once(8)
        ? [
            {
              agency: code,
              kind: "adjust",
              target: "",
              old: null,
              new: { state: "filled", value: Rational.ratio(dice.below(400) - 200, 100) },
              reason: "会议决定",
              basis: "会议纪要",
              by: ["张三丰", "李四光"],
              on: "2027-01-12",
              stage: "审定",
              at: { kind: "file", file: "decisions/meeting.csv" },
            },
          ]
        : [],
  )
  const day = (text: string): number => parseDay(text) ?? 0
  return {
    rubric,
    fields,
    submissions: {
      agencies,
      entries,
      scores: agencies.flatMap(({ code, group }) => scoresFor(hand, plan, { code, group })),
      decisions: [...decisions, ...adjusting],
      applicability,
    },
    calendar: {
      asOf: day("2027-01-20"),
      due: dice.pick(day("2027-01-10"), day("2027-01-31"), null),
      evidenceDue: dice.pick(day("2027-01-15"), day("2027-01-31"), null),
    },
  }
}

const scorers = ["孙七星", "周八斗", "吴九天"] as const

const scoresFor = (
  { dice, slips }: Hand,
  plan: Plan,
  agency: { readonly code: string; readonly group: string },
): ReadonlyArray<Score> =>
  (plan.groups.find(({ id }) => id === agency.group)?.marks ?? []).flatMap((mark) =>
    mark.losses.flatMap((loss) => {
      if (loss.rule.kind !== "judged") return []
      const { most } = loss
      return scorers.slice(0, loss.rule.scorers).flatMap(
        (scorer): ReadonlyArray<Score> =>
          slips(4)
            ? []
            : [
                {
                  agency: agency.code,
                  criterion: mark.criterion.code,
                  scorer,
                  points: most.times(Rational.ratio(dice.pick(dice.below(21), 20, 0), 20)),
                  reason: dice.pick(null, "材料不全", "周八斗认为材料不全"),
                  at: { kind: "cell", file: `scores/${scorer}.csv`, sheet: null, cell: `C${dice.between(2, 40)}` },
                },
              ],
      )
    }),
  )

// ── results ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The plan of a rubric that must be free of errors; what reads other marks cannot know how far those ever move. */
export const planOf = (rubric: RubricSource): Plan => {
  const { plan, problems } = readRubric(rubric, parseFormula)
  const errors = problems.filter(({ severity, message }) => severity === "error" && !message.startsWith("X1-"))
  if (plan === null || errors.length > 0) throw new Error(`${JSON.stringify(errors)} in ${JSON.stringify(rubric)}`)
  return withHolidays(plan)
}

type Scorecard = ReturnType<typeof scorecards>[number]

/** The plan of a rubric whose rules may contradict themselves. */
const anyPlanOf = (rubric: RubricSource): Plan => {
  const { plan, problems } = readRubric(rubric, parseFormula)
  return withHolidays(present(plan, JSON.stringify(problems)))
}

export interface Outcome {
  readonly assessment: Assessment
  readonly cards: ReadonlyArray<Scorecard>
}

export const outcome = ({ rubric, submissions, calendar }: World): Outcome => {
  const { part, issues } = assess(anyPlanOf(rubric), submissions, calendar)
  const assessment: Assessment = {
    stamp: {
      title: "考核",
      rubrics: [{ id: "generated", version: "1", title: "评分细则", hash: "0" }],
      engine: "0",
      stage: "初评",
      asOf: "2027-01-20",
      issuer: null,
      evidenceDue: null,
      objections: null,
      team: [...scorers],
      publish: { totals: true, places: true },
      inputs: [],
      decisions: submissions.decisions.length,
    },
    parts: [part],
    issues,
  }
  return { assessment, cards: scorecards(part) }
}

export const documentOf = (world: World): AssessmentDocument => document(outcome(world).assessment)

/** A world in few words, for the message of a failed law. */
export const told = (world: World): string =>
  JSON.stringify({
    rubric: world.rubric,
    entries: world.submissions.entries.map(({ agency, field, source, reading, evidence }) => [
      agency,
      field,
      source,
      reading,
      evidence,
    ]),
    decisions: world.submissions.decisions.map(({ agency, kind, target, old, new: fresh }) => [
      agency,
      kind,
      target,
      old,
      fresh,
    ]),
    scores: world.submissions.scores.map(({ agency, criterion, scorer, points }) => [
      agency,
      criterion,
      scorer,
      points,
    ]),
    applicability: world.submissions.applicability.map(({ agency, group, criterion, applies }) => [
      agency,
      group,
      criterion,
      applies,
    ]),
    calendar: world.calendar,
  })

/** What must be there; a law that finds it missing fails. */
export const present = <A>(value: A | null | undefined, message = "missing"): A => {
  if (value === null || value === undefined) throw new Error(message)
  return value
}
