import { parseDay } from "../Day.ts"
import type { Formula } from "../formula/Formula.ts"
import { nodesOf } from "../formula/readings.ts"
import { nearest } from "../nearest.ts"
import { Rational } from "../Rational.ts"
import type { Problem } from "../rubric/Problem.ts"
import {
  type Criterion,
  cohortRulesOf,
  defaultPrecision,
  type FullMarks,
  floorFor,
  fullFor,
  type Rubric,
  rulesOf,
  sourceOf,
  weightFor,
} from "../rubric/Rubric.ts"
import { amount } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { boundsIn } from "./boundsOf.ts"
import { lintGrades } from "./lint/lintGrades.ts"
import { lintRelations } from "./lint/lintRelations.ts"
import type { GroupPlan, LossPlan, MarkPlan, Plan } from "./Plan.ts"

/** Where a rubric contradicts itself (细则自查). Every problem at once, each with its place and what to do. */
export const lint = (plan: Plan): ReadonlyArray<Problem> => {
  const { rubric } = plan
  return [
    ...lintGroups(rubric),
    ...lintCodes(rubric),
    ...lintSums(plan),
    ...lintFields(plan),
    ...lintRelations(plan),
    ...lintRules(plan),
    ...lintApplies(plan),
    ...lintCohort(plan),
    ...lintClauses(rubric),
    ...lintUnconfirmed(rubric),
    ...lintBasis(rubric),
    ...lintGrades(plan),
    ...lintPeriod(rubric),
  ]
}

type Path = ReadonlyArray<string | number>

const problem = (
  severity: Problem["severity"],
  code: string,
  path: Path,
  message: string,
  remedy: string,
): Problem => ({
  severity,
  code: `rubric/${code}`,
  path,
  message,
  remedy,
  offset: null,
})

const number = (value: Rational | number): string =>
  show(typeof value === "number" ? Rational.of(value) : value, "points")

function* criteriaOf(rubric: Rubric): Generator<{ readonly criterion: Criterion; readonly path: Path }> {
  for (const [s, section] of rubric.sections.entries()) {
    for (const [c, criterion] of section.criteria.entries()) yield { criterion, path: ["sections", s, "criteria", c] }
  }
}

const paths = new WeakMap<Rubric, ReadonlyMap<string, Path>>()
/** Of the first criterion with the code. */
const pathOf = (rubric: Rubric, code: string): Path => {
  const known =
    paths.get(rubric) ?? new Map([...criteriaOf(rubric)].reverse().map((one) => [one.criterion.code, one.path]))
  paths.set(rubric, known)
  return known.get(code) ?? []
}

/** Path of a rule by its position among the criterion's rules. */
const rulePath = (rubric: Rubric, mark: MarkPlan, loss: LossPlan): Path => [
  ...pathOf(rubric, mark.criterion.code),
  ...(rulesOf(mark.criterion).find(({ rule }) => rule === loss.rule)?.path ?? []),
]

// ── names ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What was proposed and nobody has confirmed. It scores, so that it can be tried; a result that is final may not rest on it. */
const lintUnconfirmed = (rubric: Rubric): ReadonlyArray<Problem> =>
  [...criteriaOf(rubric)].flatMap(({ criterion, path }) =>
    rulesOf(criterion).flatMap(({ rule, path: at }) =>
      rule.unconfirmed === true
        ? [
            problem(
              "warning",
              "unconfirmed",
              [...path, ...at],
              `${criterion.code} 的这条规则待确认`,
              "对照评分标准原文核对,无误的删去“待确认”(unconfirmed);审定前须全部确认",
            ),
          ]
        : [],
    ),
  )

const lintGroups = (rubric: Rubric): ReadonlyArray<Problem> => {
  const groups = Object.keys(rubric.groups)
  const unknown = (path: Path, given: string): Problem => {
    const guess = nearest(given, groups)
    return problem(
      "error",
      "unknown-group",
      [...path, given],
      `没有编号为“${given}”的组`,
      `${guess === null ? "" : `是否为“${guess}”?`}已声明的组:${groups.join("、")}`,
    )
  }
  const check = (value: unknown, path: Path): ReadonlyArray<Problem> =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.keys(value).flatMap((key) => (groups.includes(key) ? [] : [unknown(path, key)]))
      : []
  /** Wherever a rule writes points, also inside its tiers, parts and ends. */
  const points = (value: object, path: Path, kind: string): ReadonlyArray<Problem> =>
    Object.entries(value).flatMap(([name, inner]: readonly [string, unknown]) => {
      const at = [...path, Array.isArray(value) ? Number(name) : name]
      if (typeof inner !== "object" || inner === null) return []
      if (kind === "level" && name === "points")
        return Object.entries(inner).flatMap(([level, share]) => check(share, [...at, level]))
      return pointKeys.has(name) ? check(inner, at) : points(inner, at, kind)
    })
  return [
    ...(groups.length === 0
      ? [problem("error", "no-group", ["groups"], "没有声明任何组", "至少声明一个组,如 all: 全体单位")]
      : []),
    ...rubric.sections.flatMap((section, s) => [
      ...check(section.full, ["sections", s, "full"]),
      ...section.criteria.flatMap((criterion, c) => [
        ...check(criterion.full, ["sections", s, "criteria", c, "full"]),
        ...rulesOf(criterion).flatMap(({ rule, path }) =>
          points(rule, ["sections", s, "criteria", c, ...path], rule.kind),
        ),
      ]),
    ]),
  ]
}

const pointKeys = new Set(["points", "again", "cap", "most", "notDone", "otherwise"])

/** Names of intermediate results that a code or a rule of the same name would overwrite. */
const ownCodes = new Set(["base", "total", "check"])
const ownRules = new Set(["full", "left", "refused", "high", "awarded", "applies", "waits", "share", "moved", "own"])

const lintCodes = (rubric: Rubric): ReadonlyArray<Problem> => {
  const seen = new Set<string>()
  const twice = (code: string, path: Path): ReadonlyArray<Problem> => {
    if (seen.has(code))
      return [
        problem(
          "error",
          "duplicate-code",
          [...path, "code"],
          `编号 ${code} 用了两次`,
          "每个一级指标和评分指标的编号须各不相同",
        ),
      ]
    seen.add(code)
    if (ownCodes.has(code))
      return [
        problem("error", "duplicate-code", [...path, "code"], `编号 ${code} 是系统内部用名`, "换用其他编号,如 A、A1"),
      ]
    return []
  }
  return [
    ...rubric.sections.flatMap((section, s) => twice(section.code, ["sections", s])),
    ...[...criteriaOf(rubric)].flatMap(({ criterion, path }) => {
      const ids = new Set<string>()
      const rules = rulesOf(criterion)
      return [
        ...twice(criterion.code, path),
        ...(rules.length === 0
          ? [problem("error", "no-rule", path, `${criterion.code} 没有计分规则`, "写 rule 或 rules")]
          : []),
        ...(criterion.rule !== undefined && criterion.rules !== undefined
          ? [
              problem(
                "error",
                "two-rules",
                [...path, "rule"],
                `${criterion.code} 同时写了 rule 和 rules`,
                "都写进 rules",
              ),
            ]
          : []),
        ...rules.flatMap(({ rule, path: at }) => {
          if (rule.id === undefined) {
            return rules.length > 1
              ? [
                  problem(
                    "error",
                    "no-rule-id",
                    [...path, ...at],
                    `${criterion.code} 有几条规则,这一条没有编号`,
                    "写 id,如 a;通知书和申诉以它引用",
                  ),
                ]
              : []
          }
          const { id } = rule
          // a checklist's parts are cited as a1, a2 …
          const own = [id, ...(rule.kind === "checklist" ? rule.parts.map((_, part) => `${id}${part + 1}`) : [])]
          const taken = own.find((name) => ids.has(name) || ownRules.has(name))
          for (const name of own) ids.add(name)
          if (taken === undefined) return []
          return [
            problem(
              "error",
              "duplicate-rule",
              [...path, ...at, "id"],
              ownRules.has(taken)
                ? `${criterion.code} 的规则编号 ${taken} 是系统内部用名`
                : `${criterion.code} 的规则编号 ${taken} 用了两次${taken === id ? "" : "(清单的各分项编号为规则编号加序号)"}`,
              "同一指标内规则编号须各不相同,通常写 a、b、c",
            ),
          ]
        }),
      ]
    }),
  ]
}

// ── sums ────────────────────────────────────────────────────────────────────────────────────────────────────

const lintSums = (plan: Plan): ReadonlyArray<Problem> => {
  const { rubric } = plan
  const wanted = Rational.of(rubric.full ?? 100)
  const total = (list: ReadonlyArray<FullMarks>, group: string): Rational =>
    list.reduce((sum, full) => sum.plus(Rational.of(fullFor(full, group) ?? 0)), Rational.zero)
  return plan.groups.flatMap((group) => [
    ...rubric.sections.flatMap((section, s): ReadonlyArray<Problem> => {
      const declared = fullFor(section.full, group.id)
      const sum = total(
        section.criteria.map(({ full }) => full),
        group.id,
      )
      const title = `${section.code} ${section.title}(${group.title})`
      if (declared === null) {
        return sum.sign === 0
          ? []
          : [
              problem(
                "error",
                "sum",
                ["sections", s, "full"],
                `${title}没有分值,但其指标合计 ${number(sum)} 分`,
                "补上该组的分值,或从指标的分值中去掉该组",
              ),
            ]
      }
      const floor = section.floor ?? 0
      if (Rational.of(floor).compare(Rational.of(declared)) > 0) {
        return [
          problem(
            "error",
            "floor-above-full",
            ["sections", s, "floor"],
            `${title}得分下限 ${number(floor)} 分,高于分值 ${number(declared)} 分`,
            "降低 floor,或提高本部分的分值",
          ),
        ]
      }
      const difference = sum.minus(Rational.of(declared))
      if (difference.sign === 0 || (section.bonus === true && difference.sign > 0)) return []
      return [
        problem(
          "error",
          "sum",
          ["sections", s, "full"],
          `${title}分值 ${number(declared)} 分,各指标合计 ${number(sum)} 分,${difference.sign > 0 ? "多" : "少"} ${number(difference.sign > 0 ? difference : difference.negated())} 分`,
          "调整指标的分值,或更正本部分的分值",
        ),
      ]
    }),
    ...((): ReadonlyArray<Problem> => {
      const own = rubric.sections.filter(({ bonus, full }) => bonus !== true && fullFor(full, group.id) !== null)
      const weights = own.map((section) => weightFor(section, group.id))
      const sum = own.reduce(
        (so, { full }, index) =>
          so.plus(Rational.of(fullFor(full, group.id) ?? 0).times(weights[index] ?? Rational.one)),
        Rational.zero,
      )
      const without = weights.indexOf(null)
      if (without >= 0 && weights.some((weight) => weight !== null)) {
        const missing = own[without]
        return [
          problem(
            "error",
            "weight",
            ["sections", missing === undefined ? 0 : rubric.sections.indexOf(missing)],
            `${group.title}有的部分写了权重,${missing?.code ?? ""} ${missing?.title ?? ""}没有写`,
            "各部分都写 weight,或都不写",
          ),
        ]
      }
      return sum.equals(wanted)
        ? []
        : [
            problem(
              "error",
              "total",
              ["sections"],
              `${group.title}各部分${weights.some((weight) => weight !== null) ? "乘以权重" : ""}合计 ${number(sum)} 分,总分应为 ${number(wanted)} 分`,
              "调整各部分的分值,或以 full 写明总分",
            ),
          ]
    })(),
    ...group.marks.flatMap((mark) => lintMark(plan, group, mark)),
  ])
}

/** Whether the rules of a criterion give and take what its full marks say. */
const lintMark = (plan: Plan, group: GroupPlan, mark: MarkPlan): ReadonlyArray<Problem> => {
  const path = pathOf(plan.rubric, mark.criterion.code)
  const awards = mark.losses.filter(({ loss }) => loss.how === "award")
  const title = `${mark.criterion.code} ${mark.criterion.title}(${group.title})`
  const sum = awards.reduce((total, { most }) => total.plus(most), Rational.zero)
  const problems: Array<Problem> = []
  if (awards.length > 0 && !sum.equals(mark.full)) {
    problems.push(
      problem(
        "error",
        "award-sum",
        path,
        `${title}分值 ${number(mark.full)} 分,各得分规则最多合计 ${number(sum)} 分`,
        "使得分规则的最高分之和等于指标分值",
      ),
    )
  }
  const floor = floorFor(mark.criterion, mark.section, group.id)
  if (Rational.of(floor).compare(mark.full) > 0) {
    problems.push(
      problem(
        "error",
        "floor-above-full",
        [...path, "floor"],
        `${title}扣至 ${number(floor)} 分为止,高于指标分值 ${number(mark.full)} 分`,
        "降低 floor,或提高指标分值",
      ),
    )
  }
  const judged = mark.losses.filter((loss) => loss.judged)
  const second = judged[1]
  if (second !== undefined) {
    problems.push(
      problem(
        "error",
        "two-judged",
        rulePath(plan.rubric, mark, second),
        `${title}有两条评分规则,而评分表按指标给分,分不清评的是哪一条`,
        "拆成两个指标,各写一条评分规则",
      ),
    )
  }
  const { points: places } = plan.rubric.precision ?? defaultPrecision
  const tooFine = (value: Rational, at: Path, what: string): void => {
    if (value.toDecimal(places, null) !== null) return
    problems.push(
      problem(
        "error",
        "too-fine",
        at,
        `${title}的${what} ${number(value)} 分,细于得分保留的 ${places} 位小数`,
        "减少小数位数,或提高 precision 的 points",
      ),
    )
  }
  tooFine(mark.full, [...path, "full"], "分值")
  tooFine(Rational.of(floor), [...path, "floor"], "下限")
  for (const loss of mark.losses) {
    tooFine(loss.most, rulePath(plan.rubric, mark, loss), ` ${loss.id} 最多`)
    if (loss.most.compare(mark.full.minus(Rational.of(Math.min(0, floor)))) > 0) {
      problems.push(
        problem(
          "error",
          "above-full",
          rulePath(plan.rubric, mark, loss),
          `${title}的 ${loss.id} 最多 ${number(loss.most)} 分,超过指标分值 ${number(mark.full)} 分`,
          "降低规则的分值或封顶,或提高指标分值",
        ),
      )
    }
  }
  return problems
}

// ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────

const lintFields = (plan: Plan): ReadonlyArray<Problem> => {
  const { rubric } = plan
  const used = new Set<string>()
  for (const slot of plan.slots) {
    for (const formula of slot.formulas.values()) {
      for (const node of nodesOf(formula)) if (node.kind === "input" || node.kind === "state") used.add(node.field)
    }
  }
  for (const { needs } of plan.relations) for (const id of needs) used.add(id)
  const labels = new Map<string, string>()
  const sources = ["self", "given", "attribute", ...Object.keys(rubric.sources ?? {})]
  return Object.entries(rubric.fields).flatMap(([id, field]) => {
    const path: Path = ["fields", id]
    const problems: Array<Problem> = []
    if (!used.has(id) && field.kind !== "text") {
      problems.push(
        problem(
          "warning",
          "unused-field",
          path,
          `填报项“${field.label}”没有任何规则使用`,
          "删去它以免白填,或在规则、勾稽关系中使用;只作说明的写 kind: text",
        ),
      )
    }
    const source = sourceOf(field)
    if (!sources.includes(source)) {
      const guess = nearest(source, sources)
      problems.push(
        problem(
          "error",
          "unknown-source",
          [...path, "source"],
          `来源“${source}”没有在 sources 中声明`,
          `${guess === null ? "" : `是否为“${guess}”?`}可用:${sources.join("、")}`,
        ),
      )
    }
    if (field.kind === "level" && (field.levels === undefined || field.levels.length === 0)) {
      problems.push(problem("error", "no-levels", path, `等级填报项“${field.label}”没有写等级`, "写 levels,由好到差"))
    }
    const [least, most] = [field.min, field.max].map((limit) => (limit === undefined ? null : amount(limit)))
    if (least && most && least.compare(most) > 0) {
      problems.push(
        problem(
          "error",
          "range",
          [...path, "max"],
          `填报项“${field.label}”的最大值 ${number(most)} 小于最小值 ${number(least)}`,
          "更正 min 或 max",
        ),
      )
    }
    for (const name of [field.label, ...(field.aliases ?? [])]) {
      const other = labels.get(name)
      if (other !== undefined && other !== id) {
        problems.push(
          problem(
            "error",
            "duplicate-label",
            [...path, "label"],
            `“${name}”同时是 ${other} 和 ${id} 的名称或别名`,
            "表头按名称识别填报项,名称须各不相同",
          ),
        )
      }
      labels.set(name, id)
    }
    return problems
  })
}

// ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────

const lintRules = (plan: Plan): ReadonlyArray<Problem> =>
  plan.groups.flatMap((group) => {
    // with every figure known and every criterion applying
    const read = boundsIn(plan, group.id, (_, is) =>
      is.includes("filled") ? { canHold: true, canFail: false } : { canHold: is.includes("none"), canFail: true },
    )
    return group.marks.flatMap((mark) =>
      mark.losses.flatMap((loss): ReadonlyArray<Problem> => {
        const path = rulePath(plan.rubric, mark, loss)
        const title = `${loss.id}(${group.title})`
        const problems: Array<Problem> = []
        const found = read(loss.exact)
        if (found.type === "number") {
          if (loss.loss.how === "award" && found.high !== null && found.high.compare(loss.most) < 0) {
            problems.push(
              problem(
                "error",
                "unreachable-full",
                path,
                `${title}最多只能得 ${number(found.high)} 分,达不到所写的 ${number(loss.most)} 分`,
                "核对分值和界限",
              ),
            )
          }
          if (loss.loss.how === "lose" && found.high !== null && found.high.sign <= 0) {
            problems.push(
              problem("error", "never-deducts", path, `${title}在任何情况下都不会扣分`, "核对条件、目标值和分值"),
            )
          }
          if (loss.loss.how === "lose" && found.low !== null && found.low.sign > 0) {
            problems.push(
              problem(
                "error",
                "always-deducts",
                path,
                `${title}在任何情况下都至少扣 ${number(found.low)} 分,满分无人可得`,
                "核对条件、目标值和分值",
              ),
            )
          }
          if (
            loss.loss.how === "award" &&
            found.low !== null &&
            found.low.compare(loss.most) >= 0 &&
            loss.most.sign > 0
          ) {
            problems.push(
              problem(
                "warning",
                "always-awards",
                path,
                `${title}在任何情况下都得满 ${number(loss.most)} 分`,
                "核对条件和界限",
              ),
            )
          }
        }
        for (const divisor of loss.divisors) {
          const range = read(divisor)
          const mayBeZero =
            range.type !== "number" ||
            ((range.low === null || range.low.sign <= 0) && (range.high === null || range.high.sign >= 0))
          if (range.type === "number" && range.low?.sign === 0 && range.high?.sign === 0) {
            problems.push(problem("error", "zero-divisor", path, `${title}的分母总是 0,无法计算`, "更正算式"))
          } else if (mayBeZero && mark.criterion.applies?.when === undefined && loss.loss.undivided === null) {
            problems.push(
              problem(
                "warning",
                "zero-divisor",
                path,
                `${title}的分母(${describe(divisor, plan)})可能为 0,而没有写明此时如何计分`,
                "写 applies: { when: 分母 > 0, otherwise: … };未写的,分母为 0 时待定",
              ),
            )
          }
        }
        return problems
      }),
    )
  })

const describe = (formula: Formula, plan: Plan): string =>
  [...nodesOf(formula)]
    .flatMap((node) =>
      node.kind === "input" ? [plan.fields.find(({ id }) => id === node.field)?.label ?? node.field] : [],
    )
    .join("、")

const lintApplies = (plan: Plan): ReadonlyArray<Problem> => {
  const seen = new Set<string>()
  return plan.groups.flatMap((group) =>
    group.marks.flatMap((mark): ReadonlyArray<Problem> => {
      const { applies, code } = mark.criterion
      if (applies === undefined || seen.has(code)) return []
      seen.add(code)
      const formula =
        mark.applies === null ? undefined : plan.slots.find(({ id }) => id === mark.applies)?.formulas.get(group.id)
      const own = [
        ...new Set(
          [...(formula === undefined ? [] : nodesOf(formula))].flatMap((node) =>
            node.kind === "input" && !node.field.startsWith(":") ? [node.field] : [],
          ),
        ),
      ].filter((id) => {
        const field = plan.rubric.fields[id]
        return field !== undefined && (sourceOf(field) === "self" || field.otherwise === "self")
      })
      if (own.length === 0) return []
      const labels = own.map((id) => `“${plan.rubric.fields[id]?.label ?? id}”`).join("、")
      return [
        problem(
          applies.otherwise === "zero" ? "warning" : "error",
          "applies-self",
          [...pathOf(plan.rubric, code), "applies", "when"],
          `${code} 是否适用取决于单位自报的${labels}:填 0 就能免考`,
          "改用指定来源、单位属性的填报项,或由考核组在适用指标表中认定",
        ),
      ]
    }),
  )
}

/** Whoever is silent moves the statistics of all: an exception to 不填不占便宜 that the rubric must want. */
const lintCohort = ({ rubric, groups }: Plan): ReadonlyArray<Problem> => {
  const { absent } = cohortRulesOf(rubric)
  if (absent === "wait" || groups.every(({ comparisons }) => comparisons.length === 0)) return []
  const what = absent === "out" ? "不参与比较" : "按 0 参与比较"
  return [
    problem(
      "warning",
      "cohort-absent",
      ["cohort", "absent"],
      `没有填报的单位${what},会抬高或拉低其他单位的得分和名次`,
      "这是不填不占便宜的例外,确有此规定的保留;否则写 absent: wait,或在评分前由考核组核定",
    ),
  ]
}

// ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Words that say nothing to compute with. */
const fillers = /扣完为止|扣完本项分值为止|按以下标准计分|本项不计负分/g

const lintClauses = (rubric: Rubric): ReadonlyArray<Problem> =>
  [...criteriaOf(rubric)].flatMap(({ criterion, path }) => {
    const problems: Array<Problem> = []
    const spoken: Array<string> = []
    for (const { rule, path: at } of rulesOf(criterion)) {
      const says = [
        ...(rule.says === undefined ? [] : [{ text: rule.says, key: ["says"] }]),
        ...(rule.kind === "checklist"
          ? rule.parts.flatMap((part, index) =>
              part.says === undefined ? [] : [{ text: part.says, key: ["parts", index, "says"] }],
            )
          : []),
      ]
      if (says.length === 0) return problems // reads the whole clause
      for (const { text, key } of says) {
        if (!criterion.clause.includes(text)) {
          problems.push(
            problem(
              "error",
              "says",
              [...path, ...at, ...key],
              `“${text}”不是评分标准原文中的文字`,
              "逐字摘自 clause;原文有误的,改 clause 并在 reading 中说明",
            ),
          )
        }
        spoken.push(text)
      }
    }
    // what a misquoted sentence leaves unread is not known
    if (problems.length > 0) return problems
    const rest = spoken.reduce((left, text) => left.replaceAll(text, "|"), criterion.clause).replace(fillers, "|")
    const unread = rest
      .split(/[|。;;,,、:()()]+/u)
      .map((part) => part.trim())
      .filter((part) => /\p{Script=Han}/u.test(part))
    const length = unread.reduce((sum, part) => sum + part.replace(/\s/g, "").length, 0)
    if (unread.some((part) => /扣|得|分/.test(part)) || length > criterion.clause.length / 2) {
      problems.push(
        problem(
          "warning",
          "unread-clause",
          [...path, "clause"],
          `评分标准中有 ${length} 字没有规则读到:${unread.map((part) => `“${part}”`).join("、")}`,
          "补一条规则,或在某条规则的 says 中写上这句",
        ),
      )
    }
    return problems
  })

const lintBasis = (rubric: Rubric): ReadonlyArray<Problem> => {
  const ofRows = Object.values(rubric.ledgers ?? {}).flatMap(({ scored }) => scored?.sections ?? [])
  const cited = new Set([
    ...[...criteriaOf(rubric)].flatMap(({ criterion }) => criterion.basis ?? []),
    ...ofRows.flatMap(({ criteria }) => criteria.flatMap(({ basis }) => basis ?? [])),
    ...(rubric.limits ?? []).flatMap(({ basis }) => basis ?? []),
  ])
  return Object.entries(rubric.basis ?? {}).flatMap(([id, basis]) => {
    const path: Path = ["basis", id]
    const problems: Array<Problem> = []
    if (!cited.has(id))
      problems.push(
        problem("note", "unused-basis", path, `依据《${basis.title}》没有指标引用`, "删去它,或在指标的 basis 中引用"),
      )
    if (basis.inForce !== undefined && basis.inForce > rubric.period.to) {
      problems.push(
        problem(
          "error",
          "basis-not-yet",
          [...path, "inForce"],
          `《${basis.title}》${basis.inForce} 起施行,晚于考核期(至 ${rubric.period.to})`,
          "考核期内尚未施行的规定不能作为扣分依据",
        ),
      )
    } else if (basis.inForce !== undefined && basis.inForce > rubric.period.from) {
      problems.push(
        problem(
          "warning",
          "basis-midway",
          [...path, "inForce"],
          `《${basis.title}》${basis.inForce} 起施行,晚于考核期开始(${rubric.period.from})`,
          "此前的行为不能依它扣分,请在口径中写明",
        ),
      )
    }
    if (basis.until !== undefined && basis.until < rubric.period.from) {
      problems.push(
        problem(
          "error",
          "basis-repealed",
          [...path, "until"],
          `《${basis.title}》已于 ${basis.until} 失效,早于考核期开始(${rubric.period.from})`,
          "改引现行规定",
        ),
      )
    }
    if (basis.verified === "no") {
      problems.push(
        problem(
          "note",
          "basis-unverified",
          [...path, "verified"],
          `依据《${basis.title}》${basis.article ?? ""}尚未核对原文`,
          "核对后改为 verified: text;核对前不写入对外文书",
        ),
      )
    }
    return problems
  })
}

const lintPeriod = (rubric: Rubric): ReadonlyArray<Problem> => {
  const [from, to] = [parseDay(rubric.period.from), parseDay(rubric.period.to)]
  return from !== null && to !== null && from > to
    ? [
        problem(
          "error",
          "period",
          ["period", "to"],
          `考核期结束 ${rubric.period.to} 早于开始 ${rubric.period.from}`,
          "更正起止日期",
        ),
      ]
    : []
}
